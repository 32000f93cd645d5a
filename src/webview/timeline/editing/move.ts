/** Moving clips in time and from track to track. Pure. */
import type { TimelineItem, TimelineTrack } from './items.ts';
import { emptyPatch, patchOf, type SheetPatch } from './patch.ts';
import { nearestFreeShift, openTracks, typeOf, type Wish } from './room.ts';
import { editableClips, pin, type Sheet, withPins } from './sheet.ts';

export interface Move {
  readonly ids: Iterable<string>;
  readonly frames: number;
  /** How many tracks down (up when negative), counted among the open tracks of the clips' kind. */
  readonly tracks?: number;
  /** The clip in hand: only clips of its kind of track change tracks. */
  readonly anchorId?: string;
}

/**
 * Moves clips by as many frames as asked, or to the nearest place where all of them have room; what does not move stays where it is.
 * A line that moved is the writer's from now on.
 */
export function moveClips(sheet: Sheet, move: Move): SheetPatch {
  const clips = editableClips(sheet, move.ids);
  if (clips.length === 0) return emptyPatch;
  const trackOf = targetTracks(sheet, clips, move);
  const wishes = clips.map((clip): Wish => ({ ...clip, trackId: trackOf(clip) }));
  const moved = new Set(clips.map((clip) => clip.id));
  const shift = nearestFreeShift(sheet, wishes, Math.round(move.frames), moved);
  if (shift === undefined) return emptyPatch;
  return patchOf(
    sheet,
    new Map(
      clips.map((clip) => {
        const after = { ...clip, startFrame: clip.startFrame + shift, trackId: trackOf(clip) };
        const hasMoved = after.startFrame !== clip.startFrame || after.trackId !== clip.trackId;
        return [clip.id, hasMoved ? withPins(after, pin.start) : clip];
      }),
    ),
  );
}

/** The track of each clip after the move: as far as the outermost clip can go. */
function targetTracks(sheet: Sheet, clips: readonly TimelineItem[], move: Move): (clip: TimelineItem) => string {
  const anchor = (move.anchorId !== undefined && sheet.items.get(move.anchorId)) || clips[0];
  const wanted = move.tracks ?? 0;
  if (!anchor || wanted === 0) return (clip) => clip.trackId;
  const type = typeOf(sheet, anchor);
  const tracks: readonly TimelineTrack[] = openTracks(sheet, type);
  const indexOf = new Map(tracks.map((track, index) => [track.id, index]));
  const indices = clips.flatMap((clip) => indexOf.get(clip.trackId) ?? []);
  const least = -Math.min(...indices);
  const most = tracks.length - 1 - Math.max(...indices);
  const shift = Math.min(most, Math.max(least, wanted));
  return (clip) => tracks[(indexOf.get(clip.trackId) ?? Number.NaN) + shift]?.id ?? clip.trackId;
}
