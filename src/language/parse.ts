/** Text to screenplay: Fountain 1.1 (https://fountain.io/syntax) and the extensions named at the readers it calls. */
import type { Element, Screenplay } from './document.ts';
import { createElementReader } from './elementReader.ts';
import { reparseWith } from './incremental.ts';
import type { ParseOptions } from './parseOptions.ts';
import { readTitlePage } from './titlePage.ts';
import { anyLanguage, createWordIndex, type WordIndex } from './words/wordIndex.ts';

export type { Cue, Element, ElementType, Heading, Screenplay, TitlePageEntry } from './document.ts';
export type { ExtraWords, ParseOptions } from './parseOptions.ts';

/** The words that something is to be read with; every language's when they are missing. */
export interface ReadWith {
  readonly words?: WordIndex | undefined;
}

function parseElements(text: string, from: number, words: WordIndex): readonly Element[] {
  const reader = createElementReader(text, from, words);
  reader.readTo(text.length);
  return reader.elements;
}

function parseWith(text: string, words: WordIndex): Screenplay {
  const titlePage = readTitlePage(text, words);
  const elements = parseElements(text, titlePage.end, words);
  return { titlePage: titlePage.entries, elements, source: text, ...(words !== anyLanguage && { words }) };
}

/**
 * Reads a whole text. Never throws, whatever the text is; takes time linear in its length. Elements come in the order of the text
 * and begin and end at line ends; blank lines belong to none. Element text is described at {@link Element}; a parenthetical keeps
 * its parentheses. Marks without words are empty elements: `!` action, `@` cue, `.` heading, `>` transition, `~` lyrics, `#` section,
 * `=` synopsis, `()` parenthetical, `[[]]` note, and a line of two spaces after a cue an empty dialogue.
 */
export function parse(text: string, options?: ParseOptions): Screenplay {
  return parseWith(text, options ? createWordIndex(options) : anyLanguage);
}

/** Reads a whole text with the words that another was read with, or with words that were looked up before. */
export function parseLike({ words = anyLanguage }: ReadWith, text: string): Screenplay {
  return parseWith(text, words);
}

/** `parseLike(previous, text)`, made from the screenplay of a text that differs little; see {@link reparseWith}. */
export function reparse(previous: Screenplay, text: string): Screenplay {
  return reparseWith(previous, text, previous.words ?? anyLanguage);
}
