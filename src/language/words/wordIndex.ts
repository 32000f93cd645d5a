/** What the words of the languages, and a writer's own, mean to a line: made once for each way of reading. */
import type { ExtraWords, ParseOptions } from '../parseOptions.ts';
import { allWords } from './allWords.ts';
import { english } from './english.ts';
import { findScriptWords } from './findScriptWords.ts';
import type { ScriptWords } from './scriptWords.ts';

export type Side = 'INT' | 'EXT';

/** A word that opens a heading. */
export interface PrefixWord {
  readonly side: Side;
  /**
   * What it needs to be believed. `fountain`: a dot or a space, in any case. `capitals`: a dot, or a line of capitals. `dot`: a dot; the
   * word is of another language than the script's, or an ordinary word.
   */
  readonly trust: 'fountain' | 'capitals' | 'dot';
  /** One of the writer's own: an ordinary word perhaps, so that a dot alone is not enough. */
  readonly isOwn: boolean;
}

/** Everything in capitals and NFC, without the dot or colon that may follow. */
export interface WordIndex {
  readonly prefixes: ReadonlyMap<string, PrefixWord>;
  /** The writer's own prefixes that are no single word of letters, the longest first. */
  readonly phrasePrefixes: readonly string[];
  /** The first two UTF-16 code units that a prefix may have, in any case, composed or not: first → second. */
  readonly openings: ReadonlyMap<number, ReadonlySet<number>>;
  /** In UTF-16 code units, composed. */
  readonly longestPrefix: number;
  readonly timesOfDay: ReadonlySet<string>;
  /** Times of day that are believed with nothing but a space before them: `CAR MOMENTS LATER`. */
  readonly sureTimesOfDay: ReadonlySet<string>;
  readonly transitions: ReadonlySet<string>;
  /** The writer's own: these need no colon. */
  readonly ownTransitions: ReadonlySet<string>;
  readonly transitionEndings: ReadonlySet<string>;
}

/** Half of `I/E`; never a prefix alone. */
export const prefixHalves: Readonly<Record<string, Side>> = { I: 'INT', E: 'EXT' };

const fountainWords: Readonly<Record<string, Side>> = { INT: 'INT', EXT: 'EXT', EST: 'EXT' };
/** Words elsewhere, `PLAN A:` or `WHAT TO DO:`: believed only in a language that is set. */
const commonEndings: ReadonlySet<string> = new Set(['A', 'À', 'DO', 'NA']);
/** Names or words elsewhere: `THE HOUSE OF DAN`, `PATIO ESTE`. */
const commonTimes: ReadonlySet<string> = new Set(['ALBA', 'DAG', 'DAN', 'ESTE', 'NIT', 'RANO', 'SERA', 'TARDE', 'ZI']);

/** How a word is looked up. */
export function indexedWord(word: string): string {
  return word.trim().toUpperCase().normalize('NFC');
}

function ownWords(words: readonly string[] | undefined): readonly string[] {
  return (words ?? []).map((word) => indexedWord(word).replace(/\s*[.:：]+$/u, '')).filter((word) => word !== '');
}

/** The languages whose words are believed: all, or the one that is set and English, which is at home everywhere. */
function believed(language: string | undefined): readonly ScriptWords[] {
  const set = language === undefined || language === 'auto' ? undefined : findScriptWords(language);
  return set ? [set, english] : allWords;
}

function isOneWord(word: string): boolean {
  return /^[\p{L}\p{M}]+$/u.test(word);
}

function prefixWords(sure: readonly ScriptWords[], own: ExtraWords): ReadonlyMap<string, PrefixWord> {
  const words = new Map<string, PrefixWord>();
  const add = (list: readonly string[], side: Side, trust: PrefixWord['trust'], isOwn = false): void => {
    for (const word of list) words.set(word, { side, trust, isOwn });
  };
  for (const language of [...allWords, ...sure]) {
    const trust = sure.includes(language) ? 'capitals' : 'dot';
    add([...language.interior, ...(language.alsoRead?.interior ?? [])], 'INT', trust);
    add([...language.exterior, ...(language.alsoRead?.exterior ?? [])], 'EXT', trust);
  }
  add(ownWords(own.interior), 'INT', 'capitals', true);
  add(ownWords(own.exterior), 'EXT', 'capitals', true);
  const isSet = sure.length < allWords.length;
  const ordinary = new Set(isSet ? sure.flatMap((language) => language.ordinaryPrefixes ?? []) : []);
  for (const [word, side] of Object.entries(fountainWords)) {
    words.set(word, { side, trust: ordinary.has(word) ? 'capitals' : 'fountain', isOwn: false });
  }
  return words;
}

