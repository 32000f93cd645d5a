/** Text to screenplay: Fountain 1.1 (https://fountain.io/syntax) and the extensions named at the readers it calls. */
import type { Element, Screenplay } from './document.ts';
import { createElementReader } from './elementReader.ts';
import { readTitlePage } from './titlePage.ts';

export type { Cue, Element, ElementType, Heading, Screenplay, TitlePageEntry } from './document.ts';

/** How to read a text. `language`, a BCP 47 code, changes nothing so far: no word means different things in two of the languages. */
export interface ParseOptions {
  readonly language?: string;
}

function parseElements(text: string, from: number): readonly Element[] {
  const reader = createElementReader(text, from);
  while (reader.offset < text.length) reader.readLine();
  return reader.elements;
}

/**
 * Reads a whole text. Never throws, whatever the text is; takes time linear in its length. Elements come in the order of the text
 * and begin and end at line ends; blank lines belong to none. Element text is described at {@link Element}; a parenthetical keeps
 * its parentheses. Marks without words are empty elements: `!` action, `@` cue, `.` heading, `>` transition, `~` lyrics, `#` section,
 * `=` synopsis, `()` parenthetical, `[[]]` note, and a line of two spaces after a cue an empty dialogue.
 */
export function parse(text: string, _options?: ParseOptions): Screenplay {
  const titlePage = readTitlePage(text);
  return { titlePage: titlePage.entries, elements: parseElements(text, titlePage.end), source: text };
}
