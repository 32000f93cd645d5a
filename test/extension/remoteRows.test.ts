import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { PageSession } from '../../src/extension/editor/pageSession.ts';
import type { Change } from '../../src/extension/library/library.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import { applyRemoteRows, resumeRemoteRows } from '../../src/extension/sync/remoteRows.ts';
import { contentHash } from '../../src/extension/sync/storedText.ts';
import { until } from '../host/until.ts';
import { FakePage } from '../language/simulation/fakePage.ts';
import { closeEverything, type OwnScripts, openOwnScripts, replaceWords, writeScript } from './scriptWorkspace.ts';

const SCENE = 'INT. HUS - DAG\n\nEn katt sover.\n\nTOVE\nHej du.\n\nBO\nJa.\n';

describe('rows that someone else changes', () => {
  let own: OwnScripts;
  beforeEach(() => {
    own = openOwnScripts();
  });
  afterEach(async () => {
    own.dispose();
    await closeEverything();
  });

  async function openScript(name: string, text: string) {
    const document = await vscode.workspace.openTextDocument(await writeScript(name, text));
    const session = own.scripts.open(document);
    await session.flush();
    const scriptId = session.link?.scriptId;
    assert(scriptId);
    return { document, session, scriptId };
  }
  const read = async (uri: vscode.Uri) => Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
  const rowOf = (scriptId: string, words: string) => {
    const row = own.library.content(scriptId).find(({ content }) => content === words);
    assert(row, words);
    return row;
  };
  const words = (scriptId: string, from: string, to: string): Change => ({
    table: 'rewrite_scene_content',
    kind: 'update',
    id: rowOf(scriptId, from).id,
    patch: { content: to, content_hash: contentHash(to) },
  });
  const apply = (scriptId: string, changes: () => readonly Change[]) =>
    applyRemoteRows({ library: own.library, scripts: own.scripts, log: own.log }, [scriptId], (also) =>
      own.library.apply([...changes(), ...also]),
    );

  it('become small edits of the open document, saved as it was, with caret and selection kept', async () => {
    const { document, session, scriptId } = await openScript('remote-open.screenplay', SCENE);
    const editor = await vscode.window.showTextDocument(document);
    const start = document.positionAt(SCENE.indexOf('du.'));
    editor.selection = new vscode.Selection(start, start.translate(0, 2));
    const ids = session.elements.map(({ id }) => id);
    const edits: number[] = [];
    const heard = vscode.workspace.onDidChangeTextDocument((event) => edits.push(event.contentChanges.length));
    await apply(scriptId, () => [
      words(scriptId, 'En katt sover.', 'En svart katt sover tungt.'),
      words(scriptId, 'Ja.', 'Javisst.'),
    ]);
    heard.dispose();
    assert.equal(
      document.getText(),
      SCENE.replace('En katt sover', 'En svart katt sover tungt').replace('Ja.', 'Javisst.'),
    );
    assert.equal(document.isDirty, false);
    assert.equal(await read(document.uri), document.getText());
    assert.equal(document.getText(editor.selection), 'du');
    assert.deepEqual(
      session.elements.map(({ id }) => id),
      ids,
    );
    assert.equal(edits.filter((count) => count > 0).length, 1, 'one edit of the document');
    assert.equal(own.library.pendingText(scriptId), undefined);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SCENE, 'one undo step, that of the change');
  });

  it('merge with what is typed in a page and in the text at that moment', async () => {
    const { document, session, scriptId } = await openScript('remote-typing.screenplay', SCENE);
    const pages = new PageSession({ document: session, clock: systemClock, newId: randomUUID, onStuck: () => {} });
    session.onDidEdit((edit) => pages.documentEdited(edit));
    const page = new FakePage(pages);
    await replaceWords(document, 'Ja.', 'Ja då.');
    page.type(page.elements.map((element) => (element.text === 'Hej du.' ? { ...element, text: 'Hej du!' } : element)));
    page.deliverAll();
    await apply(scriptId, () => [words(scriptId, 'En katt sover.', 'En hund sover.')]);
    page.deliverAll();
    await pages.flush();
    page.deliverAll();
    assert.equal(
      document.getText(),
      SCENE.replace('katt', 'hund').replace('Hej du.', 'Hej du!').replace('Ja.', 'Ja då.'),
    );
    assert.equal(document.isDirty, true, 'what the writer has not saved stays unsaved');
    assert.deepEqual(
      page.elements.map(({ text }) => text),
      session.elements.map(({ text }) => text),
    );
    assert.notEqual(own.library.pendingText(scriptId), undefined);
    await document.save();
    await until('the note to go', () => own.library.pendingText(scriptId) === undefined);
    await session.flush();
    rowOf(scriptId, 'En hund sover.');
    rowOf(scriptId, 'Ja då.');
    pages.dispose();
  });

  it('meet what was typed in a page a moment ago in the rows: a line that both rewrote has theirs, and a note with mine', async () => {
    const { document, session, scriptId } = await openScript('remote-both.screenplay', SCENE);
    const pages = new PageSession({ document: session, clock: systemClock, newId: randomUUID, onStuck: () => {} });
    session.onDidEdit((edit) => pages.documentEdited(edit));
    const page = new FakePage(pages);
    session.addEditor({
      get isWritten() {
        return pages.isSettled;
      },
      flush: () => {
        page.deliverAll();
        return pages.flush();
      },
    });
    const type = (from: string, to: string) =>
      page.type(page.elements.map((element) => (element.text === from ? { ...element, text: to } : element)));
    /** As the merge of a pull does it: what the rows say at that moment is kept in a note. */
    const rewrite = (mine: string, theirs: string) =>
      apply(scriptId, () => {
        const row = rowOf(scriptId, mine);
        const id = randomUUID();
        const { scene_id, order_index } = row;
        const note = { id, element_id: id, scene_id, type: 'action', content: `[[${mine}]]` } as const;
        return [
          words(scriptId, mine, theirs),
          { table: 'rewrite_scene_content', kind: 'insert', row: { ...note, order_index: order_index + 1 } },
        ];
      });
    type('Hej du.', 'Nu!');
    await rewrite('Nu!', 'Genast.');
    // The first is not saved when the second comes.
    type('Ja.', 'Aldrig!');
    await rewrite('Aldrig!', 'Kanske.');
    page.deliverAll();
    const both = SCENE.replace('Hej du.', 'Genast.\n[[Nu!]]').replace('Ja.', 'Kanske.\n[[Aldrig!]]');
    assert.equal(document.getText(), both);
    assert.deepEqual(
      page.elements.map(({ text }) => text),
      session.elements.map(({ text }) => text),
    );
    assert.equal(document.isDirty, true);
    await document.save();
    assert.equal(await read(document.uri), both);
    pages.dispose();
  });

  it('reach the file of a closed script, in its own line ends', async () => {
    const source = `\ufeff${SCENE.replaceAll('\n', '\r\n')}`;
    const { document, scriptId } = await openScript('remote-closed.screenplay', source);
    const { uri } = document;
    const directory = own.directory;
    own.dispose();
    await closeEverything();
    own = openOwnScripts(directory);
    await applyRemoteRows({ library: own.library, scripts: own.scripts, log: own.log }, [scriptId], (also) =>
      own.library.apply([words(scriptId, 'Ja.', 'Nej.'), ...also]),
    );
    assert.equal(await read(uri), source.replace('Ja.', 'Nej.'));
  });

  it('come after a window died between rows and text, when the script is opened or sharing starts', async () => {
    const { document, scriptId } = await openScript('remote-crash.screenplay', SCENE);
    const directory = own.directory;
    const never = { ...own.scripts, sessions: [] };
    Object.defineProperty(never, 'open', { value: () => ({ followRows: async () => {} }) });
    await applyRemoteRows({ library: own.library, scripts: never, log: own.log }, [scriptId], (also) =>
      own.library.apply([words(scriptId, 'Ja.', 'Nej.'), ...also]),
    );
    own.dispose();
    await closeEverything();
    own = openOwnScripts(directory);
    await resumeRemoteRows({ library: own.library, scripts: own.scripts, log: own.log });
    assert.equal(await read(document.uri), SCENE.replace('Ja.', 'Nej.'));
    assert.equal(own.library.pendingText(scriptId), undefined);
  });

  it('change nothing when they cannot be applied', async () => {
    const { document, scriptId } = await openScript('remote-refused.screenplay', SCENE);
    await assert.rejects(
      applyRemoteRows({ library: own.library, scripts: own.scripts, log: own.log }, [scriptId], () => {
        throw new Error('refused');
      }),
      /refused/,
    );
    assert.equal(document.getText(), SCENE);
    assert.equal(own.library.pendingText(scriptId), undefined);
  });
});
