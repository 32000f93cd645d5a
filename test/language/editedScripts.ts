/** What the tests of edits between elements and text share. */
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';

/** Two scenes with two speeches, and an empty line more than needed. */
export const SCRIPT = `INT. KÖK - DAG

Kaffet kokar.

TOVE
Hej på dig.

BO
Hej själv.


EXT. GÅRD - NATT

Regn.
`;

/** A scene with a directed speech, a transition and a forced action. */
export const SCENE = `INT. HUS - DAG

En katt.

TOVE
(viskar)
Hej du.

KLIPP TILL:

EXT. SKOG - NATT


!HELLO
`;

/** A source with its elements placed, under ids `id0`, `id1`, …. */
export function scriptOf(source: string, prefix = 'id') {
  const screenplay = parse(source);
  const ids = screenplay.elements.map((_, index) => `${prefix}${index}`);
  return { source, titlePage: screenplay.titlePage, elements: placeElements(screenplay, ids) };
}

/** What a source says after edits of it, which do not overlap and come in order; a CRLF source gets CRLF. */
export function applied(source: string, edits: readonly TextEdit[]): string {
  return edits.toReversed().reduce((text, edit) => {
    const written = source.includes('\r\n') ? edit.text.replaceAll('\n', '\r\n') : edit.text;
    return text.slice(0, edit.start) + written + text.slice(edit.end);
  }, source);
}

/** {@link scriptOf} with ids `e0`, `e1`, …. */
export const place = (source: string) => scriptOf(source, 'e');
