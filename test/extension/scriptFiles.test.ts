import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { hasFile, restoreScript } from '../../src/extension/sync/restoreScript.ts';
import { until } from '../host/until.ts';
import { closeEverything, type OwnScripts, openOwnScripts, replaceWords, writeScript } from './scriptWorkspace.ts';

const SCENE = 'Title: Huset\nAuthor: Åsa\n\nINT. HUS - DAG\n\nEn katt sover.\n\nTOVE\nHej du.\n\nBO\nJa.\n';

describe('files of scripts', () => {
  let own: OwnScripts;
  beforeEach(() => {
    own = openOwnScripts();
  });
  afterEach(async () => {
    own.dispose();
    await closeEverything();
  });

  async function openScript(name: string, text = SCENE) {
    const document = await vscode.workspace.openTextDocument(await writeScript(name, text));
    const session = own.scripts.open(document);
    await session.flush();
    assert(session.link);
    return { document, session, scriptId: session.link.scriptId, ids: session.elements.map(({ id }) => id) };
  }
  const beside = (uri: vscode.Uri, name: string) => vscode.Uri.joinPath(uri, '..', name);
  const files = (scriptId: string) => own.library.filesOfScript(scriptId);
  async function reopenLibrary() {
    const { directory } = own;
    own.dispose();
    await closeEverything();
    own = openOwnScripts(directory);
  }

  it('deleted in VS Code end their link, and a new file of that name is another script', async () => {
    const { document, scriptId } = await openScript('deleted.screenplay');
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(document.uri);
    assert(await vscode.workspace.applyEdit(edit));
    await until('the end of the link', () => files(scriptId).length === 0);
    assert.equal(own.library.content(scriptId).length, 5, 'its lines and voices stay');
    await reopenLibrary();
    const other = await openScript('deleted.screenplay', 'EXT. SKOG - NATT\n\nEtt.\n\nTvå.\n\nTre.\n');
    assert.notEqual(other.scriptId, scriptId);
  });

  it('deleted outside end their link, and have it again when they come back', async () => {
    const { document, scriptId, ids } = await openScript('taken.screenplay');
    await reopenLibrary();
    fs.rmSync(document.uri.fsPath);
    await until('the end of the link', () => files(scriptId).length === 0);
    const back = await openScript('taken.screenplay');
    assert.equal(back.scriptId, scriptId);
    assert.deepEqual(back.ids, ids);
  });

  it('renamed outside keep their script', async () => {
    const { document, scriptId, ids } = await openScript('outside.screenplay');
    await reopenLibrary();
    const target = beside(document.uri, 'outside 2.screenplay');
    fs.renameSync(document.uri.fsPath, target.fsPath);
    const session = own.scripts.open(await vscode.workspace.openTextDocument(target));
    assert.equal(session.link?.scriptId, scriptId);
    assert.deepEqual(
      session.elements.map(({ id }) => id),
      ids,
    );
  });

  it('written anew by another program keep their script', async () => {
    const { document, scriptId } = await openScript('saved.screenplay');
    const temporary = `${document.uri.fsPath}.tmp`;
    fs.writeFileSync(temporary, SCENE.replace('Ja.', 'Nej.'));
    fs.rmSync(document.uri.fsPath);
    fs.renameSync(temporary, document.uri.fsPath);
    await until('the new words', () => document.getText().includes('Nej.'));
    const session = own.scripts.open(document);
    await session.flush();
    assert.equal(own.library.content(scriptId).at(-1)?.content, 'Nej.');
    assert.deepEqual(files(scriptId), [document.uri.toString()]);
  });

  it('deleted while they are open with unsaved words are written again by saving, as the same script', async () => {
    const { document, scriptId } = await openScript('open.screenplay');
    await vscode.window.showTextDocument(document);
    await replaceWords(document, 'Ja.', 'Nej.');
    fs.rmSync(document.uri.fsPath);
    await until('the end of the link', () => files(scriptId).length === 0);
    assert.match(document.getText(), /Nej\./);
    assert(await document.save());
    await until('the link', () => files(scriptId).length === 1);
    assert.equal(fs.readFileSync(document.uri.fsPath, 'utf8'), SCENE.replace('Ja.', 'Nej.'));
  });

  it('that were lost are restored from the rows, with title page and ids', async () => {
    const { document, scriptId, ids } = await openScript('lost.screenplay');
    await reopenLibrary();
    fs.rmSync(document.uri.fsPath);
    await until('the end of the link', () => files(scriptId).length === 0);
    assert.equal(await hasFile(own.library, scriptId), false);
    const target = beside(document.uri, 'restored.screenplay');
    await restoreScript(own.library, scriptId, target);
    assert.equal(fs.readFileSync(target.fsPath, 'utf8'), SCENE);
    const session = own.scripts.open(await vscode.workspace.openTextDocument(target));
    assert.equal(session.link?.scriptId, scriptId);
    assert.deepEqual(
      session.elements.map(({ id }) => id),
      ids,
    );
    await assert.rejects(restoreScript(own.library, scriptId, target), { isHuman: true });
  });

  it('of two folders are two projects in one library, and no word of one is in the other', async () => {
    await vscode.workspace.fs.createDirectory(beside(await writeScript('x.txt', ''), 'del 2'));
    const first = await openScript('twin.screenplay');
    const second = await openScript('del 2/twin.screenplay');
    assert.notEqual(first.scriptId, second.scriptId);
    assert.notEqual(first.session.link?.projectId, second.session.link?.projectId);
    assert.equal(new Set([...first.ids, ...second.ids]).size, first.ids.length * 2);
    await replaceWords(second.document, 'Ja.', 'Nej.');
    await second.session.flush();
    assert.equal(own.library.content(first.scriptId).at(-1)?.content, 'Ja.');
    assert.equal(own.library.content(second.scriptId).at(-1)?.content, 'Nej.');
  });
});
