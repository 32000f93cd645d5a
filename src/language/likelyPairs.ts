import { type Alignment, bagOfKnown, bagOfNext, likeness } from './alignment.ts';
import type { WeightedPair } from './increasingChain.ts';

/** A word that stands in more elements than this says nothing about which. */
const commonestUse = 24;
const candidatesEach = 4;

function placesByWord(alignment: Alignment, known: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const index of known) {
    for (const word of new Set(bagOfKnown(alignment, index).words)) {
      const list = places.get(word);
      if (!list) places.set(word, [index]);
      else if (list.length <= commonestUse) list.push(index);
    }
  }
  return places;
}

/**
 * Pairs of elements that share telling words and are at least this alike (0…1). The work is bounded by the number of words, not by
 * the number of possible pairs.
 */
export function likelyPairs(
  alignment: Alignment,
  known: readonly number[],
  next: readonly number[],
  least: number,
): WeightedPair[] {
  const places = placesByWord(alignment, known);
  const pairs: WeightedPair[] = [];
  for (const index of next) {
    const shared = new Map<number, number>();
    for (const word of new Set(bagOfNext(alignment, index).words)) {
      const list = places.get(word) ?? [];
      if (list.length > commonestUse) continue;
      const weight = alignment.similarities.weightOf(word);
      for (const place of list) shared.set(place, (shared.get(place) ?? 0) + weight);
    }
    const best = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, candidatesEach);
    for (const [place] of best) {
      const weight = likeness(alignment, place, index);
      if (weight >= least) pairs.push({ known: place, next: index, weight });
    }
  }
  return pairs;
}
