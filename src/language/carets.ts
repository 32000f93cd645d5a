/** Places in an element's text and in the source it was parsed from, and back. */
import type { PlacedElement } from './placedElements.ts';

/** An element and a UTF-16 offset into its text. */
export interface ElementCaret {
  readonly elementId: string;
  readonly offset: number;
}

/** One line of an element: where it begins in the text and in the source, and how long it is in the text. */
interface LinePlace {
  readonly inText: number;
  readonly inSource: number;
  readonly length: number;
}

/** The caret at an offset of the source; where two elements touch, or between elements, the one that ends there or before is preferred. */
export function caretAt(
  source: string,
  elements: readonly PlacedElement[],
  sourceOffset: number,
): ElementCaret | undefined {
  const found = elements.find((element) => element.end >= sourceOffset) ?? elements.at(-1);
  if (!found) return undefined;
  const line = linesOf(source, found).findLast((place) => place.inSource <= sourceOffset);
  const offset = line ? line.inText + Math.min(sourceOffset - line.inSource, line.length) : 0;
  return { elementId: found.id, offset };
}

/** The offset in the source of an offset in an element's text; beyond the text it is the text's end. */
export function sourceOffsetOf(source: string, element: PlacedElement, textOffset: number): number {
  const line = linesOf(source, element).findLast((place) => place.inText <= textOffset);
  return line ? line.inSource + Math.min(textOffset - line.inText, line.length) : element.start;
}

function linesOf(source: string, element: PlacedElement): LinePlace[] {
  const places: LinePlace[] = [];
  const written = element.text.split('\n');
  let at = element.start;
  let inText = 0;
  let index = 0;
  for (const line of source.slice(element.start, element.end).split(/(\r\n|\r|\n)/)) {
    const text = written[index];
    if (text === undefined) break;
    const column = /^[\r\n]/.test(line) ? -1 : line.indexOf(text);
    if (column >= 0) {
      places.push({ inText, inSource: at + column, length: text.length });
      inText += text.length + 1;
      index++;
    }
    at += line.length;
  }
  return places;
}
