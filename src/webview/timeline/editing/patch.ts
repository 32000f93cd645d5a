/** What one edit changes, with what was there before: applied backwards it is the undoing. Pure. */

import { createRangeIndex, type RangeIndex } from '../rangeIndex.ts';
import type { LineTiming, TimelineItem, TimelineTrack } from './items.ts';
import { isPlainTiming, type Sheet } from './sheet.ts';

/** One thing by its id: made when `before` is missing, removed when `after` is. */
export interface Swap<T> {
  readonly id: string;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

export interface SheetPatch {
  readonly items: readonly Swap<TimelineItem>[];
  readonly timings: readonly Swap<LineTiming>[];
  /** The whole list of tracks, when it changed. */
  readonly tracks?: { readonly before: readonly TimelineTrack[]; readonly after: readonly TimelineTrack[] };
}

export const emptyPatch: SheetPatch = { items: [], timings: [] };

export function isEmptyPatch(patch: SheetPatch): boolean {
  return patch.items.length === 0 && patch.timings.length === 0 && patch.tracks === undefined;
}

/** The patch that takes this one back. */
export function invertPatch(patch: SheetPatch): SheetPatch {
  const turn = <T>(swap: Swap<T>): Swap<T> => ({ id: swap.id, before: swap.after, after: swap.before });
  return {
    items: patch.items.map(turn),
    timings: patch.timings.map(turn),
    ...(patch.tracks ? { tracks: { before: patch.tracks.after, after: patch.tracks.before } } : {}),
  };
}

/** The sheet after a patch. Only the indices of tracks that changed are made anew. */
export function applyPatch(sheet: Sheet, patch: SheetPatch): Sheet {
  const { items, itemsOf } = swapItems(sheet, patch.items);
  return { ...sheet, items, itemsOf, timings: swapTimings(sheet, patch), tracks: patch.tracks?.after ?? sheet.tracks };
}

function swapTimings(sheet: Sheet, patch: SheetPatch): ReadonlyMap<string, LineTiming> {
  if (patch.timings.length === 0) return sheet.timings;
  const timings = new Map(sheet.timings);
  for (const { id, after } of patch.timings) {
    if (after === undefined || isPlainTiming(after)) timings.delete(id);
    else timings.set(id, after);
  }
  return timings;
}

/** The items and indices after some were swapped. */
export function swapItems(
  { items: old, itemsOf: oldIndices }: Pick<Sheet, 'items' | 'itemsOf'>,
  swaps: readonly Pick<Swap<TimelineItem>, 'id' | 'after'>[],
): Pick<Sheet, 'items' | 'itemsOf'> {
  if (swaps.length === 0) return { items: old, itemsOf: oldIndices };
  const items = new Map(old);
  const changed = new Set<TimelineItem>();
  const arrived = new Map<string, TimelineItem[]>();
  for (const { id, after } of swaps) {
    const before = old.get(id);
    if (before) {
      changed.add(before);
      if (!arrived.has(before.trackId)) arrived.set(before.trackId, []);
    }
    if (!after) {
      items.delete(id);
      continue;
    }
    items.set(id, after);
    const group = arrived.get(after.trackId);
    if (group) group.push(after);
    else arrived.set(after.trackId, [after]);
  }
  const itemsOf = new Map<string, RangeIndex<TimelineItem>>(oldIndices);
  for (const [trackId, group] of arrived) {
    const kept = (oldIndices.get(trackId)?.sorted ?? []).filter((item) => !changed.has(item));
    const all = [...kept, ...group];
    if (all.length === 0) itemsOf.delete(trackId);
    else itemsOf.set(trackId, createRangeIndex(all));
  }
  return { items, itemsOf };
}

/** The patch between a sheet and some changed parts of it; `undefined` removes. What is equal is left out. */
export function patchOf(
  sheet: Sheet,
  items: ReadonlyMap<string, TimelineItem | undefined>,
  more: {
    readonly timings?: ReadonlyMap<string, LineTiming>;
    readonly tracks?: readonly TimelineTrack[];
  } = {},
): SheetPatch {
  const swaps: Swap<TimelineItem>[] = [];
  for (const [id, after] of items) {
    const before = sheet.items.get(id);
    if (before !== after && !(before && after && isSameRecord(before, after))) swaps.push({ id, before, after });
  }
  const timings: Swap<LineTiming>[] = [];
  for (const [id, after] of more.timings ?? []) {
    const before = sheet.timings.get(id);
    const next = isPlainTiming(after) ? undefined : after;
    if (before !== next && !(before && next && isSameRecord(before, next))) timings.push({ id, before, after: next });
  }
  const isOther = more.tracks !== undefined && more.tracks !== sheet.tracks;
  return {
    items: swaps,
    timings,
    ...(isOther && more.tracks ? { tracks: { before: sheet.tracks, after: more.tracks } } : {}),
  };
}

/** Equal field by field, for flat records; a field that is undefined is a field that is missing. */
export function isSameRecord(a: object, b: object): boolean {
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const isSame = (name: string) => left[name] === right[name];
  return Object.keys(left).every(isSame) && Object.keys(right).every(isSame);
}
