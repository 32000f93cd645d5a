import { isAllCapitals } from './letterCase.ts';
import { anyLanguage, type WordIndex } from './words/wordIndex.ts';

const mark = /\s*[:：.]?$/u;

/**
 * Whether a line, without white space around it, reads as a transition: in capitals with a last word such as `TO:` or `TILL:`
 * (https://fountain.io/syntax#section-trans), or a whole transition that a language or the writer has. White space may stand before the
 * colon, as French has it.
 */
export function isTransition(line: string, index: WordIndex = anyLanguage): boolean {
  const last = line.charCodeAt(line.length - 1);
  const hasColon = last === 0x3a || last === 0xff1a;
  if (!hasColon && index.ownTransitions.size === 0) return false;
  const words = line.normalize('NFC').replace(mark, '');
  if (index.ownTransitions.has(words)) return true;
  if (!hasColon) return false;
  if (index.transitions.has(words)) return true;
  const ending = words.slice(words.lastIndexOf(' ') + 1);
  return (
    index.transitionEndings.has(ending) && isAllCapitals(words) && (ending === 'TO' || ending.length < words.length)
  );
}
