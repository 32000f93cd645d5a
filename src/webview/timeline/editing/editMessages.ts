/** Edits and previews as they cross the channel. */
import * as z from 'zod/mini';
import {
  type GuardedBy,
  isFrame,
  isInteger,
  isListOf,
  isNumber,
  isOptional,
  isRecord,
  isText,
} from '../recordGuards.ts';
import { elementId, frame, lineTiming, timelineTrack } from './items.ts';

/** What an edit can change of a clip. Missing is unchanged; defaults are written out (no fade: 0, opacity 1, no pins: 0). */
const isClipFields = isRecord({
  trackId: isOptional(isText),
  startFrame: isOptional(isFrame),
  durationFrames: isOptional(isFrame),
  offsetFrames: isOptional(isFrame),
  name: isOptional(isText),
  volume: isOptional(isNumber),
  opacity: isOptional(isNumber),
  fadeInFrames: isOptional(isFrame),
  fadeOutFrames: isOptional(isFrame),
  pins: isOptional(isInteger),
});
const isNewClip = isRecord({
  id: isText,
  trackId: isText,
  startFrame: isFrame,
  durationFrames: isFrame,
  offsetFrames: isFrame,
  name: isText,
  volume: isNumber,
  opacity: isNumber,
  fadeInFrames: isFrame,
  fadeOutFrames: isFrame,
  pins: isInteger,
  assetId: isOptional(isText),
  elementId: isOptional(isText),
});
/** `was` is what the page saw: a clip that somebody else has changed meanwhile is not written over. */
const isClipChange = isRecord({ id: isText, was: isClipFields, now: isClipFields });

/** Everything that can be undone, by what it is called. */
export const editKinds = [
  'move',
  'trim',
  'rippleTrim',
  'roll',
  'slip',
  'split',
  'delete',
  'rippleDelete',
  'duplicate',
  'paste',
  'fade',
  'volume',
  'opacity',
  'rename',
  'pin',
  'giveBack',
  'addTrack',
  'removeTrack',
  'changeTrack',
  'moveTrack',
  'settings',
  'assemble',
  'follow',
  'still',
  'place',
  'relink',
] as const;

/**
 * One gesture. The page has drawn it already; the host writes it in one transaction, or refuses all of it (`accepted` is false) and
 * tells the page what is true. `seen` counts the patches that the page had heard when it made the edit.
 */
export const timelineEdit = z.object({
  kind: z.enum(editKinds),
  timelineId: z.string(),
  seen: z.int(),
  made: z.custom<NewClip[]>(isListOf(isNewClip)),
  changed: z.custom<ClipChange[]>(isListOf(isClipChange)),
  removed: z.array(z.string()),
  timings: z.array(z.object({ id: elementId, was: z.optional(lineTiming), now: z.optional(lineTiming) })),
  /** All tracks in their new order, without planned ones; missing when they are as before. */
  tracks: z.optional(z.array(timelineTrack)),
});

/** What a change of the script (or Assemble from Script) would do, before it is done. */
export const timelinePreview = z.object({
  kind: z.enum(['follow', 'assemble']),
  moved: z.int(),
  added: z.int(),
  removed: z.int(),
  /** Where clips will lie: those that move and those that come. */
  boxes: z.array(
    z.object({ id: z.string(), trackId: z.string(), startFrame: frame, durationFrames: frame, isNew: z.boolean() }),
  ),
  removedIds: z.array(z.string()),
});

/** Names that the writer is asked for in VS Code's own input. */
export const askedTexts = ['clipName', 'trackName', 'volume', 'opacity', 'fadeIn', 'fadeOut', 'timecode'] as const;

/** Files of the project that are to come onto the timeline: at a place, else where the playhead is. */
export const placedMedia = z.object({
  media: z.array(
    z.object({
      assetId: z.string(),
      name: z.string(),
      kind: z.enum(['image', 'audio', 'video']),
      durationSeconds: z.optional(z.number().check(z.positive())),
    }),
  ),
  at: z.optional(z.object({ frame, trackId: z.optional(z.string()) })),
});

/** The next bytes of a file that was dropped from outside of VS Code; `at` is how many came before them. `name` is only a wish. */
export const droppedSlice = z.object({
  fileId: z.uuid(),
  name: z.string().check(z.maxLength(1000)),
  at: z.int().check(z.nonnegative()),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= 4 * 1024 * 1024),
});

/** Files dropped on a timeline, to be imported and to lie at a place: their addresses, or the ids of those that came in slices. */
export const droppedMedia = z.object({
  timelineId: z.string(),
  frame,
  trackId: z.optional(z.string()),
  uris: z.array(z.string().check(z.maxLength(4000))).check(z.maxLength(200)),
  fileIds: z.array(z.uuid()).check(z.maxLength(200)),
});

export type ClipFields = GuardedBy<typeof isClipFields>;
export type NewClip = GuardedBy<typeof isNewClip>;
export type ClipChange = GuardedBy<typeof isClipChange>;
export type EditKind = (typeof editKinds)[number];
export type TimelineEdit = z.infer<typeof timelineEdit>;
export type TimelinePreview = z.infer<typeof timelinePreview>;
export type DroppedSlice = z.infer<typeof droppedSlice>;
export type DroppedMedia = z.infer<typeof droppedMedia>;
export type AskedText = (typeof askedTexts)[number];
