/** Headings and transitions by the words of the languages, as they are typed into an action. Pure. */
import { parseLike } from '../../language/parse.ts';
import { anyLanguage, type WordIndex } from '../../language/words/wordIndex.ts';
import type { Retyping } from './retyping.ts';

/** A heading's prefix is short; looking no further keeps the check cheap. */
const MAX_PREFIX = 32;

/** A prefix alone makes a heading: what would stand after it is all of the location. In lower case it needs its dot, as in `int. `. */
export function retypeAsHeading(prefix: string, after: string, words?: WordIndex): Retyping | undefined {
  if (prefix.length > MAX_PREFIX || prefix.includes('\n')) return undefined;
  if (/\p{Ll}/u.test(prefix) && !prefix.endsWith('. ')) return undefined;
  const [element] = parseLike({ words }, `${prefix}X`).elements;
  if (element?.type !== 'sceneHeading' || element.heading?.location !== 'X') return undefined;
  if (element.heading.intExt === undefined) return undefined;
  const kept = element.text.slice(0, -1);
  const { sceneNumber } = element.heading;
  const heading: Retyping = { type: 'sceneHeading', text: kept + after, offset: kept.length };
  return sceneNumber === undefined ? heading : { ...heading, sceneNumber };
}

/** A whole transition, at its colon. */
export function retypeAsTransition(text: string, words: WordIndex = anyLanguage): Retyping | undefined {
  if (text.includes('\n')) return undefined;
  // A whole transition is meant as one in any case: "klipp till:".
  const capitals = text.toUpperCase();
  const whole = capitals.slice(0, -1);
  const written = words.transitions.has(whole) || words.ownTransitions.has(whole) ? capitals : text;
  const [element, more] = parseLike({ words }, written).elements;
  if (element?.type !== 'transition' || more) return undefined;
  return { type: 'transition', text: written, offset: written.length };
}

/** What became of a text that was typed before the words were there: the first change of type on the way to it. */
export function retypeWhole(text: string, offset: number, words?: WordIndex): Retyping | undefined {
  for (let at = 0; at <= MAX_PREFIX && at < text.length; at++) {
    if (text[at] !== ' ' && text[at] !== ':') continue;
    const before = text.slice(0, at + 1);
    const after = text.slice(at + 1);
    const found =
      text[at] === ' ' ? retypeAsHeading(before, after, words) : after === '' && retypeAsTransition(before, words);
    if (found) return { ...found, offset: Math.max(0, offset - (text.length - found.text.length)) };
  }
  return undefined;
}
