/** What was written anew in its place: known by its neighbours and by who speaks, not by its words. */
import { type Alignment, isSpoken, likeness, pair } from './alignment.ts';
import type { SameSpeaker } from './speeches.ts';

/** Elements without partners between two pairs of partners, or the ends of the lists. */
interface Stretch {
  readonly known: number;
  readonly knownLength: number;
  readonly next: number;
  readonly nextLength: number;
}

function freeLength(partners: Int32Array, from: number): number {
  let length = 0;
  while (from + length < partners.length && partners[from + length] === -1) length++;
  return length;
}

/** The stretches that begin below a pair of partners (or at the top) and end above the next, with something in both lists. */
function findStretches({ known, next, toNext, toKnown }: Alignment): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let above = -1; above < known.length; above++) {
    const partner = above === -1 ? -1 : (toNext[above] ?? -1);
    if (above !== -1 && partner === -1) continue;
    const knownLength = freeLength(toNext, above + 1);
    const nextLength = freeLength(toKnown, partner + 1);
    if (knownLength === 0 || nextLength === 0) continue;
    const below = above + 1 + knownLength;
    const isEnd = below === known.length && partner + 1 + nextLength === next.length;
    if (isEnd || toNext[below] === partner + 1 + nextLength) {
      stretches.push({ known: above + 1, knownLength, next: partner + 1, nextLength });
    }
  }
  return stretches;
}

/** An action that was written anew in its place must still share some words with what it was. */
const leastInPlace = 0.15;
/** This many characters who speak in step show a passage that was written anew, as by a translation. */
const tellingCues = 2;

/** Two passages of the same length, one in each list. */
interface Step {
  readonly known: number;
  readonly next: number;
  readonly length: number;
}

/** Whether as many elements of the same types stand from two places on, and the same characters speak. */
function areInStep({ known, next }: Alignment, isSameSpeaker: SameSpeaker, step: Step): boolean {
  for (let at = 0; at < step.length; at++) {
    const type = known[step.known + at]?.type;
    if (type !== next[step.next + at]?.type) return false;
    if (type === 'character' && !isSameSpeaker(step.known + at, step.next + at)) return false;
  }
  return true;
}

/** Where the shorter side of a stretch is in step with the longer one: all of it, its top or its bottom, but not with both. */
function findStep(alignment: Alignment, isSameSpeaker: SameSpeaker, stretch: Stretch): Step | undefined {
  const { known, next, knownLength, nextLength } = stretch;
  const length = Math.min(knownLength, nextLength);
  const top = { known, next, length };
  const bottom = { known: known + knownLength - length, next: next + nextLength - length, length };
  const isSame = knownLength === nextLength;
  const isAll = Math.max(knownLength, nextLength) === Math.max(alignment.known.length, alignment.next.length);
  if (!isSame && isAll) return undefined;
  const steps = (isSame ? [top] : [top, bottom]).filter((step) => areInStep(alignment, isSameSpeaker, step));
  return steps.length === 1 ? steps[0] : undefined;
}

/**
 * Pairs what was written anew between the same neighbours: speeches of the same characters, and what else still shares some words.
 */
export function pairRewritten(alignment: Alignment, isSameSpeaker: SameSpeaker): void {
  const { known, next } = alignment;
  for (const stretch of findStretches(alignment)) {
    const step = findStep(alignment, isSameSpeaker, stretch);
    if (!step) continue;
    const places = Array.from({ length: step.length }, (_, at): [number, number] => [step.known + at, step.next + at]);
    const cues = places.filter(([was]) => known[was]?.type === 'character').length;
    const isPassage = stretch.knownLength === stretch.nextLength && cues >= tellingCues;
    for (const [was, now] of places) {
      const isSaid = next[now]?.type === 'character' || (isSpoken(next[now]?.type) && was > 0);
      if (isSaid || isPassage || likeness(alignment, was, now) >= leastInPlace) pair(alignment, was, now);
    }
  }
}
