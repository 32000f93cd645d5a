/** The timeline as the page holds it: the host's view model, patched, and what is derived from it for drawing and playing. */
import { applyPatch, isEmptyPatch, type SheetPatch, type Swap, swapItems } from './editing/patch.ts';
import { indexByTrack, type Sheet } from './editing/sheet.ts';
import { type Lane, layOutLanes } from './lanes.ts';
import type { TimelineItem, TimelineModel, TimelinePatch, TimelineScene, TimelineSound } from './protocol.ts';
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
  const counts = { lines: itemOfLine.size, voiced: 0, changed: 0, missing: 0, generating: 0 };
  for (const { state } of itemOfLine.values()) {
    if (state === 'generating') counts.generating++;
    if (state === 'voiced') counts.voiced++;
    else if (state === 'stale') counts.changed++;
    else if (state !== 'media') counts.missing++;
  }
  return counts;
}

function byId<T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entry of entries) map.set(entry.id, entry);
  return map;
}

function linesOf(items: Iterable<TimelineItem>): ReadonlyMap<string, TimelineItem> {
  const itemOfLine = new Map<string, TimelineItem>();
  for (const item of items) {
    // A picture belongs to a scene, which is no line.
    if (item.elementId === undefined || item.speaker < 0) continue;
    const known = itemOfLine.get(item.elementId);
    if (!known || (known.isPlace && !item.isPlace)) itemOfLine.set(item.elementId, item);
  }
  return itemOfLine;
}

/** What a picture is made of; the rest follows from it. */
type Parts = Pick<Picture, 'head' | 'tracks' | 'items' | 'itemsOf' | 'timings' | 'scenes' | 'sounds' | 'itemOfLine'>;

/** `isCounted`: the lines are in the states that they were in. */
function derive(parts: Parts, known?: Picture, isCounted = false): Picture {
  const { head, tracks, itemsOf, scenes, itemOfLine } = parts;
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
    counts: known && (isCounted || known.itemOfLine === itemOfLine) ? known.counts : countLines(itemOfLine),
  };
}

/** Derives what drawing, playing and editing need. O(n log n). */
export function createPicture(model: TimelineModel): Picture {
  const { items, sounds, scenes, tracks, timings = [], ...head } = model;
  const known = byId(items);
  return derive({
    head,
    tracks,
    items: known,
    itemsOf: indexByTrack(known.values()),
    timings: new Map(timings.map((timing) => [timing.elementId, timing])),
    scenes: createRangeIndex(scenes),
    sounds: byId(sounds),
    itemOfLine: linesOf(items),
  });
}

type ItemSwap = Pick<Swap<TimelineItem>, 'id' | 'after'>;

/** The lines' items after some items changed; a walk over all of them only when a clip came, went or speaks another line. */
function swapLines(before: Picture, items: ReadonlyMap<string, TimelineItem>, swaps: readonly ItemSwap[]) {
  const isInPlace = swaps.every(({ id, after }) => {
    const old = before.items.get(id);
    return (
      old !== undefined && after !== undefined && old.elementId === after.elementId && old.isPlace === after.isPlace
    );
  });
  if (!isInPlace) return linesOf(items.values());
  const itemOfLine = new Map(before.itemOfLine);
  for (const { id, after } of swaps) {
    const line = after?.elementId;
    if (after && line !== undefined && itemOfLine.get(line)?.id === id) itemOfLine.set(line, after);
  }
  return itemOfLine;
}

/** The picture after an edit. What the edit does not touch is not looked at: the work is that of the tracks it changed. */
export function editPicture(picture: Picture, patch: SheetPatch): Picture {
  if (isEmptyPatch(patch)) return picture;
  const sheet = applyPatch(picture, patch);
  const isSame = sheet.items === picture.items;
  const itemOfLine = isSame ? picture.itemOfLine : swapLines(picture, sheet.items, patch.items);
  const isCounted = patch.items.every(({ before, after }) => before && after && before.state === after.state);
  const { head, scenes, sounds } = picture;
  const { items, itemsOf, timings, tracks } = sheet;
  return derive({ head, scenes, sounds, items, itemsOf, timings, tracks, itemOfLine }, picture, isCounted);
}

/** Applies what the host says has changed; applying it again changes nothing more. */
export function patchPicture(picture: Picture, patch: TimelinePatch): Picture {
  const { items: changed, sounds, scenes, tracks, timings, ...head } = patch;
  const swaps: ItemSwap[] = [
    ...(changed?.removed ?? []).map((id) => ({ id, after: undefined })),
    ...(changed?.put ?? []).map((after) => ({ id: after.id, after })),
  ];
  const { items, itemsOf } = swapItems(picture, swaps);
  return derive(
    {
      head: { ...picture.head, ...head },
      tracks: tracks ?? picture.tracks,
      ...{ items, itemsOf },
      timings: timings ? new Map(timings.map((timing) => [timing.elementId, timing])) : picture.timings,
      scenes: scenes ? createRangeIndex(scenes) : picture.scenes,
      sounds: sounds ? byId(putById([...picture.sounds.values()], sounds)) : picture.sounds,
      itemOfLine: swaps.length > 0 ? swapLines(picture, items, swaps) : picture.itemOfLine,
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
