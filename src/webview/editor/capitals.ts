/**
 * Capitals as they are typed: headings, cues and transitions are written in upper case, so a letter typed there becomes a capital in the
 * text itself. It is help, not force: what is pasted stays, and a writer who has lower case in a cue (McCLANE) is followed.
 */
import type { ElementType } from '../../language/document.ts';

const inCapitals: ReadonlySet<ElementType> = new Set(['sceneHeading', 'character', 'transition']);

/** Whether what is typed at `offset` of an element shall become upper case. */
export function writesCapitals(type: ElementType, text: string, offset: number): boolean {
  if (!inCapitals.has(type)) return false;
  if (type === 'character' && isInExtension(text, offset)) return false;
  const outside = type === 'character' ? text.replace(/\([^)]*\)?/gu, '') : text;
  return !/\p{Ll}/u.test(outside.replaceAll('ß', ''));
}

/** Inside `(on the radio)`, where a cue may be in lower case. */
function isInExtension(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return before.lastIndexOf('(') > before.lastIndexOf(')');
}

/**
 * `typed` in the upper case of a language (BCP 47; an unknown one counts as none). Letters whose capital is not one letter (ß, ŉ) and
 * combining marks stay as they are, so that offsets and spellings hold.
 */
export function toCapitals(typed: string, language: string): string {
  let capitals = '';
  for (const letter of typed) {
    const upper = /\p{M}/u.test(letter) ? letter : upperCase(letter, language);
    capitals += upper.length === letter.length ? upper : letter;
  }
  return capitals;
}

function upperCase(letter: string, language: string): string {
  try {
    return letter.toLocaleUpperCase(language);
  } catch {
    // Not a language tag, such as "auto".
    return letter.toUpperCase();
  }
}
