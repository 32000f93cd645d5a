/**
 * Edits that move what comes after. Two flows are told apart: the script's (every clip whose start is the script's, on any track, with
 * the places of lines that wait for a voice) and each track's own (what the writer put there or took over). A ripple that begins at a line
 * of the script moves the script's flow; one that begins at anything else moves what is the writer's on that track. Pure.
 */
import type { LineTiming, TimelineItem, TimelineTrack } from './items.ts';
import { patchOf, type SheetPatch, swapItems } from './patch.ts';
import { isFree, openTracks } from './room.ts';
import { endOf, isClip, isScripts, type Sheet } from './sheet.ts';

/** From frame `at` on everything of a flow comes `by` frames later (earlier when negative). */
export interface Gap {
  readonly at: number;
  readonly by: number;
}

/** Gaps of the script's flow, and of the tracks' own flows by track id. */
export interface Ripple {
  readonly script: readonly Gap[];
  readonly tracks: ReadonlyMap<string, readonly Gap[]>;
}

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

function shiftAt(gaps: readonly Gap[], frame: number): number {
  let shift = 0;
  for (const { at, by } of gaps) if (frame >= at) shift += by;
  return shift;
}

/** The patch of an edit with everything that it moves. Locked tracks stand still. */
export function rippleEdit(sheet: Sheet, edit: RippleEdit): SheetPatch {
  const shifted = shiftedItems(sheet, edit);
  const items = new Map<string, TimelineItem | undefined>([...edit.items, ...shifted]);
  if (!hasOverlap(sheet, items)) {
    // By far the most usual case, and the one that must stay quick with ten thousand clips: nothing is compared field by field.
    const own = patchOf(sheet, edit.items, { timings: edit.timings });
    const moved = [...shifted].map(([id, after]) => ({ id, before: sheet.items.get(id), after }));
    return { ...own, items: [...own.items, ...moved] };
  }
  const settled = settle(sheet, items, edit.newId);
  const more = { timings: edit.timings, ...(settled.tracks ? { tracks: settled.tracks } : {}) };
  return patchOf(sheet, settled.items, more);
}

/** Everything that the gaps move, where it comes to lie. */
function shiftedItems(sheet: Sheet, { items, ripple }: RippleEdit): ReadonlyMap<string, TimelineItem> {
  const shifted = new Map<string, TimelineItem>();
  const locked = new Set(sheet.tracks.filter((track) => track.locked).map((track) => track.id));
  for (const item of sheet.items.values()) {
    const gaps = isScripts(item) ? ripple.script : ripple.tracks.get(item.trackId);
    if (!gaps || items.has(item.id) || locked.has(item.trackId)) continue;
    const shift = shiftAt(gaps, item.startFrame);
    if (shift !== 0) shifted.set(item.id, { ...item, startFrame: Math.max(0, item.startFrame + shift) });
  }
  return shifted;
}

/** Whether any two clips of a track would lie over each other. One walk over each track. */
function hasOverlap(sheet: Sheet, changed: ReadonlyMap<string, TimelineItem | undefined>): boolean {
  const arrived: TimelineItem[] = [];
  for (const item of changed.values()) if (item && !sheet.items.has(item.id)) arrived.push(item);
  for (const [trackId, { sorted }] of sheet.itemsOf) {
    const clips = arrived.filter((item) => item.trackId === trackId);
    for (const item of sorted) {
      const now = changed.has(item.id) ? changed.get(item.id) : item;
      if (now && isClip(now)) clips.push(now);
    }
    if (clips.some((clip, at) => clip.startFrame < (clips[at - 1]?.startFrame ?? 0))) {
      clips.sort((left, right) => left.startFrame - right.startFrame);
    }
    if (clips.some((clip, at) => at > 0 && clip.startFrame < endOf(clips[at - 1] ?? clip))) return true;
  }
  return false;
}

interface Settled {
  readonly items: ReadonlyMap<string, TimelineItem | undefined>;
  readonly tracks: readonly TimelineTrack[] | undefined;
}

/** Clips that came to lie over another one go to another track: the script's make way for the writer's, the moved for the still. */
function settle(sheet: Sheet, items: Map<string, TimelineItem | undefined>, newId: () => string): Settled {
  const swaps = [...items].map(([id, after]) => ({ id, after }));
  let state: Sheet = { ...sheet, ...swapItems(sheet, swaps) };
  let tracks: readonly TimelineTrack[] | undefined;
  for (const item of clipsInTheWay(state, items)) {
    const now = state.items.get(item.id);
    if (!now || isFree(state, now, new Set([now.id]))) continue;
    const type = sheet.tracks.find((track) => track.id === now.trackId)?.type ?? 'audio';
    const free = openTracks(state, type).find((track) => isFree(state, { ...now, trackId: track.id }, new Set()));
    const track = free ?? createTrack(state.tracks, type, newId());
    if (!free) {
      tracks = insertTrack(state.tracks, track);
      state = { ...state, tracks };
    }
    const after = { ...now, trackId: track.id };
    items.set(after.id, after);
    state = { ...state, ...swapItems(state, [{ id: after.id, after }]) };
  }
  return { items, tracks };
}

/** Clips that lie over another and can give way, in the order in which they do. */
function clipsInTheWay(sheet: Sheet, changed: ReadonlyMap<string, TimelineItem | undefined>): TimelineItem[] {
  const found = new Set<TimelineItem>();
  for (const after of changed.values()) {
    if (!after || !isClip(after)) continue;
    sheet.itemsOf.get(after.trackId)?.visit(after.startFrame, endOf(after), (other) => {
      if (other === after || !isClip(other)) return;
      if (isScripts(after)) found.add(after);
      else if (isScripts(other)) found.add(other);
      else found.add(after);
    });
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
