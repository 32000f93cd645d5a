/** How much two texts have in common, by their words. */

/** A text as its words: numbers that stand for words, ascending, with each word's weight. */
export interface WordBag {
  readonly text: string;
  readonly words: readonly number[];
  readonly total: number;
}

/** Turns texts into words and compares them. Made for one alignment; each text is read once. */
export interface Similarities {
  bagOf(text: string): WordBag;
  weightOf(word: number): number;
  /** 0 for nothing in common to 1 for the same words. */
  between(a: WordBag, b: WordBag): number;
}

const wordPattern = /[\p{L}\p{N}]+/gu;
/** Long words say more than short ones, which every sentence shares. */
const fullWeightLength = 6;
/** What a text that was cut in two, or grew at its end, has in common with what it was. */
const beginningScore = 0.9;
const shortTextWords = 3;

function letterPairs(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Sørensen–Dice over pairs of letters: finds TOVE in TOVA where no word is the same. */
function pairSimilarity(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = letterPairs(a);
  let common = 0;
  for (const [pair, count] of letterPairs(b)) common += Math.min(count, pairs.get(pair) ?? 0);
  return (2 * common) / (a.length + b.length - 2);
}

function isBeginning(whole: string, part: string): boolean {
  return part.length > 0 && whole.length > part.length && whole.startsWith(part) && part.length * 8 >= whole.length;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

export function createSimilarities(): Similarities {
  const numbers = new Map<string, number>();
  const weights: number[] = [];
  const bags = new Map<string, WordBag>();

  function numberOf(word: string): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, weights.length);
    weights.push(Math.min(word.length, fullWeightLength) / fullWeightLength);
    return weights.length - 1;
  }

  const weightOf = (word: number): number => weights[word] ?? 0;

  /** Weight of the words that both have, each as often as both have it. */
  function commonWeight(a: readonly number[], b: readonly number[]): number {
    let common = 0;
    let i = 0;
    let j = 0;
    for (let x = a[i], y = b[j]; x !== undefined && y !== undefined; ) {
      if (x === y) {
        common += weightOf(x);
        x = a[++i];
        y = b[++j];
      } else if (x < y) x = a[++i];
      else y = b[++j];
    }
    return common;
  }

  return {
    bagOf(text) {
      const known = bags.get(text);
      if (known) return known;
      const folded = fold(text);
      const words = (folded.match(wordPattern) ?? []).map(numberOf).sort((a, b) => a - b);
      const total = words.reduce((sum, word) => sum + weightOf(word), 0);
      const bag = { text: folded, words, total };
      bags.set(text, bag);
      return bag;
    },
    weightOf,
    between(a, b) {
      if (a.text === b.text) return 1;
      const whole = a.total + b.total;
      const byWords = whole === 0 ? 0 : (2 * commonWeight(a.words, b.words)) / whole;
      const isShort = Math.max(a.words.length, b.words.length) <= shortTextWords;
      const score = isShort ? Math.max(byWords, pairSimilarity(a.text, b.text) * 0.9) : byWords;
      return isBeginning(a.text, b.text) || isBeginning(b.text, a.text) ? Math.max(score, beginningScore) : score;
    },
  };
}
