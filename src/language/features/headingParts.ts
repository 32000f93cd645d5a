import type { Element } from '../document.ts';
import type { ScriptView, Span } from './scriptView.ts';
import { trimmedSpan, type VisibleText, visibleText } from './visibleText.ts';

/** Where the parts of a scene heading stand; a part that the heading does not have is missing. */
export interface HeadingParts {
  /** Without `#`, dot or bracket. */
  readonly number?: Span;
  /** With its dot: `INT.`, `EXT./INT.`. */
  readonly prefix?: Span;
  readonly location?: Span;
  readonly timeOfDay?: Span;
  /** The parts that the location consists of, from the outermost: `ÅSAS HUS` and `KÖK` of `ÅSAS HUS - KÖK`. */
  readonly places: readonly Place[];
}

/** One part of a location. */
export interface Place {
  /** In capitals and NFC with single spaces, so that all spellings of one place are equal. */
  readonly name: string;
  readonly span: Span;
}

/** The words of an element's location or character as one spelling: NFC, capitals, single spaces. */
export function sameName(words: string): string {
  return words.normalize('NFC').toUpperCase().trim().replace(/\s+/g, ' ');
}

/** The parts of a heading; `element` is one. */
export function headingParts(view: ScriptView, element: Element): HeadingParts {
  const visible = visibleText(view, element);
  const { text } = visible;
  const { sceneNumber, intExt, location = '', timeOfDay = '' } = element.heading ?? {};
  const last = sceneNumber === undefined ? undefined : numberLast(text, sceneNumber);
  const first = sceneNumber === undefined || last ? undefined : numberFirst(text, sceneNumber);
  const bodyEnd = last ? last.from - 1 : text.length;
  const bodyStart = first?.after ?? 0;
  const { placeAt, timeAt } = findParts(text, location, timeOfDay, bodyStart, bodyEnd);
  const number = last ?? first;
  const partsAt = [placeAt, timeAt].filter((at) => at !== -1);
  const prefix = intExt && prefixSpan(visible, bodyStart, Math.min(...partsAt, bodyEnd));
  return {
    ...(number && { number: visible.spanOf(number.from, number.to) }),
    ...(prefix && { prefix }),
    ...(placeAt !== -1 && { location: visible.spanOf(placeAt, placeAt + location.length) }),
    ...(timeAt !== -1 && { timeOfDay: visible.spanOf(timeAt, timeAt + timeOfDay.length) }),
    places: placeAt === -1 ? [] : placesOf(visible, placeAt, placeAt + location.length),
  };
}

interface PartsAt {
  /** -1 where the heading has none. */
  readonly placeAt: number;
  readonly timeAt: number;
}

/** The time of day stands last, else before the place: `INT. NUIT – CUISINE`. */
function findParts(text: string, location: string, timeOfDay: string, from: number, to: number): PartsAt {
  const timeAt = timeOfDay === '' ? -1 : lastWithin(text, timeOfDay, from, to);
  const placeAt = location === '' ? -1 : lastWithin(text, location, from, timeAt === -1 ? to : timeAt);
  if (placeAt !== -1 || location === '' || timeAt === -1) return { placeAt, timeAt };
  const lastPlace = lastWithin(text, location, from, to);
  const firstTime = lastPlace === -1 ? -1 : lastWithin(text, timeOfDay, from, lastPlace);
  return firstTime === -1 ? { placeAt, timeAt } : { placeAt: lastPlace, timeAt: firstTime };
}

/** What parts a place from a place within it: a dash between spaces, a comma, a slash between spaces. */
const betweenPlaces = /(\s+[-\u2013\u2014]+\s+|\s*,\s+|\s+\/\s+)/;

function placesOf(visible: VisibleText, from: number, to: number): readonly Place[] {
  const places: Place[] = [];
  let at = from;
  // Every second piece is what stands between two places.
  for (const [index, words] of visible.text.slice(from, to).split(betweenPlaces).entries()) {
    const span = index % 2 === 0 ? trimmedSpan(visible, at, at + words.length) : undefined;
    if (span) places.push({ name: sameName(words), span });
    at += words.length;
  }
  return places;
}

interface NumberPlace {
  readonly from: number;
  readonly to: number;
}

function numberLast(text: string, sceneNumber: string): NumberPlace | undefined {
  const end = text.trimEnd().length;
  const from = end - 1 - sceneNumber.length;
  return text.slice(from - 1, end) === `#${sceneNumber}#` ? { from, to: end - 1 } : undefined;
}

function numberFirst(text: string, sceneNumber: string): (NumberPlace & { readonly after: number }) | undefined {
  const from = text.length - text.trimStart().length;
  const to = from + sceneNumber.length;
  if (text.slice(from, to) !== sceneNumber) return undefined;
  return { from, to, after: to + (/^[.):]?\s*/.exec(text.slice(to))?.[0].length ?? 0) };
}

/** The last occurrence that begins and ends within `from`..`to`; -1 without one. */
function lastWithin(text: string, words: string, from: number, to: number): number {
  const at = text.lastIndexOf(words, to - words.length);
  return at >= from && to >= words.length ? at : -1;
}

function prefixSpan(visible: VisibleText, from: number, to: number): Span | undefined {
  const words = visible.text.slice(from, to).replace(/[-\u2013\u2014:\s]+$/, '');
  return trimmedSpan(visible, from, from + words.length);
}
