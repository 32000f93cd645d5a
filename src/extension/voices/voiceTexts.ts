/** What the writer reads about voices, in the display language. */
import * as vscode from 'vscode';
import { presetOf } from './presets.ts';
import { VoiceError, type VoiceErrorReason } from './voiceErrors.ts';

const presetNames = (): Readonly<Record<string, string>> => ({
  woman1: vscode.l10n.t('Woman 1'),
  woman2: vscode.l10n.t('Woman 2'),
  woman3: vscode.l10n.t('Woman 3'),
  man1: vscode.l10n.t('Man 1'),
  man2: vscode.l10n.t('Man 2, deep'),
  man3: vscode.l10n.t('Man 3, quick'),
  girl: vscode.l10n.t('Girl'),
  boy: vscode.l10n.t('Boy'),
  youngMan: vscode.l10n.t('Young man'),
  oldMan: vscode.l10n.t('Old man'),
  oldWoman: vscode.l10n.t('Old woman'),
  calm: vscode.l10n.t('Narrator, calm'),
  whisper: vscode.l10n.t('Whisper'),
});

/** A stored voice id in a person's words (`Girl`); undefined for none, and for a voice that is not a draft voice. */
export function voiceName(voiceId: string | null): string | undefined {
  const preset = presetOf(voiceId);
  return preset && (presetNames()[preset.id] ?? preset.id);
}

function sentence(reason: VoiceErrorReason): string {
  switch (reason) {
    case 'notInDialogue':
      return vscode.l10n.t('Put the cursor in a line of dialogue, then try again.');
    case 'nothingToSay':
      return vscode.l10n.t('This line has no words to speak; write something for the character to say.');
    case 'tooLong':
      return vscode.l10n.t('This line is too long to be spoken in one go; divide it into shorter ones.');
    case 'notInLibrary':
      return vscode.l10n.t('Save the script to a file first; its voices are kept with the file.');
    case 'lineGone':
      return vscode.l10n.t('The line was removed while its voice was being made.');
    case 'diskFull':
      return vscode.l10n.t('The disk is full, so the voice could not be saved; free some space and try again.');
    case 'voiceFailed':
      return vscode.l10n.t('The draft voice stopped working on this line; try again, or reload the window.');
    case 'noVoiceYet':
      return vscode.l10n.t('This line has no voice yet; generate one first.');
    case 'fileMissing':
      return vscode.l10n.t('The sound of this line is no longer on this machine; generate its voice again.');
    case 'noScript':
      return vscode.l10n.t('Put the cursor into a screenplay first.');
    case 'notInScene':
      return vscode.l10n.t('Put the cursor into a scene first.');
  }
}

/** An error as the writer is to read it: a {@link VoiceError} in the display language, an abort as VS Code's cancellation. */
export function forWriter(cause: unknown): unknown {
  if (cause instanceof VoiceError) {
    const told = new VoiceError(cause.reason, cause.cause);
    told.message = sentence(cause.reason);
    return told;
  }
  return cause instanceof Error && cause.name === 'AbortError' ? new vscode.CancellationError() : cause;
}
