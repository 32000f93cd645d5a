/** How numbers, signs and abbreviations are read aloud in Swedish and English. Other languages are read as they are written. */
import { englishRules } from './englishRules.ts';
import type { Respelling } from './reading.ts';
import { swedishRules } from './swedishRules.ts';

/** The parts of a text that are read in other words than they are written in. */
export function spokenForms(text: string, language: string): readonly Respelling[] {
  const [primary] = language.split('-');
  const rules = primary === 'sv' ? swedishRules : primary === 'en' ? englishRules : [];
  const found: Respelling[] = [];
  const taken = new Uint8Array(text.length);
  for (const { pattern, say } of rules) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (taken.subarray(match.index, end).includes(1)) continue;
      const said = say(match);
      if (said === undefined) continue;
      found.push({ start: match.index, end, said });
      taken.fill(1, match.index, end);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
