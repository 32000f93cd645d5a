import * as vscode from 'vscode';
import type { PageStart, SettingChange } from '../../webview/editor/protocol.ts';
import { readingSettingsOf } from '../platform/readingSettings.ts';

/** The settings that a page needs, for one document. `guessLanguage` reads the language off the text when the setting leaves it open. */
export function getPageSettings(
  document: vscode.TextDocument,
  isReadOnly: boolean,
  guessLanguage: () => string,
): PageStart['settings'] {
  const settings = vscode.workspace.getConfiguration('screenplay', document);
  const reading = readingSettingsOf(document);
  return {
    paperSize: settings.get<string>('editor.paperSize') === 'letter' ? 'letter' : 'a4',
    language: reading.language === 'auto' ? guessLanguage() : reading.language,
    reading,
    readOnly: isReadOnly,
    completion: settings.get<boolean>('editor.completion', true),
    continued: settings.get<boolean>('editor.automaticContinued', false),
    zoom: Math.min(400, Math.max(25, settings.get<number>('editor.zoom', 100))),
    fontScale: fontScale(document),
    focusMode: settings.get<boolean>('editor.focusMode', false),
    typewriter: settings.get<boolean>('editor.typewriterScrolling', false),
  };
}

/** A writer who has made the editor's letters larger has the page's larger, too. */
function fontScale(document: vscode.TextDocument): number {
  const editor = vscode.workspace.getConfiguration('editor', document);
  const usual = editor.inspect<number>('fontSize')?.defaultValue ?? 14;
  const scale = editor.get<number>('fontSize', usual) / usual;
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}

const settingNames = {
  zoom: 'editor.zoom',
  focusMode: 'editor.focusMode',
  typewriter: 'editor.typewriterScrolling',
} as const;

/** Keeps what the writer has set in a page, for all pages. */
export async function changePageSetting({ name, value }: SettingChange): Promise<void> {
  const settings = vscode.workspace.getConfiguration('screenplay');
  await settings.update(settingNames[name], value, vscode.ConfigurationTarget.Global);
}
