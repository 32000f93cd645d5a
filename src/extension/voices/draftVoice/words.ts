// SPDX-License-Identifier: GPL-3.0-or-later
import type { WordStart } from './engine.ts';

export interface TimedWord {
  readonly start: number;
  readonly end: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * When each word of `text` (a run without spaces) is heard. The engine counts a number, a symbol or an emoji as several words
 * and gives their places only roughly, so a start counts for the word that it falls in, and only forwards.
 */
export function timeWords(
  text: string,
  starts: readonly WordStart[],
  trimmedMs: number,
  durationMs: number,
): readonly TimedWord[] {
  const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
  const clamp = (ms: number) => Math.min(durationMs, Math.max(0, Math.round(ms - trimmedMs)));
  const heard: { readonly start: number; readonly end: number; readonly fromMs: number }[] = [];
  let next = 0;
  for (const { offset, atMs } of starts) {
    // Places only roughly go forwards: what lies behind is passed over, and what is passed over here may still be met.
    let at = next;
    while (at < words.length && offset >= (words[at]?.end ?? 0)) at++;
    const word = words[at];
    if (!word || offset < word.start) continue;
    heard.push({ ...word, fromMs: clamp(atMs) });
    next = at + 1;
  }
  return heard.map((word, index) => ({ ...word, toMs: heard[index + 1]?.fromMs ?? durationMs }));
}
