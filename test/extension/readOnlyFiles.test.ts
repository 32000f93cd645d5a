import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { isReadOnly } from '../../src/extension/editor/readOnlyFiles.ts';
import { closeEverything, writeScript } from './scriptWorkspace.ts';

const SCENE = 'INT. HUS - DAG\n';

describe('a file', () => {
  const settings = () => vscode.workspace.getConfiguration('files');
  const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Global);

  afterEach(async () => {
    for (const name of ['readonlyInclude', 'readonlyExclude', 'readonlyFromPermissions']) await set(name, undefined);
    await closeEverything();
  });

  async function open(name: string): Promise<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(await writeScript(name, SCENE));
  }

  it('is read-only where the settings name it: by ending, by place in the folder, by its whole path', async () => {
    const document = await open('final/låst.screenplay');
    const other = await open('utkast.screenplay');
    assert.equal(await isReadOnly(document), false);
    for (const pattern of ['**/låst.screenplay', 'final/**', document.uri.fsPath]) {
      await set('readonlyInclude', { [pattern]: true });
      assert.equal(await isReadOnly(document), true, pattern);
      assert.equal(await isReadOnly(other), false, pattern);
    }
    await set('readonlyInclude', { 'final/**': false });
    assert.equal(await isReadOnly(document), false);
  });

  it('can be written where the settings make an exception', async () => {
    const document = await open('final/öppen.screenplay');
    await set('readonlyInclude', { 'final/**': true });
    await set('readonlyExclude', { '**/öppen.screenplay': true });
    assert.equal(await isReadOnly(document), false);
  });

  it('is read-only by its permissions when the settings go by them', async () => {
    const document = await open('skyddad.screenplay');
    fs.chmodSync(document.uri.fsPath, 0o444);
    assert.equal(await isReadOnly(document), false);
    await set('readonlyFromPermissions', true);
    assert.equal(await isReadOnly(document), true);
    fs.chmodSync(document.uri.fsPath, 0o644);
    assert.equal(await isReadOnly(document), false);
  });

  it('that is not there yet can be written', async () => {
    assert.equal(await isReadOnly(await vscode.workspace.openTextDocument({ language: 'screenplay' })), false);
  });
});
