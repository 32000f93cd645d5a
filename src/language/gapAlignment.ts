/** Finds what belongs together between two fixed points: few elements, some rewritten, some new, some gone. */
import { type AlignedElement, type Alignment, areEqual, areFree, bondOf, likeness, pair } from './alignment.ts';
import { growRuns } from './equalRuns.ts';
import { heaviestChain, type WeightedPair } from './increasingChain.ts';
import { likelyPairs } from './likelyPairs.ts';

/** The free elements between two pairs that keep their order, as indices. */
interface Gap {
  readonly known: readonly number[];
  readonly next: readonly number[];
}

const leastLikeness = 0.34;
/** Up to this many comparisons a gap is solved exactly; above it only likely pairs are looked at. */
const exactComparisons = 2500;

/** What a pair is worth. A cue says little by itself, as it stands above every line of that character; so do short lines. */
function worth(alignment: Alignment, known: number, next: number): number {
  const score = areEqual(alignment, known, next) ? 1 : likeness(alignment, known, next);
  if (score < leastLikeness) return 0;
  const element = alignment.known[known];
  const weight = element?.type === 'character' ? 0.5 : Math.min(1, 0.6 + (element?.text.length ?? 0) / 50);
  return score * weight;
}

/** Bond of two pairs when nothing stands between them on either side. */
function bondBetween(alignment: Alignment, known: number, next: number): number {
  if (known < 1 || next < 1) return 0;
  const { known: knowns, next: nexts } = alignment;
  return Math.min(bondOf(knowns[known - 1], knowns[known]), bondOf(nexts[next - 1], nexts[next]));
}

/** Whether the elements before both are partners already. */
function followsPair({ toNext }: Alignment, known: number, next: number): boolean {
  return known > 0 && next > 0 && toNext[known - 1] === next - 1;
}

function precedesPair({ toNext }: Alignment, known: number, next: number): boolean {
  return toNext[known + 1] === next + 1;
}

interface Table {
  readonly width: number;
  /** Best total when this very pair is made. */
  readonly paired: Float64Array;
  /** Best total of everything up to here. */
  readonly best: Float64Array;
}

/** Needleman–Wunsch with a bonus for neighbours that stay neighbours; only worthwhile pairs are made. */
function fillTable(alignment: Alignment, { known, next }: Gap): Table {
  const width = next.length + 1;
  const paired = new Float64Array((known.length + 1) * width).fill(Number.NEGATIVE_INFINITY);
  const best = new Float64Array((known.length + 1) * width);
  for (let i = 1; i <= known.length; i++) {
    for (let j = 1; j <= next.length; j++) {
      const at = i * width + j;
      const a = known[i - 1] ?? -1;
      const b = next[j - 1] ?? -1;
      const value = worth(alignment, a, b);
      if (value > 0) {
        const isJoined = known[i - 2] === a - 1 && next[j - 2] === b - 1;
        const bond = bondBetween(alignment, a, b);
        const joined = isJoined ? (paired[at - width - 1] ?? 0) + bond : Number.NEGATIVE_INFINITY;
        const fixed = followsPair(alignment, a, b) ? bond : 0;
        const after = precedesPair(alignment, a, b) ? bondBetween(alignment, a + 1, b + 1) : 0;
        paired[at] = value + after + Math.max(joined, (best[at - width - 1] ?? 0) + fixed);
      }
      best[at] = Math.max(paired[at] ?? 0, best[at - width] ?? 0, best[at - 1] ?? 0);
    }
  }
  return { width, paired, best };
}

function solveExactly(alignment: Alignment, gap: Gap): void {
  const { width, paired, best } = fillTable(alignment, gap);
  let i = gap.known.length;
  let j = gap.next.length;
  let mustPair = false;
  while (i > 0 && j > 0) {
    const at = i * width + j;
    const total = best[at] ?? 0;
    if (!mustPair && total === best[at - 1]) j--;
    else if (!mustPair && total === best[at - width]) i--;
    else {
      const a = gap.known[i - 1] ?? -1;
      const b = gap.next[j - 1] ?? -1;
      // The pair before was part of this total only when the bond to it was: then it has to be taken, too.
      const before = at - width - 1;
      const bond = bondBetween(alignment, a, b);
      const isJoined = gap.known[i - 2] === a - 1 && gap.next[j - 2] === b - 1;
      const fixed = followsPair(alignment, a, b) ? bond : 0;
      mustPair = isJoined && (paired[before] ?? 0) + bond >= (best[before] ?? 0) + fixed;
      pair(alignment, a, b);
      i--;
      j--;
    }
  }
}

