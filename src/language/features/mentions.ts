import type { ScriptView, Span } from './scriptView.ts';
import { visibleText } from './visibleText.ts';

/** `TOMMY` as prose may write it: `Tommy`. */
export function titleCase(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}\p{M}\p{N}'’])[\p{L}]/gu, (letter) => letter.toUpperCase());
}

/**
 * Finds names in prose: whole words, in capitals or with capitals first, accents composed or not. `tommy` and `Tommys` are other words.
 * Undefined when no name has a letter.
 */
export function mentionPattern(names: readonly string[]): RegExp | undefined {
  const spellings = new Set<string>();
  for (const name of names) {
    if (!/\p{L}/u.test(name)) continue;
    for (const spelling of [name, titleCase(name)]) {
      spellings.add(spelling.normalize('NFC'));
      spellings.add(spelling.normalize('NFD'));
    }
  }
  // Of two names that begin alike the longer is meant.
  const words = [...spellings].sort((a, b) => b.length - a.length).map(literal);
  if (words.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{N}_])`, 'gu');
}

/** Where a pattern of {@link mentionPattern} stands in an element, outside of its notes. */
export function findMentions(view: ScriptView, element: Span, pattern: RegExp): readonly Span[] {
  const visible = visibleText(view, element);
  return [...visible.text.matchAll(pattern)].map(({ index, 0: words }) => visible.spanOf(index, index + words.length));
}

function literal(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
}
