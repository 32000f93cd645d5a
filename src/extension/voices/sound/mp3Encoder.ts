/** Samples to MP3. Loaded for the first MP3 that is made: the encoder is LAME, compiled to WebAssembly. */
import { AudioSample, AudioSampleSource, BufferTarget, Mp3OutputFormat, Output } from 'mediabunny';
import { enableMp3 } from '../../platform/mp3Encoding.ts';
import type { Pcm } from './pcm.ts';

const bitsPerSecond = 96_000;
const samplesAtATime = 24_000;

/** An MP3 of the samples, with the tag that says how much silence the encoder put in front. */
export async function mp3File({ samples, sampleRate }: Pcm): Promise<Uint8Array> {
  await enableMp3();
  const target = new BufferTarget();
  const output = new Output({ format: new Mp3OutputFormat(), target });
  const source = new AudioSampleSource({ codec: 'mp3', bitrate: bitsPerSecond });
  output.addAudioTrack(source);
  await output.start();
  for (let at = 0; at < samples.length; at += samplesAtATime) {
    const data = samples.slice(at, at + samplesAtATime);
    const sample = new AudioSample({
      data,
      format: 's16',
      numberOfChannels: 1,
      sampleRate,
      timestamp: at / sampleRate,
    });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  const file = new Uint8Array(target.buffer ?? new ArrayBuffer(0));
  tellDelay(file, samples.length);
  return file;
}

/** Samples that LAME puts in front, and the samples of a frame at 24 kHz and below. */
const encoderDelay = 576;
const samplesOfFrame = 576;
/** What stands in a Xing header before LAME's part: its name, flags, frames, bytes and table, and where a flag says so its quality. */
const xingLength = 116;
const neededFields = 0x07;
const qualityField = 0x08;

/**
 * Writes into the head of an MP3 how many samples its encoder put before and after the sound, so that players cut them: without it a
 * line begins 24 ms late. Source: http://gabriel.mp3-tech.org/mp3infotag.html
 */
function tellDelay(file: Uint8Array, sampleCount: number): void {
  const view = new DataView(file.buffer);
  const xing = Buffer.from(file.buffer).indexOf('Xing');
  if (xing < 0 || xing > 64) return;
  const fields = view.getUint32(xing + 4);
  if ((fields & neededFields) !== neededFields) return;
  const frames = view.getUint32(xing + 8);
  const padding = Math.max(0, Math.min(0xfff, frames * samplesOfFrame - sampleCount - encoderDelay));
  const lame = xing + xingLength + ((fields & qualityField) === 0 ? 0 : 4);
  file.set(Buffer.from('LAME3.100'), lame);
  const delays = (encoderDelay << 12) | padding;
  file.set([delays >> 16, (delays >> 8) & 0xff, delays & 0xff], lame + 21);
}
