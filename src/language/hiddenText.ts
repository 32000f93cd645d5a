/**
 * Notes `[[ ]]` and boneyards: what a writer sees and a reader does not (https://fountain.io/syntax).
 * A note ends at the latest at a blank line (one of two spaces is not blank); a boneyard spans anything. What is never closed hides nothing.
 */
import { createLineEnds, createMarkFinder, isHeldOpen, skipSpace } from './lines.ts';

export type HiddenKind = 'note' | 'boneyard';

/** One note or boneyard with its brackets, half-open. */
export interface HiddenSpan {
  readonly kind: HiddenKind;
  readonly start: number;
  readonly end: number;
}

export interface HiddenText {
  /** The first note or boneyard that opens in `from`..`end`, whole, even when it closes after `end`. */
  first(from: number, end: number): HiddenSpan | undefined;
}

/** Finds where the next blank line starts, remembering the answer. Only lines that start after `from` count. */
function createBlankFinder(text: string): (from: number) => number {
  const lines = createLineEnds(text);
  let askedFrom = 0;
  let found = -1;
  return (from) => {
    if (found >= from && askedFrom <= from) return found;
    askedFrom = from;
    let start = lines.after(lines.endOf(from));
    while (start < text.length) {
      const end = lines.endOf(start);
      if (skipSpace(text, start, end) === end && !isHeldOpen(text, start, end)) break;
      start = lines.after(end);
    }
    found = start;
    return found;
  };
}

/** Prepares a text for finding what is hidden in it; linear over any ascending walk. */
export function createHiddenText(text: string): HiddenText {
  const noteOpens = createMarkFinder(text, '[[');
  const noteCloses = createMarkFinder(text, ']]');
  const boneyardOpens = createMarkFinder(text, '/*');
  const boneyardCloses = createMarkFinder(text, '*/');
  const blankAfter = createBlankFinder(text);
  return {
    first(from, end) {
      for (let at = from; ; at += 2) {
        const note = noteOpens(at, end);
        const boneyard = boneyardOpens(at, end);
        at = Math.min(note, boneyard);
        if (at >= end) return undefined;
        const reach = at === note ? blankAfter(at) : text.length;
        const close = at === note ? noteCloses(at + 2, reach) : boneyardCloses(at + 2);
        if (close < reach) return { kind: at === note ? 'note' : 'boneyard', start: at, end: close + 2 };
      }
    },
  };
}

/** The text without its notes and boneyards. */
export function withoutHidden(text: string): string {
  if (!text.includes('[[') && !text.includes('/*')) return text;
  const hidden = createHiddenText(text);
  let shown = '';
  let at = 0;
  for (let span = hidden.first(0, text.length); span; span = hidden.first(at, text.length)) {
    shown += text.slice(at, span.start);
    at = span.end;
  }
  return shown + text.slice(at);
}
