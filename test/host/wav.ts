import fs from 'node:fs';
import { wavFile } from '../../src/extension/voices/sound/wav.ts';

/** Decoded sound of a WAV file. */
export interface Sound {
  /** Samples a second. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly durationSeconds: number;
  /** Loudness as root mean square over all samples, 0 to 1; speech lies near 0.1, silence at 0. */
  readonly rms: number;
  /** Greatest absolute sample, 0 to 1. */
  readonly peak: number;
}

interface Chunk {
  readonly id: string;
  readonly start: number;
  readonly size: number;
}

function chunksOf(bytes: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    chunks.push({ id: bytes.toString('latin1', at, at + 4), start: at + 8, size });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/**
 * Decodes a RIFF WAVE file of 16-bit PCM.
 * @throws {Error} when the file is anything else, or shorter than its header says.
 */
export function readWav(file: string): Sound {
  const bytes = fs.readFileSync(file);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error(`${file} is not a WAV file.`);
  }
  const chunks = chunksOf(bytes);
  const format = chunks.find(({ id }) => id === 'fmt ');
  const data = chunks.find(({ id }) => id === 'data');
  if (format === undefined || data === undefined) throw new Error(`${file} lacks its format or its samples.`);
  if (data.start + data.size > bytes.length) throw new Error(`${file} is cut off.`);
  const encoding = bytes.readUInt16LE(format.start);
  const bits = bytes.readUInt16LE(format.start + 14);
  if (encoding !== 1 || bits !== 16) throw new Error(`${file} is not 16-bit PCM.`);
  const channels = bytes.readUInt16LE(format.start + 2);
  const sampleRate = bytes.readUInt32LE(format.start + 4);
  const count = Math.floor(data.size / 2);
  let squares = 0;
  let peak = 0;
  for (let index = 0; index < count; index++) {
    const sample = bytes.readInt16LE(data.start + index * 2) / 32768;
    squares += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return {
    sampleRate,
    channels,
    durationSeconds: count / channels / sampleRate,
    rms: Math.sqrt(squares / count),
    peak,
  };
}

/** A tone as a WAV file of one channel and 16 bits. `level`: its greatest sample, 0 to 1. */
export function toneWav({ seconds = 1, hertz = 220, sampleRate = 8000, level = 0.5 } = {}): Buffer {
  const samples = Int16Array.from(
    { length: Math.round(sampleRate * seconds) },
    (_, at) => 32_767 * level * Math.sin((at * hertz * 2 * Math.PI) / sampleRate),
  );
  return Buffer.from(wavFile({ samples, sampleRate }));
}
