/** The draft voice as tests run it: the real program over the repacked data, in a folder made once. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../../src/extension/platform/log.ts';
import { type DraftVoiceOptions, DraftVoiceProvider } from '../../src/extension/voices/draftVoiceProvider.ts';

const sourceFile = (file: string) =>
  fileURLToPath(new URL(`../../src/extension/voices/draftVoice/${file}`, import.meta.url));

export const hostModule = sourceFile('host.ts');

type Repack = (folder: string, source?: string) => Promise<void>;

/** Lays eSpeak NG and its cut-down data in `folder`, as the build does; `source` stands in for the engine's package. */
export async function packVoice(folder: string, source?: string): Promise<void> {
  const { repackDraftVoice }: { readonly repackDraftVoice: Repack } = await import(sourceFile('repack.mjs'));
  await repackDraftVoice(folder, source);
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-voice-'));
}

/** A log that keeps what it is told, so that a test can look for what must not be there. */
export function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string | Error, ...details: unknown[]) => {
    lines.push([message, ...details].map(String).join(' '));
  };
  return { lines, trace: keep, debug: keep, info: keep, warn: keep, error: keep };
}

export function draftVoice(engineFolder: string, options: Partial<DraftVoiceOptions> = {}): DraftVoiceProvider {
  return new DraftVoiceProvider({ modulePath: hostModule, args: [engineFolder], log: keepingLog(), ...options });
}

export interface Wav {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bits: number;
  readonly samples: Int16Array;
  readonly seconds: number;
  /** Root mean square, 0 to 1. */
  readonly loudness: number;
}

/** Decodes a 16-bit PCM WAV by its chunks; throws when it is not one. */
export function readWav(file: string): Wav {
  const bytes = fs.readFileSync(file);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt32LE(4) !== bytes.length - 8)
    throw new Error('no RIFF');
  const chunks = new Map<string, Buffer>();
  for (let at = 12; at + 8 <= bytes.length; at += 8 + bytes.readUInt32LE(at + 4)) {
    chunks.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4)));
  }
  const format = chunks.get('fmt ');
  const data = chunks.get('data');
  if (!format || !data || format.readUInt16LE(0) !== 1) throw new Error('no PCM');
  const samples = new Int16Array(data.length / 2).map((_, index) => data.readInt16LE(index * 2));
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const sampleRate = format.readUInt32LE(4);
  const seconds = samples.length / sampleRate;
  return {
    ...{ sampleRate, samples, seconds, channels: format.readUInt16LE(2), bits: format.readUInt16LE(14) },
    loudness: Math.sqrt(power) / 32_768,
  };
}

/** Median pitch of the voiced parts in Hz, by autocorrelation between 55 and 490 Hz; 0 when nothing is voiced. */
export function pitchOf({ samples, sampleRate }: Wav): number {
  const size = 1024;
  const pitches: number[] = [];
  for (let at = 0; at + 2 * size < samples.length && pitches.length < 16; at += size) {
    const block = (lag: number) => samples.subarray(at + lag, at + lag + size);
    const power = (part: Int16Array) => part.reduce((sum, value) => sum + value * value, 0);
    const own = power(block(0));
    if (own / size < 400_000) continue;
    let best = { correlation: 0, lag: 0 };
    for (let lag = Math.round(sampleRate / 490); lag < sampleRate / 55; lag++) {
      const other = block(lag);
      const product = block(0).reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
      const correlation = product / Math.sqrt(own * power(other) + 1);
      if (correlation > best.correlation) best = { correlation, lag };
    }
    if (best.correlation > 0.6) pitches.push(sampleRate / best.lag);
  }
  pitches.sort((a, b) => a - b);
  return Math.round(pitches[pitches.length >> 1] ?? 0);
}
