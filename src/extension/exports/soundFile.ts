/** Writes sound files piece by piece with mediabunny (https://mediabunny.dev): WAV by itself, MP3 by LAME. */
import type { FileHandle } from 'node:fs/promises';
import { AudioSample, AudioSampleSource, Mp3OutputFormat, Output, StreamTarget, WavOutputFormat } from 'mediabunny';

export type SoundFormat = 'wav' | 'mp3';

/** Stereo at the best rate that every program reads. */
export const exportSampleRate = 48_000;
const mp3BitsPerSecond = 192_000;

/** Left and right, of one length. */
export type Stereo = readonly [Float32Array, Float32Array];

export interface SoundFileWriter {
  /** Appends samples; 1 is full scale, what is beyond is cut off. */
  write(samples: Stereo): Promise<void>;
  /** Ends the file, which is not closed. */
  finish(): Promise<void>;
  /** Gives up; what was written is of no use. */
  cancel(): Promise<void>;
}

/** Begins a sound file of {@link exportSampleRate}, stereo: WAV with 16 bits or MP3 with 192 kbit/s. */
export async function beginSoundFile(format: SoundFormat, file: FileHandle): Promise<SoundFileWriter> {
  if (format === 'mp3') await enableMp3();
  const target = new StreamTarget(
    new WritableStream<{ readonly data: Uint8Array; readonly position: number }>({
      write: async ({ data, position }) => void (await file.write(data, 0, data.byteLength, position)),
    }),
  );
  const output = new Output({ format: format === 'mp3' ? new Mp3OutputFormat() : new WavOutputFormat(), target });
  const source = new AudioSampleSource(
    format === 'mp3' ? { codec: 'mp3', bitrate: mp3BitsPerSecond } : { codec: 'pcm-s16' },
  );
  output.addAudioTrack(source);
  await output.start();
  let written = 0;
  return {
    async write(samples) {
      const sample = new AudioSample({
        data: planar(samples),
        format: 'f32-planar',
        numberOfChannels: 2,
        sampleRate: exportSampleRate,
        timestamp: written / exportSampleRate,
      });
      written += samples[0].length;
      await source.add(sample);
      sample.close();
    },
    finish: () => output.finalize(),
    cancel: () => output.cancel(),
  };
}

/** LAME is a file of its own (LGPL, see THIRD_PARTY_NOTICES.md) that only an MP3 loads. */
async function enableMp3(): Promise<void> {
  const encoding = await import('../platform/mp3Encoding.ts');
  await encoding.enableMp3();
}

function planar([left, right]: Stereo): Float32Array<ArrayBuffer> {
  const data = new Float32Array(left.length * 2);
  for (const [index, channel] of [left, right].entries()) {
    for (let at = 0; at < channel.length; at++) {
      data[index * left.length + at] = Math.min(1, Math.max(-1, channel[at] ?? 0));
    }
  }
  return data;
}
