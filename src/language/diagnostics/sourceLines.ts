import type { Span } from '../features/scriptView.ts';
import { isLineEnd, isSpace } from '../lines.ts';

/** The physical lines from `start` to `end` that have something in them, without white space around. */
export function linesWithin(text: string, start: number, end: number): readonly Span[] {
  const lines: Span[] = [];
  for (let at = start; at < end; at++) {
    if (isSpace(text.charCodeAt(at))) continue;
    let last = at;
    let lineEnd = at;
    for (; lineEnd < end && !isLineEnd(text.charCodeAt(lineEnd)); lineEnd++) {
      if (!isSpace(text.charCodeAt(lineEnd))) last = lineEnd;
    }
    lines.push({ start: at, end: last + 1 });
    at = lineEnd;
  }
  return lines;
}

/** Where the physical line at `offset` starts. */
export function lineStartAt(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Where the physical line at `offset` ends, before its line end. */
export function lineEndAt(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** Where the paragraph at `offset` ends: its last line before a blank one, without white space after it. */
export function paragraphEndAt(text: string, offset: number): number {
  const blank = /\r\n[ \t]*\r\n|\n[ \t]*\n|\r[ \t]*\r/g;
  blank.lastIndex = offset;
  const end = blank.exec(text)?.index ?? text.length;
  return Math.max(offset, text.slice(0, end).trimEnd().length);
}

/** How many line ends a stretch of text has. */
export function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isLineEnd(text.charCodeAt(at))) continue;
    if (text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a) at++;
    count++;
  }
  return count;
}
