import { HumanError } from '../platform/errors.ts';
import type { RetryCause } from './queue/lineSchedule.ts';

/** Why a line could not be given a voice or be heard. */
export type VoiceErrorReason =
  | 'notInDialogue'
  | 'nothingToSay'
  | 'tooLong'
  | 'notInLibrary'
  | 'lineGone'
  | 'diskFull'
  | 'voiceFailed'
  | 'noVoiceYet'
  | 'fileMissing'
  | 'noScript'
  | 'notInScene'
  | 'nothingToHear'
  | ServiceFailure;

/** Why a voice service could not make one. */
export type ServiceFailure =
  | 'noKey'
  | 'badKey'
  | 'keyForbids'
  | 'noCredits'
  | 'voiceGone'
  | 'voiceNeedsPlan'
  | 'modelGone'
  | 'refusedText'
  | 'refusedRequest'
  | 'tooManyAtOnce'
  | 'serviceBusy'
  | 'serviceDown'
  | 'offline'
  | 'maybePaid'
  | 'badSound'
  | 'untrusted';

const sentences: Readonly<Record<VoiceErrorReason, string>> = {
  notInDialogue: 'Put the cursor in a line of dialogue, then generate its voice.',
  nothingToSay: 'This line has no words to speak; write something for the character to say.',
  tooLong: 'This line is too long to be spoken in one go; divide it into shorter ones.',
  notInLibrary: 'Save the script to a file first; its voices are kept with the file.',
  lineGone: 'The line was removed while its voice was being made.',
  diskFull: 'The disk is full, so the voice could not be saved; free some space and try again.',
  voiceFailed: 'The draft voice stopped working on this line; try again, or reload the window.',
  noVoiceYet: 'This line has no voice yet; generate one first.',
  fileMissing: 'The sound of this line is no longer on this machine; generate its voice again.',
  noScript: 'Put the cursor into a screenplay first.',
  notInScene: 'Put the cursor into a scene first.',
  nothingToHear: 'There is nothing to hear from here on; write something for a character to say.',
  noKey: 'This character has a voice of ElevenLabs; set your ElevenLabs key, or cast a draft voice.',
  badKey: 'ElevenLabs does not accept the key; set a new one.',
  keyForbids: 'The ElevenLabs key may not do this; allow it in your ElevenLabs account, or set another key.',
  noCredits: 'The ElevenLabs account has no credits left for this; add credits, or cast draft voices.',
  voiceGone: 'The voice of this character is no longer in the ElevenLabs account; choose another.',
  voiceNeedsPlan: 'The ElevenLabs plan does not include this voice, model or sound quality; choose another.',
  modelGone: 'ElevenLabs does not offer the chosen model; choose another with “Choose Voice Model…”.',
  refusedText: 'ElevenLabs does not speak this line as it is written; change its words.',
  refusedRequest:
    'ElevenLabs did not understand the request for this line; check the settings of the character’s voice.',
  tooManyAtOnce: 'ElevenLabs is busy with other requests of this account; try again in a moment.',
  serviceBusy: 'ElevenLabs is busy; try again in a moment.',
  serviceDown: 'ElevenLabs does not work at the moment; try again later.',
  offline: 'ElevenLabs cannot be reached; check the network and try again.',
  maybePaid:
    'The connection to ElevenLabs was lost while this line was made; try again, and it is fetched if it was paid for.',
  badSound: 'ElevenLabs sent a sound that cannot be read; try again.',
  untrusted: 'Voices of ElevenLabs need the network and wait until you trust this folder; draft voices work.',
};

/** How far a failure reaches: the line alone, every line of the voice, or every line of the provider. */
export type FailureReach = 'line' | 'voice' | 'provider';

const reaches: Partial<Readonly<Record<VoiceErrorReason, FailureReach>>> = {
  voiceGone: 'voice',
  voiceNeedsPlan: 'voice',
  noKey: 'provider',
  badKey: 'provider',
  keyForbids: 'provider',
  noCredits: 'provider',
  modelGone: 'provider',
  serviceDown: 'provider',
  offline: 'provider',
  untrusted: 'provider',
  diskFull: 'provider',
};

/** Failures after which a line is tried again by itself, and how (queue/lineSchedule.ts). */
const retries: Partial<Readonly<Record<VoiceErrorReason, RetryCause>>> = {
  tooManyAtOnce: 'tooMany',
  serviceBusy: 'busy',
  serviceDown: 'unreachable',
  offline: 'unreachable',
  maybePaid: 'unsure',
  badSound: 'unsure',
};

/** A voice could not be made or heard. The message is English; the surface that shows it translates by `reason`. */
export class VoiceError extends HumanError {
  override readonly name = 'VoiceError';
  readonly reason: VoiceErrorReason;
  /** How long the service asks to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: VoiceErrorReason, cause?: unknown, retryAfterMs?: number) {
    super(sentences[reason], { cause });
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }

  get retryCause(): RetryCause | undefined {
    return retries[this.reason];
  }

  get reach(): FailureReach {
    return reaches[this.reason] ?? 'line';
  }
}

/** True for a failure that every further line in the same voice would meet too. */
export function stopsSpeaker(cause: unknown): boolean {
  return cause instanceof VoiceError && cause.reach === 'voice';
}

/** True for a failure that every further line would meet too: a batch ends with it and keeps what is done. */
export function stopsAll(cause: unknown): boolean {
  return cause instanceof VoiceError && cause.reach === 'provider';
}
