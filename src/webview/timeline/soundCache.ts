/** Fetches and decodes sound files, and keeps the decoded ones up to a number of bytes. */
import { ByteCache, decodedBytes } from './playback.ts';

/** Decoded mono is about 11 MB a minute at 48 kHz. */
const maxDecodedBytes = 64 * 1024 * 1024;

export class SoundCache {
  readonly #context: AudioContext;
  readonly #decoded = new ByteCache<AudioBuffer>(maxDecodedBytes);
  readonly #loading = new Map<string, Promise<AudioBuffer>>();

  constructor(context: AudioContext) {
    this.#context = context;
  }

  /** The decoded sound when it is there already. */
  get(uri: string): AudioBuffer | undefined {
    return this.#decoded.get(uri);
  }

  /** Loads and decodes a sound, once at a time for each. Rejects when the file is gone or is no sound. */
  load(uri: string): Promise<AudioBuffer> {
    const known = this.#decoded.get(uri);
    if (known) return Promise.resolve(known);
    const underway = this.#loading.get(uri);
    if (underway) return underway;
    const loading = this.#read(uri).finally(() => this.#loading.delete(uri));
    this.#loading.set(uri, loading);
    return loading;
  }

  async #read(uri: string): Promise<AudioBuffer> {
    // A plain request would stay in the webview's cache; a range is passed through.
    const response = await fetch(uri, { headers: { Range: 'bytes=0-' } });
    if (!response.ok) throw new Error(`The sound could not be read (${response.status})`);
    const buffer = await this.#context.decodeAudioData(await response.arrayBuffer());
    this.#decoded.set(uri, buffer, decodedBytes(buffer));
    return buffer;
  }
}
