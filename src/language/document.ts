/**
 * The model of a screenplay, in the field's words. Offsets are UTF-16 code units into the parsed text and half-open.
 * Terms follow the Fountain syntax page (https://fountain.io/syntax) where it has one.
 */

import type { WordIndex } from './words/wordIndex.ts';

/** Everything a screenplay is made of, in the order of the text. */
export const elementTypes = [
  'sceneHeading',
  'action',
  'character',
  'dialogue',
  'parenthetical',
  'transition',
  'lyrics',
  'centered',
  'section',
  'synopsis',
  'note',
  'boneyard',
  'pageBreak',
] as const;

export type ElementType = (typeof elementTypes)[number];

export type IntExt = 'INT' | 'EXT' | 'INT/EXT';

/** What a scene heading says. `intExt` is missing on a forced heading; `EST.` counts as `EXT`. */
export interface Heading {
  readonly sceneNumber?: string;
  readonly intExt?: IntExt;
  /** The whole place, sub-location included. */
  readonly location: string;
  /** The part of the place behind its first ` / ` or dash: `KÖKET` in `INT. HUSET / KÖKET - DAG`. */
  readonly subLocation?: string;
  readonly timeOfDay?: string;
}

/** What a character cue says: `TOMMY (V.O.) ^` has the name TOMMY, the extension V.O. and is the right half of a dual dialogue. */
export interface Cue {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly dual: boolean;
  /** An extension says that the same character speaks on: `CONT'D`, `FORTS.`; missing otherwise. */
  readonly continued?: true;
}

/**
 * One element of the text. `text` is what a reader sees: without forcing marks (`.`, `!`, `@`, `>`, `~`, `#`, `=`), without the scene
 * number and without the `^` of dual dialogue; emphasis marks and inline notes stay. Lines within are joined by `\n`, whatever the
 * file's line ends. `start`..`end` is the whole of the element's source, without the line end after it.
 */
export interface Element {
  readonly type: ElementType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly heading?: Heading;
  readonly cue?: Cue;
  /** Sections only: the number of `#`, 1 or more. */
  readonly depth?: number;
}

/** One `Key: value` of the title page. `value` has its lines joined by `\n`, without indentation. */
export interface TitlePageEntry {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A parsed text. `source` is the text itself, so that printing gives back every blank line and forcing mark. `words` are those it was
 * read with, for whatever is to be read like it; missing when they are every language's.
 */
export interface Screenplay {
  readonly titlePage: readonly TitlePageEntry[];
  readonly elements: readonly Element[];
  readonly source: string;
  readonly words?: WordIndex;
}

/**
 * An element as an editor holds it: content with a lasting id, without a place in a text.
 * `sceneNumber` belongs to headings, `dual` to cues, `depth` to sections; each is missing otherwise.
 */
export interface ScriptElement {
  readonly id: string;
  readonly type: ElementType;
  readonly text: string;
  readonly sceneNumber?: string;
  readonly dual?: boolean;
  readonly depth?: number;
}

/** An element without its place in a text, if it had one, and without marks that are undefined: as it crosses to a page or is kept. */
export function withoutPlace(
  element: { readonly [Key in keyof ScriptElement]: ScriptElement[Key] | undefined } & Pick<
    ScriptElement,
    'id' | 'type' | 'text'
  >,
): ScriptElement {
  const { id, type, text, sceneNumber, dual, depth } = element;
  return {
    id,
    type,
    text,
    ...(sceneNumber !== undefined && { sceneNumber }),
    ...(dual !== undefined && { dual }),
    ...(depth !== undefined && { depth }),
  };
}

/** `deleteCount` elements from `start` are replaced by `inserted`; counts are elements of the list it is applied to. */
export interface Splice {
  readonly start: number;
  readonly deleteCount: number;
  readonly inserted: readonly ScriptElement[];
}
