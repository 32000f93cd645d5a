/**
 * Where pages begin and how dual dialogue stands, from the elements alone: no DOM is read. The rules are those of printed screenplays:
 * no heading and no cue last on a page, two lines at least of what is split, dialogue split at the end of a sentence.
 */
import type { ElementType, ScriptElement } from '../../language/document.ts';
import { columnsFor, isPrinted, linesBefore, type Paper } from './paper.ts';
import { countLines, lineStarts } from './wrapping.ts';

/** A page begins at UTF-16 offset `offset` of the element at `index` (0: before the whole element). `page` counts from 2. */
export interface PageStart {
  readonly page: number;
  readonly index: number;
  readonly offset: number;
  /** Blank lines left on the page before. */
  readonly fill: number;
  /** Dialogue goes on here: `(MORE)` stands at the foot of the page before, the cue again on top of this one. */
  readonly continuedCue?: string;
}

/** Two speeches side by side: elements `left`..`right` and `right`..`end` (half-open indexes), and the lines that each takes. */
export interface DualDialogue {
  readonly left: number;
  readonly right: number;
  readonly end: number;
  readonly leftLines: number;
  readonly rightLines: number;
}

export interface PageLayout {
  readonly pageStarts: readonly PageStart[];
  readonly duals: readonly DualDialogue[];
  readonly pageCount: number;
}

/** Counts the lines of an element set alone; remembers by element, so that a keystroke measures one. */
export type LineCounter = (element: ScriptElement, inDual: boolean) => number;

/** A line counter for a paper size. Elements are immutable values, so what it remembers never goes stale. */
export function createLineCounter(paper: Paper): LineCounter {
  const single = new WeakMap<ScriptElement, number>();
  const dual = new WeakMap<ScriptElement, number>();
  return (element, inDual) => {
    const known = inDual ? dual : single;
    const count = known.get(element);
    if (count !== undefined) return count;
    const lines = countLines(element.text, columnsFor(element.type, paper, inDual));
    known.set(element, lines);
    return lines;
  };
}

/** A piece of an element that must be placed: all of it, or what follows `offset`. */
interface Piece {
  readonly index: number;
  readonly offset: number;
  readonly before: number;
  readonly lines: number;
}

/** Pieces that stay together on a page when they can. */
interface Block {
  readonly pieces: readonly Piece[];
  readonly dual?: DualDialogue;
  /** Index of the first element after the block. */
  readonly end: number;
}

/** A place where a block may be cut. */
interface Cut {
  readonly kept: number;
  readonly rest: Piece;
  readonly restPieces: readonly Piece[];
}

const inSpeech = (type: ElementType | undefined) =>
  type === 'dialogue' || type === 'parenthetical' || type === 'lyrics';

/** Lays out a whole script. Linear in its length. */
export function layOutPages(elements: readonly ScriptElement[], paper: Paper, lineCount: LineCounter): PageLayout {
  const duals: DualDialogue[] = [];
  const pages = createPages(elements, paper);
  let index = 0;
  while (index < elements.length) {
    const type = elements[index]?.type;
    if (type === undefined) break;
    if (!isPrinted(type)) {
      if (type === 'pageBreak') pages.breakBeforeNext();
      index++;
      continue;
    }
    const block = blockAt(elements, index, lineCount);
    if (block.dual) duals.push(block.dual);
    pages.place(block);
    index = block.end;
  }
  return { pageStarts: pages.starts, duals, pageCount: pages.starts.length + 1 };
}

function createPages(elements: readonly ScriptElement[], paper: Paper) {
  const starts: PageStart[] = [];
  let used = 0;
  let breakPending = false;

  function startPage(index: number, offset: number, linesOnTop: number, continuedCue?: string): void {
    const fill = Math.max(0, paper.lines - used);
    const first = offset === 0 ? withLeadIn(elements, index) : index;
    const start = { page: starts.length + 2, index: first, offset, fill };
    starts.push(continuedCue === undefined ? start : { ...start, continuedCue });
    used = linesOnTop;
  }

  function placeRest(block: Block): void {
    let pieces = block.pieces;
    while (used + heightOf(pieces, used) > paper.lines) {
      const cut = block.dual ? undefined : findCut(elements, pieces, paper, paper.lines - used - leadOf(pieces, used));
      if (cut) {
        used += leadOf(pieces, used) + cut.kept;
        const cue = elements[cut.rest.index]?.type === 'dialogue' ? cueOf(elements, cut.rest.index) : undefined;
        startPage(cut.rest.index, cut.rest.offset, cue === undefined ? 0 : 1, cue);
        pieces = cut.restPieces;
      } else if (used > 0 && pieces === block.pieces) {
        startPage(pieces[0]?.index ?? 0, 0, 0);
      } else {
        break;
      }
    }
    used += heightOf(pieces, used);
  }

  return {
    starts,
    breakBeforeNext() {
      breakPending = true;
    },
    place(block: Block) {
      if (breakPending && used > 0) startPage(block.pieces[0]?.index ?? 0, 0, 0);
      breakPending = false;
      placeRest(block);
    },
  };
}

/** A section or synopsis directly before the element that begins a page goes with it. */
function withLeadIn(elements: readonly ScriptElement[], index: number): number {
  let first = index;
  while (first > 0) {
    const type = elements[first - 1]?.type;
    if (type !== 'section' && type !== 'synopsis') break;
    first--;
  }
  return first;
}

