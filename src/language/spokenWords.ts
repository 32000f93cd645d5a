/** Where the words that a voice says stand in the text that it was given. */

/** A word by its place: UTF-16 offsets, half-open. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** What is written within a line and never said: directions, notes, boneyards. */
const unspoken = /\([^()]*\)|\[\[[\s\S]*?\]\]|\/\*[\s\S]*?\*\//g;
const wordPattern = /[\p{L}\p{M}\p{N}'’]+/gu;
/** Texts with more words than this are matched from the front only: the whole comparison grows with the square. */
const mostWords = 600;

function wordsOf(text: string): readonly (WordSpan & { readonly word: string })[] {
  return [...text.matchAll(wordPattern)].map(({ index, 0: word }) => {
    return { start: index, end: index + word.length, word: word.normalize('NFC') };
  });
}

/**
 * For each word of `spoken` (a text without directions, notes and marks, see `spokenText`) its place in `text`, that it was made from;
 * undefined for one that is not found. Words keep their order, and as many as can be are found.
 */
export function placeSpokenWords(spoken: string, text: string): (span: WordSpan) => WordSpan | undefined {
  const said = wordsOf(spoken);
  const written = wordsOf(text.replace(unspoken, (hidden) => ' '.repeat(hidden.length)));
  const partner = pairs(
    said.map(({ word }) => word),
    written.map(({ word }) => word),
  );
  return ({ start, end }) => {
    const from = said.findIndex((word) => word.end > start);
    const to = said.findLastIndex((word) => word.start < end);
    const first = written[partner[from] ?? -1];
    const last = written[partner[to] ?? -1];
    return from > to || !first || !last ? undefined : { start: first.start, end: last.end };
  };
}

/** For each word of `a` the index of its partner in `b` in a longest common subsequence. */
function pairs(a: readonly string[], b: readonly string[]): readonly (number | undefined)[] {
  return Math.max(a.length, b.length) > mostWords ? pairsInOrder(a, b) : longestPairs(a, b);
}

function pairsInOrder(a: readonly string[], b: readonly string[]): readonly (number | undefined)[] {
  let at = 0;
  return a.map((word) => {
    const found = b.indexOf(word, at);
    if (found === -1) return undefined;
    at = found + 1;
    return found;
  });
}

function longestPairs(a: readonly string[], b: readonly string[]): readonly (number | undefined)[] {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const partners: (number | undefined)[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    // A word that the longest chain does without has no partner; the chain goes on at the next.
    while (j < b.length && a[i] !== b[j] && at(i, j + 1) === at(i, j)) j++;
    if (j < b.length && a[i] === b[j]) partners.push(j++);
    else partners.push(undefined);
  }
  return partners;
}
