import type { Screenplay } from '../document.ts';
import type { PaperSize } from '../pageLines.ts';
import { parseLike, type ReadWith, reparse } from '../parse.ts';
import { createLanguageFinder, languageOf } from '../scriptLanguage.ts';
import { elementSeconds, pageEighths, printedLines } from '../timing.ts';
import type { WordIndex } from '../words/wordIndex.ts';
import { rememberEach } from './changedElements.ts';
import { type Enclosure, findEnclosures } from './enclosures.ts';
import { createSceneSeconds } from './sceneSeconds.ts';

/** Half-open UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One version of one script's text, with what features need of it; each part is made when it is first asked for, and once. */
export interface ScriptView {
  readonly text: string;
  readonly screenplay: Screenplay;
  /** Notes and boneyards, also those within action and dialogue, in the order of the text. */
  readonly enclosures: readonly Enclosure[];
  /** Estimated seconds on screen of each element, by its index. */
  readonly seconds: readonly number[];
  /** The language that the script seems to be written in, as BCP 47; undefined when nothing tells. */
  readonly language: string | undefined;
  /** Its length in print, in eighths of a page. */
  pageEighths(paper: PaperSize): number;
  /** The words that the script is read with; see {@link Screenplay}. */
  readonly words: WordIndex | undefined;
  /** How another text would be read in this script's place. */
  read(text: string): Screenplay;
}

/** How what takes long is found out: by default from nothing, or by functions that remember the script's version before. */
export interface ScriptReaders {
  readonly estimateSeconds: (screenplay: Screenplay) => readonly number[];
  readonly findLanguage: (screenplay: Screenplay) => string | undefined;
  /** In eighths of a page. */
  readonly measurePages: Readonly<Record<PaperSize, (screenplay: Screenplay) => number>>;
}

const plainReaders: ScriptReaders = {
  estimateSeconds: ({ elements }) => elementSeconds(elements),
  findLanguage: languageOf,
  measurePages: {
    a4: (screenplay) => pageEighths(screenplay, 'a4'),
    letter: (screenplay) => pageEighths(screenplay, 'letter'),
  },
};

/** Readers that remember one script's version before, so that a keystroke costs what it changes. */
export function createScriptReaders(): ScriptReaders {
  const measure = (paper: PaperSize) => {
    const rooms = rememberEach((element) => printedLines(element, paper));
    return (screenplay: Screenplay) => pageEighths(screenplay, paper, rooms(screenplay.elements));
  };
  return {
    estimateSeconds: createSceneSeconds(),
    findLanguage: createLanguageFinder(),
    measurePages: { a4: measure('a4'), letter: measure('letter') },
  };
}

/** What is known of a script besides its text. */
export interface KnownOfScript extends ReadWith {
  /** An earlier version of the same script, read with the same words: what the edit cannot reach is taken over. */
  readonly previous?: Screenplay | undefined;
}

/** A view of a text. */
export function createScriptView(
  text: string,
  readers: ScriptReaders = plainReaders,
  { previous, words }: KnownOfScript = {},
): ScriptView {
  let known = previous;
  let screenplay: Screenplay | undefined;
  let enclosures: readonly Enclosure[] | undefined;
  let seconds: readonly number[] | undefined;
  let language: { readonly code: string | undefined } | undefined;
  return {
    text,
    words,
    get screenplay() {
      screenplay ??= known ? reparse(known, text) : parseLike({ words }, text);
      known = undefined;
      return screenplay;
    },
    get enclosures() {
      enclosures ??= findEnclosures(text);
      return enclosures;
    },
    get seconds() {
      seconds ??= readers.estimateSeconds(this.screenplay);
      return seconds;
    },
    get language() {
      language ??= { code: readers.findLanguage(this.screenplay) };
      return language.code;
    },
    pageEighths(paper) {
      return readers.measurePages[paper](this.screenplay);
    },
    read: (other) => parseLike({ words }, other),
  };
}

/** The index of the last of some ordered elements or other spans that starts at or before `offset`; -1 before the first. */
export function indexAt(spans: readonly Pick<Span, 'start'>[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle];
    if (span && span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The note or boneyard that hides what stands at `offset`, or one that is opened last before it and not closed. */
export function enclosureBefore({ enclosures }: ScriptView, offset: number): Enclosure | undefined {
  const enclosure = enclosures[indexAt(enclosures, offset - 1)];
  return enclosure && (!enclosure.closed || offset < enclosure.end) ? enclosure : undefined;
}
