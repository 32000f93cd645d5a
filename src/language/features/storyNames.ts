import type { Element } from '../document.ts';
import { cueParts } from './cueParts.ts';
import { headingParts, type Place, sameName } from './headingParts.ts';
import { findMentions, mentionPattern } from './mentions.ts';
import { indexAt, type ScriptView, type Span } from './scriptView.ts';

/** Who or where a script tells of, by names as {@link sameName} spells them. */
export type StoryName =
  | { readonly kind: 'character'; readonly name: string }
  /** A place by its path from the outermost: `ÅSAS HUS`, `KÖK`. */
  | { readonly kind: 'place'; readonly path: readonly string[] };

/** One place in the text that names a character or place. */
export interface NamePlace {
  readonly span: Span;
  readonly in: 'cue' | 'heading' | 'action';
  /** The index of the element. */
  readonly elementIndex: number;
}

/** Whether names of characters count in action too, as whole words in capitals or with capitals first. */
export interface NameOptions {
  readonly mentionsInAction: boolean;
}

/** What is named at an offset, and where exactly; the caret may stand right after a name. */
export function findNameAt(
  view: ScriptView,
  offset: number,
  options: NameOptions,
): (NamePlace & { readonly named: StoryName }) | undefined {
  const { elements } = view.screenplay;
  const elementIndex = indexAt(elements, offset);
  const element = elements[elementIndex];
  if (!element || offset > element.end) return undefined;
  if (element.cue) {
    const { name: span } = cueParts(view, element);
    const named: StoryName = { kind: 'character', name: sameName(element.cue.name) };
    return span && touches(span, offset) ? { span, in: 'cue', elementIndex, named } : undefined;
  }
  if (element.heading) {
    const { places } = headingParts(view, element);
    const index = places.findIndex((place) => touches(place.span, offset));
    const span = places[index]?.span;
    const named: StoryName = { kind: 'place', path: pathTo(places, index) };
    return span && { span, in: 'heading', elementIndex, named };
  }
  return element.type === 'action' && options.mentionsInAction
    ? mentionAt(view, elementIndex, element, offset)
    : undefined;
}

/** Every place that names the same, in the order of the text. */
export function findNamePlaces(view: ScriptView, named: StoryName, options: NameOptions): readonly NamePlace[] {
  const found: NamePlace[] = [];
  const pattern = named.kind === 'character' && options.mentionsInAction ? mentionPattern([named.name]) : undefined;
  for (const [elementIndex, element] of view.screenplay.elements.entries()) {
    if (element.cue && named.kind === 'character' && sameName(element.cue.name) === named.name) {
      const { name: span } = cueParts(view, element);
      if (span) found.push({ span, in: 'cue', elementIndex });
    } else if (element.heading && named.kind === 'place') {
      const span = placeIn(headingParts(view, element).places, named.path);
      if (span) found.push({ span, in: 'heading', elementIndex });
    } else if (element.type === 'action' && pattern) {
      for (const span of findMentions(view, element, pattern)) found.push({ span, in: 'action', elementIndex });
    }
  }
  return found;
}

/** The names of everyone who has a cue, as {@link sameName} spells them, in the order of their first. */
export function castNames({ screenplay }: ScriptView): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { cue } of screenplay.elements) if (cue && cue.name !== '') names.add(sameName(cue.name));
  return names;
}

function mentionAt(view: ScriptView, elementIndex: number, element: Element, offset: number) {
  const pattern = mentionPattern([...castNames(view)]);
  const span = pattern && findMentions(view, element, pattern).find((each) => touches(each, offset));
  if (!span) return undefined;
  const named: StoryName = { kind: 'character', name: sameName(view.text.slice(span.start, span.end)) };
  return { span, in: 'action' as const, elementIndex, named };
}

function pathTo(places: readonly Place[], index: number): readonly string[] {
  return places.slice(0, index + 1).map(({ name }) => name);
}

function placeIn(places: readonly Place[], path: readonly string[]): Span | undefined {
  const isThere = path.every((name, index) => places[index]?.name === name);
  return isThere ? places[path.length - 1]?.span : undefined;
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
