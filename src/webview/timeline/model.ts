/** The timeline as the page holds it: the host's view model, patched, and what is derived from it for drawing and playing. */
import { EditedItems } from './editing/editedItems.ts';
import { applyPatch, isEmptyPatch, type SheetPatch, type Swap, swapItems } from './editing/patch.ts';
import { indexByTrack, type Sheet } from './editing/sheet.ts';
import { type ItemMover, NewStarts } from './editing/shift.ts';
import { type Lane, layOutLanes } from './lanes.ts';
import type {
  ItemState,
  TimelineItem,
  TimelineModel,
  TimelinePatch,
  TimelineScene,
  TimelineSound,
} from './protocol.ts';
import { createRangeIndex, type RangeIndex } from './rangeIndex.ts';

/** What the toolbar counts: lines of the script. `voiced` leaves out the changed ones; `missing` have no audio. */
export interface LineCounts {
  readonly lines: number;
  readonly voiced: number;
  readonly changed: number;
  readonly missing: number;
  /** Of the missing ones, those whose voice is on its way. */
  readonly generating: number;
}

/** What a model says besides its items, sounds, scenes and tracks. */
export type TimelineHead = Omit<TimelineModel, 'items' | 'sounds' | 'scenes' | 'tracks' | 'timings'>;

/** Everything derived from one state of the model, made once for each state. It is the sheet that edits are made on. */
export interface Picture extends Sheet {
  readonly head: TimelineHead;
  readonly lanes: readonly Lane[];
  readonly laneOf: ReadonlyMap<string, Lane>;
  readonly scenes: RangeIndex<TimelineScene>;
  readonly sounds: ReadonlyMap<string, TimelineSound>;
  /** The item that stands for a line; a clip comes before a place that is only estimated. */
  readonly itemOfLine: ReadonlyMap<string, TimelineItem>;
  /** End of everything: the timeline's length, or the last clip or scene if that is later. At least one second. */
  readonly contentFrames: number;
  /** End of the last clip or line, where playing stops. */
  readonly lastFrame: number;
  readonly counts: LineCounts;
}

function putById<T extends { readonly id: string }>(
  list: readonly T[],
  change: { readonly put: readonly T[]; readonly removed: readonly string[] } | undefined,
): T[] {
  const byId = new Map(list.map((entry) => [entry.id, entry]));
  for (const id of change?.removed ?? []) byId.delete(id);
  for (const entry of change?.put ?? []) byId.set(entry.id, entry);
  return [...byId.values()];
}

/** Counts each line once, by the item that stands for it. */
function countLines(itemOfLine: ReadonlyMap<string, TimelineItem>): LineCounts {
  const counts = { lines: 0, voiced: 0, changed: 0, missing: 0, generating: 0 };
  for (const { state } of itemOfLine.values()) count(counts, state, 1);
  return counts;
}

type Counting = { -readonly [name in keyof LineCounts]: number };

function count(counts: Counting, state: ItemState, by: 1 | -1): void {
  counts.lines += by;
  if (state === 'generating') counts.generating += by;
  if (state === 'voiced') counts.voiced += by;
  else if (state === 'stale') counts.changed += by;
  else if (state !== 'media') counts.missing += by;
}

function byId<T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entry of entries) map.set(entry.id, entry);
  return map;
}

/** The line that an item stands for. A picture belongs to a scene, which is no line. */
function lineOf(item: TimelineItem): string | undefined {
  return item.speaker < 0 ? undefined : item.elementId;
}

/** Of the items of a line the first one stands for it, but a clip comes before a place. */
function isBetter(item: TimelineItem, known: TimelineItem | undefined): boolean {
  return !known || (known.isPlace === true && !item.isPlace);
}

function linesOf(items: Iterable<TimelineItem>): ReadonlyMap<string, TimelineItem> {
  const itemOfLine = new Map<string, TimelineItem>();
  for (const item of items) {
    const line = lineOf(item);
    if (line !== undefined && isBetter(item, itemOfLine.get(line))) itemOfLine.set(line, item);
  }
  return itemOfLine;
}

/** What a picture is made of; the rest follows from it. */
type Parts = Pick<
  Picture,
  'head' | 'tracks' | 'items' | 'itemsOf' | 'timings' | 'scenes' | 'sounds' | 'itemOfLine' | 'counts'
>;

function derive(parts: Parts, known?: Picture): Picture {
  const { head, tracks, itemsOf, scenes } = parts;
  const lanes = known && known.tracks === tracks ? known.lanes : layOutLanes(tracks);
  let lastFrame = scenes.end;
  for (const index of itemsOf.values()) lastFrame = Math.max(lastFrame, index.end);
  return {
    ...parts,
    frameRate: head.frameRate,
    lanes,
    laneOf: known?.lanes === lanes ? known.laneOf : new Map(lanes.map((lane) => [lane.track.id, lane])),
    contentFrames: Math.max(head.frameRate, head.durationFrames, lastFrame),
    lastFrame,
  };
}

/** Derives what drawing, playing and editing need. O(n log n). */
export function createPicture(model: TimelineModel): Picture {
  const { items, sounds, scenes, tracks, timings = [], ...head } = model;
  const known = byId(items);
  const itemOfLine = linesOf(items);
  return derive({
    head,
    tracks,
    items: known,
    itemsOf: indexByTrack(known.values()),
    timings: new Map(timings.map((timing) => [timing.elementId, timing])),
    scenes: createRangeIndex(scenes),
    sounds: byId(sounds),
    itemOfLine,
    counts: countLines(itemOfLine),
  });
}

