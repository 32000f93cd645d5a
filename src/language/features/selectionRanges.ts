import type { Element, ElementType } from '../document.ts';
import { caretLineAt } from './caretLine.ts';
import { documentSymbols, type ScriptSymbol } from './documentSymbols.ts';
import { indexAt, type ScriptView, type Span } from './scriptView.ts';

const word = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;
/** A word is looked for no further away than this; no language has longer ones. */
const wordReach = 100;
const inSpeech: ReadonlySet<ElementType> = new Set(['dialogue', 'parenthetical', 'lyrics']);

/**
 * What a growing selection takes in from `offset`, the smallest first: word, line, element, speech, scene, section, everything. Each
 * holds the one before and is larger.
 */
export function selectionSpans(view: ScriptView, offset: number): readonly Span[] {
  const { elements } = view.screenplay;
  const index = indexAt(elements, offset);
  const element = elements[index];
  const line = caretLineAt(view.text, offset);
  const isInElement = element !== undefined && offset <= element.end;
  const wanted = [
    wordAt(view.text, line, offset),
    line,
    isInElement ? element : undefined,
    isInElement ? speechAround(elements, index) : undefined,
    ...symbolsAround(documentSymbols(view), offset).reverse(),
    { start: 0, end: view.text.length },
  ];
  const spans: Span[] = [];
  for (const span of wanted) {
    const inner = spans.at(-1) ?? { start: offset, end: offset };
    if (span && isLarger(span, inner)) spans.push({ start: span.start, end: span.end });
  }
  return spans;
}

function isLarger(span: Span, inner: Span): boolean {
  return span.start <= inner.start && span.end >= inner.end && span.end - span.start > inner.end - inner.start;
}

function wordAt(text: string, line: Span, offset: number): Span | undefined {
  const from = Math.max(line.start, offset - wordReach);
  for (const { index, 0: found } of text.slice(from, Math.min(line.end, offset + wordReach)).matchAll(word)) {
    const start = from + index;
    if (start <= offset && offset <= start + found.length) return { start, end: start + found.length };
  }
  return undefined;
}

/** A cue with everything that is said under it. */
function speechAround(elements: readonly Element[], index: number): Span | undefined {
  let first = index;
  while (inSpeech.has(elements[first]?.type ?? 'action')) first--;
  const cue = elements[first];
  if (cue?.type !== 'character') return undefined;
  let last = first;
  while (inSpeech.has(elements[last + 1]?.type ?? 'action')) last++;
  return { start: cue.start, end: elements[last]?.end ?? cue.end };
}

/** The sections and the scene that hold an offset, the outermost first. */
function symbolsAround(symbols: readonly ScriptSymbol[], offset: number): ScriptSymbol[] {
  const found = symbols[indexAt(symbols, offset)];
  return found && offset <= found.end ? [found, ...symbolsAround(found.children, offset)] : [];
}
