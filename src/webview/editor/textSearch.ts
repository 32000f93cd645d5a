/** Finds words in a script. Pure. */
import type { ScriptElement } from '../../language/document.ts';

export interface Query {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** `start`..`end` of the text of the element at `index` (UTF-16, half-open). */
export interface Match {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&');

/** What a query looks for: letters with their marks in one piece or in two; undefined when it asks for nothing. */
function patternOf({ words, matchCase, wholeWord }: Query): RegExp | undefined {
  if (words === '') return undefined;
  const spellings = [...new Set([words, words.normalize('NFC'), words.normalize('NFD')])].map(escaped).join('|');
  // A letter of one piece is not found in one that goes on with a mark of its own.
  const whole = wholeWord
    ? `(?<![\\p{L}\\p{N}])(?:${spellings})(?![\\p{L}\\p{N}\\p{M}])`
    : `(?:${spellings})(?!\\p{M})`;
  return new RegExp(whole, matchCase ? 'gu' : 'giu');
}

/** All places of a query, in the script's order. */
export function findMatches(elements: readonly ScriptElement[], query: Query): Match[] {
  const pattern = patternOf(query);
  if (!pattern) return [];
  const matches: Match[] = [];
  elements.forEach(({ text }, index) => {
    for (const { index: start, 0: found } of text.matchAll(pattern)) {
      matches.push({ index, start, end: start + found.length });
    }
  });
  return matches;
}

/** The first match at or after a place, else the first of all; -1 without any. */
export function matchFrom(matches: readonly Match[], index: number, offset: number): number {
  const found = matches.findIndex((match) => match.index > index || (match.index === index && match.start >= offset));
  return found === -1 && matches.length > 0 ? 0 : found;
}
