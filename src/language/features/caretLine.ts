import { isTimeOfDay, readHeading } from '../headings.ts';
import { isHeldOpen } from '../lines.ts';
import type { WordIndex } from '../words/wordIndex.ts';

/** The line that the caret is in. */
export interface CaretLine {
  /** Offset of the line's first code unit. */
  readonly start: number;
  /** Offset of the line's end, without the line end. */
  readonly end: number;
  /** The line up to the caret. */
  readonly before: string;
  /** True when nothing but white space follows the caret in its line. */
  readonly atEnd: boolean;
  /** True when a blank line or the start of the text is above: a heading or cue may start here. */
  readonly startsParagraph: boolean;
}

/** Where the caret is within a scene heading that is being written. */
export interface HeadingCaret {
  readonly part: 'location' | 'timeOfDay';
  /** Offset within {@link CaretLine.before} where that part starts. */
  readonly from: number;
}

/** Reads the line at `offset`, which may be anything from 0 to the text's length. */
export function caretLineAt(text: string, offset: number): CaretLine {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  return {
    start,
    end,
    before: text.slice(start, offset),
    atEnd: text.slice(offset, end).trim() === '',
    startsParagraph: isBlankAbove(text, start),
  };
}

/** The rest of the caret's line. */
export function rawLineAfter(text: string, { end }: CaretLine, offset: number): string {
  return text.slice(offset, end);
}

const numberedPrefix = /^\s*(?:[A-Za-z]{0,2}-?\d[\dA-Za-z.-]*[.):]?\s+)?[^\s/]+(?:\s*\/\s*[^\s/]+)?\s+/;
const dashAtEnd = /\s[-\u2013\u2014]\s+$/;
const lastDash = /^.*\s[-\u2013\u2014]\s+/;

/** Undefined when the line is not a heading, or only its number and prefix stand before the caret. */
export function findHeadingCaret(before: string, words?: WordIndex): HeadingCaret | undefined {
  const line = before.trimStart();
  const forced = /^\.[\p{L}\p{N}]/u.test(line);
  if (!forced && !readHeading(line, undefined, words)) return undefined;
  const prefix = forced ? before.indexOf('.') + 1 : numberedPrefix.exec(before)?.[0].length;
  if (prefix === undefined) return undefined;
  const dash = lastDash.exec(before.slice(prefix - 1))?.[0].length;
  if (dash === undefined) return { part: 'location', from: prefix };
  const from = prefix - 1 + dash;
  const above = before.slice(prefix, from).replace(dashAtEnd, '').trim();
  // Where the time comes first the place follows: `INT. NUIT – CUISINE`.
  return { part: isTimeOfDay(above, words) ? 'location' : 'timeOfDay', from };
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

function isBlankAbove(text: string, start: number): boolean {
  if (start === 0) return true;
  const isPair = text[start - 1] === '\n' && text[start - 2] === '\r';
  const end = start - (isPair ? 2 : 1);
  const from = lineStart(text, end);
  return text.slice(from, end).trim() === '' && !isHeldOpen(text, from, end);
}
