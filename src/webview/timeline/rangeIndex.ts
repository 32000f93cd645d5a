/** Finds what overlaps a stretch of time, in O(log n + k), also when intervals overlap each other. */

/** Half-open: `startFrame` up to `startFrame + durationFrames`. */
export interface Interval {
  readonly startFrame: number;
  readonly durationFrames: number;
}

export interface RangeIndex<T extends Interval> {
  /** In order of their start. */
  readonly sorted: readonly T[];
  readonly size: number;
  /** Where the last of them is over; 0 when there is none. */
  readonly end: number;
  /** Calls `visit` for each interval that overlaps `from`..`to`, in order of their start; `position` is its place in `sorted`. */
  visit(from: number, to: number, visit: (item: T, position: number) => void): void;
  /** The interval that holds `frame`; of several, the one that starts last. */
  findAt(frame: number): T | undefined;
  /** The place of an interval in `sorted`; -1 when it is not here. */
  positionOf(item: T): number;
  /** All of them in order, as they were before they moved, with the frame at which each begins now. Makes no new objects. */
  walk(visit: (unmoved: T, startFrame: number) => void): void;
}

/** Where intervals lie after a change that moves many of them. What stands for a moved one is made when it is asked for. */
export interface Mover<T> {
  startOf(unmoved: T): number;
  of(unmoved: T): T;
}

/** The first index of the ascending `values` whose value is above `limit` (`inclusive`: at or above). */
export function firstAbove(values: ArrayLike<number>, limit: number, inclusive = false): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle] ?? 0;
    if (value > limit || (inclusive && value === limit)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function createRangeIndex<T extends Interval>(items: Iterable<T>, mover?: Mover<T>): RangeIndex<T> {
  return new SortedIntervals([...items], mover);
}

class SortedIntervals<T extends Interval> implements RangeIndex<T> {
  readonly size: number;
  readonly end: number;
  readonly #starts: Float64Array;
  /** The highest end so far never falls, so the first interval that can reach a frame is found by halving. */
  readonly #highestEnds: Float64Array;
  readonly #unmoved: readonly T[];
  #mover: Mover<T> | undefined;
  #sorted: readonly T[] | undefined;

  /** Keeps and sorts `intervals`. */
  constructor(intervals: T[], mover: Mover<T> | undefined) {
    const startOf = (interval: T) => (mover ? mover.startOf(interval) : interval.startFrame);
    this.size = intervals.length;
    const { starts, isAscending } = startsOf(intervals, startOf);
    if (!isAscending) sortByStart(intervals, starts);
    this.#unmoved = intervals;
    this.#mover = mover;
    this.#sorted = mover ? undefined : intervals;
    this.#starts = starts;
    this.#highestEnds = highestEnds(intervals, starts);
    this.end = this.#highestEnds.at(-1) ?? 0;
  }

  get sorted(): readonly T[] {
    const mover = this.#mover;
    this.#sorted ??= mover ? this.#unmoved.map((interval) => mover.of(interval)) : this.#unmoved;
    this.#mover = undefined;
    return this.#sorted;
  }

  visit(from: number, to: number, visit: (item: T, position: number) => void): void {
    const end = firstAbove(this.#starts, to, true);
    for (let index = firstAbove(this.#highestEnds, from); index < end; index++) {
      const interval = this.#unmoved[index];
      if (interval && (this.#starts[index] ?? 0) + interval.durationFrames > from)
        visit(this.#at(index, interval), index);
    }
  }

  findAt(frame: number): T | undefined {
    let found: T | undefined;
    this.visit(frame, frame + 1e-6, (item) => {
      found = item;
    });
    return found;
  }

  positionOf(item: T): number {
    let index = firstAbove(this.#starts, item.startFrame, true);
    for (; this.#starts[index] === item.startFrame; index++) {
      const interval = this.#unmoved[index];
      if (interval && this.#at(index, interval) === item) return index;
    }
    return -1;
  }

  walk(visit: (unmoved: T, startFrame: number) => void): void {
    for (let index = 0; index < this.size; index++) {
      const interval = this.#unmoved[index];
      if (interval) visit(interval, this.#starts[index] ?? 0);
    }
  }

  #at(index: number, unmoved: T): T {
    return this.#sorted?.[index] ?? this.#mover?.of(unmoved) ?? unmoved;
  }
}

function startsOf<T>(intervals: readonly T[], startOf: (interval: T) => number) {
  const starts = new Float64Array(intervals.length);
  let isAscending = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < intervals.length; index++) {
    const interval = intervals[index];
    if (!interval) continue;
    const start = startOf(interval);
    if (start < last) isAscending = false;
    last = start;
    starts[index] = start;
  }
  return { starts, isAscending };
}

/** How many places each interval may move before they are no longer held for nearly in order. */
const nearly = 16;

/** Sorts both by start, stable. An edit leaves a track nearly in order: each interval goes up a few places, and nothing is looked up. */
function sortByStart<T>(intervals: T[], starts: Float64Array): void {
  let left = nearly * intervals.length;
  for (let index = 1; index < intervals.length; index++) {
    const start = starts[index] ?? 0;
    if ((starts[index - 1] ?? 0) <= start) continue;
    const interval = intervals[index];
    let at = index;
    for (; at > 0 && (starts[at - 1] ?? 0) > start; at--) {
      starts[at] = starts[at - 1] ?? 0;
      intervals[at] = intervals[at - 1] as T;
    }
    starts[at] = start;
    intervals[at] = interval as T;
    left -= index - at;
    if (left < 0) break;
  }
  if (left < 0) sortAnyOrder(intervals, starts);
}

function sortAnyOrder<T>(intervals: T[], starts: Float64Array): void {
  const startOf = new Map(intervals.map((interval, index) => [interval, starts[index] ?? 0]));
  intervals.sort((a, b) => (startOf.get(a) ?? 0) - (startOf.get(b) ?? 0));
  starts.sort();
}

function highestEnds(intervals: readonly Interval[], starts: Float64Array): Float64Array {
  const ends = new Float64Array(intervals.length);
  let highest = 0;
  for (let index = 0; index < intervals.length; index++) {
    const end = (starts[index] ?? 0) + (intervals[index]?.durationFrames ?? 0);
    if (end > highest) highest = end;
    ends[index] = highest;
  }
  return ends;
}
