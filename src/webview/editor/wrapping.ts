/** How many lines a text takes in a fixed-pitch face, without asking a browser. Follows Blink's line breaking closely enough to agree on prose. */

const HYPHEN = 0x2d;
const SPACE = 0x20;
const NEW_LINE = 0x0a;
const EN_DASH = 0x2013;
const EM_DASH = 0x2014;

/** Columns that one code point takes: 0 for combining marks, 2 for East Asian wide letters and pictographs, else 1. */
function columnsOf(codePoint: number): number {
  if (codePoint < 0x300) return 1;
  if (/[\p{M}\p{Cf}]/u.test(String.fromCodePoint(codePoint))) return 0;
  return isWide(codePoint) ? 2 : 1;
}

function isWide(codePoint: number): boolean {
  return (
    (codePoint >= 0x1100 && codePoint <= 0x115f) ||
    (codePoint >= 0x2e80 && codePoint <= 0xa4cf) ||
    (codePoint >= 0xac00 && codePoint <= 0xd7a3) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0xfe30 && codePoint <= 0xfe6f) ||
    (codePoint >= 0xff00 && codePoint <= 0xff60) ||
    (codePoint >= 0x1f300 && codePoint <= 0x1faff)
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Whether a line may end after the character at `index`, which is not a space. */
function mayBreakAfter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  const next = text.charCodeAt(index + 1);
  if (Number.isNaN(next) || next === SPACE) return false;
  if (code === EM_DASH || code === EN_DASH) return true;
  if (next === EM_DASH) return true;
  if (code !== HYPHEN) return false;
  const nextIsDigit = next >= 0x30 && next <= 0x39;
  if (nextIsDigit) return isAlphanumeric(text.charCodeAt(index - 1));
  return isAlphanumeric(next) || next > 0x7f;
}

/**
 * Where each line begins when `text` is set in `columns` columns: UTF-16 offsets, the first is 0. Lines break at spaces (which hang
 * over the edge), after hyphens and dashes, inside words longer than a line, and at every `\n`.
 */
export function lineStarts(text: string, columns: number): number[] {
  const starts = [0];
  let column = 0;
  let wordStart = 0;
  let wordColumns = 0;
  const endWord = (nextStart: number) => {
    if (wordColumns > 0 && column > 0 && column + wordColumns > columns) {
      starts.push(wordStart);
      column = 0;
    }
    column += wordColumns;
    wordStart = nextStart;
    wordColumns = 0;
  };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === NEW_LINE) {
      endWord(index + 1);
      starts.push(index + 1);
      column = 0;
    } else if (code === SPACE) {
      endWord(index + 1);
      column++;
    } else {
      const codePoint = code < 0x300 ? code : (text.codePointAt(index) ?? code);
      const width = columnsOf(codePoint);
      if (wordColumns + width > columns) {
        endWord(index);
        starts.push(index);
        column = 0;
      }
      wordColumns += width;
      if (codePoint > 0xffff) index++;
      const isDash = code === HYPHEN || code >= EN_DASH || text.charCodeAt(index + 1) === EM_DASH;
      if (isDash && mayBreakAfter(text, index)) endWord(index + 1);
    }
  }
  endWord(text.length);
  return starts;
}

/** The number of lines, 1 for an empty text. */
export function countLines(text: string, columns: number): number {
  return text.length <= columns && !text.includes('\n') && isNarrow(text) ? 1 : lineStarts(text, columns).length;
}

/** True when no character can take two columns, so that length bounds the width. */
function isNarrow(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= 0x1100) return false;
  return true;
}
