import * as vscode from 'vscode';

const groupNames = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/** Makes a group of editors the active one; beyond the eighth VS Code has no command for it. */
export async function focusGroup(column: vscode.ViewColumn): Promise<void> {
  if (vscode.window.tabGroups.activeTabGroup.viewColumn === column) return;
  const name = groupNames[column - 1];
  if (name !== undefined) await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
}

/**
 * Where a page about a script opens, such as its casting: to the right of the script, also when the focus is in the timeline below it.
 * Makes the script's group the active one, since VS Code's "beside" is beside that.
 */
export async function columnBesideScript(): Promise<vscode.ViewColumn> {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  if (!activeTabGroup.activeTab) return vscode.ViewColumn.Active;
  const script = [activeTabGroup, ...all].find(({ activeTab }) => activeTab && isScript(activeTab));
  if (script) await focusGroup(script.viewColumn);
  return vscode.ViewColumn.Beside;
}

function isScript({ input }: vscode.Tab): boolean {
  const shown: unknown = input;
  if (!(shown instanceof vscode.TabInputCustom || shown instanceof vscode.TabInputText)) return false;
  return /\.(?:screenplay|fountain)$/i.test(shown.uri.path);
}
