import { isAllCapitals } from './letterCase.ts';
import { allWords } from './words/allWords.ts';

const endings = new Set(allWords.flatMap((language) => language.transitionEndings));
const phrases = new Set(allWords.flatMap((language) => language.transitions));

/**
 * Whether a line, without white space around it, reads as a transition: in capitals with a last word such as `TO:` or `TILL:`
 * (https://fountain.io/syntax#section-trans), or a whole transition that a language has, for alphabets without capitals.
 */
export function isTransition(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  if (last !== 0x3a && last !== 0xff1a) return false;
  const words = line.normalize('NFC');
  if (phrases.has(words)) return true;
  const ending = words.slice(words.lastIndexOf(' ') + 1, -1);
  return endings.has(ending) && isAllCapitals(words) && (ending === 'TO' || ending.length + 1 < words.length);
}
