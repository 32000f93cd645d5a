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
    let places = placesOf(intervals, startOf);
    if (!places.isAscending) {
      const starts = new Map(intervals.map((interval, index) => [interval, places.starts[index] ?? 0]));
      intervals.sort((a, b) => (starts.get(a) ?? 0) - (starts.get(b) ?? 0));
      places = placesOf(intervals, (interval) => starts.get(interval) ?? 0);
    }
    this.#unmoved = intervals;
    this.#mover = mover;
    this.#sorted = mover ? undefined : intervals;
    this.#starts = places.starts;
    this.#highestEnds = places.highestEnds;
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

/** In one pass: an edit of a long track waits for it. */
function placesOf<T extends Interval>(intervals: readonly T[], startOf: (interval: T) => number) {
  const starts = new Float64Array(intervals.length);
  const highestEnds = new Float64Array(intervals.length);
  let isAscending = true;
  let [last, highest] = [Number.NEGATIVE_INFINITY, 0];
  for (let index = 0; index < intervals.length; index++) {
    const interval = intervals[index];
    if (!interval) continue;
    const start = startOf(interval);
    if (start < last) isAscending = false;
    last = start;
    starts[index] = start;
    const end = start + interval.durationFrames;
    if (end > highest) highest = end;
    highestEnds[index] = highest;
  }
  return { starts, highestEnds, isAscending };
}
