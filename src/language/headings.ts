/** Scene headings: `INT. KÖK - DAG`, `27. EXT./INT. BIL - NATT #27A#`. Rules: https://fountain.io/syntax#section-slug and the words of the languages. */
import type { Heading, IntExt } from './document.ts';
import { findNumberFirst, findNumberLast, findSameNumberLast, type NumberFirst } from './headingNumbers.ts';
import { findHeadingPrefix, type HeadingPrefix } from './headingPrefix.ts';
import { withoutHidden } from './hiddenText.ts';
import { isAllCapitals } from './letterCase.ts';
import { isSpace } from './lines.ts';
import { anyLanguage, indexedWord, type WordIndex } from './words/wordIndex.ts';

/** A heading as one line gives it. */
export interface HeadingLine {
  /** Without scene number and forcing dot. */
  readonly text: string;
  readonly heading: Heading;
  /** Nothing but capitals tells it from a cue: `INN OWNER`, `İÇ SES`. With dialogue below, it is one. */
  readonly mayBeCue: boolean;
}

/** Whether the words are a time of day, in any of the languages or of the writer's own: `DAG`, `Moments later`. */
export function isTimeOfDay(words: string, index: WordIndex = anyLanguage): boolean {
  return index.timesOfDay.has(indexedWord(words));
}

type Place = Pick<Heading, 'location' | 'timeOfDay'>;

const dashes = /\s[-\u2013\u2014]+\s+/g;
const firstCut = /\s[-\u2013\u2014]+\s+|[.,;]\s+/;
const leadingDash = /^[-\u2013\u2014:.\s]+/;
const withinLocation = /\s[-\u2013\u2014]+\s+|\s\/\s+/;
/** The longest time of day with room to spare, in UTF-16 code units. */
const timeReach = 60;
const mostTimeWords = 4;

/** A time of day without the stop or comma that a writer ended the line with. */
function timeOf(words: string): string {
  return withoutTrailingMarks(words).trim();
}

function withoutTrailingMarks(words: string): string {
  let end = words.length;
  while (end > 0 && (isSpace(words.charCodeAt(end - 1)) || ',.;/'.includes(words.charAt(end - 1)))) end--;
  return words.slice(0, end);
}

/** Where the last words are a time of day without a dash: `INT. KÖK, NATT`; after a space alone only a sure one: `CAR MOMENTS LATER`. */
function splitAtKnownTime(place: string, index: WordIndex): Place {
  const reach = Math.max(0, place.length - timeReach);
  const words = [...place.slice(reach).matchAll(/[^\s,.;/]+/g)];
  for (let count = Math.min(mostTimeWords, words.length); count > 0; count--) {
    const at = reach + (words.at(-count)?.index ?? 0);
    const location = withoutTrailingMarks(place.slice(0, at));
    const tail = words.slice(-count).map(([word]) => word);
    const isMarked = /[,.;/]/.test(place.slice(location.length, at));
    const known = isMarked ? index.timesOfDay : index.sureTimesOfDay;
    if (location !== '' && known.has(indexedWord(tail.join(' '))))
      return { location, timeOfDay: timeOf(place.slice(at)) };
  }
  return splitAtFirstTime(place, index) ?? { location: place };
}

/** Where the time comes first, as in many French and German scripts: `INT. NUIT – CUISINE`, `INT. NUIT. CUISINE`. */
function splitAtFirstTime(place: string, index: WordIndex): Place | undefined {
  const cut = firstCut.exec(place);
  const timeOfDay = cut ? place.slice(0, cut.index).trim() : '';
  if (!cut || !isTimeOfDay(timeOfDay, index)) return undefined;
  const location = place.slice(cut.index + cut[0].length).trim();
  return location === '' ? undefined : { location, timeOfDay };
}

/**
 * Splits what follows the prefix into location and time of day: at the last ` - ` (en and em dashes count), or earlier as long as the
 * part before is a known time (`HUS - DAG - DRÖM`), or before a known time without a dash, or behind one that comes first.
 */