/** Blank lines before the first piece, none on top of a page. */
function leadOf(pieces: readonly Piece[], used: number): number {
  return used === 0 ? 0 : (pieces[0]?.before ?? 0);
}

function heightOf(pieces: readonly Piece[], used: number): number {
  let height = leadOf(pieces, used);
  pieces.forEach((piece, at) => {
    height += piece.lines + (at === 0 ? 0 : piece.before);
  });
  return height;
}

/** What must stay with the element at `index`, a printed one: a heading keeps what follows it, a cue its speech. */
function blockAt(elements: readonly ScriptElement[], index: number, lineCount: LineCounter): Block {
  const element = elements[index];
  if (element?.type === 'character') return speechBlock(elements, index, lineCount);
  const piece = pieceOf(elements, index, lineCount);
  if (element?.type !== 'sceneHeading') return { pieces: [piece], end: index + 1 };
  let next = index + 1;
  while (next < elements.length && !isPrinted(elements[next]?.type ?? 'action')) {
    if (elements[next]?.type === 'pageBreak') return { pieces: [piece], end: next };
    next++;
  }
  if (next >= elements.length) return { pieces: [piece], end: next };
  const following = blockAt(elements, next, lineCount);
  const pieces = [piece, ...following.pieces];
  return following.dual ? { pieces, dual: following.dual, end: following.end } : { pieces, end: following.end };
}

function speechBlock(elements: readonly ScriptElement[], index: number, lineCount: LineCounter): Block {
  const end = speechEnd(elements, index);
  const next = elements[end];
  const isDual = next?.type === 'character' && next.dual === true && elements[index]?.dual !== true;
  if (!isDual) {
    const pieces: Piece[] = [];
    for (let at = index; at < end; at++) pieces.push(pieceOf(elements, at, lineCount));
    return { pieces, end };
  }
  const dualEnd = speechEnd(elements, end);
  const leftLines = linesBetween(elements, index, end, lineCount);
  const rightLines = linesBetween(elements, end, dualEnd, lineCount);
  const lines = Math.max(leftLines, rightLines);
  return {
    pieces: [{ index, offset: 0, before: linesBefore('character', undefined), lines }],
    dual: { left: index, right: end, end: dualEnd, leftLines, rightLines },
    end: dualEnd,
  };
}

function speechEnd(elements: readonly ScriptElement[], cueIndex: number): number {
  let end = cueIndex + 1;
  while (end < elements.length && inSpeech(elements[end]?.type)) end++;
  return end;
}

function linesBetween(elements: readonly ScriptElement[], from: number, to: number, lineCount: LineCounter): number {
  let lines = 0;
  for (const element of elements.slice(from, to)) lines += lineCount(element, true);
  return lines;
}

function pieceOf(elements: readonly ScriptElement[], index: number, lineCount: LineCounter): Piece {
  const element = elements[index];
  if (!element) return { index, offset: 0, before: 0, lines: 0 };
  const before = linesBefore(element.type, elements[index - 1]?.type);
  return { index, offset: 0, before, lines: lineCount(element, false) };
}

function cueOf(elements: readonly ScriptElement[], index: number): string {
  for (let at = index; at >= 0; at--) if (elements[at]?.type === 'character') return elements[at]?.text ?? '';
  return '';
}

/** The last place in `room` lines where the pieces may be cut; missing when they must move to the next page whole. */
function findCut(
  elements: readonly ScriptElement[],
  pieces: readonly Piece[],
  paper: Paper,
  room: number,
): Cut | undefined {
  let top = 0;
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) top += piece.before;
    const type = elements[piece.index]?.type;
    if (top + piece.lines > room && (type === 'action' || type === 'dialogue')) {
      const text = elements[piece.index]?.text.slice(piece.offset) ?? '';
      const columns = columnsFor(type, paper, false);
      const split = type === 'action' ? splitAtLine : splitAtSentence;
      const found = split(text, columns, room - top);
      if (!found) return undefined;
      const offset = piece.offset + found.offset;
      const rest: Piece = {
        index: piece.index,
        offset,
        before: 0,
        lines: countLines(text.slice(found.offset), columns),
      };
      return { kept: top + found.kept, rest, restPieces: [rest, ...pieces.slice(at + 1)] };
    }
    top += piece.lines;
  }
  return undefined;
}

interface Split {
  readonly offset: number;
  readonly kept: number;
}

/** Fewest lines of a split element on either page. */
const MIN_LINES = 2;

function splitAtLine(text: string, columns: number, room: number): Split | undefined {
  const starts = lineStarts(text, columns);
  const kept = Math.min(room, starts.length - MIN_LINES);
  const offset = starts[kept];
  return kept < MIN_LINES || offset === undefined ? undefined : { offset, kept };
}

/** Leaves a line for `(MORE)`, which counts as kept. */
function splitAtSentence(text: string, columns: number, room: number): Split | undefined {
  let best: Split | undefined;
  for (const match of text.matchAll(/[.!?…]["'”’)\]]*[ \n]+/gu)) {
    const offset = match.index + match[0].length;
    const lines = countLines(text.slice(0, offset).trimEnd(), columns);
    if (lines + 1 > room) break;
    const rest = text.slice(offset);
    if (lines >= MIN_LINES && countLines(rest, columns) >= MIN_LINES) best = { offset, kept: lines + 1 };
  }
  return best;
}
