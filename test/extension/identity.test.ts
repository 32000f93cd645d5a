import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { PageSession } from '../../src/extension/editor/pageSession.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import type { EditableSession } from '../../src/extension/sync/scripts.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { FakePage } from '../language/simulation/fakePage.ts';
import { closeEverything, type OwnScripts, openOwnScripts, writeScript } from './scriptWorkspace.ts';

const SCRIPT = `INT. HUS - DAG

En katt sover. Den drömmer.

TOVE
Hej du.

EXT. SKOG - NATT

Regn faller.

TOVE
Kom nu.
`;

/** Short names for the elements of the script, by their ids at the start. */
const names = ['house', 'cat', 'tove', 'hello', 'forest', 'rain', 'tove2', 'come'];

describe('the ids of lines, whatever is done to them', () => {
  let own: OwnScripts;
  let open = 0;
  let session: EditableSession;
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  let named: Map<string, string>;

  beforeEach(async () => {
    own = openOwnScripts();
    document = await vscode.workspace.openTextDocument(await writeScript(`identity-${open++}.screenplay`, SCRIPT));
    session = own.scripts.open(document);
    editor = await vscode.window.showTextDocument(document);
    named = new Map(session.elements.map(({ id }, index) => [id, names[index] ?? '']));
  });
  afterEach(async () => {
    own.dispose();
    await closeEverything();
  });

  /** Each element as `name:text`, `new` for one that was not there at the start; rows must say the same. */
  const said = async () => {
    await session.flush();
    const rows = own.library.content(session.link?.scriptId ?? '').map(({ element_id }) => element_id);
    const lines = session.elements.filter(({ type }) => type !== 'sceneHeading').map(({ id }) => id);
    assert.deepEqual(rows, lines, 'rows have the ids of the text');
    return session.elements.map(({ id, text }) => `${named.get(id) ?? 'new'}:${text}`);
  };
  const unchanged = names.map((name, index) => [name, index] as const);
  const whole = SCRIPT.split('\n').filter(Boolean);
  /** What is said when nothing but these has changed. */
  const but = (changes: Readonly<Record<string, readonly string[]>>) =>
    unchanged.flatMap(([name, index]) => changes[name] ?? [`${name}:${whole[index]}`]);
  const put = (words: string, offset = 0) => {
    const at = document.positionAt(document.getText().indexOf(words) + offset);
    editor.selection = new vscode.Selection(at, at);
  };
  const select = (words: string) => {
    const start = document.getText().indexOf(words);
    editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(start + words.length));
  };
  const type = (text: string) => vscode.commands.executeCommand('type', { text });
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  /** At the top of the script, as one edit. */
  const paste = async (words: string) => {
    const at = document.positionAt(document.getText().indexOf('INT. HUS'));
    assert(await editor.edit((edit) => edit.insert(at, words)));
  };
  const replace = async (words: string, by: string) => {
    select(words);
    assert(await editor.edit((edit) => edit.replace(editor.selection, by)));
  };

  describe('in the text editor', () => {
    it('stay with the first part of a split, and with the first of a join', async () => {
      await replace('sover. Den', 'sover.\n\nDen');
      assert.deepEqual(await said(), but({ cat: ['cat:En katt sover.', 'new:Den drömmer.'] }));
      await replace('sover.\n\nDen', 'sover. Den');
      assert.deepEqual(await said(), but({}));
    });

    it('stay when a line becomes another type', async () => {
      await replace('Regn faller.', '> Regn faller.');
      assert.deepEqual(
        await said(),
        but({}).map((line) => line),
      );
      assert.equal(session.elements[5]?.type, 'transition');
    });

    it('go with what is cut and pasted, and a copy has new ones', async () => {
      const scene = 'EXT. SKOG - NATT\n\nRegn faller.\n\nTOVE\nKom nu.\n';
      await replace(scene, '');
      await session.flush();
      await paste(`${scene}\n`);
      const moved = (await said()).slice(0, 4);
      assert.deepEqual(moved, ['forest:EXT. SKOG - NATT', 'rain:Regn faller.', 'tove2:TOVE', 'come:Kom nu.']);
      await paste('TOVE\nKom nu.\n\n');
      assert.deepEqual((await said()).slice(0, 6), [...moved, 'new:TOVE', 'new:Kom nu.']);
    });

    it('are new for a line that is duplicated', async () => {
      put('Hej du.', 2);
      await run('editor.action.copyLinesDownAction');
      assert.deepEqual(
        await said(),
        but({ hello: ['hello:Hej du.\nHej du.'] }),
        'two lines of one speech are one element',
      );
      await run('undo');
      await replace('Regn faller.\n', 'Regn faller.\n\nRegn faller.\n');
      assert.deepEqual(await said(), but({ rain: ['rain:Regn faller.', 'new:Regn faller.'] }));
    });

    it('go with lines that are moved', async () => {
      select('TOVE\nHej du.\n\n');
      for (let count = 0; count < 2; count++) await run('editor.action.moveLinesUpAction');
      const lines = await said();
      assert.deepEqual(lines.slice(1, 4), ['tove:TOVE', 'hello:Hej du.', 'cat:En katt sover. Den drömmer.']);
    });

    it('stay under several carets and when all of a name is replaced', async () => {
      const at = [...document.getText().matchAll(/TOVE/g)].map(({ index }) => document.positionAt(index + 4));
      editor.selections = at.map((place) => new vscode.Selection(place, place));
      await type(' (V.O.)');
      assert.deepEqual(await said(), but({ tove: ['tove:TOVE (V.O.)'], tove2: ['tove2:TOVE (V.O.)'] }));
      await run('editor.actions.findWithArgs', { searchString: 'TOVE (V.O.)', replaceString: 'TOVA', isRegex: false });
      await run('editor.action.replaceAll');
      await until('the names', () => document.getText().includes('TOVA') || undefined);
      assert.deepEqual(await said(), but({ tove: ['tove:TOVA'], tove2: ['tove2:TOVA'] }));
    });

    it('stay when the script is formatted', async () => {
      await replace('EXT. SKOG - NATT\n\n', '\n\next. skog - natt   \n');
      const before = (await said()).map((line) => line.split(':')[0]);
      await run('editor.action.formatDocument');
      await until('the format', () => document.getText().includes('EXT. SKOG - NATT\n\nRegn') || undefined);
      assert.deepEqual(
        (await said()).map((line) => line.split(':')[0]),
        before,
      );
    });

    it('are those of before after undo and redo', async () => {
      await replace('Hej du.', 'Hej på dig.');
      await replace('TOVE\nKom nu.\n', '');
      const after = await said();
      await run('undo');
      await run('undo');
      assert.deepEqual(await said(), but({}));
      await run('redo');
      await run('redo');
      assert.deepEqual(await said(), after);
    });
  });

  describe('in the page', () => {
    let pages: PageSession;
    let page: FakePage;
    beforeEach(() => {
      pages = new PageSession({ document: session, clock: systemClock, newId: randomUUID, onStuck: () => {} });
      session.onDidEdit((edit) => pages.documentEdited(edit));
      page = new FakePage(pages);
    });
    afterEach(() => pages.dispose());

    const write = async (change: (elements: readonly ScriptElement[]) => readonly ScriptElement[]) => {
      page.type(change(page.elements));
      page.deliverAll();
      await pages.flush();
      page.deliverAll();
      const shown = page.elements.map(({ id, text }) => `${id}:${text}`);
      assert.deepEqual(
        shown,
        session.elements.map(({ id, text }) => `${id}:${text}`),
        'page and document are one',
      );
    };
    const by = (name: string) => {
      const element = page.elements.find(({ id }) => named.get(id) === name);
      assert(element, name);
      return element;
    };
    const instead = (name: string, ...elements: readonly ScriptElement[]) =>
      write((list) => list.flatMap((element) => (named.get(element.id) === name ? elements : [element])));
    const history = async (command: 'undo' | 'redo') => {
      await pages.stepHistory(async () => {
        await run(command);
      });
      page.deliverAll();
    };

    it('stay with the first part of a split, and with the first of a join', async () => {
      const rest: ScriptElement = { id: randomUUID(), type: 'action', text: 'Den drömmer.' };
      await instead('cat', { ...by('cat'), text: 'En katt sover.' }, rest);
      assert.deepEqual(await said(), but({ cat: ['cat:En katt sover.', 'new:Den drömmer.'] }));
      await write((list) =>
        list.flatMap((element) => {
          if (element.id === rest.id) return [];
          return named.get(element.id) === 'cat' ? [{ ...element, text: 'En katt sover. Den drömmer.' }] : [element];
        }),
      );
      assert.deepEqual(await said(), but({}));
    });

    it('stay when a line becomes another type', async () => {
      await instead('rain', { ...by('rain'), type: 'transition' });
      assert.deepEqual(await said(), but({}));
      assert.equal(session.elements[5]?.type, 'transition');
    });

    it('go with a scene that is cut and pasted or dragged, and a copy has new ones', async () => {
      const scene = page.elements.slice(4);
      await write((list) => list.slice(0, 4));
      await write((list) => [...scene, ...list]);
      const moved = ['forest:EXT. SKOG - NATT', 'rain:Regn faller.', 'tove2:TOVE', 'come:Kom nu.'];
      assert.deepEqual((await said()).slice(0, 4), moved);
      await write((list) => [...list.slice(4), ...list.slice(0, 4)]);
      assert.deepEqual(await said(), but({}));
      await write((list) => [...list, ...scene.map((element) => ({ ...element, id: randomUUID() }))]);
      assert.deepEqual(
        (await said()).slice(8),
        moved.map((line) => line.replace(/^\w+/, 'new')),
      );
    });

    it('are given once when a page brings one twice', async () => {
      page.type([...page.elements, by('rain')]);
      page.deliverAll();
      await pages.flush();
      page.deliverAll();
      assert.deepEqual(await said(), [...but({}), 'new:Regn faller.']);
    });

    it('stay when all of a name is replaced', async () => {
      await write((list) => list.map((element) => ({ ...element, text: element.text.replace('TOVE', 'TOVA') })));
      assert.deepEqual(await said(), but({ tove: ['tove:TOVA'], tove2: ['tove2:TOVA'] }));
    });

    it('are those of before after undo and redo', async () => {
      await instead('hello', { ...by('hello'), text: 'Hej på dig.' });
      await write((list) => list.slice(0, 6));
      const after = await said();
      await history('undo');
      await history('undo');
      assert.deepEqual(await said(), but({}));
      await history('redo');
      await history('redo');
      assert.deepEqual(await said(), after);
    });
  });
});
