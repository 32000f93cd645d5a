/** A possible pair of one place in a first list and one in a second. */
export interface WeightedPair {
  readonly known: number;
  readonly next: number;
  readonly weight: number;
}

/**
 * The pairs that keep the order of both lists and weigh most together; each place is used once. O(n log n). With equal weights the
 * earlier pair wins, so that the answer is always the same.
 */
export function heaviestChain(pairs: readonly WeightedPair[]): readonly WeightedPair[] {
  // Within one `known` the later `next` comes first, so that no two pairs of one place can follow each other.
  const sorted = [...pairs].sort((a, b) => a.known - b.known || b.next - a.next);
  const size = sorted.reduce((most, pair) => Math.max(most, pair.next), -1) + 2;
  const bestUpTo = new Int32Array(size).fill(-1);
  const weights = new Float64Array(sorted.length);
  const previous = new Int32Array(sorted.length).fill(-1);
  const weightAt = (index: number): number => (index === -1 ? 0 : (weights[index] ?? 0));
  let last = -1;
  sorted.forEach((pair, index) => {
    let before = -1;
    for (let at = pair.next; at > 0; at -= at & -at) {
      const candidate = bestUpTo[at] ?? -1;
      if (weightAt(candidate) > weightAt(before)) before = candidate;
    }
    weights[index] = weightAt(before) + pair.weight;
    previous[index] = before;
    for (let at = pair.next + 1; at < size; at += at & -at) {
      if (weightAt(index) > weightAt(bestUpTo[at] ?? -1)) bestUpTo[at] = index;
    }
    if (weightAt(index) > weightAt(last)) last = index;
  });
  const chain: WeightedPair[] = [];
  for (let at = last; at !== -1; at = previous[at] ?? -1) {
    const pair = sorted[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}
