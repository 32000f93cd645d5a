/** Speech of the stand-in: a tone for each letter, silence for the rest, with silence before and after as a service gives it. */
import type { Pcm } from '../../../src/extension/voices/sound/pcm.ts';

const leadSeconds = 0.2;
const tailSeconds = 0.4;
/** Long texts are hurried through, so that tests of them stay small. */
const letterSecondsOf = (letters: number) => (letters > 1000 ? 0.006 : 0.06);

const amplitude = 12_000;

const tones = new Map<string, Int16Array>();

/** A tone that swells and falls; made once, for a batch asks for thousands. */
function toneOf(hertz: number, length: number, sampleRate: number): Int16Array {
  const key = `${hertz}/${length}/${sampleRate}`;
  const known = tones.get(key);
  if (known) return known;
  const swell = (at: number) => Math.sin((Math.PI * at) / length);
  const wave = (at: number) => Math.sin((2 * Math.PI * hertz * at) / sampleRate);
  const tone = Int16Array.from({ length }, (_, at) => Math.round(amplitude * swell(at) * wave(at)));
  tones.set(key, tone);
  return tone;
}

export function speechOf(text: string, sampleRate: number): Pcm {
  const letters = [...text];
  const letterSeconds = letterSecondsOf(letters.length);
  const samples = new Int16Array(Math.round((leadSeconds + letters.length * letterSeconds + tailSeconds) * sampleRate));
  for (const [index, letter] of letters.entries()) {
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    const from = Math.round((leadSeconds + index * letterSeconds) * sampleRate);
    const to = Math.round((leadSeconds + (index + 1) * letterSeconds) * sampleRate);
    samples.set(toneOf(180 + ((letter.codePointAt(0) ?? 0) % 60), to - from, sampleRate), from);
  }
  return { samples, sampleRate };
}

/** As the service answers: when each character is heard, seconds. */
export function alignmentOf(text: string): {
  readonly characters: readonly string[];
  readonly character_start_times_seconds: readonly number[];
  readonly character_end_times_seconds: readonly number[];
} {
  const characters = [...text];
  const letterSeconds = letterSecondsOf(characters.length);
  const at = (index: number) => leadSeconds + index * letterSeconds;
  return {
    characters,
    character_start_times_seconds: characters.map((_, index) => at(index)),
    character_end_times_seconds: characters.map((_, index) => at(index + 1)),
  };
}

/** How long the words of a text are heard, seconds. */
export function spokenSeconds(text: string): number {
  const letters = [...text].length;
  return letters * letterSecondsOf(letters);
}
