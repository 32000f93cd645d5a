/** The timeline as the page holds it: the host's view model, patched, and what is derived from it for drawing and playing. */
import { type Lane, layOutLanes } from './lanes.ts';
import type { TimelineItem, TimelineModel, TimelinePatch, TimelineScene, TimelineSound } from './protocol.ts';
import { createRangeIndex, type RangeIndex } from './rangeIndex.ts';

/** What the toolbar counts: lines of the script. `voiced` leaves out the changed ones; `missing` have no audio. */
export interface LineCounts {
  readonly lines: number;
  readonly voiced: number;
  readonly changed: number;
  readonly missing: number;
}

/** Everything derived from one state of the model. Made once for each state. */
export interface Picture {
  readonly model: TimelineModel;
  readonly lanes: readonly Lane[];
  readonly laneOf: ReadonlyMap<string, Lane>;
  readonly itemsOf: ReadonlyMap<string, RangeIndex<TimelineItem>>;
  readonly scenes: RangeIndex<TimelineScene>;
  readonly items: ReadonlyMap<string, TimelineItem>;
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

/** Applies a patch; applying it again changes nothing more. */
export function patchModel(model: TimelineModel, patch: TimelinePatch): TimelineModel {
  return {
    ...model,
    title: patch.title ?? model.title,
    durationFrames: patch.durationFrames ?? model.durationFrames,
    tracks: patch.tracks ?? model.tracks,
    scenes: patch.scenes ?? model.scenes,
    items: patch.items ? putById(model.items, patch.items) : model.items,
    sounds: patch.sounds ? putById(model.sounds, patch.sounds) : model.sounds,
  };
}

/** Counts each line once, by the item that stands for it. */
function countLines(itemOfLine: ReadonlyMap<string, TimelineItem>): LineCounts {
  const counts = { lines: itemOfLine.size, voiced: 0, changed: 0, missing: 0 };
  for (const { state } of itemOfLine.values()) {
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

/** What one walk over the items finds out. */
function sortItems(items: readonly TimelineItem[]) {
  const groups = new Map<string, TimelineItem[]>();
  const itemOfLine = new Map<string, TimelineItem>();
  let lastFrame = 0;
  for (const item of items) {
    lastFrame = Math.max(lastFrame, item.startFrame + item.durationFrames);
    const group = groups.get(item.trackId);
    if (group) group.push(item);
    else groups.set(item.trackId, [item]);
    if (item.elementId === undefined) continue;
    const known = itemOfLine.get(item.elementId);
    if (!known || known.state === 'unvoiced') itemOfLine.set(item.elementId, item);
  }
  const itemsOf = new Map([...groups].map(([id, group]) => [id, createRangeIndex(group)]));
  return { itemsOf, itemOfLine, lastFrame };
}

/** Derives what drawing and playing need. O(n log n). */
export function createPicture(model: TimelineModel): Picture {
  const lanes = layOutLanes(model.tracks);
  const { itemsOf, itemOfLine, lastFrame } = sortItems(model.items);
  const scenesEnd = Math.max(0, ...model.scenes.map((scene) => scene.startFrame + scene.durationFrames));
  return {
    model,
    lanes,
    laneOf: new Map(lanes.map((lane) => [lane.track.id, lane])),
    itemsOf,
    scenes: createRangeIndex(model.scenes),
    items: byId(model.items),
    sounds: byId(model.sounds),
    itemOfLine,
    contentFrames: Math.max(model.frameRate, model.durationFrames, lastFrame, scenesEnd),
    lastFrame: Math.max(lastFrame, scenesEnd),
    counts: countLines(itemOfLine),
  };
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
