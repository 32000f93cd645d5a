/** Fetches and decodes sound files, whole or in parts, and keeps what is decoded up to a number of bytes. */
import type { LongSounds } from './playback/longSounds.ts';
import type { FilePart } from './playback/pieces.ts';
import { ByteCache, decodedBytes } from './playback.ts';

/** Decoded mono is about 11 MB a minute at 48 kHz. */
const maxDecodedBytes = 64 * 1024 * 1024;

export class SoundCache {
  readonly #context: AudioContext;
  readonly #decoded = new ByteCache<AudioBuffer>(maxDecodedBytes);
  readonly #loading = new Map<string, Promise<AudioBuffer>>();
  #long: Promise<LongSounds> | undefined;

  constructor(context: AudioContext) {
    this.#context = context;
  }

  /** What is decoded now. */
  get buffers(): Iterable<AudioBuffer> {
    return this.#decoded.values();
  }

  /** The decoded sound, or a part of it, when it is there already. */
  get(uri: string, part?: FilePart): AudioBuffer | undefined {
    return this.#decoded.get(keyOf(uri, part));
  }

  /** Loads and decodes a sound or a part of it, once at a time for each. Rejects when the file is gone or is no sound. */
  load(uri: string, part?: FilePart): Promise<AudioBuffer> {
    const key = keyOf(uri, part);
    const known = this.#decoded.get(key);
    if (known) return Promise.resolve(known);
    const underway = this.#loading.get(key);
    if (underway) return underway;
    const reading = part ? this.#readPart(uri, part) : this.#read(uri);
    const loading = reading
      .then((buffer) => {
        this.#decoded.set(key, buffer, decodedBytes(buffer));
        return buffer;
      })
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #read(uri: string): Promise<AudioBuffer> {
    // A plain request would stay in the webview's cache; a range is passed through.
    const response = await fetch(uri, { headers: { Range: 'bytes=0-' } });
    if (!response.ok) throw new Error(`The sound could not be read (${response.status})`);
    return this.#context.decodeAudioData(await response.arrayBuffer());
  }

  async #readPart(uri: string, part: FilePart): Promise<AudioBuffer> {
    this.#long ??= import('./playback/longSounds.ts').then(({ LongSounds }) => new LongSounds());
    const long = await this.#long;
    // A kind that only decodes as a whole is decoded so; a file that is gone fails again.
    return long.read(uri, part).catch(async () => cut(await this.load(uri), part));
  }
}

function cut(whole: AudioBuffer, { fromSeconds, seconds }: FilePart): AudioBuffer {
  const { sampleRate, numberOfChannels } = whole;
  const from = Math.round(fromSeconds * sampleRate);
  const part = new AudioBuffer({ sampleRate, numberOfChannels, length: Math.round(seconds * sampleRate) });
  for (let channel = 0; channel < numberOfChannels; channel++) {
    part.copyToChannel(whole.getChannelData(channel).subarray(from, from + part.length), channel);
  }
  return part;
}

function keyOf(uri: string, part: FilePart | undefined): string {
  return part ? `${part.fromSeconds} ${part.seconds} ${uri}` : uri;
}