type ItemSwap = Pick<Swap<TimelineItem>, 'id' | 'after'>;

/** The lines whose item changed, with what stands for them now. All items are walked only when a clip came, went or speaks another line. */
function changedLines(
  before: Picture,
  items: Picture['items'],
  swaps: readonly ItemSwap[],
): ReadonlyMap<string, TimelineItem | undefined> {
  const own = new Map(swaps.map(({ id, after }) => [id, after]));
  const touched = new Set<string>();
  let isInPlace = true;
  for (const [id, after] of own) {
    const old = before.items.get(id);
    for (const item of [old, after]) if (item && lineOf(item) !== undefined) touched.add(lineOf(item) ?? '');
    isInPlace &&= (old && lineOf(old)) === (after && lineOf(after)) && old?.isPlace === after?.isPlace;
  }
  const lines = new Map<string, TimelineItem | undefined>();
  if (!isInPlace) {
    for (const line of touched) lines.set(line, undefined);
    const place = (item: TimelineItem | undefined) => {
      const line = item && lineOf(item);
      if (item && line !== undefined && touched.has(line) && isBetter(item, lines.get(line))) lines.set(line, item);
    };
    for (const [id, item] of before.items) {
      const line = lineOf(item);
      if (own.has(id)) place(own.get(id));
      else if (line !== undefined && touched.has(line)) place(items.get(id));
    }
    for (const [id, after] of own) if (!before.items.has(id)) place(after);
    return lines;
  }
  for (const [id, after] of own) {
    const line = after && lineOf(after);
    if (line !== undefined && before.itemOfLine.get(line)?.id === id) lines.set(line, after);
  }
  return lines;
}

/** The counts after some lines changed. */
function recount(before: Picture, lines: ReadonlyMap<string, TimelineItem | undefined>): LineCounts {
  const counts = { ...before.counts };
  for (const [line, after] of lines) {
    const old = before.itemOfLine.get(line);
    if (old) count(counts, old.state, -1);
    if (after) count(counts, after.state, 1);
  }
  return counts;
}

/** What is the same for an edit of the page's own and for news of the host: the lines' items after `swaps`. */
function relate(before: Picture, items: Picture['items'], swaps: readonly ItemSwap[], mover?: ItemMover) {
  if (swaps.length === 0 && !mover) return { itemOfLine: before.itemOfLine, counts: before.counts };
  const lines = changedLines(before, items, swaps);
  return { itemOfLine: new EditedItems(before.itemOfLine, lines, mover), counts: recount(before, lines) };
}

/** The picture after an edit. What the edit does not touch is not looked at: the work is that of the tracks it changed. */
export function editPicture(picture: Picture, patch: SheetPatch): Picture {
  if (isEmptyPatch(patch)) return picture;
  const sheet = applyPatch(picture, patch);
  const rippled = patch.rippled?.from === picture.items ? patch.rippled : undefined;
  const { itemOfLine, counts } = relate(picture, sheet.items, rippled?.own ?? patch.items, rippled?.shift);
  const { head, scenes, sounds } = picture;
  const { items, itemsOf, timings, tracks } = sheet;
  return derive({ head, scenes, sounds, items, itemsOf, timings, tracks, itemOfLine, counts }, picture);
}

/** Does now what would else be done when it is first asked for. When an edit has been drawn, there is time. */
export function settlePicture({ items, itemOfLine, itemsOf }: Picture): void {
  for (const map of [items, itemOfLine]) if (map instanceof EditedItems) map.settled();
  for (const index of itemsOf.values()) void index.sorted;
}

/** Applies what the host says has changed; applying it again changes nothing more. */
export function patchPicture(picture: Picture, patch: TimelinePatch): Picture {
  const { items: changed, sounds, scenes, tracks, timings, ...head } = patch;
  const swaps: ItemSwap[] = [
    ...(changed?.removed ?? []).map((id) => ({ id, after: undefined })),
    ...(changed?.put ?? []).map((after) => ({ id: after.id, after })),
  ];
  const mover = changed?.moved && new NewStarts(changed.moved);
  const { items, itemsOf } = swapItems(picture, swaps, mover);
  return derive(
    {
      head: { ...picture.head, ...head },
      tracks: tracks ?? picture.tracks,
      ...{ items, itemsOf },
      timings: timings ? new Map(timings.map((timing) => [timing.elementId, timing])) : picture.timings,
      scenes: scenes ? createRangeIndex(scenes) : picture.scenes,
      sounds: sounds ? byId(putById([...picture.sounds.values()], sounds)) : picture.sounds,
      ...relate(picture, items, swaps, mover),
    },
    picture,
  );
}

/** The visible items in the order of the grid: by lane, then by start. */
export function itemsInOrder(picture: Picture): readonly TimelineItem[] {
  return picture.lanes.flatMap((lane) => picture.itemsOf.get(lane.track.id)?.sorted ?? []);
}

/** The item `by` places after `id` in grid order; from nothing, the first at or after `frame` (or the last before it). */
export function neighbourItem(
  picture: Picture,
  id: string | undefined,
  by: 1 | -1,
  frame: number,
): TimelineItem | undefined {
  const ordered = itemsInOrder(picture);
  const index = id === undefined ? -1 : ordered.findIndex((item) => item.id === id);
  if (index >= 0) return ordered[index + by];
  const inTime = [...ordered].sort((a, b) => a.startFrame - b.startFrame);
  if (by < 0) return inTime.findLast((item) => item.startFrame < frame) ?? inTime[0];
  return inTime.find((item) => item.startFrame >= frame) ?? inTime.at(-1);
}
