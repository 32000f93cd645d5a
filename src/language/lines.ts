/** Physical lines: `\n`, `\r\n` and a lone `\r` end one. */

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Whether a UTF-16 code unit is white space other than a line end; the same set as JavaScript's `trim`. */
export function isSpace(code: number): boolean {
  if (code === 0x20 || code === 0x09) return true;
  if (code < 0x80) return code === 0x0b || code === 0x0c;
  if (code < 0x1680) return code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** Where the first code unit at or after `from` stands that is not white space; `end` when there is none. */
export function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/**
 * Finds one mark in a text: its offset at or after `from`, infinity when there is none. It remembers the last answer, so that
 * asking with ascending offsets reads the text once.
 */
export function createMarkFinder(text: string, mark: string): (from: number) => number {
  let askedFrom = 0;
  let found = -1;
  return (from) => {
    if (found >= from && askedFrom <= from) return found;
    const at = text.indexOf(mark, from);
    askedFrom = from;
    found = at === -1 ? Number.POSITIVE_INFINITY : at;
    return found;
  };
}

/** Finds the ends of lines of one text, fastest when asked in ascending order. */
export interface LineEnds {
  /** Offset of the line end at or after `at`; the text's length on the last line. */
  endOf(at: number): number;
  /** Where the next line starts, given a line's end; the text's length after the last line. */
  after(end: number): number;
}

export function createLineEnds(text: string): LineEnds {
  const nextFeed = createMarkFinder(text, '\n');
  const nextReturn = createMarkFinder(text, '\r');
  return {
    endOf: (at) => Math.min(nextFeed(at), nextReturn(at), text.length),
    after(end) {
      if (end >= text.length) return text.length;
      const crlf = text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === newline;
      return end + (crlf ? 2 : 1);
    },
  };
}

/** Whether a line is exactly two spaces: it keeps dialogue and notes open where a blank line would end them. */
export function isHeldOpen(text: string, start: number, end: number): boolean {
  return end - start === 2 && text.charCodeAt(start) === 0x20 && text.charCodeAt(start + 1) === 0x20;
}

/** Line ends of any kind as `\n`. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}
