/** What a timeline is made of, as it crosses the channel and as edits see it. Frames are integers at the timeline's rate. */
import * as z from 'zod/mini';
import {
  type GuardedBy,
  isBoolean,
  isFrame,
  isInteger,
  isNumber,
  isOneOf,
  isOptional,
  isRecord,
  isText,
} from '../recordGuards.ts';

export const frame = z.int().check(z.nonnegative());
export const elementId = z.string().check(z.minLength(1), z.maxLength(64));

export const timelineTrack = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['video', 'audio']),
  muted: z.boolean(),
  hidden: z.boolean(),
  /** Only such tracks are heard while there is one. On this machine only, as `locked` and the height are. */
  solo: z.optional(z.boolean()),
  /** Nothing on it can be changed by hand. */
  locked: z.optional(z.boolean()),
  heightPixels: z.optional(z.int().check(z.gte(24), z.lte(240))),
  /** It will be made when the lines that wait on it get their voices. */
  isPlanned: z.optional(z.boolean()),
});

/**
 * How the writer has retimed a line: it and all that follows come `shiftFrames` later than the script would put them, its clip begins
 * `leadFrames` after its place, it takes as long as its clip (`followsClip`), it has no clip (`leftOut`).
 */
export const lineTiming = z.object({
  elementId,
  shiftFrames: z.int(),
  leadFrames: frame,
  followsClip: z.boolean(),
  leftOut: z.boolean(),
});

/**
 * - `voiced`: the audio says what the script says; `stale`: the line changed after its audio was made
 * - `unvoiced`: no clip lies there, only the place and the estimated length of a line that has no audio
 * - `generating`: a voice is on its way (with or without older audio)
 * - `missing`: the clip's file is gone
 * - `media`: anything that no line of the script speaks (music, pictures)
 */
export const itemStates = ['voiced', 'stale', 'unvoiced', 'generating', 'missing', 'media'] as const;

/** The fields of a clip, or of the place of a line that has none yet (`unvoiced`). */
export const itemGuards = {
  id: isText,
  trackId: isText,
  /** The dialogue that it speaks. */
  elementId: isOptional(isText),
  name: isText,
  startFrame: isFrame,
  durationFrames: isFrame,
  /** Where in the sound the clip begins, in frames. */
  offsetFrames: isFrame,
  /** 0 to 9.99; 1 leaves the sound as it is. */
  volume: isNumber,
  state: isOneOf(itemStates),
  /** The speaker's number in the order of the script, 0 first; -1 without a speaker. */
  speaker: isInteger,
  soundId: isOptional(isText),
  /** The file it shows or plays; copies of it do too. */
  assetId: isOptional(isText),
  /** The file's length in frames; missing for pictures and for files of unknown length, which can be as long as one likes. */
  sourceFrames: isOptional(isFrame),
  /** 0 to 1; missing is 1. */
  opacity: isOptional(isNumber),
  fadeInFrames: isOptional(isFrame),
  fadeOutFrames: isOptional(isFrame),
  /** What the writer has taken over from the script: bits, see editing/sheet.ts. Missing is nothing. */
  pins: isOptional(isInteger),
  /** Which of a line's takes it plays, when there are several. */
  take: isOptional(isInteger),
  /** The address of a small picture of it. */
  thumbnail: isOptional(isText),
  /** The address of the film that it is. */
  film: isOptional(isText),
  /** No clip: the estimated place of a line. */
  isPlace: isOptional(isBoolean),
};

export const isItem = isRecord(itemGuards);

export type TimelineTrack = z.infer<typeof timelineTrack>;
export type LineTiming = z.infer<typeof lineTiming>;
export type TimelineItem = GuardedBy<typeof isItem>;
export type ItemState = TimelineItem['state'];
