import { isAllCapitals } from '../letterCase.ts';
import type { ReadWith } from '../parse.ts';
import { isTransition } from '../transitions.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import { type CaretLine, caretLineAt, findHeadingCaret } from './caretLine.ts';
import { cueExtensions, findExtensionCaret } from './cueExtensions.ts';
import { knownLocations, knownSubLocations, knownTimesOfDay } from './knownPlaces.ts';
import { enclosureBefore, indexAt, type ScriptView, type Span } from './scriptView.ts';
import { speakersAt } from './speakers.ts';
import { mayHoldTitleKey, titleKeys } from './titleKeys.ts';

/** A text that may stand at the caret. */
export interface Suggestion {
  readonly kind: 'character' | 'extension' | 'headingPrefix' | 'location' | 'timeOfDay' | 'titleKey' | 'transition';
  readonly text: string;
  /** What is replaced: everything of this part that is typed already, and a closing parenthesis right after the caret. Within one line. */
  readonly replace: Span;
}

/**
 * What can be typed at `offset`, the likeliest first: at the start of a paragraph the next speaker, the other characters, heading
 * prefixes and transitions; in a heading known locations, after its dash times of day; in a cue's parenthesis extensions; at the top
 * keys of the title page. `wordsOf` gives the words of the script's language; it is asked only when some of them are offered.
 */
export function completionAt(view: ScriptView, offset: number, wordsOf: () => ScriptWords): readonly Suggestion[] {
  const line = caretLineAt(view.text, offset);
  if (isHidden(view, offset)) return [];
  const keys = line.atEnd && mayHoldTitleKey(view, line) ? offeredKeys(view, line, offset, wordsOf) : [];
  const opens = line.startsParagraph || followsStructure(view, line);
  if (!opens || isInTitlePage(view, offset)) return keys;
  const extension = findExtensionCaret(view, line, offset);
  if (extension) {
    const texts = cueExtensions(view, line, extension, wordsOf()).map((words) => `${words})`);
    return suggest('extension', texts, extension.replace);
  }
  if (!line.atEnd) return [];
  const heading = findHeadingCaret(line.before, view.words);
  if (!heading) return [...startOfParagraph(view, line, offset, wordsOf), ...keys];
  const replace = { start: line.start + heading.from, end: offset };
  if (heading.part === 'timeOfDay') return behindDash(view, line, wordsOf(), replace);
  return suggest('location', knownLocations(view, line), replace);
}

/** Times of day, and the places within the one before the dash: these first where no scene is in that one alone. */
function behindDash(view: ScriptView, line: CaretLine, words: ScriptWords, replace: Span): readonly Suggestion[] {
  const typed = line.before.slice(0, replace.start - line.start).replace(/\s+[-\u2013\u2014]+\s+$/, '');
  const { texts, isUsual } = knownSubLocations(view, line, typed);
  const places = suggest('location', texts, replace);
  const times = suggest('timeOfDay', knownTimesOfDay(view, line, words), replace);
  return isUsual ? [...places, ...times] : [...times, ...places];
}

function offeredKeys(
  view: ScriptView,
  line: CaretLine,
  offset: number,
  wordsOf: () => ScriptWords,
): readonly Suggestion[] {
  if (!/^[\p{L}\p{N} ]*$/u.test(line.before)) return [];
  const keys = titleKeys(view, wordsOf().language).map((key) => `${key}: `);
  return suggest('titleKey', keys, { start: line.start, end: offset });
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
  const greater = /^>\s*/.exec(typed)?.[0].length ?? 0;
  if (greater > 0) return transitions(view, line, wordsOf(), { start: replace.start + greater, end: offset });
  if (isProse(typed)) return [];
  const number = /^\d[\dA-Za-z.-]*[.):]?\s+/.exec(typed)?.[0].length ?? 0;
  const words = wordsOf();
  const prefixes = suggest('headingPrefix', headingPrefixes(words), { start: replace.start + number, end: offset });
  if (number > 0) return prefixes;
  return [
    ...suggest('character', speakersAt(view, line), replace),
    ...prefixes,
    ...transitions(view, line, words, replace),
  ];
}

function transitions(view: ScriptView, line: CaretLine, words: ScriptWords, replace: Span): readonly Suggestion[] {
  return suggest('transition', knownTransitions(view, line, words), replace);
}

/** The script's own, the nearest above first, then those of its language. */
export function knownTransitions(
  { screenplay, words: read }: Pick<ScriptView, 'screenplay'> & ReadWith,
  line: Pick<CaretLine, 'start'>,
  words: ScriptWords,
): readonly string[] {
  const own = screenplay.elements.filter(({ type, end }) => type === 'transition' && end < line.start);
  const texts = own.map(({ text }) => text.trim()).filter((text) => text !== '' && isTransition(text, read));
  return [...texts.reverse(), ...words.transitions];
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
export function headingPrefixes({ interior, exterior }: ScriptWords): readonly string[] {
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
