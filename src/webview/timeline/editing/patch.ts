/** What one edit changes, with what was there before: applied backwards it is the undoing. Pure. */

import { createRangeIndex, type RangeIndex } from '../rangeIndex.ts';
import { EditedItems } from './editedItems.ts';
import type { LineTiming, TimelineItem, TimelineTrack } from './items.ts';
import { isPlainTiming, type Sheet } from './sheet.ts';
import type { ItemMover, Shift } from './shift.ts';

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
  /** What it makes of the sheet it was made for. Then `items` is put together when it is first asked for. */
  readonly rippled?: Rippled;
}

/** An edit that moves others along. */
export interface Rippled {
  /** The items that it was made for. */
  readonly from: Sheet['items'];
  /** What the edit itself changes. */
  readonly own: readonly Swap<TimelineItem>[];
  /** Where all others go. */
  readonly shift: Shift;
  readonly to: Pick<Sheet, 'items' | 'itemsOf'>;
}

export const emptyPatch: SheetPatch = { items: [], timings: [] };

export function isEmptyPatch(patch: SheetPatch): boolean {
  if (patch.rippled && patch.rippled.own.length > 0) return false;
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
  const isMade = patch.rippled?.from === sheet.items;
  const { items, itemsOf } = isMade ? patch.rippled.to : swapItems(sheet, patch.items);
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

type ItemSwap = Pick<Swap<TimelineItem>, 'id' | 'after'>;

/** The items and indices after some were swapped, and all others were moved by `mover`. Only what changed is looked at. */
export function swapItems(
  sheet: Pick<Sheet, 'items' | 'itemsOf'>,
  swaps: readonly ItemSwap[],
  mover?: ItemMover,
): Pick<Sheet, 'items' | 'itemsOf'> {
  if (swaps.length === 0 && !mover) return { items: sheet.items, itemsOf: sheet.itemsOf };
  const own = new Map(swaps.map(({ id, after }) => [id, after]));
  return { items: new EditedItems(sheet.items, own, mover), itemsOf: swapIndices(sheet, own, mover) };
}

function swapIndices(
  { items, itemsOf: before }: Pick<Sheet, 'items' | 'itemsOf'>,
  own: ReadonlyMap<string, TimelineItem | undefined>,
  mover: ItemMover | undefined,
): ReadonlyMap<string, RangeIndex<TimelineItem>> {
  const gone = new Set<TimelineItem>();
  const arrived = new Map<string, TimelineItem[]>();
  const groupOf = (trackId: string) => {
    const group = arrived.get(trackId) ?? [];
    arrived.set(trackId, group);
    return group;
  };
  for (const [id, after] of own) {
    const old = items.get(id);
    if (old) {
      gone.add(old);
      groupOf(old.trackId);
    }
    if (after) groupOf(after.trackId).push(after);
  }
  const itemsOf = new Map(before);
  for (const trackId of new Set([...arrived.keys(), ...before.keys()])) {
    const isMoved = mover?.concerns(trackId) === true;
    const group = arrived.get(trackId);
    if (!group && !isMoved) continue;
    const sorted = before.get(trackId)?.sorted ?? [];
    const all = group ? [...sorted.filter((item) => !gone.has(item)), ...group] : sorted;
    if (all.length === 0) itemsOf.delete(trackId);
    else itemsOf.set(trackId, createRangeIndex(all, isMoved ? mover : undefined));
  }
  return itemsOf;
}

/** The patch of an edit that moves others along; `own` is what it changes itself. */
export function ripplePatch(sheet: Sheet, own: SheetPatch, shift: Shift): SheetPatch {
  const to = swapItems(sheet, own.items, shift);
  let items: readonly Swap<TimelineItem>[] | undefined;
  return {
    timings: own.timings,
    ...(own.tracks ? { tracks: own.tracks } : {}),
    get items() {
      items ??= shift.swaps(sheet, own.items);
      return items;
    },
    rippled: { from: sheet.items, own: own.items, shift, to },
  };
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
