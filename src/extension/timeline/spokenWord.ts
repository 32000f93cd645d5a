/** Which word of a line is heard. Pure. */

/** UTF-16 offsets in the line's text, half-open. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** How far a line has come: as a part of its clip (0 to 1), and in milliseconds into its sound when it has one. */
export interface Heard {
  readonly part: number;
  readonly soundMs?: number;
}

/** Directions, notes and boneyards are written within a line and never said. */
const unspoken = /\([^()]*\)|\[\[[\s\S]*?\]\]|\/\*[\s\S]*?\*\//g;
const wordPattern = /[\p{L}\p{M}\p{N}'’]+/gu;

function spokenWords(text: string): readonly WordSpan[] {
  const said = text.replace(unspoken, (hidden) => ' '.repeat(hidden.length));
  return [...said.matchAll(wordPattern)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}

/**
 * The word that is heard. `beginnings` are the milliseconds at which the voice says its words, in order; when the voice told none, or another
 * number of words than the text has, the letters share the time evenly.
 */
export function wordHeard(text: string, heard: Heard, beginnings: readonly number[] = []): WordSpan | undefined {
  const words = spokenWords(text);
  const { soundMs } = heard;
  if (soundMs !== undefined && beginnings.length === words.length) {
    const at = beginnings.findLastIndex((fromMs) => fromMs <= soundMs);
    return words[Math.max(0, at)];
  }
  const letters = words.reduce((sum, { start, end }) => sum + end - start + 1, 0);
  let before = 0;
  return words.find(({ start, end }) => {
    before += end - start + 1;
    return before > heard.part * letters;
  });
}
