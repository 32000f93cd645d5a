import { type Reading, writtenAt } from '../speech/reading.ts';
import type { WordTiming } from '../voiceProvider.ts';

/** When each character of what was sent is heard, seconds. */
export interface Alignment {
  readonly characters: readonly string[];
  readonly startSeconds: readonly number[];
  readonly endSeconds: readonly number[];
}

interface Span {
  fromMs: number;
  toMs: number;
}

/** Words of a text: runs without spaces. */
function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/\S+/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/**
 * When the words of what was said are heard, by the service's alignment. Times count from the trimmed sound's beginning and stay within
 * it. A word of which nothing was aligned has no timing.
 */
export function timeWords(
  said: string,
  alignment: Alignment,
  sound: { readonly trimmedMs: number; readonly durationMs: number },
): readonly WordTiming[] {
  const words = wordsOf(said);
  const wordAt = placesOf(said, words);
  const heard = new Map<number, Span>();
  // The service may say the text in other characters than were sent; places are then found by share.
  const length = alignment.characters.reduce((sum, character) => sum + character.length, 0);
  const scale = length === 0 ? 0 : said.length / length;
  let at = 0;
  for (const [index, character] of alignment.characters.entries()) {
    const place = wordAt[Math.floor(at * scale)] ?? -1;
    at += character.length;
    const from = alignment.startSeconds[index];
    const to = alignment.endSeconds[index];
    if (place < 0 || character.trim() === '' || from === undefined || to === undefined) continue;
    extend(heard, place, from * 1000, to * 1000);
  }
  const clamp = (ms: number) => Math.min(sound.durationMs, Math.max(0, Math.round(ms - sound.trimmedMs)));
  return inOrder(words, heard, clamp);
}

/** Timings of what was said as timings of what is written. Words that nobody wrote go; what is said for one word counts for that word. */
export function asWritten(said: readonly WordTiming[], reading: Reading, written: string): readonly WordTiming[] {
  const words = wordsOf(written);
  const wordAt = placesOf(written, words);
  const heard = new Map<number, Span>();
  for (const { start, end, fromMs, toMs } of said) {
    for (let offset = start; offset < end; offset++) {
      const range = writtenAt(reading, offset);
      for (let at = range?.start ?? 0; at < (range?.end ?? 0); at++) {
        const place = wordAt[at] ?? -1;
        if (place >= 0) extend(heard, place, fromMs, toMs);
      }
    }
  }
  return inOrder(words, heard, (ms) => ms);
}

interface Word {
  readonly start: number;
  readonly end: number;
}

/** For each offset the place of its word in the list, −1 between words. */
function placesOf(text: string, words: readonly Word[]): Int32Array {
  const places = new Int32Array(text.length).fill(-1);
  for (const [place, { start, end }] of words.entries()) places.fill(place, start, end);
  return places;
}

function extend(heard: Map<number, Span>, place: number, fromMs: number, toMs: number): void {
  const span = heard.get(place);
  heard.set(place, { fromMs: Math.min(span?.fromMs ?? fromMs, fromMs), toMs: Math.max(span?.toMs ?? toMs, toMs) });
}

function inOrder(
  words: readonly Word[],
  heard: ReadonlyMap<number, Span>,
  timeOf: (ms: number) => number,
): readonly WordTiming[] {
  let last = 0;
  return words.flatMap((word, place) => {
    const span = heard.get(place);
    if (!span) return [];
    const fromMs = Math.max(last, timeOf(span.fromMs));
    last = fromMs;
    return [{ ...word, fromMs, toMs: Math.max(fromMs, timeOf(span.toMs)) }];
  });
}

/** Words spread over a sound by their length: for a sound of which no alignment is known. */
export function guessWordTimes(written: string, durationMs: number): readonly WordTiming[] {
  const length = Math.max(1, written.length);
  const msAt = (offset: number) => Math.round((offset / length) * durationMs);
  return wordsOf(written).map(({ start, end }) => ({ start, end, fromMs: msAt(start), toMs: msAt(end) }));
}
