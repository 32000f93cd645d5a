import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'creator-studio.creator-studio-screenplay';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert(found, `${extensionId} is not installed`);
  return found;
}

describe('the manifest and what is registered', () => {
  let contributed: readonly string[];
  let registered: readonly string[];

  before(async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    contributed = contributes.commands.map(({ command }) => command).sort();
    registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('screenplay.')).sort();
  });

  it('registers every command that it contributes', () => {
    const missing = contributed.filter((id) => !registered.includes(id));
    assert.deepEqual(missing, []);
  });

  it('contributes every command that it registers, apart from those that VS Code makes for its views', () => {
    const made = /^screenplay\.\w+\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/;
    const extra = registered.filter((id) => !contributed.includes(id) && !made.test(id));
    assert.deepEqual(extra, []);
  });
});
