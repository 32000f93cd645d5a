import * as vscode from 'vscode';
import type { PageStart } from '../../webview/editor/protocol.ts';

/** The settings that a page needs, for one document. `guessLanguage` reads the language off the text when the setting leaves it open. */
export function getPageSettings(
  document: vscode.TextDocument,
  isReadOnly: boolean,
  guessLanguage: () => string,
): PageStart['settings'] {
  const settings = vscode.workspace.getConfiguration('screenplay', document);
  const language = settings.get<string>('language.scriptLanguage', 'auto');
  return {
    paperSize: settings.get<string>('editor.paperSize') === 'letter' ? 'letter' : 'a4',
    language: language === 'auto' ? guessLanguage() : language,
    readOnly: isReadOnly,
  };
}

/** True when a document's file cannot be written: its place is read-only, or the file is. A file that is not there yet can be. */
export async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  if (uri.scheme === 'untitled') return false;
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    // Not there (any more): saving makes it anew.
    return false;
  }
}
