import type { Screenplay } from './document.ts';
import { allWords } from './words/allWords.ts';
import { commonWords } from './words/commonWords.ts';

/** Alphabets that nearly give the language away, with the letters that tell the languages of one alphabet apart. */
const alphabets: readonly { readonly language: string; readonly letters: RegExp }[] = [
  { language: 'uk', letters: /[їєґ]/iu },
  { language: 'be', letters: /ў/iu },
  { language: 'ru', letters: /\p{Script=Cyrillic}/u },
  { language: 'el', letters: /\p{Script=Greek}/u },
  { language: 'he', letters: /\p{Script=Hebrew}/u },
  { language: 'fa', letters: /[پچژگ]/u },
  { language: 'ar', letters: /\p{Script=Arabic}/u },
  { language: 'hi', letters: /\p{Script=Devanagari}/u },
  { language: 'ta', letters: /\p{Script=Tamil}/u },
  { language: 'te', letters: /\p{Script=Telugu}/u },
  { language: 'ko', letters: /\p{Script=Hangul}/u },
  { language: 'zh', letters: /\p{Script=Han}/u },
];

const telling: readonly { readonly language: string; readonly letters: RegExp }[] = [
  { language: 'sv', letters: /[äö]/giu },
  { language: 'sv', letters: /å/giu },
  { language: 'da', letters: /[æø]/giu },
  { language: 'da', letters: /å/giu },
  { language: 'nb', letters: /[æø]/giu },
  { language: 'nb', letters: /å/giu },
  { language: 'fi', letters: /[äö]/giu },
  { language: 'fi', letters: /ää|öö|yö|äi|öi|äy/giu },
  { language: 'de', letters: /[äöü]/giu },
  { language: 'de', letters: /ß/giu },
  { language: 'es', letters: /[ñ¿¡]/giu },
  { language: 'pt-BR', letters: /[ãõ]/giu },
  { language: 'pl', letters: /[ąęłżźś]/giu },
  { language: 'hu', letters: /[őű]/giu },
  { language: 'tr', letters: /[ğış]/gu },
  { language: 'ro', letters: /[țș]/giu },
];

/** A letter says less than a word, as names travel. */
const letterWeight = 0.4;
const headingWeight = 2;
const atHomeEverywhere: ReadonlySet<string> = new Set(['INT', 'EXT']);
/** How much of a text is looked at, in UTF-16 code units. */
const enough = 20_000;
/** How many letters of an alphabet make a text one of its. */
const leastShare = 0.3;

function languagesByWord(): ReadonlyMap<string, readonly { readonly language: string; readonly weight: number }[]> {
  const words = new Map<string, { readonly language: string; readonly weight: number }[]>();
  const add = (word: string, language: string, weight: number): void => {
    const entry = words.get(word);
    if (entry) entry.push({ language, weight });
    else words.set(word, [{ language, weight }]);
  };
  for (const [language, list] of Object.entries(commonWords))
    for (const word of list.split(' ')) add(word, language, 1);
  for (const { language, interior, exterior, timesOfDay, transitionEndings } of allWords) {
    if (!Object.hasOwn(commonWords, language)) continue;
    for (const word of [...interior, ...exterior]) {
      if (!atHomeEverywhere.has(word)) add(word.toLowerCase(), language, headingWeight);
    }
    for (const word of timesOfDay) add(word.toLowerCase(), language, headingWeight);
    for (const word of transitionEndings) add(`${word.toLowerCase()}:`, language, headingWeight);
  }
  return words;
}

const byWord = languagesByWord();
const wordPattern = /[\p{L}\p{M}]+(?:['’][\p{L}]+)?:?/gu;

/** What a text tells of its language: its letters, and how much its words and letters speak for each. */
interface Hints {
  readonly letters: number;
  readonly latin: number;
  readonly scores: readonly (readonly [language: string, weight: number])[];
}

function hintsOf(text: string): Hints {
  const words = text.normalize('NFC');
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const scores = new Map<string, number>();
  for (const word of words.toLowerCase().match(wordPattern) ?? []) {
    const entries = byWord.get(word.replace('’', "'")) ?? byWord.get(word.replace(':', '')) ?? [];
    for (const { language, weight } of entries) add(scores, language, weight);
  }
  for (const { language, letters: found } of telling) {
    const count = words.match(found)?.length ?? 0;
    if (count > 0) add(scores, language, count * letterWeight);
  }
  return { letters, latin, scores: [...scores] };
}

function add(scores: Map<string, number>, language: string, weight: number): void {
  scores.set(language, (scores.get(language) ?? 0) + weight);
}

function languageByHints(texts: readonly string[], hints: readonly Hints[]): string | undefined {
  const letters = hints.reduce((sum, each) => sum + each.letters, 0);
  const latin = hints.reduce((sum, each) => sum + each.latin, 0);
  if (letters > 0 && latin <= letters * (1 - leastShare)) {
    return alphabets.find((alphabet) => texts.some((text) => alphabet.letters.test(text.normalize('NFC'))))?.language;
  }
  const scores = new Map<string, number>();
  for (const each of hints) for (const [language, weight] of each.scores) add(scores, language, weight);
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  return best && best[1] > (second?.[1] ?? 0) ? best[0] : undefined;
}

/**
 * The language that a text is written in, as BCP 47 (`sv`, `en`, …), by its common words, its times of day and its letters.
 * Undefined when nothing tells, or two languages are equally likely. Best with a scene or more; a long line will often do.
 */
export function languageOfText(text: string): string | undefined {
  const words = text.slice(0, enough);
  return languageByHints([words], [hintsOf(words)]);
}

type Script = Pick<Screenplay, 'elements'>;

/** The language that most of a script's action and dialogue is written in, as BCP 47; undefined when nothing tells. */
export function languageOf(script: Script): string | undefined {
  return createLanguageFinder()(script);
}

/** {@link languageOf} for one script again and again: what its lines tell is remembered, so that a keystroke costs one line's reading. */
export function createLanguageFinder(): (script: Script) => string | undefined {
  let known: ReadonlyMap<string, Hints> = new Map();
  return (script) => {
    const read = new Map<string, Hints>();
    const texts = tellingTexts(script);
    const hints = texts.map((text) => {
      const found = read.get(text) ?? known.get(text) ?? hintsOf(text);
      read.set(text, found);
      return found;
    });
    known = read;
    return languageByHints(texts, hints);
  };
}

/** The first elements that are written in the script's language, as many as are enough. */
function tellingTexts({ elements }: Script): readonly string[] {
  const texts: string[] = [];
  let length = 0;
  for (const { type, text } of elements) {
    if (length >= enough) break;
    if (type !== 'action' && type !== 'dialogue' && type !== 'sceneHeading' && type !== 'transition') continue;
    texts.push(text.slice(0, enough - length));
    length += text.length;
  }
  return texts;
}
