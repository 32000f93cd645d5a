import type { Pcm } from './pcm.ts';

/** A WAV file of 16-bit mono samples. Source: http://soundfile.sapp.org/doc/WaveFormat/ */
export function wavFile({ samples, sampleRate }: Pcm): Uint8Array {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  // Every machine that VS Code runs on keeps its numbers in this order.
  file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), 44);
  return file;
}

/** The samples of a 16-bit PCM WAV, the first channel of several; undefined for anything else. */
export function readWavFile(bytes: Uint8Array): Pcm | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < 44 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    return undefined;
  let format: Buffer | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    const name = file.toString('latin1', at, at + 4);
    if (name === 'fmt ') format = body;
    if (name === 'data' && format) return samplesOf(format, body);
    at += 8 + size + (size & 1);
  }
  return undefined;
}

function samplesOf(format: Buffer, data: Buffer): Pcm | undefined {
  if (format.length < 16 || format.readUInt16LE(0) !== 1 || format.readUInt16LE(14) !== 16) return undefined;
  const channels = format.readUInt16LE(2);
  const count = Math.floor(data.length / 2 / channels);
  const samples = Int16Array.from({ length: count }, (_, index) => data.readInt16LE(index * 2 * channels));
  return { samples, sampleRate: format.readUInt32LE(4) };
}
