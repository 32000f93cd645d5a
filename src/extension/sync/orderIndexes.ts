/** Places of ordered rows as integers with gaps, so that an insertion touches one row. */

const step = 1000;
/** Room that a renumbered window leaves for each row in it, so that the next insertions touch one row again. */
const roomPerRow = 16;

/**
 * The `order_index` of each row of a list. `known[i]` is the one it has, undefined for a new row. The result rises strictly and keeps
 * as many known values as can be kept; rows are renumbered around an insertion only where a gap is used up.
 */
export function orderIndexes(known: readonly (number | undefined)[]): readonly number[] {
  if (isSettled(known)) return known;
  const kept = longestRise(known);
  const result: number[] = new Array(known.length);
  let from = 0;
  while (from < known.length) {
    if (kept[from]) {
      result[from] = known[from] ?? 0;
      from++;
      continue;
    }
    let to = from;
    while (to < known.length && !kept[to]) to++;
    from = fillGap(known, kept, result, { from, to });
  }
  return result;
}

/** Rows `from`..`to` (half-open) that need a place between their neighbours. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Places the rows of a gap, taking in neighbours while there is no room; returns the index after the placed rows. */
function fillGap(known: readonly (number | undefined)[], kept: boolean[], result: number[], gap: Gap): number {
  let { from, to } = gap;
  let needed = to - from;
  for (;;) {
    const low = from > 0 ? result[from - 1] : undefined;
    const high = to < known.length ? known[to] : undefined;
    const room = low === undefined || high === undefined ? Number.POSITIVE_INFINITY : high - low - 1;
    if (room >= needed) {
      spread(result, { from, to }, low, high);
      return to;
    }
    if (from > 0) from--;
    if (to < known.length) {
      kept[to] = false;
      to++;
    }
    while (to < known.length && !kept[to]) to++;
    needed = (to - from) * roomPerRow;
  }
}

/**
 * Between two neighbours the rows lie evenly, but with most of a wide gap left after them: a writer goes on typing downwards. At an open
 * end they go in whole steps.
 */
function spread(result: number[], { from, to }: Gap, low: number | undefined, high: number | undefined): void {
  const count = to - from;
  if (high === undefined) {
    for (let i = 0; i < count; i++) result[from + i] = (low ?? 0) + step * (i + 1);
    return;
  }
  const bottom = low ?? high - step * (count + 1);
  const stride = low === undefined ? step : Math.max(1, Math.floor((high - bottom) / (count + 7)));
  for (let i = 0; i < count; i++) result[from + i] = bottom + stride * (i + 1);
}

/** Marks a longest strictly rising subsequence of the known values. */
function longestRise(known: readonly (number | undefined)[]): boolean[] {
  if (isRising(known)) return known.map((value) => value !== undefined);
  const tails: number[] = [];
  const previous: number[] = new Array(known.length).fill(-1);
  for (const [index, value] of known.entries()) {
    if (value === undefined) continue;
    const length = lowerBound(tails, known, value);
    previous[index] = tails[length - 1] ?? -1;
    tails[length] = index;
  }
  const kept: boolean[] = new Array(known.length).fill(false);
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept[index] = true;
  return kept;
}

/** True when nothing is to do: every value is known, and they rise. */
function isSettled(known: readonly (number | undefined)[]): known is readonly number[] {
  return isRising(known) && !known.includes(undefined);
}

function isRising(known: readonly (number | undefined)[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const value of known) {
    if (value === undefined) continue;
    if (value <= last) return false;
    last = value;
  }
  return true;
}

/** How many of the subsequences' last values are smaller than `value`. */
function lowerBound(tails: readonly number[], known: readonly (number | undefined)[], value: number): number {
  let low = 0;
  let high = tails.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((known[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
