/** Room on a page of 12 pt Courier: ten characters an inch, six lines an inch. */
import type { ElementType } from './document.ts';
import { withoutEmphasis } from './emphasis.ts';
import { withoutHidden } from './hiddenText.ts';

export type PaperSize = 'a4' | 'letter';

/** Lines of text on one page. */
export const linesPerPage: Readonly<Record<PaperSize, number>> = { a4: 57, letter: 55 };

const wideColumns: Readonly<Record<PaperSize, number>> = { a4: 58, letter: 61 };

function columnsOf(type: ElementType, paper: PaperSize): number {
  switch (type) {
    case 'dialogue':
    case 'lyrics':
      return 36;
    case 'parenthetical':
      return 26;
    case 'character':
      return 38;
    default:
      return wideColumns[paper];
  }
}

/** Lines that a text fills when it is broken between words; a word longer than the line is cut. */
function wrappedLines(text: string, columns: number): number {
  let lines = 1;
  let column = 0;
  for (const word of text.split(' ')) {
    const { length } = word;
    if (column > 0 && column + 1 + length > columns) {
      lines++;
      column = 0;
    }
    column += length + (column > 0 ? 1 : 0);
    if (column > columns) {
      lines += Math.ceil(column / columns) - 1;
      column = ((column - 1) % columns) + 1;
    }
  }
  return lines;
}

const unprinted: ReadonlySet<ElementType> = new Set(['note', 'boneyard', 'section', 'synopsis', 'pageBreak']);

/** Lines that an element's text fills in print, without blank lines around it: 0 for what is not printed and for no words. */
export function linesOfPage(type: ElementType, text: string, paper: PaperSize): number {
  if (unprinted.has(type)) return 0;
  const shown = withoutEmphasis(withoutHidden(text));
  if (shown.trim() === '') return 0;
  const columns = columnsOf(type, paper);
  return shown.split('\n').reduce((lines, line) => lines + wrappedLines(line.trimEnd(), columns), 0);
}
