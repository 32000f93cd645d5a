/** Decodes parts of long sound files. Comes in a chunk of its own, with the first long file. */
import { AudioBufferSink, FLAC, Input, MP3, MP4, OGG, UrlSource, WAVE, WEBM } from 'mediabunny';
import type { FilePart } from './pieces.ts';

/** What an import can bring; see probeMedia.ts. */
const formats = [MP3, WAVE, OGG, FLAC, MP4, WEBM];

export class LongSounds {
  readonly #sinks = new Map<string, Promise<AudioBufferSink>>();

  /** The samples of a part, silence where the file has none. Rejects when the file is gone, is no sound, or of a kind not decoded here. */
  async read(uri: string, { fromSeconds, seconds }: FilePart): Promise<AudioBuffer> {
    const opened = this.#sinks.get(uri) ?? open(uri);
    this.#sinks.set(uri, opened);
    opened.catch(() => this.#sinks.delete(uri));
    const sink = await opened;
    let whole: AudioBuffer | undefined;
    for await (const { buffer, timestamp } of sink.buffers(fromSeconds, fromSeconds + seconds)) {
      const { sampleRate, numberOfChannels } = buffer;
      whole ??= new AudioBuffer({ sampleRate, numberOfChannels, length: Math.round(seconds * sampleRate) });
      copyAt(whole, buffer, Math.round((timestamp - fromSeconds) * sampleRate));
    }
    return whole ?? new AudioBuffer({ sampleRate: 48_000, length: Math.round(seconds * 48_000) });
  }
}

async function open(uri: string): Promise<AudioBufferSink> {
  const input = new Input({ formats, source: new UrlSource(uri) });
  const track = await input.getPrimaryAudioTrack();
  if (!track || !(await track.canDecode())) throw new Error('The sound cannot be decoded in parts');
  return new AudioBufferSink(track);
}

/** What begins before the part or ends after it is cut off. */
function copyAt(whole: AudioBuffer, piece: AudioBuffer, at: number): void {
  const skipped = Math.max(0, -at);
  if (skipped >= piece.length || at >= whole.length) return;
  for (let channel = 0; channel < Math.min(whole.numberOfChannels, piece.numberOfChannels); channel++) {
    whole.copyToChannel(piece.getChannelData(channel).subarray(skipped), channel, Math.max(0, at));
  }
}
