/**
 * Edits that move what comes after. Two flows are told apart: the script's (every clip whose start is the script's, on any track, with
 * the places of lines that wait for a voice) and each track's own (what the writer put there or took over). A ripple that begins at a line
 * of the script moves the script's flow; one that begins at anything else moves what is the writer's on that track. Pure.
 */
import type { RangeIndex } from '../rangeIndex.ts';
import type { LineTiming, TimelineItem, TimelineTrack } from './items.ts';
import { patchOf, ripplePatch, type SheetPatch } from './patch.ts';
import { isFree, openTracks } from './room.ts';
import { endOf, isClip, isScripts, type Sheet } from './sheet.ts';
import { type Gap, type Ripple, Shift } from './shift.ts';

export interface RippleEdit {
  /** What the edit itself makes of clips; `undefined` removes. */
  readonly items: ReadonlyMap<string, TimelineItem | undefined>;
  readonly timings: ReadonlyMap<string, LineTiming>;
  readonly ripple: Ripple;
  readonly newId: () => string;
}

/** The ripple of one gap where `item` begins or ends. */
export function rippleFrom(item: TimelineItem, gap: Gap): Ripple {
  if (isScripts(item)) return { script: [gap], tracks: new Map() };
  return { script: [], tracks: new Map([[item.trackId, [gap]]]) };
}

/** Gaps of removed stretches: what overlaps is closed once. */
export function closingGaps(stretches: readonly { readonly startFrame: number; readonly durationFrames: number }[]) {
  const gaps: Gap[] = [];
  let reached = 0;
  for (const stretch of [...stretches].sort((a, b) => a.startFrame - b.startFrame)) {
    const from = Math.max(reached, stretch.startFrame);
    const end = endOf(stretch);
    if (end > from) gaps.push({ at: end, by: from - end });
    reached = Math.max(reached, end);
  }
  return gaps;
}

/** The patch of an edit with everything that it moves. Locked tracks stand still. */
export function rippleEdit(sheet: Sheet, edit: RippleEdit): SheetPatch {
  const locked = new Set(sheet.tracks.filter((track) => track.locked).map((track) => track.id));
  const shift = new Shift(edit.ripple, new Set(edit.items.keys()), locked);
  const own = patchOf(sheet, edit.items, { timings: edit.timings });
  const patch = ripplePatch(sheet, own, shift);
  const moved = patch.rippled?.to;
  const crowded = [...(moved?.itemsOf ?? [])].flatMap(([trackId, index]) => {
    const stretches = overlaps(index);
    return stretches.length === 0 ? [] : [{ trackId, stretches }];
  });
  if (!moved || crowded.length === 0) return patch;
  const settled = settle(sheet, { ...sheet, ...moved }, crowded, edit.newId);
  const items = new Map([...edit.items, ...settled.items]);
  const more = { timings: edit.timings, ...(settled.tracks ? { tracks: settled.tracks } : {}) };
  return ripplePatch(sheet, patchOf(sheet, items, more), shift.without(settled.items.keys()));
}

/** Stretches of a track in which clips lie over each other. One walk. */
function overlaps(index: RangeIndex<TimelineItem>): readonly Stretch[] {
  const found: Stretch[] = [];
  let end = 0;
  index.walk((item, startFrame) => {
    if (!isClip(item)) return;
    const itsEnd = startFrame + item.durationFrames;
    if (startFrame < end) found.push({ from: startFrame, to: itsEnd });
    end = Math.max(end, itsEnd);
  });
  return found;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A track on which clips lie over each other, and where. */
interface Crowded {
  readonly trackId: string;
  readonly stretches: readonly Stretch[];
}

interface Settled {
  /** Where the clips went that made way. */
  readonly items: ReadonlyMap<string, TimelineItem>;
  readonly tracks: readonly TimelineTrack[] | undefined;
}

/** Clips that came to lie over another one go to another track: the script's make way for the writer's, the moved for the still. */
function settle(before: Sheet, after: Sheet, crowded: readonly Crowded[], newId: () => string): Settled {
  const items = new Map<string, TimelineItem>();
  // Those that have gone elsewhere, and the one that looks for room: for so few no index is made anew.
  const away = new Set<string>();
  let tracks: readonly TimelineTrack[] | undefined;
  const hasRoom = (wish: TimelineItem) => {
    const isTaken = [...items.values()].some((other) => other.trackId === wish.trackId && isOver(other, wish));
    return !isTaken && isFree(after, wish, away);
  };
  for (const item of clipsInTheWay(after, crowded, (clip) => before.items.get(clip.id) !== clip)) {
    away.add(item.id);
    if (hasRoom(item)) {
      away.delete(item.id);
      continue;
    }
    const type = before.tracks.find((track) => track.id === item.trackId)?.type ?? 'audio';
    const known = tracks ?? after.tracks;
    const free = openTracks({ tracks: known }, type).find((track) => hasRoom({ ...item, trackId: track.id }));
    const track = free ?? createTrack(known, type, newId());
    if (!free) tracks = insertTrack(known, track);
    items.set(item.id, { ...item, trackId: track.id });
  }
  return { items, tracks };
}

function isOver(a: TimelineItem, b: TimelineItem): boolean {
  return a.startFrame < endOf(b) && b.startFrame < endOf(a);
}

/** Clips that lie over another and can give way, in the order in which they do. One of the two has changed. */
function clipsInTheWay(
  { itemsOf }: Sheet,
  crowded: readonly Crowded[],
  hasChanged: (clip: TimelineItem) => boolean,
): TimelineItem[] {
  const found = new Set<TimelineItem>();
  for (const { trackId, stretches } of crowded) {
    const index = itemsOf.get(trackId);
    const there = new Set<TimelineItem>();
    for (const { from, to } of stretches) index?.visit(from, to, (clip) => void there.add(clip));
    for (const clip of there) {
      if (!isClip(clip) || !hasChanged(clip)) continue;
      index?.visit(clip.startFrame, endOf(clip), (other) => {
        if (other === clip || !isClip(other)) return;
        if (isScripts(clip)) found.add(clip);
        else if (isScripts(other)) found.add(other);
        else found.add(clip);
      });
    }
  }
  return [...found].sort((a, b) => a.startFrame - b.startFrame);
}

/** A new track with the first free name of its kind. */
export function createTrack(tracks: readonly TimelineTrack[], type: TimelineTrack['type'], id: string): TimelineTrack {
  const letter = type === 'video' ? 'V' : 'A';
  const names = new Set(tracks.filter((track) => !track.isPlanned).map((track) => track.name));
  let number = 1;
  while (names.has(`${letter}${number}`)) number++;
  return { id, name: `${letter}${number}`, type, muted: false, hidden: false };
}

/** Pictures lie above what is there, sounds below; planned tracks stay last. */
export function insertTrack(tracks: readonly TimelineTrack[], track: TimelineTrack): readonly TimelineTrack[] {
  if (track.type === 'video') return [track, ...tracks];
  const planned = tracks.findIndex((candidate) => candidate.isPlanned);
  const at = planned < 0 ? tracks.length : planned;
  return [...tracks.slice(0, at), track, ...tracks.slice(at)];
}
