import { createHiddenText, type HiddenKind } from '../hiddenText.ts';
import type { Span } from './scriptView.ts';

/** A note or boneyard with its brackets. One that is never closed hides nothing: its span is the opening brackets alone. */
export interface Enclosure extends Span {
  readonly kind: HiddenKind;
  readonly closed: boolean;
}

/** Every note and boneyard of a text, also those within action and dialogue, in order and in linear time. */
export function findEnclosures(text: string): readonly Enclosure[] {
  const found: Enclosure[] = [];
  if (!text.includes('[[') && !text.includes('/*')) return found;
  const hidden = createHiddenText(text);
  let at = 0;
  for (let span = hidden.first(0, text.length); span; span = hidden.first(at, text.length)) {
    addUnclosed(found, text, at, span.start);
    found.push({ ...span, closed: true });
    at = span.end;
  }
  addUnclosed(found, text, at, text.length);
  return found;
}

/** Opening brackets between two hidden spans: had they been closed, they would be hidden. */
function addUnclosed(found: Enclosure[], text: string, start: number, end: number): void {
  for (const match of text.slice(start, end).matchAll(/\[\[|\/\*/g)) {
    const from = start + match.index;
    found.push({ kind: match[0] === '[[' ? 'note' : 'boneyard', start: from, end: from + 2, closed: false });
  }
}
