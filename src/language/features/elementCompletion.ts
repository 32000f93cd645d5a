/** What may be typed at a caret within an element, for an editor that holds elements rather than a text. The same offers as `completion.ts`. */
import { describeCue } from '../cues.ts';
import type { Element, Heading, ScriptElement } from '../document.ts';
import { readHeading } from '../headings.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import { type CaretLine, findHeadingCaret } from './caretLine.ts';
import { headingPrefixes, knownTransitions } from './completion.ts';
import { cueExtensions } from './cueExtensions.ts';
import { sameName } from './headingParts.ts';
import { knownLocations, knownTimesOfDay } from './knownPlaces.ts';
import type { ScriptView } from './scriptView.ts';
import { speakersAt } from './speakers.ts';

export type OfferKind = 'character' | 'extension' | 'headingPrefix' | 'location' | 'timeOfDay' | 'transition';

/** Texts that may stand in `start`..`end` of the element's text (UTF-16, half-open), the likeliest first; `typed` is what stands there now. */
export interface Offer {
  readonly kind: OfferKind;
  readonly texts: readonly string[];
  readonly typed: string;
  readonly start: number;
  readonly end: number;
}

/** More than this nobody reads. */
const MOST = 12;

type Known = Pick<Element, 'cue' | 'heading'>;

/** Elements are immutable values, so that what was read of one holds. */
const knownOf = new WeakMap<ScriptElement, Known>();
const nothing: Known = {};

function read(element: ScriptElement): Known {
  const known = knownOf.get(element) ?? (element.type === 'character' ? cueOf(element) : headingOf(element));
  knownOf.set(element, known);
  return known;
}

function cueOf({ text, dual = false }: ScriptElement): Known {
  return { cue: describeCue(text, dual) };
}

function headingOf({ type, text }: ScriptElement): Known {
  const heading: Heading | undefined = type === 'sceneHeading' ? readHeading(text)?.heading : undefined;
  return heading ? { heading } : nothing;
}

/** The elements as if each stood in two units of a text, which is all that the features ask of places. */
type Elements = Pick<ScriptView, 'screenplay'>;

function asView(elements: readonly ScriptElement[]): Elements {
  const placed = elements.map((element, index): Element => {
    const { type, text } = element;
    return { type, text, start: index * 2, end: index * 2 + 1, ...read(element) };
  });
  return { screenplay: { titlePage: [], elements: placed, source: '' } };
}

function lineOf(index: number, before: string): CaretLine {
  return { start: index * 2, end: index * 2 + 1, before, atEnd: true, startsParagraph: true };
}

/**
 * The offer for the caret at `offset` of the element at `index`; undefined where there is nothing to offer, or what is typed is one of the
 * texts already. Only at the end of the element's text, but for a closing parenthesis in a cue.
 */
export function elementCompletion(
  elements: readonly ScriptElement[],
  index: number,
  offset: number,
  words: ScriptWords,
): Offer | undefined {
  const element = elements[index];
  if (!element || element.text.includes('\n')) return undefined;
  const before = element.text.slice(0, offset);
  const after = element.text.slice(offset);
  const isInParenthesis = element.type === 'character' && after === ')';
  if (after.trim() !== '' && !isInParenthesis) return undefined;
  const found = candidates(() => asView(elements), element, lineOf(index, before), words);
  return found && matching({ ...found, end: element.text.length });
}

interface Candidates {
  readonly kind: OfferKind;
  readonly texts: readonly string[];
  readonly start: number;
}

function candidates(
  view: () => Elements,
  { type }: ScriptElement,
  line: CaretLine,
  words: ScriptWords,
): (Candidates & { readonly typed: string }) | undefined {
  const offer = (kind: OfferKind, start: number, texts: readonly string[]) => ({
    kind,
    texts,
    start,
    typed: line.before.slice(start),
  });
  switch (type) {
    case 'character':
      return inCue(view, line, words, offer);
    case 'sceneHeading':
      return inHeading(view, line, words, offer);
    case 'transition':
      return offer('transition', 0, knownTransitions(view(), line, words));
    default:
      return undefined;
  }
}

type MakeOffer = (kind: OfferKind, start: number, texts: readonly string[]) => Candidates & { readonly typed: string };

function inCue(view: () => Elements, line: CaretLine, words: ScriptWords, offer: MakeOffer) {
  const open = line.before.lastIndexOf('(');
  if (open === -1) return offer('character', 0, speakersAt(view(), line));
  if (line.before.lastIndexOf(')') > open) return undefined;
  const caret = { name: sameName(line.before.slice(0, line.before.indexOf('('))), replace: { start: 0, end: 0 } };
  const extensions = cueExtensions(view(), line, caret, words).map((extension) => `${extension})`);
  return offer('extension', open + 1, extensions);
}

function inHeading(view: () => Elements, line: CaretLine, words: ScriptWords, offer: MakeOffer) {
  const heading = findHeadingCaret(line.before);
  if (!heading) return offer('headingPrefix', 0, headingPrefixes(words));
  if (heading.part === 'timeOfDay') return offer('timeOfDay', heading.from, knownTimesOfDay(view(), line, words));
  return offer('location', heading.from, knownLocations(view(), line));
}

/** What goes on from what is typed, in any case; nothing when it is typed in full. */
function matching(found: Candidates & { readonly typed: string; readonly end: number }): Offer | undefined {
  const typed = sameName(found.typed);
  const isOpen = found.typed.trim() === '' && found.typed !== '' && found.kind === 'character';
  if (isOpen) return undefined;
  const texts = [...new Set(found.texts)].filter((text) => sameName(text).startsWith(typed));
  if (typed !== '' && texts.some((text) => sameName(text) === typed)) return undefined;
  return texts.length === 0 ? undefined : { ...found, texts: texts.slice(0, MOST) };
}
