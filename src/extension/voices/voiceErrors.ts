import { HumanError } from '../platform/errors.ts';

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
  | 'notInScene';

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
};

/** A voice could not be made or heard. The message is English; the surface that shows it translates by `reason`. */
export class VoiceError extends HumanError {
  override readonly name = 'VoiceError';
  readonly reason: VoiceErrorReason;

  constructor(reason: VoiceErrorReason, cause?: unknown) {
    super(sentences[reason], { cause });
    this.reason = reason;
  }
}
