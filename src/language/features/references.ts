import type { ScriptView, Span } from './scriptView.ts';
import { findNameAt, findNamePlaces, type NameOptions } from './storyNames.ts';

const inProseToo: NameOptions = { mentionsInAction: true };
const byCueOnly: NameOptions = { mentionsInAction: false };

/** Every place that names who or what is named at `offset`, the first appearance first; empty where nothing is. */
export function references(view: ScriptView, offset: number, options: NameOptions): readonly Span[] {
  // The name may be asked for from prose even when prose does not count.
  const found = findNameAt(view, offset, inProseToo);
  return found ? findNamePlaces(view, found.named, options).map(({ span }) => span) : [];
}

/** All cues of the character, or all headings of the place, that is named at `offset`. */
export function documentHighlights(view: ScriptView, offset: number): readonly Span[] {
  const found = findNameAt(view, offset, inProseToo);
  return found
    ? findNamePlaces(view, found.named, { mentionsInAction: found.in === 'action' }).map(({ span }) => span)
    : [];
}

/** What is named at `offset`, and where it first appears: a character's first cue, a place's first heading. */
export interface Definition {
  readonly origin: Span;
  readonly target: Span;
  /** The element that the target stands in. */
  readonly targetElement: Span;
}

/** See {@link Definition}; undefined where nothing is named. */
export function findDefinition(view: ScriptView, offset: number): Definition | undefined {
  const found = findNameAt(view, offset, inProseToo);
  const [first] = found ? findNamePlaces(view, found.named, byCueOnly) : [];
  const element = first && view.screenplay.elements[first.elementIndex];
  if (!found || !first || !element) return undefined;
  return { origin: found.span, target: first.span, targetElement: { start: element.start, end: element.end } };
}
