import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { ScriptRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import { hasFile, restoreScript } from '../sync/restoreScript.ts';

/**
 * Writes the file of a script that has none on this machine (it came with a shared project, or its file was lost) and opens it as a page.
 * `row`: a script's row of the tree; without one the writer chooses.
 */
export async function restoreScriptCommand(library: Library, row: unknown): Promise<void> {
  const named = (row as { readonly script?: { readonly id?: unknown } } | undefined)?.script?.id;
  const script = typeof named === 'string' ? library.script(named) : await chooseScript(library);
  if (!script) return;
  if (await hasFile(library, script.id)) {
    throw new HumanError(vscode.l10n.t('“{0}” has its file on this machine: open it instead.', titleOf(script)));
  }
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Restore Script from Project'),
    saveLabel: vscode.l10n.t('Restore'),
    defaultUri: placeFor(library, script),
    filters: { [vscode.l10n.t('Screenplay')]: ['screenplay', 'fountain'] },
  });
  if (!uri) return;
  await restoreScript(library, script.id, uri);
  await vscode.commands.executeCommand('vscode.open', uri);
}

async function chooseScript(library: Library): Promise<ScriptRow | undefined> {
  const items: (vscode.QuickPickItem & { readonly script: ScriptRow })[] = [];
  for (const project of library.projects()) {
    for (const script of library.scripts(project.id)) {
      if (await hasFile(library, script.id)) continue;
      const scenes = library.scenes(script.id).filter(({ location }) => location !== null).length;
      const detail = scenes === 1 ? vscode.l10n.t('1 scene') : vscode.l10n.t('{0} scenes', scenes);
      items.push({ label: titleOf(script), description: project.name, detail, script });
    }
  }
  if (items.length === 0)
    throw new HumanError(vscode.l10n.t('Every script of your projects has its file on this machine.'));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which script shall be written to a file?'),
    matchOnDescription: true,
  });
  return picked?.script;
}

function titleOf(script: ScriptRow): string {
  return script.title || vscode.l10n.t('Untitled');
}

/** In the folder that the project was made for, else in the open one. */
function placeFor(library: Library, script: ScriptRow): vscode.Uri | undefined {
  const [known] = library.projectFolders().filter(({ project_id }) => project_id === script.project_id);
  const folder = known ? vscode.Uri.parse(known.uri) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const name =
    titleOf(script)
      .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
      .trim() || 'script';
  return folder && vscode.Uri.joinPath(folder, `${name}.screenplay`);
}
