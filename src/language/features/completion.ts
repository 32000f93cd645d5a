import { isAllCapitals } from '../letterCase.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import { type CaretLine, caretLineAt, findHeadingCaret } from './caretLine.ts';
import { knownLocations, knownTimesOfDay } from './knownPlaces.ts';
import { enclosureBefore, indexAt, type ScriptView, type Span } from './scriptView.ts';
import { speakersAt } from './speakers.ts';

/** A text that may stand at the caret. */
export interface Suggestion {
  readonly kind: 'character' | 'headingPrefix' | 'location' | 'timeOfDay';
  readonly text: string;
  /** What is replaced: everything of this part that is typed already. Within one line, the caret at its end. */
  readonly replace: Span;
}

/**
 * What can be typed at `offset`, the likeliest first: at the start of a paragraph the next speaker, the other characters and heading
 * prefixes; in a heading known locations, after its dash times of day. `wordsOf` gives the words of the script's language; it is
 * asked only when some of them are offered.
 */
export function completionAt(view: ScriptView, offset: number, wordsOf: () => ScriptWords): readonly Suggestion[] {
  const line = caretLineAt(view.text, offset);
  if (!line.atEnd || isHidden(view, offset) || isInTitlePage(view, offset)) return [];
  if (!line.startsParagraph && !followsStructure(view, line)) return [];
  const heading = findHeadingCaret(line.before);
  if (!heading) return startOfParagraph(view, line, offset, wordsOf);
  const replace = { start: line.start + heading.from, end: offset };
  if (heading.part === 'timeOfDay') return suggest('timeOfDay', knownTimesOfDay(view, line, wordsOf()), replace);
  return suggest('location', knownLocations(view, line), replace);
}

function startOfParagraph(
  view: ScriptView,
  line: CaretLine,
  offset: number,
  wordsOf: () => ScriptWords,
): readonly Suggestion[] {
  const typed = line.before.trimStart();
  const forced = typed.startsWith('@') ? 1 : 0;
  const replace = { start: offset - typed.length + forced, end: offset };
  if (forced) return suggest('character', speakersAt(view, line), replace);
  if (isProse(typed)) return [];
  const number = /^\d[\dA-Za-z.-]*[.):]?\s+/.exec(typed)?.[0].length ?? 0;
  const prefixes = suggest('headingPrefix', headingPrefixes(wordsOf()), { start: replace.start + number, end: offset });
  if (number > 0) return prefixes;
  return [...suggest('character', speakersAt(view, line), replace), ...prefixes];
}

/** `He` and `It is` are the start of action; `he`, `HE` and `H` may become a name or a heading, `27` a heading. */
function isProse(typed: string): boolean {
  return /^[^\p{L}\p{N}]/u.test(typed) || (typed !== typed.toLowerCase() && typed.length > 1 && !isAllCapitals(typed));
}

/** Under what a reader does not see, and a page break, a heading or cue needs no blank line. */
function followsStructure({ screenplay: { elements } }: ScriptView, { start }: CaretLine): boolean {
  const above = elements[indexAt(elements, start - 1)]?.type;
  return above === 'section' || above === 'synopsis' || above === 'pageBreak';
}

/** In the script's language first: `INT. `, `EXT. `, then both in one, then the longer words. */
function headingPrefixes({ interior, exterior }: ScriptWords): readonly string[] {
  const [inside = 'INT', ...otherInside] = interior;
  const [outside = 'EXT', ...otherOutside] = exterior;
  const first = [`${inside}. `, `${outside}. `, `${inside}./${outside}. `];
  return [...first, ...[...otherInside, ...otherOutside].map((word) => `${word}. `), 'INT. ', 'EXT. ', 'INT./EXT. '];
}

function suggest(kind: Suggestion['kind'], texts: Iterable<string>, replace: Span): readonly Suggestion[] {
  return [...new Set(texts)].map((text) => ({ kind, text, replace }));
}

/** A note hides what is typed in it even before its end is there, up to the blank line that would cut it. */
function isHidden(view: ScriptView, offset: number): boolean {
  const enclosure = enclosureBefore(view, offset);
  if (!enclosure || enclosure.closed) return enclosure !== undefined;
  return enclosure.kind === 'note' && !/\n[ \t]*\r?\n/.test(view.text.slice(enclosure.start, offset));
}

function isInTitlePage(view: ScriptView, offset: number): boolean {
  const last = view.screenplay.titlePage.at(-1);
  return last !== undefined && offset <= last.end;
}
