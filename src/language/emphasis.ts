/**
 * Emphasis marks (https://fountain.io/syntax#section-emphasis): `*italic*`, `**bold**`, `***both***`, `_underlined_`, one within another,
 * never across a line break; a backslash takes a mark's meaning away.
 */
import { createHiddenText } from './hiddenText.ts';

export type EmphasisKind = 'italic' | 'bold' | 'boldItalic' | 'underline';

/** Emphasised words with the marks around them, half-open UTF-16 offsets. How long the marks are is told by {@link markLengths}. */
export interface EmphasisRange {
  readonly start: number;
  readonly end: number;
  readonly kind: EmphasisKind;
}

/** UTF-16 code units of each of the two marks. */
export const markLengths: Readonly<Record<EmphasisKind, number>> = { italic: 1, bold: 2, boldItalic: 3, underline: 1 };

interface MarkRun {
  readonly start: number;
  readonly length: number;
  readonly isStar: boolean;
  readonly mayOpen: boolean;
  readonly mayClose: boolean;
}

const longestRun = 3;

function isWordCharacter(character: string): boolean {
  return /^[\p{L}\p{N}]/u.test(character);
}

/** A mark opens before a word and closes after one; `_` within a word is none, nor is a run of more than three stars or one line. */
function markRun(text: string, start: number, end: number): MarkRun | undefined {
  const isStar = text.charCodeAt(start) === 0x2a;
  const length = end - start;
  if (length > (isStar ? longestRun : 1)) return undefined;
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (!isStar && isWordCharacter(before) && isWordCharacter(after)) return undefined;
  return { start, length, isStar, mayOpen: after.trim() !== '', mayClose: before.trim() !== '' };
}

/** Openers that wait for their end, by the length of the run; the last one closes first. */
interface Waiting {
  readonly lines: MarkRun[];
  readonly stars: readonly [MarkRun[], MarkRun[], MarkRun[]];
}

function startWaiting(): Waiting {
  return { lines: [], stars: [[], [], []] };
}

type Found = (kind: EmphasisKind, start: number, end: number) => void;

/** `***a** b*`: the inner of the three stars go with what closes first. */
function closeHalf(length: 1 | 2, run: MarkRun, { stars: [ones, twos, threes] }: Waiting, found: Found): boolean {
  const kind = length === 1 ? 'italic' : 'bold';
  const opener = (length === 1 ? ones : twos).pop();
  const whole = opener ? undefined : threes.pop();
  if (opener) found(kind, opener.start, run.start + length);
  if (whole) {
    found(kind, whole.start + longestRun - length, run.start + length);
    (length === 1 ? twos : ones).push({ ...whole, length: longestRun - length });
  }
  return opener !== undefined || whole !== undefined;
}

/** `**a *b***`: three stars close both, the later one first. */
function closeBoth(run: MarkRun, { stars: [ones, twos, threes] }: Waiting, found: Found): boolean {
  const whole = threes.pop();
  if (whole) {
    found('boldItalic', whole.start, run.start + longestRun);
    return true;
  }
  const one = ones.pop();
  const two = twos.pop();
  const isOneInner = one && two && one.start > two.start;
  if (one) found('italic', one.start, run.start + (!two || isOneInner ? 1 : longestRun));
  if (two) found('bold', two.start, run.start + (one && isOneInner ? longestRun : 2));
  return one !== undefined || two !== undefined;
}

function close(run: MarkRun, waiting: Waiting, found: Found): boolean {
  if (!run.isStar) {
    const opener = waiting.lines.pop();
    if (opener) found('underline', opener.start, run.start + 1);
    return opener !== undefined;
  }
  if (run.length === longestRun) return closeBoth(run, waiting, found);
  return closeHalf(run.length === 1 ? 1 : 2, run, waiting, found);
}

function take(run: MarkRun, waiting: Waiting, found: Found): void {
  if (run.mayClose && close(run, waiting, found)) return;
  if (!run.mayOpen) return;
  if (run.isStar) waiting.stars[run.length - 1]?.push(run);
  else waiting.lines.push(run);
}

const pieces = /\\.|\*+|_+|[\r\n]/gs;

/** Finds emphasis between two offsets, which are places where no emphasis is open. */
function findIn(text: string, from: number, end: number, waiting: Waiting, found: Found): Waiting {
  let open = waiting;
  for (const { 0: piece, index } of text.slice(from, end).matchAll(pieces)) {
    if (piece.startsWith('\\')) continue;
    if (piece === '\n' || piece === '\r') {
      open = startWaiting();
      continue;
    }
    const run = markRun(text, from + index, from + index + piece.length);
    if (run) take(run, open, found);
  }
  return open;
}

/**
 * Where a text is emphasised, ordered by start, the longer first. Ranges may lie within each other, or overlap where a writer crosses
 * marks. A mark that is never closed on its line is none, nor is one inside a note or boneyard. Linear in the text's length.
 */
export function emphasisRanges(text: string): readonly EmphasisRange[] {
  const ranges: EmphasisRange[] = [];
  if (!/[*_]/.test(text)) return ranges;
  const found: Found = (kind, start, end) => {
    ranges.push({ start, end, kind });
  };
  const hidden = createHiddenText(text);
  let waiting = startWaiting();
  let at = 0;
  for (let span = hidden.first(0, text.length); span; span = hidden.first(at, text.length)) {
    waiting = findIn(text, at, span.start, waiting, found);
    if (text.slice(span.start, span.end).includes('\n')) waiting = startWaiting();
    at = span.end;
  }
  findIn(text, at, text.length, waiting, found);
  return ranges.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The text as it is read, without emphasis marks and the backslashes before marks that are meant. */
export function withoutEmphasis(text: string): string {
  if (!/[*_\\]/.test(text)) return text;
  const cuts = emphasisRanges(text).flatMap(({ start, end, kind }) => [
    { at: start, length: markLengths[kind] },
    { at: end - markLengths[kind], length: markLengths[kind] },
  ]);
  let plain = '';
  let from = 0;
  for (const { at, length } of cuts.sort((a, b) => a.at - b.at)) {
    plain += text.slice(from, at);
    from = at + length;
  }
  return (plain + text.slice(from)).replace(/\\([*_\\])/g, '$1');
}
