import type { Element, Screenplay } from '../document.ts';
import { parse } from '../parse.ts';
import { type Enclosure, findEnclosures } from './enclosures.ts';
import { eighthsOf, elementSeconds } from './lengths.ts';

/** Half-open UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How long a script is. */
export interface ScriptLengthEstimate {
  /** Eighths of a page, as productions count. */
  readonly pageEighths: number;
  /** Running time in seconds. */
  readonly seconds: number;
}

/** One version of one script's text, with what features need of it; each part is made when it is first asked for, and once. */
export interface ScriptView {
  readonly text: string;
  readonly screenplay: Screenplay;
  /** Notes and boneyards, also those within action and dialogue, in the order of the text. */
  readonly enclosures: readonly Enclosure[];
  /** Estimated seconds on screen of each element, by its index. */
  readonly seconds: readonly number[];
  readonly length: ScriptLengthEstimate;
  /** BCP 47: what the script seems to be written in. */
  readonly language: string;
}

export function createScriptView(text: string): ScriptView {
  const screenplay = once(() => parse(text));
  const enclosures = once(() => findEnclosures(text));
  const seconds = once(() => elementSeconds(screenplay().elements));
  return {
    text,
    get screenplay() {
      return screenplay();
    },
    get enclosures() {
      return enclosures();
    },
    get seconds() {
      return seconds();
    },
    get length() {
      const running = seconds().reduce((sum, each) => sum + each, 0);
      return { pageEighths: eighthsOf(running), seconds: running };
    },
    get language() {
      return 'en';
    },
  };
}

function once<T extends object | string>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The index of the last element that starts at or before `offset`; -1 before the first. */
export function elementIndexAt(elements: readonly Element[], offset: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const element = elements[middle];
    if (element && element.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
