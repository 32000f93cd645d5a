/** The files of a project that was joined: written into the folder, or linked with the ones that came with a copy of it. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { safeFileName } from '../library/fileNames.ts';
import type { Library } from '../library/library.ts';
import type { SharedFolder } from './manifest.ts';
import type { FlowDeps } from './shareProject.ts';

const { t } = vscode.l10n;

/**
 * Each script of the project gets its file in the folder. Where one lies already and says something else, a copy of it is kept beside it:
 * the shared script is the newer one, and nothing of the old one is lost.
 */
export async function writeScripts(
  deps: FlowDeps,
  { projectId, folder, manifest }: { projectId: string; folder: vscode.Uri; manifest: SharedFolder | undefined },
): Promise<void> {
  const { library, service } = deps;
  const names = new Map(Object.entries(manifest?.scripts ?? {}).map(([file, id]) => [id, file]));
  const folderUri = folder.toString().replace(/\/$/, '');
  const before = library.projectOfFolder(folderUri);
  library.apply([
    ...(before ? [{ table: 'project_folders', kind: 'delete', id: folderUri } as const] : []),
    { table: 'project_folders', kind: 'insert', row: { uri: folderUri, project_id: projectId } },
  ]);
  let first: vscode.Uri | undefined;
  let wasThere = false;
  const taken = new Set<string>();
  for (const script of library.scripts(projectId)) {
    if (library.filesOfScript(script.id).length > 0) continue;
    const name = names.get(script.id) ?? freeName(script.title, taken);
    taken.add(name);
    const uri = vscode.Uri.joinPath(folder, ...name.split('/'));
    wasThere = (await giveFile(deps, script.id, uri)) || wasThere;
    first ??= uri;
  }
  if (before && before.id !== projectId && !service.store.share(before.id)) forgetEmptyProject(library, before.id);
  // An open editor has read its script as one of the folder's own.
  const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString().startsWith(`${folderUri}/`));
  if (wasThere && isOpen) await vscode.commands.executeCommand('workbench.action.reloadWindow');
  else if (first) await vscode.commands.executeCommand('vscode.open', first);
}

/** True when a file lay there. */
async function giveFile(
  { library, writeScript, scriptText }: FlowDeps,
  scriptId: string,
  uri: vscode.Uri,
): Promise<boolean> {
  const there = await readText(uri);
  if (there === undefined) {
    await writeScript(scriptId, uri);
    return false;
  }
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const text = (await scriptText(scriptId, name)) ?? '';
  if (plain(there) !== plain(text)) {
    // Copied, not renamed: an open editor would follow the file to its new name.
    await vscode.workspace.fs.copy(uri, keptName(uri));
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
  }
  const file = uri.toString();
  library.apply([
    ...(library.scriptFile(file) ? [{ table: 'script_files', kind: 'delete', id: file } as const] : []),
    { table: 'script_files', kind: 'insert', row: { uri: file, script_id: scriptId } },
  ]);
  return true;
}

/** A text without what editors and version control change: its line ends, and the space at its end. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

function keptName(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: `${uri.path}.${t('before sharing')} ${randomUUID().slice(0, 4)}.txt` });
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    // Nothing lies there.
    return undefined;
  }
}

function freeName(title: string | null, taken: ReadonlySet<string>): string {
  const stem = safeFileName(title || t('Untitled'));
  for (let count = 1; ; count++) {
    const name = count === 1 ? `${stem}.screenplay` : `${stem} ${count}.screenplay`;
    if (!taken.has(name)) return name;
  }
}

/** The project that opening a copied script made: it goes when its scripts have other files now and nobody has voiced or cast anything in it. */
function forgetEmptyProject(library: Library, id: string): void {
  const isUsed =
    library.assets(id).length > 0 ||
    library.characters(id).some(({ voice_id }) => voice_id !== null) ||
    library.scripts(id).some((script) => library.filesOfScript(script.id).length > 0) ||
    library.projectFolders().some(({ project_id }) => project_id === id);
  if (!isUsed) library.apply([{ table: 'rewrite_projects', kind: 'delete', id }]);
}
