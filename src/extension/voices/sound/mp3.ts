/** MP3 to samples. Loaded when the first MP3 comes; the decoder is mpg123, compiled to WebAssembly. */
import { MPEGDecoder } from 'mpg123-decoder';
import type { Pcm } from './pcm.ts';

/** The first channel of an MP3, without the silence that its encoder put in front (where the file says how much); undefined for none. */
export async function readMp3File(bytes: Uint8Array): Promise<Pcm | undefined> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate } = decoder.decode(bytes);
    const [first] = channelData;
    if (!first || samplesDecoded === 0) return undefined;
    const samples = Int16Array.from(first.subarray(0, samplesDecoded), (value) =>
      Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))),
    );
    return { samples, sampleRate };
  } finally {
    decoder.free();
  }
}
