/** Speech of the stand-in: a tone for each letter, silence for the rest, with silence before and after as a service gives it. */
import type { Pcm } from '../../../src/extension/voices/sound/pcm.ts';

const leadSeconds = 0.2;
const tailSeconds = 0.4;
/** Long texts are hurried through, so that tests of them stay small. */
const letterSecondsOf = (letters: number) => (letters > 1000 ? 0.006 : 0.06);

const amplitude = 12_000;

export function speechOf(text: string, sampleRate: number): Pcm {
  const letters = [...text];
  const letterSeconds = letterSecondsOf(letters.length);
  const samples = new Int16Array(Math.round((leadSeconds + letters.length * letterSeconds + tailSeconds) * sampleRate));
  for (const [index, letter] of letters.entries()) {
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    const hertz = 180 + ((letter.codePointAt(0) ?? 0) % 60);
    const from = Math.round((leadSeconds + index * letterSeconds) * sampleRate);
    const to = Math.round((leadSeconds + (index + 1) * letterSeconds) * sampleRate);
    for (let at = from; at < to; at++)
      samples[at] = Math.round(
        amplitude * Math.sin((Math.PI * (at - from)) / (to - from)) * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
      );
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
