/**
 * Finds again which element is which after the text changed outside: opened anew, pulled, edited by another program.
 * Exact runs first, then the most alike within the gaps, then what moved. Words, neighbours and scenes decide; a place alone never does.
 */
import { type Alignment, createAlignment } from './alignment.ts';
import type { Element, ElementType } from './document.ts';
import { growRuns, pairEnds, pairSingles } from './equalRuns.ts';
import { alignGaps } from './gapAlignment.ts';
import { pairByNeighbours, pairMoved, pairMovedBlocks, pairScenes } from './leftovers.ts';
import { pairRewritten } from './rewrittenPassages.ts';
import { findSpeakers, partEmptyHeadings, type SameSpeaker, seatCues } from './speeches.ts';

/** An element as it was last seen, with its lasting id. */
export interface KnownElement {
  readonly id: string;
  readonly type: ElementType;
  readonly text: string;
}

/** Corrects by their surroundings what words alone have paired, and finds what only its surroundings identify. */
function settle(alignment: Alignment, isSameSpeaker: SameSpeaker): void {
  seatCues(alignment, isSameSpeaker);
  partEmptyHeadings(alignment);
  pairScenes(alignment);
  pairRewritten(alignment, isSameSpeaker);
  pairByNeighbours(alignment);
}

/**
 * For each element of `next` the id that it keeps, or undefined when it is new. No id is given twice, and the same lists always get
 * the same answer. Time is close to linear; comparisons of words are bounded, also when nothing is alike.
 */
export function alignElements(
  known: readonly KnownElement[],
  next: readonly Pick<Element, 'type' | 'text'>[],
): readonly (string | undefined)[] {
  const alignment = createAlignment(known, next);
  const middle = pairEnds(alignment);
  if (middle.from < middle.knownTo && middle.from < middle.nextTo) {
    pairSingles(alignment, middle);
    growRuns(alignment);
    pairScenes(alignment);
    alignGaps(alignment);
    growRuns(alignment);
    const isSameSpeaker = findSpeakers(alignment);
    settle(alignment, isSameSpeaker);
    pairMovedBlocks(alignment);
    pairMoved(alignment);
    growRuns(alignment);
    settle(alignment, isSameSpeaker);
  }
  return Array.from(alignment.toKnown, (at) => (at === -1 ? undefined : known[at]?.id));
}
