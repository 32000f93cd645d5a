/** Three-way merge of one element's text: what either side typed survives. */

/** Where two texts differ: `a.slice(start, aEnd)` stands where `b.slice(start, bEnd)` stands. Never splits a surrogate pair. */
export interface ChangedRange {
  readonly start: number;
  readonly aEnd: number;
  readonly bEnd: number;
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** Long texts are compared in pieces of these lengths first: comparing slices is many times faster than comparing characters. */
const pieceLengths = [16_384, 512] as const;

function commonStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  for (const length of pieceLengths)
    while (at + length <= shorter && a.slice(at, at + length) === b.slice(at, at + length)) at += length;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonEnd(a: string, b: string, most: number): number {
  const piece = (text: string, tail: number, length: number) =>
    text.slice(text.length - tail - length, text.length - tail);
  let tail = 0;
  for (const length of pieceLengths)
    while (tail + length <= most && piece(a, tail, length) === piece(b, tail, length)) tail += length;
  while (tail < most && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return tail;
}

/** The range left over when the common beginning and end are trimmed; empty in both when the texts are equal. */
export function changedRange(a: string, b: string): ChangedRange {
  let start = commonStart(a, b);
  if (start > 0 && start < Math.max(a.length, b.length) && isHighSurrogate(a.charCodeAt(start - 1))) start--;
  let tail = commonEnd(a, b, Math.min(a.length, b.length) - start);
  if (tail > 0 && isLowSurrogate(a.charCodeAt(a.length - tail))) tail--;
  return { start, aEnd: a.length - tail, bEnd: b.length - tail };
}

/** What becomes of the same words that both sides rewrote. */
type Keep = (their: string, my: string) => string;

/** True when both rewrote the same words of `base` otherwise, so that {@link mergeText} would put one version beside the other. */
export function isRewrittenByBoth(base: string, mine: string, theirs: string): boolean {
  if (base.trim() === '') return mine.trim() !== '' && theirs.trim() !== '' && mine !== theirs;
  let both = false;
  mergeWith(base, mine, theirs, (their, my) => {
    both ||= their.trim() !== '' && my.trim() !== '';
    return their;
  });
  return both;
}

/**
 * Merges two rewritings of `base`. Changes that lie apart are both made; two insertions at one place stand as theirs, then mine;
 * overlapping changes are merged word by word, and where both rewrote the same words both versions stay, theirs first.
 */
export function mergeText(base: string, mine: string, theirs: string): string {
  return mergeWith(base, mine, theirs, keepBoth);
}

function mergeWith(base: string, mine: string, theirs: string, keep: Keep): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const my = changedRange(base, mine);
  const their = changedRange(base, theirs);
  const myText = mine.slice(my.start, my.bEnd);
  const theirText = theirs.slice(their.start, their.bEnd);
  if (my.start === my.aEnd && their.start === their.aEnd && my.start === their.start) {
    return base.slice(0, my.start) + theirText + myText + base.slice(my.start);
  }
  if (my.aEnd < their.start) {
    return base.slice(0, my.start) + myText + base.slice(my.aEnd, their.start) + theirText + base.slice(their.aEnd);
  }
  if (their.aEnd < my.start) {
    return base.slice(0, their.start) + theirText + base.slice(their.aEnd, my.start) + myText + base.slice(my.aEnd);
  }
  return mergeWords(base, mine, theirs, keep);
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\s]/gu) ?? [];

/** Above this many word pairs the table of common words would cost too much; both versions are then kept whole. */
const MAX_WORD_PAIRS = 4_000_000;

function mergeWords(baseText: string, mineText: string, theirsText: string, keep: Keep): string {
  const base = wordsOf(baseText);
  const mine = wordsOf(mineText);
  const theirs = wordsOf(theirsText);
  if (base.length * Math.max(mine.length, theirs.length) > MAX_WORD_PAIRS) return keep(theirsText, mineText);
  const inMine = commonWords(base, mine);
  const inTheirs = commonWords(base, theirs);
  let merged = '';
  let b = 0;
  let m = 0;
  let t = 0;
  const takeUntil = (bEnd: number, mEnd: number, tEnd: number) => {
    merged += mergeChunk(base.slice(b, bEnd), mine.slice(m, mEnd), theirs.slice(t, tEnd), keep);
  };
  base.forEach((word, index) => {
    const mineAt = inMine[index] ?? -1;
    const theirsAt = inTheirs[index] ?? -1;
    if (mineAt < 0 || theirsAt < 0) return;
    takeUntil(index, mineAt, theirsAt);
    merged += word;
    b = index + 1;
    m = mineAt + 1;
    t = theirsAt + 1;
  });
  takeUntil(base.length, mine.length, theirs.length);
  return merged;
}

type Words = readonly string[];

/** A run of words that has nothing in common on all three sides. */
function mergeChunk(was: Words, my: Words, their: Words, keep: Keep): string {
  const [wasText, myText, theirText] = [was.join(''), my.join(''), their.join('')];
  if (myText === wasText || myText === theirText) return theirText;
  if (theirText === wasText) return myText;
  // Who only took words away loses nothing when the other's new words stand alone; kept whole, the rest would be there twice after a split.
  if (isPartOf(my, was)) return additions(was, their);
  if (isPartOf(their, was)) return additions(was, my);
  return keep(theirText, myText);
}

/** True when `part` is `whole` with words taken out. */
function isPartOf(part: Words, whole: Words): boolean {
  let at = 0;
  for (const word of whole) if (word === part[at]) at++;
  return at === part.length;
}

/** The words that `changed` has and `was` has not, with the white space around them. */
function additions(was: Words, changed: Words): string {
  const kept = new Set(commonWords(was, changed));
  return changed.filter((_, index) => !kept.has(index)).join('');
}

/** Two versions of the same words side by side, with a space where two words would run together. */
function keepBoth(their: string, my: string): string {
  const runTogether = /[\p{L}\p{M}\p{N}]$/u.test(their) && /^[\p{L}\p{N}]/u.test(my);
  return runTogether ? `${their} ${my}` : their + my;
}

/** For each word of `a` the index of its partner in `b`, -1 without one: a longest common subsequence. */
function commonWords(a: readonly string[], b: readonly string[]): Int32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const partners = new Int32Array(a.length).fill(-1);
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) partners[i++] = j++;
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++;
    else j++;
  }
  return partners;
}
