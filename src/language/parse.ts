/** Text to screenplay: Fountain 1.1 (https://fountain.io/syntax) and the extensions named at the readers it calls. */
import type { Element, Screenplay } from './document.ts';
import { createElementReader } from './elementReader.ts';
import { reparseWith } from './incremental.ts';
import type { ParseOptions } from './parseOptions.ts';
import { readTitlePage } from './titlePage.ts';
import { anyLanguage, createWordIndex, type WordIndex } from './words/wordIndex.ts';

export type { Cue, Element, ElementType, Heading, Screenplay, TitlePageEntry } from './document.ts';
export type { ExtraWords, ParseOptions } from './parseOptions.ts';

/** Reads texts in one way; see {@link parse} and {@link reparse}. Keep it: making it takes longer than reading a page. */
export interface ScriptParser {
  parse(text: string): Screenplay;
  reparse(previous: Screenplay, text: string): Screenplay;
}

function parseElements(text: string, from: number, words: WordIndex): readonly Element[] {
  const reader = createElementReader(text, from, words);
  reader.readTo(text.length);
  return reader.elements;
}

function parseWith(text: string, words: WordIndex): Screenplay {
  const titlePage = readTitlePage(text, words);
  return { titlePage: titlePage.entries, elements: parseElements(text, titlePage.end, words), source: text };
}

/** A parser for one script's language and its writer's own words. */
export function createScriptParser(options: ParseOptions): ScriptParser {
  const words = createWordIndex(options);
  return {
    parse: (text) => parseWith(text, words),
    reparse: (previous, text) => reparseWith(previous, text, words),
  };
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

/** `parse(text)` without options, made from the screenplay of a text that differs little; see {@link reparseWith}. */
export function reparse(previous: Screenplay, text: string): Screenplay {
  return reparseWith(previous, text, anyLanguage);
}
