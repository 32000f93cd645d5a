/** Cues and headings in an alignment: they stand above many passages alike, so they are known by what stands under them. */
import {
  type AlignedElement,
  type Alignment,
  areEqual,
  areFree,
  pair,
  speechEnd,
  unpair,
  wordsOfNext,
} from './alignment.ts';

/** Whether two cues name the same character, who may have been renamed everywhere. */
export type SameSpeaker = (known: number, next: number) => boolean;

function nameIn(elements: readonly AlignedElement[], cue: number): string {
  return elements[cue]?.text.replace(/\s*\(.*/s, '') ?? '';
}

/** Reads from the lines that were found who is called what now: a name counts as the new one when more than half the lines say so. */
export function findSpeakers({ known, next, toKnown, knownCues, nextCues }: Alignment): SameSpeaker {
  const votes = new Map<string, Map<string, number>>();
  toKnown.forEach((partner, index) => {
    const was = partner === -1 ? -1 : (knownCues[partner] ?? -1);
    const now = nextCues[index] ?? -1;
    if (was === -1 || now === -1 || next[index]?.type !== 'dialogue') return;
    const name = nameIn(known, was);
    const counts = votes.get(name) ?? new Map<string, number>();
    counts.set(nameIn(next, now), (counts.get(nameIn(next, now)) ?? 0) + 1);
    votes.set(name, counts);
  });
  const renamed = new Map<string, string>();
  for (const [name, counts] of votes) {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const [now, count] of counts) if (count * 2 > all && count > 1) renamed.set(name, now);
  }
  return (was, now) => {
    const [name, newName] = [nameIn(known, was), nameIn(next, now)];
    return name === newName || renamed.get(name) === newName;
  };
}

/** A known cue whose line is now said under another cue, or under its own. */
interface Claim {
  readonly known: number;
  readonly next: number;
  /** How far below its cue the line stood. */
  readonly distance: number;
}

/** For each cue of the new list the known cue of the first line under it that was found again. */
function claimsOf({ next, toKnown, knownCues, nextCues }: Alignment): readonly Claim[] {
  const claims = new Map<number, Claim>();
  toKnown.forEach((partner, index) => {
    const cue = nextCues[index] ?? -1;
    const was = partner === -1 ? -1 : (knownCues[partner] ?? -1);
    const isLine = next[index]?.type !== 'character';
    if (isLine && cue !== -1 && was !== -1 && !claims.has(cue)) {
      claims.set(cue, { known: was, next: cue, distance: partner - was });
    }
  });
  return [...claims.values()].sort((a, b) => a.distance - b.distance || a.next - b.next);
}

/** Whether two places are partners or both lie outside of their lists. */
function arePartners({ known, next, toNext }: Alignment, a: number, b: number): boolean {
  const isKnownEnd = a < 0 || a >= known.length;
  const isNextEnd = b < 0 || b >= next.length;
  return isKnownEnd || isNextEnd ? isKnownEnd && isNextEnd : toNext[a] === b;
}

/** With fewer words a line is said by anyone. */
const tellingWords = 4;

/** Whether lines that say little, like `Yes.`, are said by another character now and do not stand where they stood. */
function areStray(alignment: Alignment, isSameSpeaker: SameSpeaker, { known: was, next: now }: Claim): boolean {
  if (isSameSpeaker(was, now)) return false;
  const [knownEnd, nextEnd] = [speechEnd(alignment.known, was), speechEnd(alignment.next, now)];
  for (let line = now + 1; line < nextEnd; line++) if (wordsOfNext(alignment, line) >= tellingWords) return false;
  return !arePartners(alignment, was - 1, now - 1) || !isAboveTheSame(alignment, knownEnd, nextEnd);
}

/** Whether what follows is the same on both sides. A cue that follows is known by what is said under it, as long as cues have no partners. */
function isAboveTheSame(alignment: Alignment, known: number, next: number): boolean {
  const isCue = alignment.known[known]?.type === 'character' && alignment.next[next]?.type === 'character';
  return isCue ? arePartners(alignment, known + 1, next + 1) : arePartners(alignment, known, next);
}

function partLines(alignment: Alignment, cue: number): void {
  const end = speechEnd(alignment.next, cue);
  for (let line = cue + 1; line < end; line++) {
    const partner = alignment.toKnown[line] ?? -1;
    if (partner !== -1) unpair(alignment, partner, line);
  }
}

/** Lets every cue go with its lines. A cue of which no line was found has no partner afterwards: its name alone says too little. */
export function seatCues(alignment: Alignment, isSameSpeaker: SameSpeaker): void {
  alignment.toKnown.forEach((known, next) => {
    if (known !== -1 && alignment.next[next]?.type === 'character') unpair(alignment, known, next);
  });
  const claims = claimsOf(alignment);
  const strays = new Set(claims.filter((claim) => areStray(alignment, isSameSpeaker, claim)));
  for (const { next } of strays) partLines(alignment, next);
  for (const claim of claims) {
    const { known, next } = claim;
    if (!strays.has(claim) && areFree(alignment, known, next)) pair(alignment, known, next);
  }
}

/** Parts headings under which nothing is the same, unless they say the same and still follow or precede the same. */
export function partEmptyHeadings(alignment: Alignment): void {
  const { next, toKnown, knownHeadings, nextHeadings } = alignment;
  const supported = new Set<number>();
  toKnown.forEach((partner, index) => {
    const heading = nextHeadings[index] ?? -1;
    if (partner === -1 || index === heading || heading === -1) return;
    if (knownHeadings[partner] === toKnown[heading]) supported.add(heading);
  });
  toKnown.forEach((partner, index) => {
    if (partner === -1 || next[index]?.type !== 'sceneHeading' || supported.has(index)) return;
    const above = arePartners(alignment, partner - 1, index - 1);
    const below = arePartners(alignment, partner + 1, index + 1);
    const isHeld = areEqual(alignment, partner, index) ? above || below : above && below;
    if (!isHeld) unpair(alignment, partner, index);
  });
}
