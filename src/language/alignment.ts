/** What an alignment knows while it is being made: two lists of elements and which belong together. */
import type { ElementType } from './document.ts';
import { createSimilarities, type Similarities, type WordBag } from './similarity.ts';

/** An element as alignment sees it. */
export interface AlignedElement {
  readonly type: ElementType;
  readonly text: string;
}

export interface Alignment {
  readonly known: readonly AlignedElement[];
  readonly next: readonly AlignedElement[];
  /** The same number for the same type and text. */
  readonly knownKeys: Int32Array;
  readonly nextKeys: Int32Array;
  /** Index of the partner, or -1. */
  readonly toNext: Int32Array;
  readonly toKnown: Int32Array;
  /** For each element the heading that it stands under, itself for a heading; -1 above the first. */
  readonly knownHeadings: Int32Array;
  readonly nextHeadings: Int32Array;
  /** For each element the cue that it is said under, itself for a cue; -1 for what no one says. */
  readonly knownCues: Int32Array;
  readonly nextCues: Int32Array;
  readonly similarities: Similarities;
}

/** Gives the same number to the same type and text. A text that was met before is not normalised again. */
function createNumbers(): (element: AlignedElement) => number {
  const byType = new Map<ElementType, Map<string, number>>();
  let count = 0;
  return ({ type, text }) => {
    const numbers = byType.get(type) ?? new Map<string, number>();
    byType.set(type, numbers);
    const met = numbers.get(text);
    if (met !== undefined) return met;
    const normal = text.normalize('NFC');
    const number = numbers.get(normal) ?? count++;
    numbers.set(normal, number);
    numbers.set(text, number);
    return number;
  };
}

function headingsOf(elements: readonly AlignedElement[]): Int32Array {
  let heading = -1;
  return Int32Array.from(elements, ({ type }, index) => {
    if (type === 'sceneHeading') heading = index;
    return heading;
  });
}

function cuesOf(elements: readonly AlignedElement[]): Int32Array {
  let cue = -1;
  return Int32Array.from(elements, ({ type }, index) => {
    if (type === 'character') cue = index;
    else if (!isSpoken(type)) cue = -1;
    return cue;
  });
}

export function createAlignment(known: readonly AlignedElement[], next: readonly AlignedElement[]): Alignment {
  const numberOf = createNumbers();
  return {
    known,
    next,
    knownKeys: Int32Array.from(known, numberOf),
    nextKeys: Int32Array.from(next, numberOf),
    toNext: new Int32Array(known.length).fill(-1),
    toKnown: new Int32Array(next.length).fill(-1),
    knownHeadings: headingsOf(known),
    nextHeadings: headingsOf(next),
    knownCues: cuesOf(known),
    nextCues: cuesOf(next),
    similarities: createSimilarities(),
  };
}

/** Makes two elements one. */
export function pair({ toNext, toKnown }: Alignment, known: number, next: number): void {
  toNext[known] = next;
  toKnown[next] = known;
}

/** Makes two partners two again. */
export function unpair({ toNext, toKnown }: Alignment, known: number, next: number): void {
  toNext[known] = -1;
  toKnown[next] = -1;
}

/** Whether both places exist and neither has a partner. */
export function areFree({ toNext, toKnown }: Alignment, known: number, next: number): boolean {
  return toNext[known] === -1 && toKnown[next] === -1;
}

export function areEqual({ knownKeys, nextKeys }: Alignment, known: number, next: number): boolean {
  return knownKeys[known] === nextKeys[next];
}

const retypedScore = 0.8;

/** 0…1: how alike two elements are. Another type counts only when nearly all the words stayed. */
export function likeness(alignment: Alignment, known: number, next: number): number {
  const a = alignment.known[known];
  const b = alignment.next[next];
  if (!a || !b) return 0;
  const { similarities } = alignment;
  const score = similarities.between(similarities.bagOf(a.text), similarities.bagOf(b.text));
  if (a.type === b.type) return a.text === '' && b.text === '' ? 1 : score;
  return score >= retypedScore && a.text !== '' ? score * retypedScore : 0;
}

export function bagOfKnown({ known, similarities }: Alignment, index: number): WordBag {
  return similarities.bagOf(known[index]?.text ?? '');
}

export function bagOfNext({ next, similarities }: Alignment, index: number): WordBag {
  return similarities.bagOf(next[index]?.text ?? '');
}

/** How many words an element of the new list has. */
export function wordsOfNext(alignment: Alignment, index: number): number {
  return bagOfNext(alignment, index).words.length;
}

/** A cue, or what is said under one. */
export function isSpoken(type: ElementType | undefined): boolean {
  return type === 'character' || type === 'parenthetical' || type === 'dialogue';
}

/** Where the speech under a cue ends, half-open. */
export function speechEnd(elements: readonly AlignedElement[], cue: number): number {
  let end = cue + 1;
  while (isSpoken(elements[end]?.type) && elements[end]?.type !== 'character') end++;
  return end;
}

/** How firmly an element belongs to the one after it, 0…1: a cue to its dialogue most, a heading to its scene next. */
export function bondOf(first: AlignedElement | undefined, second: AlignedElement | undefined): number {
  if (isSpoken(first?.type) && isSpoken(second?.type) && second?.type !== 'character') return 0.5;
  if (first?.type === 'sceneHeading') return 0.3;
  return 0.1;
}
