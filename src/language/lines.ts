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

/** Whether a UTF-16 code unit ends a line; `\r\n` is two of them and one end. */
export function isLineEnd(code: number): boolean {
  return code === newline || code === carriageReturn;
}

/** Where the first code unit at or after `from` stands that is not white space; `end` when there is none. */
export function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The first index in `from`..`end` at which a mark begins, else -1. */
function indexWithin(text: string, mark: string, from: number, end: number): number {
  if (end === text.length) return text.indexOf(mark, from);
  const found = text.slice(from, end + mark.length - 1).indexOf(mark);
  return found === -1 ? -1 : from + found;
}

/** How much further than asked a finder looks at once, so that it is asked seldom and yet reads little beyond an edit. */
const lookAhead = 16_384;

/**
 * Finds one mark in a text: its offset at or after `from`, infinity when none begins in `from`..`end` (one further on may be
 * told; `end` is at most the text's length). It remembers where it has looked, so that asking with ascending offsets reads the text once.
 */
export function createMarkFinder(text: string, mark: string): (from: number, end?: number) => number {
  // No mark begins in clearFrom..clearTo; at clearTo stands one when isFound.
  let clearFrom = 0;
  let clearTo = 0;
  let isFound = false;
  return (from, end = text.length) => {
    if (from < clearFrom || from > clearTo) {
      clearFrom = from;
      clearTo = from;
      isFound = false;
    }
    while (!isFound && clearTo < end) {
      const stop = Math.min(Math.max(end, clearTo + lookAhead), text.length);
      const found = indexWithin(text, mark, clearTo, stop);
      isFound = found !== -1;
      clearTo = isFound ? found : stop;
    }
    return isFound ? clearTo : Number.POSITIVE_INFINITY;
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
    endOf(at) {
      const feed = Math.min(nextFeed(at), text.length);
      return Math.min(feed, nextReturn(at, feed));
    },
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
