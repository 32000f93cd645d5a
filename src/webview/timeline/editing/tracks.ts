/** Adding, removing and arranging tracks. Pure. */
import type { TimelineItem, TimelineTrack } from './items.ts';
import { emptyPatch, patchOf, type SheetPatch, swapItems } from './patch.ts';
import { createTrack, insertTrack } from './ripple.ts';
import { isFree, openTracks } from './room.ts';
import { isClip, isScripts, type Sheet } from './sheet.ts';

export const trackHeights = { least: 24, most: 240 } as const;

const none: ReadonlyMap<string, TimelineItem> = new Map();

export function addTrack(sheet: Sheet, type: TimelineTrack['type'], newId: () => string): SheetPatch {
  return patchOf(sheet, none, { tracks: insertTrack(sheet.tracks, createTrack(sheet.tracks, type, newId())) });
}

/** What a track is like on screen and to the ear. Heights are kept within {@link trackHeights}. */
export type TrackLook = Partial<Pick<TimelineTrack, 'name' | 'muted' | 'hidden' | 'solo' | 'locked' | 'heightPixels'>>;

export function changeTrack(sheet: Sheet, id: string, look: TrackLook): SheetPatch {
  const height = look.heightPixels;
  const bounded =
    height === undefined
      ? look
      : { ...look, heightPixels: Math.min(trackHeights.most, Math.max(trackHeights.least, Math.round(height))) };
  if (look.name !== undefined && look.name.trim() === '') return emptyPatch;
  const change = (track: TimelineTrack) => (track.id === id && !track.isPlanned ? { ...track, ...bounded } : track);
  if (!sheet.tracks.some((track) => track.id === id && !track.isPlanned)) return emptyPatch;
  return patchOf(sheet, none, { tracks: sheet.tracks.map(change) });
}

/** Moves a track up or down among those of its kind. */
export function moveTrack(sheet: Sheet, id: string, by: 1 | -1): SheetPatch {
  const from = sheet.tracks.findIndex((track) => track.id === id);
  const track = sheet.tracks[from];
  if (!track || track.isPlanned) return emptyPatch;
  let to = from + by;
  while (sheet.tracks[to] && sheet.tracks[to]?.type !== track.type) to += by;
  const other = sheet.tracks[to];
  if (!other || other.isPlanned) return emptyPatch;
  const tracks = [...sheet.tracks];
  tracks[from] = other;
  tracks[to] = track;
  return patchOf(sheet, none, { tracks });
}

/**
 * Removes a track with the clips that are the writer's; the script's go to other tracks. The last track of a kind stays, and so does a
 * locked one.
 */
export function removeTrack(sheet: Sheet, id: string, newId: () => string): SheetPatch {
  const track = sheet.tracks.find((candidate) => candidate.id === id);
  const others = sheet.tracks.filter((candidate) => candidate.id !== id);
  if (!track || track.locked || track.isPlanned || openTracks({ tracks: others }, track.type).length === 0) {
    return emptyPatch;
  }
  let state: Sheet = { ...sheet, tracks: others };
  const items = new Map<string, TimelineItem | undefined>();
  const put = (itemId: string, after: TimelineItem | undefined) => {
    items.set(itemId, after);
    state = { ...state, ...swapItems(state, [{ id: itemId, after }]) };
  };
  for (const item of sheet.itemsOf.get(id)?.sorted ?? []) {
    if (!isClip(item)) continue;
    if (!isScripts(item)) {
      put(item.id, undefined);
      continue;
    }
    const wish = (candidate: TimelineTrack) => ({ ...item, trackId: candidate.id });
    let target = openTracks(state, track.type).find((candidate) => isFree(state, wish(candidate), new Set()));
    if (!target) {
      target = createTrack(state.tracks, track.type, newId());
      state = { ...state, tracks: insertTrack(state.tracks, target) };
    }
    put(item.id, wish(target));
  }
  return patchOf(sheet, items, { tracks: state.tracks });
}
