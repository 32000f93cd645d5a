import fs from 'node:fs/promises';
import type { MediaStore } from '../../library/media.ts';
import type { KeptSound } from '../paid/paidRows.ts';
import { durationMsOf, joined, type Pcm, peaksOf, resampled } from '../sound/pcm.ts';
import { readWavFile, wavFile } from '../sound/wav.ts';
import type { Piece } from '../speech/pieces.ts';
import type { Reading } from '../speech/reading.ts';
import { VoiceError } from '../voiceErrors.ts';
import type { Synthesis, WordTiming } from '../voiceProvider.ts';
import { asWritten } from './wordTimes.ts';

export interface KeptPiece {
  readonly piece: Piece;
  readonly sound: KeptSound;
}

interface TakeOptions {
  readonly text: string;
  readonly reading: Reading;
  /** Where the take comes to lie. */
  readonly path: string;
  readonly format: string;
  readonly media: MediaStore;
}

/** A breath between the parts of a long line, seconds. */
const breathSeconds = 0.25;

/** A line's take of its kept pieces: one is shared with the cache, several are joined. */
export async function takeFromPieces(kept: readonly KeptPiece[], options: TakeOptions): Promise<Synthesis> {
  const { text, reading, path, media, format } = options;
  const [first] = kept;
  if (!first) throw new VoiceError('nothingToSay');
  const credits = kept.reduce((sum, { sound }) => sum + sound.credits, 0);
  const isWhole = kept.length === 1 && !format.startsWith('mp3');
  if (isWhole) {
    await media.share(first.sound.fileUrl, path);
    const { durationMs, sampleRate, peaks, words } = first.sound.facts;
    const moved = shifted(words, first.piece.start, 0);
    return {
      durationMs,
      sampleRate,
      credits,
      peaks: Buffer.from(peaks, 'base64'),
      words: asWritten(moved, reading, text),
    };
  }
  const { pcm, startsMs } = joined(await readPieces(kept, media), breathSeconds);
  await fs.writeFile(path, format.startsWith('mp3') ? await encodeMp3(pcm) : wavFile(pcm));
  const words = kept.flatMap(({ piece, sound }, index) =>
    shifted(sound.facts.words, piece.start, startsMs[index] ?? 0),
  );
  return {
    durationMs: durationMsOf(pcm),
    sampleRate: pcm.sampleRate,
    peaks: peaksOf(pcm),
    words: asWritten(words, reading, text),
    credits,
  };
}

function shifted(words: readonly WordTiming[], by: number, byMs: number): readonly WordTiming[] {
  return words.map(({ start, end, fromMs, toMs }) => ({
    ...{ start: start + by, end: end + by, fromMs: Math.round(fromMs + byMs), toMs: Math.round(toMs + byMs) },
  }));
}

async function readPieces(kept: readonly KeptPiece[], media: MediaStore): Promise<readonly Pcm[]> {
  const sounds: Pcm[] = [];
  for (const { sound } of kept) {
    const pcm = readWavFile(await fs.readFile(media.resolve(sound.fileUrl)));
    if (!pcm) throw new VoiceError('badSound');
    sounds.push(resampled(pcm, sounds[0]?.sampleRate ?? pcm.sampleRate));
  }
  return sounds;
}

async function encodeMp3(pcm: Pcm): Promise<Uint8Array> {
  const { mp3File } = await import('../sound/mp3Encoder.ts');
  return mp3File(pcm);
}
