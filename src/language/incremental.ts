/** Reads a text again after an edit: only the paragraphs that the edit can reach, however long the script is. */
import type { Element, Screenplay } from './document.ts';
import { createElementReader, type ElementReader } from './elementReader.ts';
import { isHeldOpen, isLineEnd, isSpace } from './lines.ts';
import { type ChangedRange, changedRange } from './mergeText.ts';
import { copiedText } from './scriptLines.ts';
import { readTitlePage } from './titlePage.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** The part of the old elements that is read anew: `first`..`end`, indices, half-open. */
interface Renewed {
  readonly first: number;
  readonly end: number;
}

/**
 * Whether an element reads the same whatever stands above it, and what is above whatever it says: the line above is blank, and not one
 * of two spaces, over which a note may go on. Between two elements, and in front of the first, there is white space alone.
 */
function isFresh({ source, elements }: Screenplay, index: number): boolean {
  const above = elements[index - 1];
  const element = elements[index];
  if (!above || !element) return index === 0;
  let at = element.start - 1;
  if (source.charCodeAt(at) === 0x0a && source.charCodeAt(at - 1) === 0x0d) at--;
  const lineEnd = at;
  while (at > above.end && isSpace(source.charCodeAt(at - 1))) at--;
  return at > above.end && isLineEnd(source.charCodeAt(at - 1)) && !isHeldOpen(source, at, lineEnd);
}

/** The first index at which `test` holds, for a test that holds from some index on; `count` when it never does. */
function firstIndex(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last fresh element that starts at or before `offset`; 0 stands for the top of the text, title page included. */
function freshBefore(previous: Screenplay, offset: number): number {
  const { elements } = previous;
  let index = firstIndex(elements.length, (at) => (elements[at]?.start ?? 0) > offset) - 1;
  while (index > 0 && !isFresh(previous, index)) index--;
  return Math.max(0, index);
}

/**
 * Where reading has to start. A boneyard that is not closed hides nothing, so an edit that brings a closing mark may hide what stands
 * far before it: then from the first opening mark that had none.
 */
function findFirst(previous: Screenplay, text: string, { start, bEnd }: ChangedRange): number {
  const first = freshBefore(previous, start);
  if (!text.slice(Math.max(0, start - 1), bEnd + 1).includes('*/')) return first;
  const from = first === 0 ? 0 : (previous.elements[first]?.start ?? 0);
  if (from === 0) return first;
  const closed = text.lastIndexOf('*/', from - 1);
  const open = text.indexOf('/*', Math.max(0, closed - 1));
  return open !== -1 && open < from ? freshBefore(previous, open) : first;
}

/** Reads until what follows is known: at an old element behind the edit that reads the same whatever stands above, now and before. */
function readUntilKnown(
  reader: ElementReader,
  previous: Screenplay,
  text: string,
  { aEnd, bEnd }: ChangedRange,
): number {
  const { elements } = previous;
  const shift = bEnd - aEnd;
  let known = firstIndex(elements.length, (at) => (elements[at]?.start ?? 0) >= aEnd);
  while (reader.offset < text.length) {
    while (known < elements.length && (elements[known]?.start ?? 0) + shift < reader.offset) known++;
    const isHere = (elements[known]?.start ?? Number.NaN) + shift === reader.offset;
    if (isHere && reader.isFresh && isFresh(previous, known)) return known;
    reader.readTo(reader.offset + 1);
  }
  return elements.length;
}

/** Written out by shape, as spreading thousands of elements would take longer than reading what has changed. */
function shifted(element: Element, by: number): Element {
  const { type, text, heading, cue, depth } = element;
  const start = element.start + by;
  const end = element.end + by;
  if (heading) return { type, text, start, end, heading };
  if (cue) return { type, text, start, end, cue };
  return depth === undefined ? { type, text, start, end } : { type, text, start, end, depth };
}

function joined(
  previous: readonly Element[],
  { first, end }: Renewed,
  read: readonly Element[],
  shift: number,
): readonly Element[] {
  const elements = previous.slice(0, first);
  for (const element of read) elements.push(element);
  for (let index = end; index < previous.length; index++) {
    const element = previous[index];
    if (element) elements.push(shift === 0 ? element : shifted(element, shift));
  }
  return elements;
}

/**
 * The screenplay of `text`, equal to what a full parse with the same words gives, always; made from the one of a text that differs
 * little. Reads the paragraphs around the difference, and to where a note or boneyard that opens or closes there ends; of the rest only
 * the offsets change. Elements before the edit are the same objects, those after it keep their `heading` and `cue`. What is read anew
 * has its own copy of its words, or each edited paragraph would keep the text of its day in memory.
 */
export function reparseWith(previous: Screenplay, text: string, words: WordIndex): Screenplay {
  if (previous.source === text) return previous;
  const change = changedRange(previous.source, text);
  const first = findFirst(previous, text, change);
  const titlePage = first === 0 ? readTitlePage(text, words) : undefined;
  const reader = createElementReader(text, titlePage?.end ?? previous.elements[first]?.start ?? 0, words, copiedText);
  const end = readUntilKnown(reader, previous, text, change);
  const elements = joined(previous.elements, { first, end }, reader.elements, change.bEnd - change.aEnd);
  return { ...previous, titlePage: titlePage?.entries ?? previous.titlePage, elements, source: text };
}
