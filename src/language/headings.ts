/** Scene headings: `INT. KÖK - DAG`, `27. EXT./INT. BIL - NATT #27A#`. Rules: https://fountain.io/syntax#section-slug and the words of 32 languages. */
import type { Heading, IntExt } from './document.ts';
import { withoutHidden } from './hiddenText.ts';
import { isAllCapitals } from './letterCase.ts';
import { isSpace, skipSpace } from './lines.ts';
import { allWords } from './words/allWords.ts';

/** A heading as one line gives it. */
export interface HeadingLine {
  /** Without scene number and forcing dot. */
  readonly text: string;
  readonly heading: Heading;
}

type Side = 'INT' | 'EXT';

interface Prefix {
  readonly intExt: IntExt;
  /** Offset after the prefix and its dot. */
  readonly end: number;
}

interface PrefixWord {
  readonly side: Side;
  /** Fountain's own words count with a space after them and in any case. */
  readonly isFountain: boolean;
}

const fountainWords: Readonly<Record<string, Side>> = { INT: 'INT', EXT: 'EXT', EST: 'EXT' };
/** Half of `I/E`; never a prefix alone. */
const halves: Readonly<Record<string, Side>> = { I: 'INT', E: 'EXT' };
const longestWord = 12;

function prefixWords(): ReadonlyMap<string, PrefixWord> {
  const words = new Map<string, PrefixWord>();
  for (const language of allWords) {
    for (const word of language.interior) words.set(word, { side: 'INT', isFountain: false });
    for (const word of language.exterior) words.set(word, { side: 'EXT', isFountain: false });
  }
  for (const [word, side] of Object.entries(fountainWords)) words.set(word, { side, isFountain: true });
  return words;
}

const prefixes = prefixWords();
const firstLetters = new Set(
  [...prefixes.keys(), ...Object.keys(halves)].flatMap((word) => [
    word.charCodeAt(0),
    word.toLowerCase().charCodeAt(0),
    word.normalize('NFD').charCodeAt(0),
    word.toLowerCase().normalize('NFD').charCodeAt(0),
  ]),
);
const timesOfDay = new Set(allWords.flatMap((language) => language.timesOfDay));

/** Whether the words are a time of day in any of the languages: `DAG`, `Moments later`. */
export function isTimeOfDay(words: string): boolean {
  return timesOfDay.has(words.trim().toUpperCase().normalize('NFC'));
}

/** End of the word at `from`: letters of any alphabet with their marks. */
function wordEnd(line: string, from: number): number {
  let at = from;
  for (; at < line.length && at - from <= longestWord; at++) {
    const code = line.charCodeAt(at);
    const isAsciiLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (!isAsciiLetter && (code < 0xc0 || isSpace(code) || (code >= 0x2010 && code <= 0x2027))) break;
  }
  return at;
}

function wordAt(line: string, from: number): { readonly word: string; readonly end: number } | undefined {
  const end = wordEnd(line, from);
  if (end === from || end - from > longestWord) return undefined;
  return { word: line.slice(from, end).toUpperCase().normalize('NFC'), end };
}

function afterDot(line: string, at: number): number {
  return line.charCodeAt(at) === 0x2e ? at + 1 : at;
}

/** The second half of `INT./EXT.`, when a slash and a known word follow. */
function secondSide(
  line: string,
  from: number,
): { readonly side: Side; readonly isFountain: boolean; readonly end: number } | undefined {
  const slash = skipSpace(line, from, line.length);
  if (line.charCodeAt(slash) !== 0x2f) return undefined;
  const second = wordAt(line, skipSpace(line, slash + 1, line.length));
  if (!second) return undefined;
  const known = prefixes.get(second.word);
  const side = known?.side ?? halves[second.word];
  return side && { side, isFountain: known?.isFountain ?? true, end: second.end };
}

/**
 * A heading's prefix at `from`. Fountain's own (INT, EXT, EST, INT/EXT, I/E and their reverses) count in any case when a dot or
 * space follows; the other languages' only with a dot or on a line of capitals, else "Inre oro" would be a heading.
 */
function findPrefix(line: string, from: number): Prefix | undefined {
  if (!firstLetters.has(line.charCodeAt(from))) return undefined;
  const first = wordAt(line, from);
  if (!first) return undefined;
  const known = prefixes.get(first.word);
  const side = known?.side ?? halves[first.word];
  if (!side) return undefined;
  const firstEnd = afterDot(line, first.end);
  const second = secondSide(line, firstEnd);
  if (!known && !second) return undefined;
  const bare = second?.end ?? first.end;
  const end = afterDot(line, bare);
  const hasDot = end > bare || firstEnd > first.end;
  if (end === bare && !isSpace(line.charCodeAt(end))) return undefined;
  const isFountain = (known?.isFountain ?? true) && (second?.isFountain ?? true);
  if (!isFountain && !isAllCapitals(line) && !(hasDot && isTrustedWithDot(line, from, first.end))) return undefined;
  return { intExt: second && second.side !== side ? 'INT/EXT' : side, end };
}

/** Words of one or two letters (`PL.`) are ordinary abbreviations unless they are in capitals. */
function isTrustedWithDot(line: string, from: number, end: number): boolean {
  if (end - from > 2) return true;
  const word = line.slice(from, end);
  return word.toUpperCase() === word;
}

const numberFirst = /^([A-Za-z]{0,2}-?\d[\dA-Za-z.-]{0,9}?)[.):]?\s+/;
const numberFirstReach = 20;

