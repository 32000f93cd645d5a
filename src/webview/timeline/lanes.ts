/** The rows of the timeline from top to bottom, in CSS pixels of the canvas. */
import type { TimelineTrack } from './protocol.ts';

/** Width of the column with the names of the lanes. */
export const labelWidth = 104;
export const minimapHeight = 16;
export const rulerHeight = 20;
const scenesHeight = 26;
const videoHeight = 54;
const audioHeight = 46;
/** The line between two lanes. */
const gap = 1;

/** Minimap and ruler. */
export const headHeight = minimapHeight + rulerHeight;
/** The scenes lane stands between the head and the tracks and does not scroll. */
export const scenesLane = { top: headHeight, height: scenesHeight } as const;
/** Where the tracks begin when they are not scrolled. */
export const tracksTop = headHeight + scenesHeight + gap;

export interface Lane {
  readonly track: TimelineTrack;
  /** From the top of the first track, unscrolled. */
  readonly top: number;
  readonly height: number;
}

/** How tall a track is that nobody has drawn up or down. */
export function naturalHeight(track: Pick<TimelineTrack, 'type'>): number {
  return track.type === 'video' ? videoHeight : audioHeight;
}

/** One lane for each track that is not hidden, in the given order. */
export function layOutLanes(tracks: readonly TimelineTrack[]): readonly Lane[] {
  let top = 0;
  return tracks
    .filter((track) => !track.hidden)
    .map((track) => {
      const height = track.heightPixels ?? naturalHeight(track);
      const lane = { track, top, height };
      top += height + gap;
      return lane;
    });
}

/** Height of all lanes together. */
export function lanesHeight(lanes: readonly Lane[]): number {
  const last = lanes.at(-1);
  return last ? last.top + last.height + gap : 0;
}

/** The nearest scroll position that shows tracks only. */
export function clampTop(topPixels: number, lanes: readonly Lane[], canvasHeight: number): number {
  return Math.min(Math.max(0, lanesHeight(lanes) - (canvasHeight - tracksTop)), Math.max(0, topPixels));
}

/** What stands at a height of the canvas. */
export type Zone =
  | { readonly kind: 'minimap' | 'ruler' | 'scenes' | 'nothing' }
  | { readonly kind: 'track'; readonly lane: Lane };

export function zoneAt(y: number, lanes: readonly Lane[], topPixels: number): Zone {
  if (y < minimapHeight) return { kind: 'minimap' };
  if (y < headHeight) return { kind: 'ruler' };
  if (y < tracksTop) return { kind: 'scenes' };
  const inTracks = y - tracksTop + topPixels;
  const lane = lanes.find((candidate) => inTracks >= candidate.top && inTracks < candidate.top + candidate.height);
  return lane ? { kind: 'track', lane } : { kind: 'nothing' };
}