/** What may follow a prefix of one letter: a dot, a slash, or white space before a slash. */
const afterLetter: readonly number[] = ['.', '/', ' ', '\t', '\u00a0'].map((character) => character.charCodeAt(0));

function openingsOf(words: Iterable<string>): ReadonlyMap<number, ReadonlySet<number>> {
  const openings = new Map<number, Set<number>>();
  const add = (first: number, seconds: readonly number[]): void => {
    const known = openings.get(first) ?? new Set();
    for (const second of seconds) known.add(second);
    openings.set(first, known);
  };
  for (const word of words) {
    for (const small of [word.toLowerCase(), word.toLowerCase().normalize('NFD')]) {
      for (const capital of [word, word.normalize('NFD')]) {
        const seconds = word.length === 1 ? afterLetter : [small.charCodeAt(1), capital.charCodeAt(1)];
        add(small.charCodeAt(0), seconds);
        add(capital.charCodeAt(0), seconds);
      }
    }
  }
  return openings;
}

function timesOf(languages: readonly ScriptWords[]): readonly string[] {
  return languages.flatMap(({ timesOfDay, alsoRead }) => [...timesOfDay, ...(alsoRead?.timesOfDay ?? [])]);
}

function withoutColon(transition: string): string {
  return transition.replace(/\s*[:：]$/u, '');
}

/** Looks up the words for one way of reading; takes about as long as reading a page, so keep it. */
export function createWordIndex({ language, extraWords = {} }: ParseOptions = {}): WordIndex {
  const sure = believed(language);
  const isSet = sure.length < allWords.length;
  const prefixes = prefixWords(sure, extraWords);
  const ownTimes = ownWords(extraWords.times);
  const sureTimes = timesOf(sure).filter((time) => isSet || !commonTimes.has(time));
  const endings = sure.flatMap((words) => words.transitionEndings);
  return {
    prefixes,
    phrasePrefixes: [...prefixes.keys()].filter((word) => !isOneWord(word)).sort((a, b) => b.length - a.length),
    openings: openingsOf([...prefixes.keys(), ...Object.keys(prefixHalves)]),
    longestPrefix: Math.max(...[...prefixes.keys()].map((word) => word.length)),
    timesOfDay: new Set([...timesOf(allWords), ...ownTimes]),
    sureTimesOfDay: new Set([...sureTimes, ...ownTimes]),
    transitions: new Set(
      allWords.flatMap((words) => [...words.transitions, ...(words.alsoRead?.transitions ?? [])]).map(withoutColon),
    ),
    ownTransitions: new Set(ownWords(extraWords.transitions)),
    transitionEndings: new Set(endings.filter((ending) => isSet || !commonEndings.has(ending))),
  };
}

/** Whether options say nothing that a script is not read with anyway. */
function isUsual({ language, extraWords = {} }: ParseOptions): boolean {
  const isKnown = language !== undefined && findScriptWords(language) !== undefined;
  return !isKnown && Object.values(extraWords).every((words) => words.length === 0);
}

/** Looks up the words for settings, the same settings once; undefined when they are every language's. */
export function createWordLookup(): (options: ParseOptions) => WordIndex | undefined {
  const known = new Map<string, WordIndex>();
  return (options) => {
    if (isUsual(options)) return undefined;
    const key = JSON.stringify([options.language, options.extraWords]);
    const words = known.get(key) ?? createWordIndex(options);
    known.set(key, words);
    return words;
  };
}

/** For a script whose language is not known. */
export const anyLanguage: WordIndex = createWordIndex();
