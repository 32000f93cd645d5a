import * as vscode from 'vscode';
import { type ReadingSettings, readingSettings } from '../../language/readingSettings.ts';

/** How a writer has set that a script is read: its language and words of one's own. */
export function readingSettingsOf(document: vscode.TextDocument): ReadingSettings {
  const settings = vscode.workspace.getConfiguration('screenplay.language', document);
  return readingSettings.parse({
    language: settings.get<unknown>('scriptLanguage'),
    extraWords: settings.get<unknown>('extraWords'),
  });
}
