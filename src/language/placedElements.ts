import type { Element, Screenplay, ScriptElement } from './document.ts';

/** An element with its id and its place in the text it was parsed from (UTF-16 offsets, half-open). */
export interface PlacedElement extends ScriptElement {
  readonly start: number;
  readonly end: number;
}

/** The content of a parsed element as an editor holds it: marks that are not set are missing. */
export function contentOf(element: Element): Omit<ScriptElement, 'id'> {
  const { type, text } = element;
  const sceneNumber = type === 'sceneHeading' ? element.heading?.sceneNumber : undefined;
  if (sceneNumber !== undefined) return { type, text, sceneNumber };
  if (type === 'character' && element.cue?.dual) return { type, text, dual: true };
  if (type === 'section' && element.depth !== undefined) return { type, text, depth: element.depth };
  return { type, text };
}

/** The elements of a parsed text with their ids: `ids[i]` belongs to the i-th element. */
export function placeElements(screenplay: Pick<Screenplay, 'elements'>, ids: readonly string[]): PlacedElement[] {
  return screenplay.elements.map((element, index) => {
    const { type, text } = element;
    const id = ids[index] ?? '';
    // The common shapes are written out: thousands of elements are placed at every keystroke.
    if (type !== 'sceneHeading' && type !== 'character' && type !== 'section') {
      return { id, type, text, start: element.start, end: element.end };
    }
    return { id, ...contentOf(element), start: element.start, end: element.end };
  });
}
