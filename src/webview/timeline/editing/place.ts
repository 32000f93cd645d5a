/** Putting a file of the project on a timeline. Pure. */
import type { TimelineItem, TimelineTrack } from './items.ts';
import { applyPatch, patchOf, type SheetPatch } from './patch.ts';
import { createTrack, insertTrack } from './ripple.ts';
import { isFree, openTracks } from './room.ts';
import { endOf, lastFrame, type Sheet } from './sheet.ts';

/** A picture, sound or film. Without a length (pictures, and files of unknown length) it lies there for {@link stillSeconds}. */
export interface PlacedMedia {
  readonly assetId: string;
  readonly name: string;
  readonly kind: 'image' | 'audio' | 'video';
  readonly durationSeconds?: number | undefined;
}

const stillSeconds = 5;

interface Place {
  readonly frame: number;
  readonly trackId?: string | undefined;
}

/** Clips of whole files, those of one kind of track one after the other. */
export function placeMedia(sheet: Sheet, media: readonly PlacedMedia[], at: Place, newId: () => string): SheetPatch {
  const items = new Map<string, TimelineItem>();
  const ends = new Map<TimelineTrack['type'], number>();
  let state = sheet;
  for (const each of media) {
    const type = trackTypeOf(each);
    const patch = placeOne(state, each, { ...at, frame: ends.get(type) ?? at.frame }, newId);
    state = applyPatch(state, patch);
    for (const { id, after } of patch.items) {
      if (!after) continue;
      items.set(id, after);
      ends.set(type, endOf(after));
    }
  }
  return patchOf(sheet, items, { tracks: state.tracks });
}

function trackTypeOf({ kind }: PlacedMedia): TimelineTrack['type'] {
  return kind === 'audio' ? 'audio' : 'video';
}

/**
 * A clip of the whole file from a frame on, on a track of its kind that is free there: `trackId` when it is one, else the first, else a
 * new one. It is the writer's: no change of the script moves it.
 */
function placeOne(sheet: Sheet, media: PlacedMedia, at: Place, newId: () => string): SheetPatch {
  const type = trackTypeOf(media);
  const seconds = media.kind === 'image' ? 0 : (media.durationSeconds ?? 0);
  const sourceFrames = Math.min(lastFrame / 2, Math.ceil(seconds * sheet.frameRate - 1e-6));
  const durationFrames = sourceFrames > 0 ? sourceFrames : Math.round(stillSeconds * sheet.frameRate);
  const startFrame = Math.max(0, Math.min(Math.round(at.frame), lastFrame - durationFrames));
  const open = openTracks(sheet, type);
  const wished = open.filter(({ id }) => id === at.trackId);
  const free = [...wished, ...open].find(({ id }) =>
    isFree(sheet, { trackId: id, startFrame, durationFrames }, new Set()),
  );
  const track = free ?? createTrack(sheet.tracks, type, newId());
  const item: TimelineItem = {
    ...{ id: newId(), trackId: track.id, name: media.name, startFrame, durationFrames, offsetFrames: 0, volume: 1 },
    ...{ state: 'media', speaker: -1, assetId: media.assetId },
    ...(sourceFrames > 0 ? { sourceFrames } : {}),
  };
  return patchOf(sheet, new Map([[item.id, item]]), free ? {} : { tracks: insertTrack(sheet.tracks, track) });
}
