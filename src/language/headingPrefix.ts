/** What opens a scene heading: `INT.`, `EXT./INT.`, `I/E`, and the words of other languages. */
import type { IntExt } from './document.ts';
import { isAllCapitals } from './letterCase.ts';
import { isSpace, skipSpace } from './lines.ts';
import { type PrefixWord, prefixHalves, type Side, type WordIndex } from './words/wordIndex.ts';

export interface HeadingPrefix {
  readonly intExt: IntExt;
  /** Offset after the prefix and its dot. */
  readonly end: number;
  /** Only the capitals of the line make it a heading: a word that is not Fountain's own, without a dot. */
  readonly isBare: boolean;
}

/** Decomposed letters take more room than composed ones. */
const roomForMarks = 2;

/** End of the word at `from`: letters of any alphabet with their marks. */
function wordEnd(line: string, from: number, longest: number): number {
  let at = from;
  for (; at < line.length && at - from <= longest; at++) {
    const code = line.charCodeAt(at);
    const isAsciiLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (!isAsciiLetter && (code < 0xc0 || isSpace(code) || (code >= 0x2010 && code <= 0x2027))) break;
  }
  return at;
}

interface Found {
  readonly word: PrefixWord | undefined;
  readonly side: Side;
  readonly end: number;
}

function phraseAt(line: string, from: number, words: WordIndex): Found | undefined {
  for (const phrase of words.phrasePrefixes) {
    const end = from + phrase.length;
    const word = words.prefixes.get(phrase);
    if (word && line.slice(from, end).toUpperCase() === phrase) return { word, side: word.side, end };
  }
  return undefined;
}

function wordAt(line: string, from: number, words: WordIndex): Found | undefined {
  const longest = words.longestPrefix * roomForMarks;
  const end = wordEnd(line, from, longest);
  if (end > from && end - from <= longest) {
    const key = line.slice(from, end).toUpperCase().normalize('NFC');
    const word = words.prefixes.get(key);
    const side = word?.side ?? prefixHalves[key];
    if (side) return { word, side, end };
  }
  return words.phrasePrefixes.length === 0 ? undefined : phraseAt(line, from, words);
}

function afterDot(line: string, at: number): number {
  return line.charCodeAt(at) === 0x2e ? at + 1 : at;
}

/** The second half of `INT./EXT.`, when a slash and a known word follow. */
function secondSide(line: string, from: number, words: WordIndex): Found | undefined {
  const slash = skipSpace(line, from, line.length);
  if (line.charCodeAt(slash) !== 0x2f) return undefined;
  return wordAt(line, skipSpace(line, slash + 1, line.length), words);
}

const sentenceEnd = /[.!?…。]["'”’»)]*\s*$/u;
const dash = /\s[-\u2013\u2014]+\s/u;

/** Abbreviations of one or two letters (`Pl.`, `د.` for a doctor) are ordinary words unless they are in capitals or a dash follows. */
function isShortWord(line: string, from: number, end: number): boolean {
  if (end - from > 2) return false;
  const word = line.slice(from, end);
  const isCapital = word.toUpperCase() === word && word.toLowerCase() !== word;
  return !isCapital && !dash.test(line);
}

/** Whether a word that is not Fountain's own, with a dot, opens a heading on a line that is not in capitals: not before a sentence. */
function isTrustedWithDot(line: string, from: number, { word, end }: Found, hasTime: () => boolean): boolean {
  if (word?.isOwn) return hasTime();
  if (sentenceEnd.test(line) || isShortWord(line, from, end)) return false;
  return true;
}

/**
 * The prefix at `from`. Fountain's own (INT, EXT, EST, INT/EXT, I/E and their reverses) count in any case when a dot or space follows;
 * other words only with a dot or on a line of capitals, else "Inre oro" would be a heading. `endsInTime` tells whether a line ends in
 * a known time of day.
 */
export function findHeadingPrefix(
  line: string,
  from: number,
  words: WordIndex,
  endsInTime: (line: string, words: WordIndex) => boolean,
): HeadingPrefix | undefined {
  if (!words.openings.get(line.charCodeAt(from))?.has(line.charCodeAt(from + 1))) return undefined;
  const first = wordAt(line, from, words);
  if (!first) return undefined;
  const firstEnd = afterDot(line, first.end);
  const second = secondSide(line, firstEnd, words);
  if (!first.word && !second) return undefined;
  const bare = second?.end ?? first.end;
  const end = afterDot(line, bare);
  if (end === bare && !isSpace(line.charCodeAt(end))) return undefined;
  const intExt = second && second.side !== first.side ? 'INT/EXT' : first.side;
  const parts = second ? [first, second] : [first];
  if (parts.every(({ word }) => !word || word.trust === 'fountain')) return { intExt, end, isBare: false };
  const hasTime = (): boolean => endsInTime(line, words);
  const hasDot = end > bare || firstEnd > first.end;
  if (hasDot) {
    if (!isAllCapitals(line) && !isTrustedWithDot(line, from, first, hasTime)) return undefined;
    return { intExt, end, isBare: false };
  }
  if (!hasTime() && parts.some(({ word }) => word?.trust === 'dot')) return undefined;
  return isAllCapitals(line) || isCaseless(line, hasTime) ? { intExt, end, isBare: true } : undefined;
}

/** Where a script has no capitals, a dash and a time of day do what they do elsewhere. */
function isCaseless(line: string, hasTime: () => boolean): boolean {
  return line.toLowerCase() === line.toUpperCase() && dash.test(line) && hasTime();
}
