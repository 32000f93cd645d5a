import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The owner's right to write, in a file's mode. */
const WRITABLE = 0o200;

/** True when a change of the settings may make files read-only or writable. */
export function affectsReadOnly(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('files');
}

/**
 * True when VS Code would let nobody write in a document: its place is read-only, its file is, or the writer's settings say so
 * (`files.readonlyInclude`, `files.readonlyExclude`, `files.readonlyFromPermissions`). A file that is not there yet can be written.
 * What "Set Active Editor Read-only in Session" says VS Code tells no extension.
 */
export async function isReadOnly(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  if (uri.scheme === 'untitled') return false;
  const files = vscode.workspace.getConfiguration('files', document);
  if (isNamed(files.get('readonlyInclude'), document)) return !isNamed(files.get('readonlyExclude'), document);
  try {
    if (files.get<boolean>('readonlyFromPermissions') === true && (await isLocked(uri))) return true;
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    // Not there (any more): saving makes it anew.
    return false;
  }
}

/** Patterns count from the folder of the workspace that the file is in; absolute ones from the root. */
function isNamed(patterns: unknown, document: vscode.TextDocument): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const matches = (pattern: vscode.GlobPattern) => vscode.languages.match({ pattern }, document) > 0;
  return Object.entries(patterns ?? {}).some(
    ([glob, isOn]) =>
      isOn === true && (matches(glob) || (folder !== undefined && matches(new vscode.RelativePattern(folder, glob)))),
  );
}

async function isLocked({ scheme, fsPath }: vscode.Uri): Promise<boolean> {
  if (scheme !== 'file' && scheme !== 'vscode-remote') return false;
  return ((await stat(fsPath)).mode & WRITABLE) === 0;
}
