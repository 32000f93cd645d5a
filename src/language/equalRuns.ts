/** Elements that are exactly the same before and after: the runs that alignment starts from. */
import { type Alignment, areEqual, areFree, bondOf, pair } from './alignment.ts';
import type { ElementType } from './document.ts';
import { heaviestChain, type WeightedPair } from './increasingChain.ts';

/** Elements that lead to the one after them: a run must not end on one, as the same cue stands above many lines. */
function leadsOn(type: ElementType | undefined): boolean {
  return type === 'character' || type === 'parenthetical' || type === 'sceneHeading';
}

/** What lies between the equal ends, half-open; `from` is the same in both lists. */
export interface Middle {
  readonly from: number;
  readonly knownTo: number;
  readonly nextTo: number;
}

/** Pairs the equal beginnings and ends of the lists; returns what lies between. */
export function pairEnds(alignment: Alignment): Middle {
  const { known, next } = alignment;
  const shortest = Math.min(known.length, next.length);
  let head = 0;
  while (head < shortest && areEqual(alignment, head, head)) head++;
  if (head < known.length || head < next.length) while (head > 0 && leadsOn(known[head - 1]?.type)) head--;
  let tail = 0;
  while (tail < shortest - head && areEqual(alignment, known.length - 1 - tail, next.length - 1 - tail)) tail++;
  for (let at = 0; at < head; at++) pair(alignment, at, at);
  for (let at = 1; at <= tail; at++) pair(alignment, known.length - at, next.length - at);
  return { from: head, knownTo: known.length - tail, nextTo: next.length - tail };
}

/** Where each key stands in a range; -1 when more than once. */
function singlePlaces(keys: Int32Array, from: number, to: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const key = keys[at] ?? -1;
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}

/** A text this long is the same text wherever it stands; a shorter one must keep its order. */
const tellingLength = 16;

/** Pairs the texts that stand once on either side, those in order and those that moved if they are telling. */
export function pairSingles(alignment: Alignment, { from, knownTo, nextTo }: Middle): void {
  const inKnown = singlePlaces(alignment.knownKeys, from, knownTo);
  const inNext = singlePlaces(alignment.nextKeys, from, nextTo);
  const pairs: WeightedPair[] = [];
  for (const [key, known] of inKnown) {
    const next = inNext.get(key) ?? -1;
    if (known === -1 || next === -1) continue;
    pairs.push({ known, next, weight: Math.min(alignment.known[known]?.text.length ?? 0, 20) + 1 });
  }
  for (const { known, next } of heaviestChain(pairs)) pair(alignment, known, next);
  for (const { known, next } of pairs) {
    const length = alignment.known[known]?.text.length ?? 0;
    if (length >= tellingLength && areFree(alignment, known, next)) pair(alignment, known, next);
  }
}

/** Lets runs of equal elements grow from the pairs that there are: first along the firm bonds (a cue and its lines), then along all. */
export function growRuns(alignment: Alignment): void {
  const { known, next, toNext } = alignment;
  for (const least of [0.3, 0]) {
    for (const step of [1, -1]) {
      const start = step === 1 ? 0 : known.length - 1;
      for (let at = start; at >= 0 && at < known.length; at += step) {
        const partner = toNext[at] ?? -1;
        const a = at + step;
        const b = partner + step;
        if (partner === -1 || !areFree(alignment, a, b) || !areEqual(alignment, a, b)) continue;
        const first = Math.min(at, a);
        const second = Math.min(partner, b);
        const bond = Math.min(bondOf(known[first], known[first + 1]), bondOf(next[second], next[second + 1]));
        if (bond >= least) pair(alignment, a, b);
      }
    }
  }
}
