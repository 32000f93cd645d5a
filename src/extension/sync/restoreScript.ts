/** A script's text from its rows, for a project that came without files or a file that was lost. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import { HumanError } from '../platform/errors.ts';
import { fileExists } from '../platform/fileExists.ts';
import { textOfRows } from './rowsText.ts';

/**
 * Writes a script's text into a new file and makes it the script's file on this machine: opened, it has the ids, voices and places that
 * the rows know. Throws HumanError when the script is unknown or something lies at `uri` already, which is never overwritten.
 */
export async function restoreScript(library: Library, scriptId: string, uri: vscode.Uri): Promise<void> {
  const name = path.posix.basename(uri.path).replace(/\.[^.]+$/, '');
  const text = textOfRows(library, scriptId, name);
  if (text === undefined) throw new HumanError(vscode.l10n.t('This script is not in the library any more.'));
  if (await fileExists(uri))
    throw new HumanError(vscode.l10n.t('There is a file of this name already. Choose another name.'));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
  const file = uri.toString();
  const linked = [...new Set([file, ...library.filesOfScript(scriptId)])].filter(
    (known) => library.scriptFile(known) !== undefined,
  );
  library.apply([
    ...linked.map((id) => ({ table: 'script_files', kind: 'delete', id }) as const),
    { table: 'script_files', kind: 'insert', row: { uri: file, script_id: scriptId } },
  ]);
}

/** True when the file of a script is on this machine. */
export async function hasFile(library: Library, scriptId: string): Promise<boolean> {
  for (const file of library.filesOfScript(scriptId)) if (await fileExists(vscode.Uri.parse(file))) return true;
  return false;
}
