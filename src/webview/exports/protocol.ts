/**
 * What the export page and its host say to each other. The page decodes, mixes and draws, because only a browser reads every format that
 * the timeline plays; the host says what, writes the files and can stop at any piece.
 */
import * as z from 'zod/mini';

const empty = z.object({});
const seconds = z.number().check(z.nonnegative());
const bytes = z.custom<ArrayBuffer>((value) => value instanceof ArrayBuffer);

/** A sound at its place; seconds from the timeline's beginning. `uri` is an address that the page can fetch. */
export const soundClip = z.object({
  uri: z.string(),
  startSeconds: seconds,
  durationSeconds: seconds,
  offsetSeconds: seconds,
  volume: z.number(),
  fadeInSeconds: seconds,
  fadeOutSeconds: seconds,
});
export type SoundClip = z.infer<typeof soundClip>;

export const exportStrings = z.object({
  title: z.string(),
  cancel: z.string(),
  /** `{0}` is a number of percent. */
  done: z.string(),
});
export type ExportStrings = z.infer<typeof exportStrings>;

/** Host → page. */
export const toPage = {
  /** Mixes what sounds between `fromSeconds` and `fromSeconds + seconds`; answers stereo samples, 32-bit floats. */
  mix: {
    params: z.object({ clips: z.array(soundClip), fromSeconds: seconds, seconds, sampleRate: z.int() }),
    result: z.object({ left: bytes, right: bytes, failed: z.array(z.string()) }),
  },
  /** How far everything is, 0 to 1, and what is being made. */
  progress: { params: z.object({ done: z.number(), what: z.string() }), result: empty },
} as const;

/** Page → host. */
export const toHost = {
  ready: { params: empty, result: empty },
  cancel: { params: empty, result: empty },
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

export const stringsAttribute = 'data-strings';
