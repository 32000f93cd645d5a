/** Where there is room on a track. No edit lays one clip over another on the same track. Pure. */
import type { TimelineItem, TimelineTrack } from './items.ts';
import { endOf, isClip, lastFrame, type Sheet } from './sheet.ts';

/** A stretch that something wants on a track. */
export interface Wish {
  readonly trackId: string;
  readonly startFrame: number;
  readonly durationFrames: number;
}

/** A search for room gives up after this many steps: a timeline that is full to the brim. */
const maxSteps = 4000;

/** The clips (not places) of a track that lie in a stretch, without those of `ignored`. */
export function clipsIn(
  sheet: Sheet,
  trackId: string,
  from: number,
  to: number,
  ignored: ReadonlySet<string>,
): TimelineItem[] {
  const found: TimelineItem[] = [];
  sheet.itemsOf.get(trackId)?.visit(from, to, (item) => {
    if (isClip(item) && !ignored.has(item.id)) found.push(item);
  });
  return found;
}

export function isFree(sheet: Sheet, wish: Wish, ignored: ReadonlySet<string>): boolean {
  return clipsIn(sheet, wish.trackId, wish.startFrame, endOf(wish), ignored).length === 0;
}

/**
 * The shift nearest to `wanted` at which every wish has room, or undefined when the search finds none. Never before the timeline's start.
 */
export function nearestFreeShift(
  sheet: Sheet,
  wishes: readonly Wish[],
  wanted: number,
  ignored: ReadonlySet<string>,
): number | undefined {
  const first = wishes.reduce((least, wish) => Math.min(least, wish.startFrame), lastFrame);
  const last = wishes.reduce((most, wish) => Math.max(most, endOf(wish)), 0);
  const least = -first;
  const most = lastFrame - last;
  const start = Math.min(most, Math.max(least, wanted));
  const right = freeShift(sheet, wishes, start, ignored, 1);
  const left = freeShift(sheet, wishes, start, ignored, -1);
  const fits = [right, left].filter((shift): shift is number => shift !== undefined && shift >= least && shift <= most);
  if (fits.length === 0) return undefined;
  return fits.reduce((best, shift) => (Math.abs(shift - wanted) < Math.abs(best - wanted) ? shift : best));
}

/** Goes in one direction from obstacle to obstacle until everything fits. */
function freeShift(
  sheet: Sheet,
  wishes: readonly Wish[],
  from: number,
  ignored: ReadonlySet<string>,
  direction: 1 | -1,
): number | undefined {
  let shift = from;
  let steps = 0;
  let fitting = 0;
  // Round and round: the one that was in the way is asked first, and of hundreds that move together few ever are.
  for (let at = 0; fitting < wishes.length; at = (at + 1) % wishes.length) {
    const wish = wishes[at];
    const next = wish && pastObstacles(sheet, wish, shift, ignored, direction);
    if (next === undefined) return undefined;
    fitting = next === shift ? fitting + 1 : 1;
    if (next !== shift && ++steps > maxSteps) return undefined;
    shift = next;
  }
  return shift;
}

/** The first shift in a direction at which one wish has room; undefined when the search gives up. */
function pastObstacles(
  sheet: Sheet,
  wish: Wish,
  from: number,
  ignored: ReadonlySet<string>,
  direction: 1 | -1,
): number | undefined {
  let shift = from;
  for (let step = 0; step < maxSteps; step++) {
    const start = wish.startFrame + shift;
    const [item] = clipsIn(sheet, wish.trackId, start, start + wish.durationFrames, ignored);
    if (!item) return shift;
    shift = direction > 0 ? endOf(item) - wish.startFrame : item.startFrame - endOf(wish);
  }
  return undefined;
}

/** Where the room around a clip ends: the end of the clip before it and the start of the one after it, on its own track. */
export function roomAround(
  sheet: Sheet,
  item: TimelineItem,
  ignored: ReadonlySet<string> = new Set([item.id]),
): { readonly from: number; readonly to: number } {
  const sorted = sheet.itemsOf.get(item.trackId)?.sorted ?? [];
  const at = firstFrom(sorted, item.startFrame);
  const isOther = (other: TimelineItem | undefined) => other && isClip(other) && !ignored.has(other.id);
  let before = at - 1;
  while (before >= 0 && !isOther(sorted[before])) before--;
  let after = at;
  while (after < sorted.length && !isOther(sorted[after])) after++;
  const previous = sorted[before];
  return { from: previous ? endOf(previous) : 0, to: sorted[after]?.startFrame ?? lastFrame };
}

/** The index of the first item that starts at or after `frame`. */
function firstFrom(sorted: readonly TimelineItem[], frame: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.startFrame ?? 0) >= frame) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Tracks that a clip of this kind may come to lie on, from top to bottom. */
export function openTracks(sheet: Pick<Sheet, 'tracks'>, type: TimelineTrack['type']): readonly TimelineTrack[] {
  return sheet.tracks.filter((track) => track.type === type && !track.locked && !track.isPlanned);
}

/** The kind of track that an item lies on, or belongs on when its track is not here. */
export function typeOf(sheet: Pick<Sheet, 'tracks'>, item: TimelineItem): TimelineTrack['type'] {
  const track = sheet.tracks.find(({ id }) => id === item.trackId);
  if (track) return track.type;
  return item.soundId === undefined && item.state === 'media' ? 'video' : 'audio';
}
