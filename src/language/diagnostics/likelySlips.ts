/** Names that are most likely another name, written wrongly once. */
import type { Element } from '../document.ts';

/** Endings that make another word of a word: plurals, definite forms, names of women and men. */
const endings = new Set('A E I N R S T Y O AR EN ER ES ET IN NA NE OR RA ON AN EL LE IE KA SS NN'.split(' '));
const leastLetters = 4;
const leastLettersOfTwo = 10;
/** UTF-16 code units; what is longer is no name. */
const longestName = 60;
/** Comparisons of two names; a text with so many names has no cast. */
const mostComparisons = 250_000;

/** How often a name must stand, and how often at most its slip. */
export interface SlipLimits {
  readonly leastCommon: number;
  readonly mostRare: number;
  /** How many times as often the name stands as its slip. */
  readonly timesAsOften: number;
}

/**
 * The slips among names and the names that are likely meant, by their folded spelling. `counts` holds folded names and how often each
 * stands. A name that the script's other words use too is meant.
 */
export function findSlips(
  counts: ReadonlyMap<string, number>,
  limits: SlipLimits,
  isUsedElsewhere: (word: string) => boolean,
): ReadonlyMap<string, string> {
  const names = [...counts].filter(([name]) => name.length <= longestName);
  const rare = names.filter(([, count]) => count <= limits.mostRare);
  const common = names.filter(([, count]) => count >= limits.leastCommon).sort(([, a], [, b]) => b - a);
  const slips = new Map<string, string>();
  if (rare.length * common.length > mostComparisons) return slips;
  for (const [name, count] of rare) {
    const meant = common.find(
      ([other, often]) => often >= count * limits.timesAsOften && isLikelySlip(name, other),
    )?.[0];
    if (meant !== undefined && !isMeant(name, meant, isUsedElsewhere)) slips.set(name, meant);
  }
  return slips;
}

/** The words that make the difference stand in the script's other lines too. */
function isMeant(name: string, other: string, isUsedElsewhere: (word: string) => boolean): boolean {
  const others = new Set(wordsOfName(other));
  const own = wordsOfName(name).filter((word) => !others.has(word));
  return own.length > 0 && own.every(isUsedElsewhere);
}

/** Tells whether a folded word stands in an element's text; reads the texts once, when it is first asked. */
export function createWordSearch(elements: readonly Element[], isSearched: (element: Element) => boolean) {
  let known: ReadonlySet<string> | undefined;
  return (word: string): boolean => {
    known ??= new Set(elements.filter(isSearched).flatMap(({ text }) => wordsOfName(foldName(text))));
    return known.has(word);
  };
}

/** One spelling for comparing: capitals, single spaces, composed accents. */
export function foldName(name: string): string {
  return name.normalize('NFC').toUpperCase().replace(/\s+/g, ' ').trim();
}

/** {@link foldName} for the many cues and headings of a script, in which the same few names stand again and again. */
export function createNameFolder(): (name: string) => string {
  const folded = new Map<string, string>();
  return (name) => {
    const found = folded.get(name) ?? foldName(name);
    folded.set(name, found);
    return found;
  };
}

/** The words of a folded name: letters and digits. */
export function wordsOfName(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * Whether `rare` is likely a slip of the fingers for `common`; both folded. True for TOMY and TMOMY beside TOMMY, ASA beside ÅSA, DR LIND
 * beside DR. LIND. False for what people and places are really called beside each other: HANNA and SANNA, MARIA and MARIO, POJKE and
 * POJKEN, MAN 1 and MAN 2, ANDERSSON and ANDERSEN.
 */
export function isLikelySlip(rare: string, common: string): boolean {
  if (rare === common) return false;
  const a = wordsOfName(rare);
  const b = wordsOfName(common);
  if (a.join('') === b.join('')) return a.join('').length >= leastLetters;
  if (a.length !== b.length) return false;
  const different = a.flatMap((word, index) => (word === b[index] ? [] : [[word, b[index] ?? ''] as const]));
  const [pair] = different;
  return different.length === 1 && pair !== undefined && isSlipOfWord(pair[0], pair[1]);
}

function isSlipOfWord(rare: string, common: string): boolean {
  if (/\p{N}/u.test(rare + common)) return false;
  if (rare === withoutAccents(common)) return true;
  if (withoutAccents(rare) === withoutAccents(common)) return false;
  const shorter = Math.min(rare.length, common.length);
  if (shorter < leastLetters || !startsAlike(rare, common) || isOtherForm(rare, common)) return false;
  const most = shorter >= leastLettersOfTwo ? 2 : 1;
  return editDistance(rare, common, most) <= most;
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Names differ in their first letter much more often than slips do, apart from two letters that changed places. */
function startsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

function isOtherForm(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  const isEnding = (rest: string) => rest === '' || endings.has(rest);
  return isEnding(restA) && isEnding(restB) && !isDoubled(a, b);
}

/** TOMMYY for TOMMY. */
function isDoubled(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long === short + short.slice(-1);
}

/**
 * How many letters must be put in, left out, changed, or swapped with their neighbour to make one word the other (optimal string
 * alignment); any number above `most` stands for more.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
