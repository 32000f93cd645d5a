/** Scene numbers: `27`, `15A`, `A15`. How they are ordered, where they stand in a heading, and which fit between two others. */
import type { Element, Screenplay } from './document.ts';
import { readHeading } from './headings.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** A scene number taken apart. `A15B` has the base 15, the suffix B and the prefix A. Letters are capitals. */
export interface SceneNumber {
  readonly base: number;
  readonly suffix: string;
  /** A letter before the number says that the scene stands before it: A15 comes before 15. */
  readonly prefix: string;
}

/** How a script writes its numbers: `27. INT. …` with what stands after the number, or `INT. … #27#`. */
export type NumberForm = { readonly place: 'first'; readonly after: string } | { readonly place: 'last' };

/** Half-open offsets. */
interface Place {
  readonly start: number;
  readonly end: number;
}

const simple = /^(\p{L}{0,3})(\d{1,9})-?(\p{L}{0,6})$/u;
const numberFirst = /^(\s*)([A-Za-z]{0,2}-?\d[\dA-Za-z.-]{0,9}?)([.):]?\s+)/;
const numberCharacters = /^[\p{L}\p{N}.-]+$/u;

/** Undefined for numbers whose order is not certain, such as `I-1-A` and `12.1`. */
export function parseSceneNumber(text: string): SceneNumber | undefined {
  if (isPlainNumber(text)) return { base: Number(text), suffix: '', prefix: '' };
  const match = simple.exec(text.trim());
  if (!match?.[2]) return undefined;
  return { base: Number(match[2]), suffix: upper(match[3]), prefix: upper(match[1]) };
}

/** As most are: up to nine digits. */
function isPlainNumber(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length > 0 && text.length <= 9;
}

function upper(letters: string | undefined): string {
  return (letters ?? '').toUpperCase();
}

/** `A15B`, as it is written. */
export function formatSceneNumber({ base, suffix, prefix }: SceneNumber): string {
  return `${prefix}${base}${suffix}`;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Negative when `a` comes before `b`: A15, 15, A15A, 15A, 15AA, 15B, 16. */
export function compareSceneNumbers(a: SceneNumber, b: SceneNumber): number {
  if (a.base !== b.base) return a.base - b.base;
  if (a.suffix !== b.suffix) return compareText(a.suffix, b.suffix);
  if (a.prefix === '' || b.prefix === '') return compareText(b.prefix, a.prefix);
  return compareText(a.prefix, b.prefix);
}

/** Where the number stands in the source of a heading, offsets into the source; undefined without one. */
export function findNumberIn(source: string, words?: WordIndex): Place | undefined {
  const found = findNumberLast(source) ?? findNumberFirst(source, words);
  return found && { start: found.start, end: found.end };
}

function findNumberLast(source: string): Place | undefined {
  const end = source.trimEnd().length - 1;
  const open = source.charAt(end) === '#' ? source.lastIndexOf('#', end - 1) : -1;
  if (open === -1 || !numberCharacters.test(source.slice(open + 1, end))) return undefined;
  return { start: open + 1, end };
}

function findNumberFirst(
  source: string,
  words: WordIndex | undefined,
): (Place & { readonly length: number; readonly after: string }) | undefined {
  const match = numberFirst.exec(source);
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) return undefined;
  if (!readHeading(source.trimStart(), undefined, words)) return undefined;
  const start = match[1].length;
  return { start, end: start + match[2].length, length: match[0].length, after: match[3] };
}

/** A heading's source without its number, on both sides. */
export function withoutSceneNumber(source: string, words?: WordIndex): string {
  const last = findNumberLast(source);
  const bare = last ? source.slice(0, last.start - 1).trimEnd() : source;
  const first = findNumberFirst(bare, words);
  return first ? bare.slice(0, first.start) + bare.slice(first.length) : bare;
}

/** A heading's source with another number, in the form that its number has; without one, in `form`. */
export function withSceneNumber(source: string, number: string, form: NumberForm, words?: WordIndex): string {
  const place = findNumberIn(source, words);
  if (place) return source.slice(0, place.start) + number + source.slice(place.end);
  const atEnd = `${source.trimEnd()} #${number}#`;
  if (form.place === 'last') return atEnd;
  const indent = source.length - source.trimStart().length;
  const line = `${number}${form.after}${source.slice(indent)}`;
  return readHeading(line, undefined, words)?.heading.sceneNumber === number ? source.slice(0, indent) + line : atEnd;
}

/** The form that most of a script's numbers have; without any, first in Swedish, whose habit it is, else last as in Fountain. */
export function numberFormOf({ source, elements, words }: Screenplay, language: string | undefined): NumberForm {
  const afters: string[] = [];
  let last = 0;
  for (const element of elements) {
    if (element.heading?.sceneNumber === undefined) continue;
    const heading = source.slice(element.start, element.end);
    if (findNumberLast(heading)) last++;
    else afters.push(findNumberFirst(heading, words)?.after ?? ' ');
  }
  if (last + afters.length === 0) return language === 'sv' ? { place: 'first', after: '. ' } : { place: 'last' };
  if (last >= afters.length) return { place: 'last' };
  const spaced = afters.filter((after) => after === ' ').length;
  return { place: 'first', after: spaced * 2 >= afters.length ? ' ' : (afters.find((after) => after !== ' ') ?? '. ') };
}

/** A heading that is numbered where scenes are: one with INT or EXT, or any that has a number already. */
export function isNumberable({ heading }: Element): boolean {
  return heading !== undefined && (heading.intExt !== undefined || heading.sceneNumber !== undefined);
}

/** Letters that are not mistaken for digits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Numbers for `count` scenes between two others, in order: 15A, 15B … between 15 and 16; A15A before 15A; A1 before 1; 16, 17 … after the
 * last. Fewer than asked for when the letters do not go round; none is in `taken` (in capitals).
 */
export function numbersBetween(
  before: SceneNumber | undefined,
  after: SceneNumber | undefined,
  count: number,
  taken: ReadonlySet<string> = new Set(),
): readonly string[] {
  const found: SceneNumber[] = [];
  for (const candidate of candidatesBetween(before, after, count + taken.size)) {
    if (found.length === count) break;
    const low = found.at(-1) ?? before;
    const fits =
      (!low || compareSceneNumbers(low, candidate) < 0) && (!after || compareSceneNumbers(candidate, after) < 0);
    if (fits && !taken.has(formatSceneNumber(candidate))) found.push(candidate);
  }
  return found.map(formatSceneNumber);
}

function* candidatesBetween(
  before: SceneNumber | undefined,
  after: SceneNumber | undefined,
  most: number,
): Generator<SceneNumber> {
  if (!after) {
    const from = (before?.base ?? 0) + 1;
    for (let base = from; base < from + most; base++) yield { base, suffix: '', prefix: '' };
    return;
  }
  if (before) {
    for (const letter of suffixesOf(before.suffix)) yield { base: before.base, suffix: letter, prefix: '' };
    for (const letter of letters) yield { base: before.base, suffix: before.suffix + letter, prefix: '' };
  }
  for (const letter of letters) yield { ...after, prefix: letter };
  for (const letter of letters) yield { ...after, prefix: after.prefix + letter };
}

/** The letters that follow a suffix of one letter, and all of them after none: A, B … and, once they are used up, ZA, ZB … */
function* suffixesOf(suffix: string): Generator<string> {
  const stem = suffix.slice(0, -1);
  for (const letter of letters) if (letter > suffix.slice(-1)) yield stem + letter;
  for (const letter of letters) yield `${stem}Z${letter}`;
}
