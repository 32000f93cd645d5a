/**
 * Where pages begin and how dual dialogue stands, from the elements alone: no DOM is read. The rules are those of printed screenplays:
 * no heading and no cue last on a page, two lines at least of what is split, dialogue split at the end of a sentence.
 */
import type { ElementType, ScriptElement } from '../../language/document.ts';
import { type Block, blockAt, type DualDialogue, type Piece, piecesOf } from './blocks.ts';
import type { Measure } from './measure.ts';
import { isPrinted } from './paper.ts';

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

export interface PageLayout {
  readonly pageStarts: readonly PageStart[];
  readonly duals: readonly DualDialogue[];
  readonly pageCount: number;
  /** Blank lines below the script's end on its last page. */
  readonly remaining: number;
  /** Elements `first`..`end` (half-open indexes) that did not fit on a page: their words decide where they are split. */
  readonly edges: readonly Pick<Block, 'first' | 'end'>[];
}

/** Whether a layout is still that of the script when only the element at `index` has become another: it takes as many lines, away from the edges. */
export function standsAfter(
  { edges }: PageLayout,
  index: number,
  [before, after]: readonly [ScriptElement, ScriptElement],
  measure: Measure,
): boolean {
  return (
    before.type === after.type &&
    before.dual === after.dual &&
    [false, true].every((inDual) => measure.lines(before, inDual) === measure.lines(after, inDual)) &&
    !edges.some(({ first, end }) => first <= index && index < end)
  );
}

/** Lays out a whole script. Linear in its length. */
export function layOutPages(elements: readonly ScriptElement[], measure: Measure): PageLayout {
  const duals: DualDialogue[] = [];
  const pages = new Pages(elements, measure);
  let index = 0;
  while (index < elements.length) {
    const type = elements[index]?.type ?? 'note';
    if (!isPrinted(type)) {
      if (type === 'pageBreak') pages.breakBeforeNext();
      index++;
      continue;
    }
    const block = blockAt(elements, index, measure);
    if (block.dual) duals.push(block.dual);
    pages.place(block);
    index = block.end;
  }
  const { starts, remaining, edges } = pages;
  return { pageStarts: starts, duals, pageCount: starts.length + 1, remaining, edges };
}

/** The pages while they fill. */
class Pages {
  readonly starts: PageStart[] = [];
  readonly edges: Block[] = [];
  readonly #elements: readonly ScriptElement[];
  readonly #measure: Measure;
  /** Lines taken on the current page. */
  #used = 0;
  #breakPending = false;

  constructor(elements: readonly ScriptElement[], measure: Measure) {
    this.#elements = elements;
    this.#measure = measure;
  }

  get remaining(): number {
    return Math.max(0, this.#measure.paper.lines - this.#used);
  }

  breakBeforeNext(): void {
    this.#breakPending = true;
  }

  place(block: Block): void {
    if (this.#breakPending && this.#used > 0) this.#start(block.first, 0, 0);
    this.#breakPending = false;
    const before = this.#used === 0 ? 0 : block.before;
    if (this.#fits(before + block.lines)) {
      this.#used += before + block.lines;
      return;
    }
    this.edges.push(block);
    if (block.dual) this.#placeWhole(block);
    else this.#placeInPieces(block, before);
  }

  #fits(lines: number): boolean {
    return this.#used + lines <= this.#measure.paper.lines;
  }

  #placeWhole(block: Block): void {
    if (this.#used > 0) this.#start(block.first, 0, 0);
    this.#used += block.lines;
  }

  #placeInPieces(block: Block, blankBefore: number): void {
    let pieces: readonly Piece[] = piecesOf(this.#elements, block, this.#measure);
    let before = blankBefore;
    let isWhole = true;
    while (!this.#fits(before + heightOf(pieces))) {
      const cut = findCut(this.#elements, pieces, this.#measure, this.#measure.paper.lines - this.#used - before);
      if (cut) {
        this.#used += before + cut.kept;
        const { index, offset } = cut.rest;
        const cue = this.#elements[index]?.type === 'dialogue' ? cueAbove(this.#elements, index) : undefined;
        this.#start(index, offset, cue === undefined ? 0 : 1, cue);
        pieces = cut.pieces;
        isWhole = false;
      } else if (isWhole && this.#used > 0) {
        this.#start(block.first, 0, 0);
      } else {
        break;
      }
      before = 0;
    }
    this.#used += before + heightOf(pieces);
  }

  #start(index: number, offset: number, linesOnTop: number, continuedCue?: string): void {
    const start: PageStart = {
      page: this.starts.length + 2,
      index: offset === 0 ? withLeadIn(this.#elements, index) : index,
      offset,
      fill: this.remaining,
      ...(continuedCue === undefined ? {} : { continuedCue }),
    };
    this.starts.push(start);
    this.#used = linesOnTop;
  }
}

/** A section or synopsis directly before the element that begins a page goes with it. */
function withLeadIn(elements: readonly ScriptElement[], index: number): number {
  let first = index;
  while (elements[first - 1]?.type === 'section' || elements[first - 1]?.type === 'synopsis') first--;
  return first;
}

function heightOf(pieces: readonly Piece[]): number {
  let height = 0;
  for (const piece of pieces) height += piece.before + piece.lines;
  return height;
}

/** The cue that a dialogue belongs to. */
function cueAbove(elements: readonly ScriptElement[], index: number): string {
  let at = index;
  while (at > 0 && elements[at]?.type !== 'character') at--;
  return elements[at]?.text ?? '';
}

/** Pieces cut in two: `kept` lines stay, `rest` and the `pieces` that begin with it go on. */
interface Cut {
  readonly kept: number;
  readonly rest: Piece;
  readonly pieces: readonly Piece[];
}

/** Cuts pieces so that `room` lines hold what is kept; missing when they must move to the next page whole. */
function findCut(
  elements: readonly ScriptElement[],
  pieces: readonly Piece[],
  measure: Measure,
  room: number,
): Cut | undefined {
  let top = 0;
  for (const [at, piece] of pieces.entries()) {
    top += piece.before;
    const element = elements[piece.index];
    if (element && top + piece.lines > room && isSplittable(element.type)) {
      const split = measure.split(element, piece.offset, room - top);
      if (!split) return undefined;
      const rest: Piece = { index: piece.index, offset: split.offset, before: 0, lines: split.rest };
      return { kept: top + split.kept, rest, pieces: [rest, ...pieces.slice(at + 1)] };
    }
    top += piece.lines;
  }
  return undefined;
}

function isSplittable(type: ElementType): boolean {
  return type === 'action' || type === 'dialogue';
}
