/** What the writer reads about voices, in the display language. */
import * as vscode from 'vscode';
import { presetOf } from './presets.ts';
import { type ServiceFailure, VoiceError, type VoiceErrorReason } from './voiceErrors.ts';
import { providerIdOf } from './voiceProvider.ts';

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

/** A stored voice id in a person's words (`Girl`); undefined for none. Of a service's voices it knows only whose they are. */
export function voiceName(voiceId: string | null): string | undefined {
  if (voiceId !== null && providerIdOf(voiceId) === 'elevenlabs') return vscode.l10n.t('Voice of ElevenLabs');
  const preset = presetOf(voiceId);
  return preset && (presetNames()[preset.id] ?? preset.id);
}

const serviceSentences = (): Pick<Readonly<Record<VoiceErrorReason, string>>, ServiceFailure> => ({
  noKey: vscode.l10n.t('This character has a voice of ElevenLabs; set your ElevenLabs key, or cast a draft voice.'),
  badKey: vscode.l10n.t('ElevenLabs does not accept the key; set a new one.'),
  keyForbids: vscode.l10n.t(
    'The ElevenLabs key may not do this; allow it in your ElevenLabs account, or set another key.',
  ),
  noCredits: vscode.l10n.t('The ElevenLabs account has no credits left for this; add credits, or cast draft voices.'),
  voiceGone: vscode.l10n.t('The voice of this character is no longer in the ElevenLabs account; choose another.'),
  voiceNeedsPlan: vscode.l10n.t(
    'The ElevenLabs plan does not include this voice, model or sound quality; choose another.',
  ),
  modelGone: vscode.l10n.t('ElevenLabs does not offer the chosen model; choose another with “Choose Voice Model…”.'),
  refusedText: vscode.l10n.t('ElevenLabs does not speak this line as it is written; change its words.'),
  refusedRequest: vscode.l10n.t(
    'ElevenLabs did not understand the request for this line; check the settings of the character’s voice.',
  ),
  tooManyAtOnce: vscode.l10n.t('ElevenLabs is busy with other requests of this account; try again in a moment.'),
  serviceBusy: vscode.l10n.t('ElevenLabs is busy; try again in a moment.'),
  serviceDown: vscode.l10n.t('ElevenLabs does not work at the moment; try again later.'),
  offline: vscode.l10n.t('ElevenLabs cannot be reached; check the network and try again.'),
  maybePaid: vscode.l10n.t(
    'The connection to ElevenLabs was lost while this line was made; try again, and it is fetched if it was paid for.',
  ),
  badSound: vscode.l10n.t('ElevenLabs sent a sound that cannot be read; try again.'),
  untrusted: vscode.l10n.t(
    'Voices of ElevenLabs need the network and wait until you trust this folder; draft voices work.',
  ),
});

const sentences = (): Readonly<Record<VoiceErrorReason, string>> => ({
  ...serviceSentences(),
  notInDialogue: vscode.l10n.t('Put the cursor in a line of dialogue, then try again.'),
  nothingToSay: vscode.l10n.t('This line has no words to speak; write something for the character to say.'),
  tooLong: vscode.l10n.t('This line is too long to be spoken in one go; divide it into shorter ones.'),
  notInLibrary: vscode.l10n.t('Save the script to a file first; its voices are kept with the file.'),
  lineGone: vscode.l10n.t('The line was removed while its voice was being made.'),
  diskFull: vscode.l10n.t('The disk is full, so the voice could not be saved; free some space and try again.'),
  voiceFailed: vscode.l10n.t('The draft voice stopped working on this line; try again, or reload the window.'),
  noVoiceYet: vscode.l10n.t('This line has no voice yet; generate one first.'),
  fileMissing: vscode.l10n.t('The sound of this line is no longer on this machine; generate its voice again.'),
  noScript: vscode.l10n.t('Put the cursor into a screenplay first.'),
  notInScene: vscode.l10n.t('Put the cursor into a scene first.'),
  nothingToHear: vscode.l10n.t('There is nothing to hear from here on; write something for a character to say.'),
});

/** Why a voice failed, by the kind that its trace has (`VoiceError: badKey`), as a sentence; undefined for any other failure. */
export function reasonOfFailure(kind: string): string | undefined {
  const [, reason = ''] = /^VoiceError: (\w+)$/.exec(kind) ?? [];
  return new Map<string, string>(Object.entries(sentences())).get(reason);
}

/** An error as the writer is to read it: a {@link VoiceError} in the display language, an abort as VS Code's cancellation. */
export function forWriter(cause: unknown): unknown {
  if (cause instanceof VoiceError) {
    const told = new VoiceError(cause.reason, cause.cause);
    told.message = sentences()[cause.reason];
    return told;
  }
  return cause instanceof Error && cause.name === 'AbortError' ? new vscode.CancellationError() : cause;
}