/** `27. ` or `201 ` at the start of a line; `length` covers the white space after it. */
function findNumberFirst(line: string): { readonly sceneNumber: string; readonly length: number } | undefined {
  const code = line.charCodeAt(0);
  const mayStart = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (!mayStart) return undefined;
  const match = numberFirst.exec(line.slice(0, numberFirstReach));
  const sceneNumber = match?.[1];
  if (!match || !sceneNumber) return undefined;
  return { sceneNumber, length: skipSpace(line, match[0].length, line.length) };
}

const numberCharacters = /^[\p{L}\p{N}.-]+$/u;

/**
 * `#27A#` at the end of a heading. One or two spaces before it: one belongs to the number, so that a space that is just being
 * typed stays in the text; more are the writer's alignment and belong to the number altogether.
 */
function findNumberLast(line: string): { readonly sceneNumber: string; readonly textEnd: number } | undefined {
  const end = line.trimEnd().length;
  if (line.charCodeAt(end - 1) !== 0x23) return undefined;
  const open = line.lastIndexOf('#', end - 2);
  if (open === -1) return undefined;
  const sceneNumber = line.slice(open + 1, end - 1);
  if (!numberCharacters.test(sceneNumber)) return undefined;
  const bare = line.slice(0, open).trimEnd().length;
  const spaces = open - bare;
  return { sceneNumber, textEnd: spaces > 2 ? bare : open - Math.min(spaces, 1) };
}

const dashes = /\s[-\u2013\u2014]+\s+/g;
const leadingDash = /^[-\u2013\u2014:.\s]+/;

function withoutTrailingMarks(words: string): string {
  let end = words.length;
  while (end > 0 && (isSpace(words.charCodeAt(end - 1)) || ',.;/'.includes(words.charAt(end - 1)))) end--;
  return words.slice(0, end);
}

/** Where the last word, two or three are a time of day without a dash: `INT. KÖK, NATT`. */
function splitAtKnownTime(place: string): { readonly location: string; readonly timeOfDay?: string } {
  const words = place.split(/[\s,.;/]+/);
  for (let count = Math.min(3, words.length - 1); count > 0; count--) {
    const tail = words.slice(-count).join(' ');
    if (tail === '' || !isTimeOfDay(tail)) continue;
    const at = place.toUpperCase().lastIndexOf(words.at(-count)?.toUpperCase() ?? tail);
    const location = withoutTrailingMarks(place.slice(0, at));
    if (location !== '') return { location, timeOfDay: place.slice(at).trim() };
  }
  return { location: place };
}

/**
 * Splits what follows the prefix into location and time of day: at the last ` - ` (en and em dashes count), or one earlier when
 * only the part before is a known time (`HUS - DAG - DRÖM`), or before a known time of day without a dash.
 */
function splitPlace(place: string): { readonly location: string; readonly timeOfDay?: string } {
  const cuts = [...place.matchAll(dashes)];
  const last = cuts.at(-1);
  if (!last) return splitAtKnownTime(place);
  const timeOfDay = place.slice(last.index + last[0].length).trim();
  const previous = cuts.at(-2);
  const start = previous && previous.index + previous[0].length;
  const takesPrevious = previous && !isTimeOfDay(timeOfDay) && isTimeOfDay(place.slice(start, last.index));
  const cut = takesPrevious ? previous : last;
  const location = place.slice(0, cut.index).trim();
  const time = place.slice(cut.index + cut[0].length).trim();
  return time === '' ? { location } : { location, timeOfDay: time };
}

function describe(place: string, sceneNumber: string | undefined, intExt: IntExt | undefined): Heading {
  const split = splitPlace(place.replace(leadingDash, '').trim());
  return { ...(sceneNumber !== undefined && { sceneNumber }), ...(intExt && { intExt }), ...split };
}

/** A cheap test that lets the reader pass over most lines. */
function mayBeHeading(line: string): boolean {
  const code = line.charCodeAt(0);
  return firstLetters.has(code) || (code >= 0x30 && code <= 0x39) || /^[A-Za-z]{1,2}-?\d/.test(line.slice(0, 4));
}

/**
 * Reads an unforced heading. `line` has no leading white space, `shown` is the line without notes and boneyards. Undefined when it
 * is none; whether a blank line stands before is for the caller to know.
 */
export function readHeading(line: string, shown: string = line): HeadingLine | undefined {
  if (!mayBeHeading(shown)) return undefined;
  const first = findPrefix(shown, 0) ? undefined : findNumberFirst(shown);
  const prefix = findPrefix(shown, first?.length ?? 0);
  if (!prefix) return undefined;
  // A number before an ordinary word ("3 int rooms") must not make a heading: there the capitals or the dot decide.
  if (first && shown.charCodeAt(prefix.end - 1) !== 0x2e && !isAllCapitals(shown)) return undefined;
  const last = findNumberLast(line);
  const lineFirst = !last && first && line.startsWith(shown.slice(0, first.length)) ? first : undefined;
  const text = line.slice(lineFirst?.length ?? 0, last?.textEnd);
  const shownLast = last && findNumberLast(shown);
  return {
    text,
    heading: describe(
      shown.slice(prefix.end, shownLast?.textEnd),
      last?.sceneNumber ?? first?.sceneNumber,
      prefix.intExt,
    ),
  };
}

/** Reads a forced heading; `line` comes without its dot. */
export function readForcedHeading(line: string): HeadingLine {
  const last = findNumberLast(line);
  const text = line.slice(0, last?.textEnd);
  return { text, heading: describe(withoutHidden(text), last?.sceneNumber, undefined) };
}
