/**
 * The measures of a screenplay page. Courier 12 point sets 10 columns and 6 lines an inch; at 100 % a column is 9.6 px and a line 16 px.
 * Indents count from the left edge of the text (1.5 inches in), as all columns do.
 */
import type { ElementType } from '../../language/document.ts';

/** `columns` and `lines`: what fits between the margins. */
export interface Paper {
  readonly size: 'a4' | 'letter';
  readonly columns: number;
  readonly lines: number;
  readonly widthInches: number;
  readonly heightInches: number;
}

export const papers: Readonly<Record<Paper['size'], Paper>> = {
  a4: { size: 'a4', columns: 58, lines: 57, widthInches: 8.27, heightInches: 11.69 },
  letter: { size: 'letter', columns: 61, lines: 55, widthInches: 8.5, heightInches: 11 },
};

/** Columns between the halves of a dual dialogue. */
const DUAL_GUTTER = 2;

/** Columns of each half of a dual dialogue. */
export function dualColumns(paper: Paper): number {
  return Math.floor((paper.columns - DUAL_GUTTER) / 2);
}

/** Columns that an element of a type is set in; the style sheet draws the same. */
export function columnsFor(type: ElementType, paper: Paper, inDual: boolean): number {
  const whole = inDual ? dualColumns(paper) : paper.columns;
  switch (type) {
    case 'dialogue':
    case 'lyrics':
      return inDual ? whole : 36;
    case 'parenthetical':
      return inDual ? whole - 8 : 26;
    case 'character':
      return inDual ? whole - 6 : whole - 20;
    default:
      return whole;
  }
}

const unprinted: ReadonlySet<ElementType> = new Set(['section', 'synopsis', 'note', 'boneyard', 'pageBreak']);

/** Whether an element takes lines on paper. The others are shown in the page, quietly, and make the sheet longer. */
export function isPrinted(type: ElementType): boolean {
  return !unprinted.has(type);
}

/** Blank lines before an element, unless it begins a page. */
export function linesBefore(type: ElementType, previous: ElementType | undefined): number {
  switch (type) {
    case 'sceneHeading':
      return 2;
    case 'dialogue':
    case 'parenthetical':
      return 0;
    case 'lyrics':
      return previous === 'lyrics' || previous === 'character' ? 0 : 1;
    default:
      return 1;
  }
}
