import type { Element } from '../document.ts';
import type { ScriptView, Span } from '../features/scriptView.ts';
import { numberFor } from '../numberScenes.ts';
import { findNumberIn } from '../sceneNumbers.ts';
import type { QuickFix } from './finding.ts';

/** Where a heading's number stands in the text, else the whole heading. */
export function numberSpan({ text, words }: Pick<ScriptView, 'text' | 'words'>, { start, end }: Element): Span {
  const place = findNumberIn(text.slice(start, end), words);
  return place ? { start: start + place.start, end: start + place.end } : { start, end };
}

/** The fix that gives the heading at an offset the number that fits between its neighbours. */
export function numberFixes({ screenplay }: ScriptView, offset: number): readonly QuickFix[] {
  const heading = screenplay.elements.findLast((element) => element.heading && element.start <= offset);
  const found = heading && numberFor(screenplay, heading);
  if (!found) return [];
  return [{ kind: 'numberScene', values: [found.number], edits: [found.edit], isPreferred: true }];
}
