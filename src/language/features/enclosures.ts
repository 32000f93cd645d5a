import { createHiddenText, type HiddenKind } from '../hiddenText.ts';
import type { Span } from './scriptView.ts';

/** A note or boneyard with its brackets. One that is never closed hides nothing: its span is the opening brackets alone. */
export interface Enclosure extends Span {
  readonly kind: HiddenKind;
  readonly closed: boolean;
}

/** Every note and boneyard of a text, also those within action and dialogue, in order and in linear time. */
export function findEnclosures(text: string): readonly Enclosure[] {
  if (!text.includes('[[') && !text.includes('/*')) return [];
  const hidden = createHiddenText(text);
  const found: Enclosure[] = [];
  let at = 0;
  for (let span = hidden.first(0, text.length); span; span = hidden.first(at, text.length)) {
    found.push(...findUnclosed(text, at, span.start), { ...span, closed: true });
    at = span.end;
  }
  found.push(...findUnclosed(text, at, text.length));
  return found;
}

/** Opening brackets between two hidden spans: had they been closed, they would be hidden. */
function* findUnclosed(text: string, start: number, end: number): Generator<Enclosure> {
  for (const match of text.slice(start, end).matchAll(/\[\[|\/\*/g)) {
    const from = start + match.index;
    yield { kind: match[0] === '[[' ? 'note' : 'boneyard', start: from, end: from + 2, closed: false };
  }
}
