/** Scene numbers in scene headings: `#27A#` at the end, `27.` at the start, or the same number at both ends. */
import { isSpace, skipSpace } from './lines.ts';

const numberFirst = /^([A-Za-z]{0,2}-?\d[\dA-Za-z.-]{0,9}?)[.):]?\s+/;
const numberFirstReach = 20;

/** A number at the start of a line: `27. ` or `201 `. */
export interface NumberFirst {
  readonly sceneNumber: string;
  /** Covers the white space after it. */
  readonly length: number;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** A cheap test that passes over nearly every line: a digit stands first, or after at most two letters and a dash. */
function mayStartWithNumber(line: string): boolean {
  let at = 0;
  while (at < 2 && isLetter(line.charCodeAt(at))) at++;
  if (line.charCodeAt(at) === 0x2d) at++;
  return isDigit(line.charCodeAt(at));
}

export function findNumberFirst(line: string): NumberFirst | undefined {
  if (!mayStartWithNumber(line)) return undefined;
  const match = numberFirst.exec(line.slice(0, numberFirstReach));
  const sceneNumber = match?.[1];
  if (!match || !sceneNumber) return undefined;
  return { sceneNumber, length: skipSpace(line, match[0].length, line.length) };
}

const numberCharacters = /^[\p{L}\p{N}.-]+$/u;

/** A number at the end of a line. */
export interface NumberLast {
  readonly sceneNumber: string;
  /** Where the heading's text ends. */
  readonly textEnd: number;
}

/**
 * `#27A#` at the end of a heading (https://fountain.io/syntax#section-slug). One or two spaces before it: one belongs to the number, so
 * that a space that is just being typed stays in the text; more are the writer's alignment and belong to the number altogether.
 */
export function findNumberLast(line: string): NumberLast | undefined {
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

/**
 * Where the text ends on a line with its number at both ends, as shooting scripts print it: `27 INT. KÖK - DAG 27`. A single space
 * before the second one is not enough (`27. INT. RUM 27`), unless a time of day is before it: `endsInTime` is asked with the text's end.
 */
export function findSameNumberLast(
  line: string,
  sceneNumber: string,
  endsInTime: (textEnd: number) => boolean,
): number | undefined {
  const trimmed = line.trimEnd();
  const end = trimmed.length - (trimmed.endsWith('.') ? 1 : 0);
  const start = end - sceneNumber.length;
  if (start < 1 || !line.startsWith(sceneNumber, start) || !isSpace(line.charCodeAt(start - 1))) return undefined;
  const textEnd = line.slice(0, start).trimEnd().length;
  const isApart = start - textEnd > 1 || line.charCodeAt(textEnd) === 0x09;
  return isApart || endsInTime(textEnd) ? textEnd : undefined;
}
