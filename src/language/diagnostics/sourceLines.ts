import type { Span } from '../features/scriptView.ts';

/** The physical lines from `start` to `end` that have something in them, without white space around. */
export function* linesWithin(text: string, start: number, end: number): Generator<Span> {
  for (const match of text.slice(start, end).matchAll(/[^\s][^\r\n]*/g)) {
    yield { start: start + match.index, end: start + match.index + match[0].trimEnd().length };
  }
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
  return text.replaceAll('\r\n', '\n').match(/[\r\n]/g)?.length ?? 0;
}