function solveByLikelyPairs(alignment: Alignment, gap: Gap): void {
  const pairs: WeightedPair[] = likelyPairs(alignment, gap.known, gap.next, leastLikeness);
  for (const { known, next } of heaviestChain(pairs)) if (areFree(alignment, known, next)) pair(alignment, known, next);
}

/** Part of both lists, half-open. */
interface Section {
  readonly knownFrom: number;
  readonly knownTo: number;
  readonly nextFrom: number;
  readonly nextTo: number;
}

/** The gaps of a section between the pairs in it that keep the order; pairs that moved are left out. */
function findGaps(alignment: Alignment, section: Section): readonly Gap[] {
  const pairs: WeightedPair[] = [];
  for (let known = section.knownFrom; known < section.knownTo; known++) {
    const next = alignment.toNext[known] ?? -1;
    const isInside = next >= section.nextFrom && next < section.nextTo;
    if (isInside) pairs.push({ known, next, weight: Math.min(alignment.known[known]?.text.length ?? 0, 20) + 1 });
  }
  const gaps: Gap[] = [];
  let { knownFrom, nextFrom } = section;
  for (const end of [...heaviestChain(pairs), { known: section.knownTo, next: section.nextTo }]) {
    const gap = {
      known: freeIn(alignment.toNext, knownFrom, end.known),
      next: freeIn(alignment.toKnown, nextFrom, end.next),
    };
    if (gap.known.length > 0 && gap.next.length > 0) gaps.push(gap);
    knownFrom = end.known + 1;
    nextFrom = end.next + 1;
  }
  return gaps;
}

/** The content of each scene that was found again and has something left to pair on both sides. */
function foundScenes(alignment: Alignment): readonly Section[] {
  const knownEnds = sceneEnds(alignment.known, alignment.toNext);
  const nextEnds = sceneEnds(alignment.next, alignment.toKnown);
  const sections: Section[] = [];
  for (const [heading, { end: knownTo, isOpen }] of knownEnds) {
    const next = alignment.toNext[heading] ?? -1;
    const other = nextEnds.get(next);
    if (!isOpen || !other?.isOpen) continue;
    sections.push({ knownFrom: heading + 1, knownTo, nextFrom: next + 1, nextTo: other.end });
  }
  return sections;
}

interface SceneEnd {
  readonly end: number;
  /** Something in the scene has no partner. */
  readonly isOpen: boolean;
}

/** Where each scene ends, by its heading. */
function sceneEnds(elements: readonly AlignedElement[], partners: Int32Array): ReadonlyMap<number, SceneEnd> {
  const ends = new Map<number, SceneEnd>();
  let end = elements.length;
  let isOpen = false;
  for (let at = elements.length - 1; at >= 0; at--) {
    if (elements[at]?.type === 'sceneHeading') {
      ends.set(at, { end, isOpen });
      end = at;
      isOpen = false;
    } else if (partners[at] === -1) isOpen = true;
  }
  return ends;
}

function freeIn(partners: Int32Array, from: number, to: number): readonly number[] {
  const free: number[] = [];
  for (let at = from; at < to; at++) if (partners[at] === -1) free.push(at);
  return free;
}

function isSmall({ known, next }: Gap): boolean {
  return known.length * next.length <= exactComparisons;
}

function alignSection(alignment: Alignment, section: Section): void {
  const gaps = findGaps(alignment, section);
  const large = gaps.filter((gap) => !isSmall(gap));
  for (const gap of gaps) if (isSmall(gap)) solveExactly(alignment, gap);
  if (large.length === 0) return;
  for (const gap of large) solveByLikelyPairs(alignment, gap);
  growRuns(alignment);
  for (const gap of findGaps(alignment, section)) if (isSmall(gap)) solveExactly(alignment, gap);
}

/**
 * Pairs what is alike in each gap, in order: first within the scenes that were found again, wherever they stand now, then in the whole
 * script. A large gap is cut by its likely pairs; what then lies between them is solved exactly.
 */
export function alignGaps(alignment: Alignment): void {
  for (const scene of foundScenes(alignment)) alignSection(alignment, scene);
  const { known, next } = alignment;
  alignSection(alignment, { knownFrom: 0, knownTo: known.length, nextFrom: 0, nextTo: next.length });
}
