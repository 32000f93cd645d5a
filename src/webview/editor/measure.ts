/** How many lines elements take on a paper, and where they may be split. Remembers by element, so that a keystroke measures one. */
import type { ScriptElement } from '../../language/document.ts';
import { columnsFor, type Paper } from './paper.ts';
import { countLines, lineStarts } from './wrapping.ts';

/** An element cut at UTF-16 offset `offset`: `kept` lines stay on the page (with `(MORE)` in dialogue), `rest` go on. */
export interface Split {
  readonly offset: number;
  readonly kept: number;
  readonly rest: number;
}

export interface Measure {
  readonly paper: Paper;
  /** Lines of a whole element, alone or in half the width of a dual dialogue. */
  lines(element: ScriptElement, inDual: boolean): number;
  /** The last place at which what follows `offset` of an action or dialogue may be split, with `room` lines left; missing when it may not. */
  split(element: ScriptElement, offset: number, room: number): Split | undefined;
}

/** Fewest lines of a split element on either page. */
const MIN_LINES = 2;

/** UTF-16 units; what is longer is no screenplay, and finding its splits page by page would take long. */
const MAX_SPLIT_LENGTH = 50_000;

/** Measures for one paper. Elements are immutable values, so what is remembered never goes stale. */
export function createMeasure(paper: Paper): Measure {
  const single = new WeakMap<ScriptElement, number>();
  const dual = new WeakMap<ScriptElement, number>();
  const splits = new WeakMap<ScriptElement, { readonly key: string; readonly split: Split | undefined }>();
  return {
    paper,
    lines(element, inDual) {
      const known = inDual ? dual : single;
      const count =
        known.get(element) ?? countLines(printedText(element.text), columnsFor(element.type, paper, inDual));
      known.set(element, count);
      return count;
    },
    split(element, offset, room) {
      if (element.text.length > MAX_SPLIT_LENGTH) return undefined;
      const key = `${offset}:${room}`;
      const known = splits.get(element);
      if (known?.key === key) return known.split;
      const text = element.text.slice(offset);
      const printed = printedText(text);
      const columns = columnsFor(element.type, paper, false);
      const found = element.type === 'dialogue' ? atSentence(printed, columns, room) : atLine(printed, columns, room);
      const split = found && { ...found, offset: offset + writtenOffset(text, found.offset) };
      splits.set(element, { key, split });
      return split;
    },
  };
}

const notes = /\[\[.*?\]\]/gsu;

/** What print shows of a text: everything but the notes in it. */
function printedText(text: string): string {
  return text.includes('[[') ? text.replace(notes, '') : text;
}

/** Where an offset of the printed text lies in what is written. */
function writtenOffset(text: string, printed: number): number {
  let offset = printed;
  for (const note of text.matchAll(notes)) if (note.index <= offset) offset += note[0].length;
  return offset;
}

function atLine(text: string, columns: number, room: number): Split | undefined {
  const starts = lineStarts(text, columns);
  const kept = Math.min(room, starts.length - MIN_LINES);
  const offset = starts[kept];
  return kept < MIN_LINES || offset === undefined ? undefined : { offset, kept, rest: starts.length - kept };
}

/** Dialogue goes on at a sentence. `(MORE)` takes one of the kept lines. */
function atSentence(text: string, columns: number, room: number): Split | undefined {
  let best: Split | undefined;
  for (const match of text.matchAll(/[.!?…]["'”’)\]]*[ \n]+/gu)) {
    const offset = match.index + match[0].length;
    const lines = countLines(text.slice(0, offset).trimEnd(), columns);
    if (lines + 1 > room) break;
    const leavesTwoLines = text.length - offset > columns;
    if (lines >= MIN_LINES && leavesTwoLines) best = { offset, kept: lines + 1, rest: 0 };
  }
  return best && { ...best, rest: countLines(text.slice(best.offset), columns) };
}
