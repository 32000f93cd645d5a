import type { KeptFacts } from '../paid/paidRows.ts';
import { durationMsOf, type Pcm, pcmFromBytes, peakOf, peaksOf, trimSilence } from '../sound/pcm.ts';
import { readWavFile, wavFile } from '../sound/wav.ts';
import { SpeechFailure } from './failures.ts';
import type { SpokenAnswer } from './speechService.ts';
import { guessWordTimes, timeWords } from './wordTimes.ts';

/** A sound shorter than this, or one that ends so long before its alignment does, was cut on its way. */
const shortestMs = 20;
const cutMs = 150;

/** What is kept of an answer: a trimmed WAV and what there is to know about it. Throws a SpeechFailure for what is no sound. */
export async function soundOfAnswer(
  said: string,
  answer: SpokenAnswer,
  sampleRate: number,
): Promise<{ readonly file: Uint8Array; readonly facts: KeptFacts }> {
  const whole = answer.isFile ? await decodeFile(answer.audio, sampleRate) : pcmFromBytes(answer.audio, sampleRate);
  const alignedMs = (answer.alignment?.endSeconds.at(-1) ?? 0) * 1000;
  if (!whole || durationMsOf(whole) < shortestMs || durationMsOf(whole) + cutMs < alignedMs || peakOf(whole) === 0) {
    throw new SpeechFailure('badSound', { status: 200 }, true);
  }
  const { pcm, startMs } = trimSilence(whole);
  const durationMs = durationMsOf(pcm);
  const words = answer.alignment
    ? timeWords(said, answer.alignment, { trimmedMs: startMs, durationMs })
    : guessWordTimes(said, durationMs);
  const peaks = Buffer.from(peaksOf(pcm)).toString('base64');
  return { file: wavFile(pcm), facts: { durationMs, sampleRate: pcm.sampleRate, peaks, words: [...words] } };
}

/** The history keeps files, whatever form was asked for. */
async function decodeFile(bytes: Uint8Array, sampleRate: number): Promise<Pcm | undefined> {
  const head = String.fromCharCode(...bytes.subarray(0, 4));
  if (head === 'RIFF') return readWavFile(bytes);
  const isMp3 = head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);
  if (!isMp3) return pcmFromBytes(bytes, sampleRate);
  const { readMp3File } = await import('../sound/mp3.ts');
  return readMp3File(bytes);
}
