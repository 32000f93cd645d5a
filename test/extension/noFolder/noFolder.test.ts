import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a window without a folder', () => {
  it('activates', async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    const extension = vscode.extensions.getExtension('creator-studio.creator-studio-screenplay');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('knows an untitled screenplay as such', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'screenplay', content: 'INT. HUS - DAG\n' });
    assert.equal(document.languageId, 'screenplay');
  });
});
