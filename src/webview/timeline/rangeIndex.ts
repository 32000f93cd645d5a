/** Finds what overlaps a stretch of time, in O(log n + k), also when intervals overlap each other. */

/** Half-open: `startFrame` up to `startFrame + durationFrames`. */
export interface Interval {
  readonly startFrame: number;
  readonly durationFrames: number;
}

export interface RangeIndex<T extends Interval> {
  /** In order of their start. */
  readonly sorted: readonly T[];
  /** Where the last of them is over; 0 when there is none. */
  readonly end: number;
  /** Calls `visit` for each interval that overlaps `from`..`to`, in order of their start. */
  visit(from: number, to: number, visit: (item: T) => void): void;
  /** The interval that holds `frame`; of several, the one that starts last. */
  findAt(frame: number): T | undefined;
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

export function createRangeIndex<T extends Interval>(items: Iterable<T>): RangeIndex<T> {
  const sorted = [...items].sort((a, b) => a.startFrame - b.startFrame);
  const starts = new Float64Array(sorted.length);
  // The highest end so far never falls, so the first interval that can reach `from` is found by halving.
  const highestEnds = new Float64Array(sorted.length);
  let highest = 0;
  sorted.forEach(({ startFrame, durationFrames }, index) => {
    highest = Math.max(highest, startFrame + durationFrames);
    starts[index] = startFrame;
    highestEnds[index] = highest;
  });

  function visit(from: number, to: number, act: (item: T) => void): void {
    const end = firstAbove(starts, to, true);
    for (let index = firstAbove(highestEnds, from); index < end; index++) {
      const item = sorted[index];
      if (item && item.startFrame + item.durationFrames > from) act(item);
    }
  }

  return {
    sorted,
    end: highest,
    visit,
    findAt(frame) {
      let found: T | undefined;
      visit(frame, frame + 1e-6, (item) => {
        found = item;
      });
      return found;
    },
  };
}
