/** Asks for a text or number of the timeline in VS Code's own input. */
import * as vscode from 'vscode';
import type { AskedText } from '../../webview/timeline/editing/editMessages.ts';

/** The writer's answer, or undefined when it was not given. */
export async function askText(what: AskedText, value: string): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    prompt: prompts()[what],
    value,
    validateInput: validators[what] ?? null,
  } as vscode.InputBoxOptions);
}

function prompts(): Readonly<Record<AskedText, string>> {
  const { t } = vscode.l10n;
  return {
    clipName: t('Name of the clip'),
    trackName: t('Name of the track'),
    volume: t('Volume in percent: 100 leaves the sound as it is'),
    opacity: t('Opacity in percent'),
    fadeIn: t('Length of the fade in, in seconds'),
    fadeOut: t('Length of the fade out, in seconds'),
    timecode: t('Go to a time: hours:minutes:seconds:frames, or seconds'),
  };
}

const isNumber = (text: string) => /^\s*\d+([.,]\d+)?\s*$/.test(text);

function mustBeNumber(text: string): string | undefined {
  return isNumber(text) ? undefined : vscode.l10n.t('Write a number, 0 or more.');
}

function mustBeName(text: string): string | undefined {
  return text.trim() === '' ? vscode.l10n.t('Write a name.') : undefined;
}

const validators: Partial<Record<AskedText, (text: string) => string | undefined>> = {
  clipName: mustBeName,
  trackName: mustBeName,
  volume: mustBeNumber,
  opacity: mustBeNumber,
  fadeIn: mustBeNumber,
  fadeOut: mustBeNumber,
};
