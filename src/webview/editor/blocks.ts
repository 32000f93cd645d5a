/** What stays together on a page: a heading with what follows it, a cue with its speech, the two halves of a dual dialogue. Pure. */
import type { ElementType, ScriptElement } from '../../language/document.ts';
import type { Measure } from './measure.ts';
import { isPrinted, linesBefore } from './paper.ts';

/** Two speeches side by side: elements `left`..`right` and `right`..`end` (half-open indexes), and the lines that each takes. */
export interface DualDialogue {
  readonly left: number;
  readonly right: number;
  readonly end: number;
  readonly leftLines: number;
  readonly rightLines: number;
}

/** Elements `first`..`end`, `before` blank lines above (none on top of a page) and `lines` high without those. */
export interface Block {
  readonly first: number;
  readonly end: number;
  readonly before: number;
  readonly lines: number;
  readonly dual: DualDialogue | undefined;
}

/** A piece of a block: all of an element, or what follows `offset` of it. `before` counts blank lines between it and the piece above. */
export interface Piece {
  readonly index: number;
  readonly offset: number;
  readonly before: number;
  readonly lines: number;
}

/** More headings than this in a row are no scene, and need not stay together. */
const MAX_HEADINGS = 4;

/** The block that begins at a printed element. */
export function blockAt(elements: readonly ScriptElement[], first: number, measure: Measure): Block {
  let lines = 0;
  let at = first;
  for (let headings = 0; elements[at]?.type === 'sceneHeading' && headings < MAX_HEADINGS; headings++) {
    if (at > first) lines += leadAt(elements, at);
    lines += linesAt(elements, at, measure);
    const next = nextPrinted(elements, at + 1);
    if (next === undefined) return { first, end: at + 1, before: leadAt(elements, first), lines, dual: undefined };
    at = next;
  }
  const tail = withoutHeading(elements, at, measure);
  if (at > first) lines += leadAt(elements, at);
  return { ...tail, first, before: leadAt(elements, first), lines: lines + tail.lines };
}

/** The next printed element, if no page break stands before it. */
function nextPrinted(elements: readonly ScriptElement[], from: number): number | undefined {
  for (let at = from; at < elements.length; at++) {
    const type = elements[at]?.type;
    if (type === undefined || type === 'pageBreak') return undefined;
    if (isPrinted(type)) return at;
  }
  return undefined;
}

function withoutHeading(elements: readonly ScriptElement[], first: number, measure: Measure): Block {
  const before = leadAt(elements, first);
  if (elements[first]?.type !== 'character') {
    return { first, end: first + 1, before, lines: linesAt(elements, first, measure), dual: undefined };
  }
  const end = speechEnd(elements, first);
  const next = elements[end];
  const isDual = next?.type === 'character' && next.dual === true && elements[first]?.dual !== true;
  if (!isDual) return { first, end, before, lines: speechLines(elements, first, end, measure, false), dual: undefined };
  const dualEnd = speechEnd(elements, end);
  const leftLines = speechLines(elements, first, end, measure, true);
  const rightLines = speechLines(elements, end, dualEnd, measure, true);
  const dual = { left: first, right: end, end: dualEnd, leftLines, rightLines };
  return { first, end: dualEnd, before, lines: Math.max(leftLines, rightLines), dual };
}

function inSpeech(type: ElementType | undefined): boolean {
  return type === 'dialogue' || type === 'parenthetical' || type === 'lyrics';
}

function speechEnd(elements: readonly ScriptElement[], cueIndex: number): number {
  let end = cueIndex + 1;
  while (end < elements.length && inSpeech(elements[end]?.type)) end++;
  return end;
}

function speechLines(
  elements: readonly ScriptElement[],
  from: number,
  to: number,
  measure: Measure,
  inDual: boolean,
): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const element = elements[at];
    if (!element) continue;
    if (at > from && !inDual) lines += leadAt(elements, at);
    lines += measure.lines(element, inDual);
  }
  return lines;
}

function leadAt(elements: readonly ScriptElement[], index: number): number {
  return linesBefore(elements[index]?.type ?? 'action', elements[index - 1]?.type);
}

function linesAt(elements: readonly ScriptElement[], index: number, measure: Measure): number {
  const element = elements[index];
  return element ? measure.lines(element, false) : 0;
}

/** The printed elements of a block, each whole. */
export function piecesOf(elements: readonly ScriptElement[], { first, end }: Block, measure: Measure): Piece[] {
  const pieces: Piece[] = [];
  for (let index = first; index < end; index++) {
    if (!isPrinted(elements[index]?.type ?? 'note')) continue;
    const before = index === first ? 0 : leadAt(elements, index);
    pieces.push({ index, offset: 0, before, lines: linesAt(elements, index, measure) });
  }
  return pieces;
}
