import * as vscode from 'vscode';
import { extraWordKinds, type ReadingSettings, readingSettings } from '../../language/readingSettings.ts';

/** How a writer has set that a script is read: its language and words of one's own. */
export function readingSettingsOf(document: vscode.TextDocument): ReadingSettings {
  const settings = vscode.workspace.getConfiguration('screenplay.language', document);
  const own = vscode.workspace.getConfiguration('screenplay.extraWords', document);
  return readingSettings.parse({
    language: settings.get<unknown>('scriptLanguage'),
    extraWords: Object.fromEntries(extraWordKinds.map((kind) => [kind, own.get<unknown>(kind)])),
  });
}

/** Whether a change of settings may make a script read otherwise. */
export function affectsReading(event: vscode.ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('screenplay.language') || event.affectsConfiguration('screenplay.extraWords');
}
