import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as vscode from 'vscode';
import { PageSession, type PageSessionOptions } from '../../src/extension/editor/pageSession.ts';
import { sharedPause } from '../../src/extension/editor/writeQueue.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import type { EditableSession } from '../../src/extension/sync/scripts.ts';
import { until } from '../host/until.ts';
import { FakeClock } from '../language/simulation/fakeClock.ts';
import { FakePage } from '../language/simulation/fakePage.ts';
import { createRandom } from '../language/simulation/simulate.ts';
import { closeEverything, type OwnScripts, openOwnScripts, replaceWords, writeScript } from './scriptWorkspace.ts';

const SCENE = 'INT. HUS - DAG\n\nEn katt sover.\n\nTOVE\nHej du.\n\nBO\nJa.\n';

describe('sessions of open scripts', () => {
  let own: OwnScripts;
  beforeEach(() => {
    own = openOwnScripts();
  });
  afterEach(async () => {
    own.dispose();
    await closeEverything();
  });

  const openText = async (name: string, text: string | Uint8Array) => {
    const document = await vscode.workspace.openTextDocument(await writeScript(name, text));
    return { document, session: own.scripts.open(document) };
  };
  const said = (session: EditableSession) => session.elements.map((element) => element.text);
  const ids = (session: EditableSession) => session.elements.map((element) => element.id);
  /** A page of our own on a session, whose messages arrive at once. */
  const openPage = (session: EditableSession, more: Partial<PageSessionOptions> = {}) => {
    const usual = { document: session, clock: systemClock, newId: randomUUID, onStuck: () => {} };
    const pages = new PageSession({ ...usual, ...more });
    session.onDidEdit((edit) => pages.documentEdited(edit));
    return { pages, page: new FakePage(pages) };
  };

  it('are made for documents that are open and for those opened later, and end when they close', async () => {
    const uri = await writeScript('opened.screenplay', SCENE);
    const closed: string[] = [];
    own.scripts.onDidClose((session) => closed.push(session.document.uri.toString()));
    const document = await vscode.workspace.openTextDocument(uri);
    await until('the session', () => own.scripts.sessions.find((session) => session.document === document));
    await vscode.window.showTextDocument(document);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until('its end', () => closed.includes(uri.toString()) || undefined);
  });

  it('have the elements of the text at every change', async () => {
    const { document, session } = await openText('follow.screenplay', SCENE);
    const before = ids(session);
    const heard: string[][] = [];
    session.onDidChange(() => heard.push(said(session)));
    await replaceWords(document, 'katt', 'hund');
    assert.deepEqual(heard, [['INT. HUS - DAG', 'En hund sover.', 'TOVE', 'Hej du.', 'BO', 'Ja.']]);
    assert.deepEqual(ids(session), before);
  });

  it('bring the very ids back on undo and redo', async () => {
    const { document, session } = await openText('undo.screenplay', SCENE);
    await vscode.window.showTextDocument(document);
    const before = ids(session);
    await replaceWords(document, 'TOVE\nHej du.\n\n', '');
    await replaceWords(document, 'En katt sover.', 'En katt.\n\nSover.');
    const after = ids(session);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SCENE);
    assert.deepEqual(ids(session), before);
    await vscode.commands.executeCommand('redo');
    await vscode.commands.executeCommand('redo');
    assert.deepEqual(ids(session), after);
  });

  it('give the same ids when the file is opened again, also after it was edited elsewhere', async () => {
    const { document, session } = await openText('again.screenplay', SCENE);
    const before = ids(session);
    await session.flush();
    own.dispose();
    const uri = document.uri;
    const edited = SCENE.replace('En katt sover.', 'Regn.\n\nEn katt sover tungt.');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(edited));
    own = openOwnScripts(own.directory);
    const again = await until('the new text', async () => {
      const opened = await vscode.workspace.openTextDocument(uri);
      return opened.getText() === edited ? opened : undefined;
    });
    const after = ids(own.scripts.open(again));
    assert.deepEqual([after[0], ...after.slice(2)], before);
  });

  it('take the ids that another window gave to what it wrote to the file', async () => {
    const { document, session } = await openText('windows.screenplay', SCENE);
    for (const open of own.scripts.sessions) await open.flush();
    const written = SCENE.replace('TOVE', 'Regn.\n\nTOVE');
    const scene = own.library.scenes(session.link?.scriptId ?? '')[0];
    assert.ok(scene);
    const elementId = randomUUID();
    own.library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          id: randomUUID(),
          scene_id: scene.id,
          element_id: elementId,
          type: 'action',
          content: 'Regn.',
          order_index: 1500,
        },
      },
    ]);
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(written));
    await until('the text of the other window', () => document.getText() === written);
    assert.equal(session.elements[2]?.text, 'Regn.');
    assert.equal(session.elements[2]?.id, elementId);
  });

  it('link a file to a project of its folder, once', async () => {
    const { session } = await openText('linked.screenplay', `Title: Fyren\n\n${SCENE}`);
    assert.ok(session.link);
    const again = own.scripts.open(session.document);
    assert.equal(again, session);
    await session.flush();
    assert.equal(own.library.script(session.link.scriptId)?.title, 'Fyren');
    const { name } = own.library.project(session.link.projectId) ?? {};
    assert.equal(own.library.projects().filter((project) => project.name === name).length, 1);
  });

  it('have no link while untitled, and are followed all the same', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'screenplay', content: SCENE });
    const session = own.scripts.open(document);
    await session.flush();
    assert.equal(session.link, undefined);
    assert.equal(session.elements.length, 6);
  });

  it('have their rows follow within a second of the last keystroke, one row for one changed line', async () => {
    const { document, session } = await openText('rows.screenplay', SCENE);
    for (const open of own.scripts.sessions) await open.flush();
    const commits: number[] = [];
    own.library.onDidChange(({ rows }) => commits.push(rows.filter(({ table }) => table !== 'rewrite_traces').length));
    await replaceWords(document, 'Hej du', 'Hej');
    await replaceWords(document, 'Hej.', 'Hejsan.');
    const elementId = session.elements[3]?.id ?? '';
    await until('the row', () => own.library.line(elementId)?.line.content === 'Hejsan.' || undefined);
    assert.deepEqual(
      commits.filter((count) => count > 0),
      [1],
    );
    const trace = own.library.recentTraces(2);
    assert.deepEqual(trace.map(({ event_type }) => event_type).sort(), ['mutation', 'request_start']);
    assert.ok(!JSON.stringify(trace).includes('Hejsan'));
  });

  it('make the rows equal at once when asked', async () => {
    const { document, session } = await openText('flush.screenplay', SCENE);
    await replaceWords(document, 'Ja.', 'Nej.');
    await session.flush();
    assert.equal(own.library.line(session.elements[5]?.id ?? '')?.line.content, 'Nej.');
  });

  it('keep their script when the file is renamed', async () => {
    const { document, session } = await openText('before.screenplay', SCENE);
    await session.flush();
    const before = ids(session);
    const { link } = session;
    const target = vscode.Uri.joinPath(document.uri, '../after.screenplay');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, target, { overwrite: true });
    assert.ok(await vscode.workspace.applyEdit(edit));
    const renamed = own.scripts.open(await vscode.workspace.openTextDocument(target));
    assert.deepEqual(renamed.link, link);
    assert.deepEqual(ids(renamed), before);
  });

  it('go on while another program holds the library, and write their rows afterwards', async function () {
    this.timeout(60_000);
    const { document, session } = await openText('busy.screenplay', SCENE);
    await session.flush();
    const other = new DatabaseSync(path.join(own.directory, 'library.db'));
    other.exec('begin immediate');
    await replaceWords(document, 'Ja.', 'Jo.');
    await assert.rejects(session.flush(), { name: 'LibraryError' });
    assert.deepEqual(said(session).at(-1), 'Jo.');
    other.exec('rollback');
    other.close();
    const elementId = session.elements[5]?.id ?? '';
    await until('the row', () => own.library.line(elementId)?.line.content === 'Jo.' || undefined);
  });

  it('read a text of 10 MB and stay usable', async function () {
    this.timeout(120_000);
    const { document, session } = await openText(
      'long.screenplay',
      `${SCENE}\n${'Regn faller. '.repeat(200)}\n\n`.repeat(3_800),
    );
    assert.ok(document.getText().length > 10_000_000);
    assert.equal(session.link, undefined);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 0), 'Regn. ');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the new words', () => session.elements[1]?.text === 'Regn. En katt sover.' || undefined);
  });

  it('read what is no text at all as what it says', async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => 1 + ((index * 7919) % 255));
    const { document, session } = await openText('garbage.screenplay', bytes);
    assert.ok(session.elements.length > 0);
    await session.flush();
    assert.equal(Buffer.compare(await vscode.workspace.fs.readFile(document.uri), bytes), 0);
    assert.equal(document.isDirty, false);
  });

  it('write a page in one undo stop for a run of typing, in the line ends of the file', async () => {
    const { document, session } = await openText('crlf.screenplay', SCENE.replaceAll('\n', '\r\n'));
    await vscode.window.showTextDocument(document);
    const { pages, page } = openPage(session);
    const typed = 'En lång rad som skrivs';
    for (let end = 1; end <= typed.length; end++) {
      page.type(
        page.elements.map((element, index) => (index === 1 ? { ...element, text: typed.slice(0, end) } : element)),
      );
      page.deliverAll();
    }
    await pages.flush();
    page.type(page.elements.toSpliced(2, 0, { id: 'a1', type: 'action', text: 'Rad ett\nrad två' }));
    page.deliverAll();
    await pages.flush();
    const expected = SCENE.replace('En katt sover.', `${typed}\n\nRad ett\nrad två`).replaceAll('\n', '\r\n');
    assert.equal(document.getText(), expected);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SCENE.replaceAll('\n', '\r\n'));
    page.deliverAll();
    assert.deepEqual(
      page.elements.map((element) => element.text),
      said(session),
    );
  });

  it('take a run of typing back and forth in one step, though it was written in parts for others who wait for it', async () => {
    const { document, session } = await openText('shared.screenplay', SCENE);
    await vscode.window.showTextDocument(document);
    const clock = new FakeClock();
    const { pages, page } = openPage(session, { clock, typingPause: () => sharedPause });
    const typed = 'En ek';
    for (let end = 1; end <= typed.length; end++) {
      const text = typed.slice(0, end);
      page.type(page.elements.map((element, index) => (index === 1 ? { ...element, text } : element)));
      page.deliverAll();
      clock.advance(sharedPause.idleMs);
      await until(`“${text}”`, () => document.getText() === SCENE.replace('En katt sover.', text) || undefined);
    }
    const step = (command: string) =>
      pages.stepHistory(async () => void (await vscode.commands.executeCommand(command)));
    await step('undo');
    assert.equal(document.getText(), SCENE);
    await step('redo');
    assert.equal(document.getText(), SCENE.replace('En katt sover.', typed));
  });

  it('save what was typed in a page a moment ago', async () => {
    const { document, session } = await openText('save.screenplay', SCENE);
    const { pages, page } = openPage(session);
    page.type(page.elements.map((element, index) => (index === 1 ? { ...element, text: 'Ny rad.' } : element)));
    page.deliverAll();
    await pages.flush();
    assert.ok(await document.save());
    const saved = Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString();
    assert.equal(saved, SCENE.replace('En katt sover.', 'Ny rad.'));
  });

  it('lose nothing when a page and other hands edit at the same time', async function () {
    this.timeout(60_000);
    const { document, session } = await openText('storm.screenplay', SCENE.repeat(8));
    const { pages, page } = openPage(session);
    const random = createRandom(4711);
    const words: string[] = [];
    const insert = async (word: string) => {
      const edit = new vscode.WorkspaceEdit();
      const element = session.elements[random(session.elements.length)];
      if (!element) return;
      edit.insert(document.uri, document.positionAt(element.end), ` ${word}`);
      if (await vscode.workspace.applyEdit(edit)) words.push(word);
    };
    for (let round = 0; round < 120; round++) {
      const other = insert(`H${round}h`);
      const at = random(page.elements.length);
      words.push(`P${round}p`);
      page.type(
        page.elements.map((element, index) =>
          index === at ? { ...element, text: `${element.text} P${round}p` } : element,
        ),
      );
      page.deliverAll();
      if (round % 7 === 0) pages.settle();
      await other;
      page.deliverAll();
    }
    await until('both to be equal', async () => {
      await pages.flush();
      page.deliverAll();
      return pages.isSettled || undefined;
    });
    assert.deepEqual(
      words.filter((word) => !document.getText().includes(word)),
      [],
    );
    assert.deepEqual(
      page.elements.map(({ id, text }) => [id, text]),
      session.elements.map(({ id, text }) => [id, text]),
    );
    assert.equal(new Set(ids(session)).size, session.elements.length);
  });
});
