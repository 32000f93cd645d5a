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
  /** The own sound of a film: when there is none, nothing is amiss. */
  isFilm: z.optional(z.boolean()),
  /** How long the whole file is; missing when nobody knows. */
  fileSeconds: z.optional(seconds),
});
export type SoundClip = z.infer<typeof soundClip>;

const frame = z.int().check(z.nonnegative());

/** A picture of a film at its place, in frames. `offsetFrames`: where in its own film it begins. */
const filmPicture = z.object({
  uri: z.string(),
  kind: z.enum(['image', 'video']),
  startFrame: frame,
  durationFrames: frame,
  offsetFrames: frame,
  opacity: z.number(),
  fadeInFrames: frame,
  fadeOutFrames: frame,
});
export type FilmPicture = z.infer<typeof filmPicture>;

/** Words at the bottom of the film, or in its middle while there is no picture. */
const filmCaption = z.object({ startFrame: frame, durationFrames: frame, speaker: z.string(), text: z.string() });
export type FilmCaption = z.infer<typeof filmCaption>;

export const filmFormats = ['mp4', 'webm'] as const;
export type FilmFormat = (typeof filmFormats)[number];

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
  /** The kinds of film that this browser can write at a size, best first; none when it can write none. */
  filmFormats: {
    params: z.object({ width: z.int(), height: z.int() }),
    result: z.object({ formats: z.array(z.enum(filmFormats)) }),
  },
  /** Begins a film; its bytes come by `filmBytes`. */
  beginFilm: {
    params: z.object({
      format: z.enum(filmFormats),
      width: z.int(),
      height: z.int(),
      frameRate: z.int().check(z.positive()),
      pictures: z.array(filmPicture),
      captions: z.array(filmCaption),
    }),
    result: empty,
  },
  /** Draws and mixes the film's next frames; in order, without gaps. Answers addresses that could not be read. */
  addToFilm: {
    params: z.object({ fromFrame: frame, toFrame: frame, clips: z.array(soundClip) }),
    result: z.object({ failed: z.array(z.string()) }),
  },
  /** Ends the film; all its bytes have been taken when this is answered. */
  finishFilm: { params: empty, result: empty },
  /** How far everything is, 0 to 1, and what is being made. */
  progress: { params: z.object({ done: z.number(), what: z.string() }), result: empty },
} as const;

/** Page → host. */
export const toHost = {
  ready: { params: empty, result: empty },
  cancel: { params: empty, result: empty },
  /** A part of the film's file. Parts may be written again: a file's head is known at its end. */
  filmBytes: { params: z.object({ position: z.int().check(z.nonnegative()), data: bytes }), result: empty },
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

export const stringsAttribute = 'data-strings';