function splitPlace(place: string, index: WordIndex): Place {
  const cuts = [...place.matchAll(dashes)];
  const partBehind = (at: number): string => {
    const cut = cuts[at];
    return cut ? timeOf(place.slice(cut.index + cut[0].length, cuts[at + 1]?.index)) : '';
  };
  let at = cuts.length - 1;
  while (at > 0 && isTimeOfDay(partBehind(at - 1), index)) at--;
  const cut = cuts[at];
  if (!cut) return splitAtKnownTime(place, index);
  const isKnown = at < cuts.length - 1 || isTimeOfDay(partBehind(at), index);
  const first = isKnown ? undefined : splitAtFirstTime(place, index);
  if (first) return first;
  const location = place.slice(0, cut.index).trim();
  const time = timeOf(place.slice(cut.index + cut[0].length));
  return time === '' ? { location } : { location, timeOfDay: time };
}

function withSubLocation(place: Place): Pick<Heading, 'location' | 'subLocation' | 'timeOfDay'> {
  const cut = withinLocation.exec(place.location);
  const subLocation = cut ? place.location.slice(cut.index + cut[0].length).trim() : '';
  return subLocation === '' ? place : { ...place, subLocation };
}

function placeOf(words: string, index: WordIndex): Place {
  return splitPlace(words.replace(leadingDash, '').trim(), index);
}

function describe(
  words: string,
  sceneNumber: string | undefined,
  intExt: IntExt | undefined,
  index: WordIndex,
): Heading {
  const place = withSubLocation(placeOf(words, index));
  return { ...(sceneNumber !== undefined && { sceneNumber }), ...(intExt && { intExt }), ...place };
}

function endsInTime(words: string, index: WordIndex): boolean {
  const { timeOfDay } = placeOf(words, index);
  return timeOfDay !== undefined && isTimeOfDay(timeOfDay, index);
}

function lineEndsInTime(line: string, index: WordIndex): boolean {
  return endsInTime(line.slice(0, findNumberLast(line)?.textEnd), index);
}

interface Opening extends HeadingPrefix {
  readonly number: NumberFirst | undefined;
}

/** The prefix with the number before it. A number before an ordinary word ("3 int rooms") makes none: there capitals or a dot decide. */
function findOpening(line: string, index: WordIndex): Opening | undefined {
  const direct = findHeadingPrefix(line, 0, index, lineEndsInTime);
  if (direct) return { ...direct, number: undefined };
  const number = findNumberFirst(line);
  const prefix = number && findHeadingPrefix(line, number.length, index, lineEndsInTime);
  if (!prefix || (line.charCodeAt(prefix.end - 1) !== 0x2e && !isAllCapitals(line))) return undefined;
  return { ...prefix, number };
}

/**
 * Reads an unforced heading. `line` has no leading white space, `shown` is the line without notes and boneyards. Undefined when it
 * is none; whether a blank line stands before is for the caller to know.
 */
export function readHeading(
  line: string,
  shown: string = line,
  index: WordIndex = anyLanguage,
): HeadingLine | undefined {
  const opening = findOpening(shown, index);
  if (!opening) return undefined;
  const { number, end, intExt, isBare } = opening;
  const last = findNumberLast(line);
  const hasTime = (textEnd: number): boolean => endsInTime(shown.slice(end, textEnd), index);
  const same = number && !last ? findSameNumberLast(shown, number.sceneNumber, hasTime) : undefined;
  const startsSame = !last && number !== undefined && line.startsWith(shown.slice(0, number.length));
  const sameEnd = number && same !== undefined ? findSameNumberLast(line, number.sceneNumber, () => true) : undefined;
  const placeEnd = last ? findNumberLast(shown)?.textEnd : same;
  const heading = describe(shown.slice(end, placeEnd), last?.sceneNumber ?? number?.sceneNumber, intExt, index);
  return {
    text: line.slice(startsSame ? number.length : 0, last?.textEnd ?? sameEnd),
    heading,
    mayBeCue: isBare && !(heading.timeOfDay && isTimeOfDay(heading.timeOfDay, index)),
  };
}

/** Reads a forced heading; `line` comes without its dot. */
export function readForcedHeading(line: string, index: WordIndex = anyLanguage): Omit<HeadingLine, 'mayBeCue'> {
  const last = findNumberLast(line);
  const text = line.slice(0, last?.textEnd);
  return { text, heading: describe(withoutHidden(text), last?.sceneNumber, undefined, index) };
}
