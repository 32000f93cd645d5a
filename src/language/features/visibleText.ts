import { indexAt, type ScriptView, type Span } from './scriptView.ts';

/** What a reader sees of a part of the text: its characters without notes and boneyards, each with its place. */
export interface VisibleText {
  readonly text: string;
  /** Notes and boneyards that lie in the part, with their brackets. */
  readonly hidden: readonly Span[];
  /** Where the characters `from`..`to` of `text` stand in the script, hidden text between them included; `from` < `to`. */
  spanOf(from: number, to: number): Span;
}

interface Piece extends Span {
  /** Index within the visible text. */
  readonly index: number;
}

/** Reads a part of the text that no note or boneyard reaches into from outside, such as an element. */
export function visibleText({ text, enclosures }: ScriptView, { start, end }: Span): VisibleText {
  const pieces: Piece[] = [];
  const hidden: Span[] = [];
  let shown = '';
  let at = start;
  const show = (to: number) => {
    if (to > at) pieces.push({ start: at, end: to, index: shown.length });
    shown += text.slice(at, to);
  };
  for (let index = indexAt(enclosures, start - 1) + 1; index < enclosures.length; index++) {
    const enclosure = enclosures[index];
    if (!enclosure || enclosure.start >= end) break;
    if (!enclosure.closed) continue;
    show(enclosure.start);
    hidden.push(enclosure);
    at = Math.min(enclosure.end, end);
  }
  show(end);
  const offsetAt = (index: number): number => {
    const piece = pieces.findLast((each) => each.index <= index);
    return piece ? piece.start + index - piece.index : start;
  };
  return { text: shown, hidden, spanOf: (from, to) => ({ start: offsetAt(from), end: offsetAt(to - 1) + 1 }) };
}

/** The characters `from`..`to` without white space at either end; undefined when nothing is left. */
export function trimmedSpan(visible: VisibleText, from: number, to: number): Span | undefined {
  const words = visible.text.slice(from, to);
  const first = from + words.length - words.trimStart().length;
  const last = from + words.trimEnd().length;
  return first < last ? visible.spanOf(first, last) : undefined;
}
