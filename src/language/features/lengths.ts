import type { Element } from '../document.ts';

const secondsPerMinute = 60;

/** Seconds on screen by the words' length alone: speech at 15 characters a second, action at 20. */
export function elementSeconds(elements: readonly Element[]): readonly number[] {
  return elements.map(({ type, text }) => {
    if (type === 'dialogue' || type === 'lyrics') return text.length / 15;
    return type === 'action' ? text.length / 20 : 0;
  });
}

/** A page is about a minute (Final Draft's and everyone's rule of thumb). */
export function eighthsOf(seconds: number): number {
  return Math.ceil((seconds / secondsPerMinute) * 8);
}
