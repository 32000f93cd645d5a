/** Mixes sounds with the browser's own audio engine, which also plays the timeline: what is exported is what was heard. */
import { LongSounds } from '../timeline/playback/longSounds.ts';
import { type FilePart, isLong } from '../timeline/playback/pieces.ts';
import { ByteCache, decodedBytes } from '../timeline/playback.ts';
import type { SoundClip } from './protocol.ts';

const maxDecodedBytes = 96 * 1024 * 1024;
/** Against clicks at cuts; as the timeline's player does. */
const rampSeconds = 0.005;

export interface Mixed {
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
  /** Addresses of sounds that could not be read; they are silent. */
  readonly failed: readonly string[];
}

/** Samples of a file from a second of it on. */
interface Decoded {
  readonly buffer: AudioBuffer;
  readonly fromSeconds: number;
  readonly fileSeconds: number;
}

export class SoundMixer {
  readonly #long = new LongSounds();
  readonly #decoded = new ByteCache<AudioBuffer>(maxDecodedBytes);
  /** Films without a sound that this browser plays; asked once. */
  readonly #silent = new Set<string>();

  async mix(clips: readonly SoundClip[], fromSeconds: number, seconds: number, sampleRate: number): Promise<Mixed> {
    const length = Math.max(1, Math.round(seconds * sampleRate));
    const context = new OfflineAudioContext(2, length, sampleRate);
    const failed = new Set<string>();
    for (const clip of clips) {
      if (this.#silent.has(clip.uri)) continue;
      try {
        schedule(context, clip, await this.#read(clip, fromSeconds, seconds, context), fromSeconds);
      } catch {
        if (clip.isFilm) this.#silent.add(clip.uri);
        else failed.add(clip.uri);
      }
    }
    const buffer = await context.startRendering();
    return { left: buffer.getChannelData(0), right: buffer.getChannelData(1), failed: [...failed] };
  }

  /** Of a long file only what the piece needs, from a whole second on. */
  async #read(clip: SoundClip, fromSeconds: number, seconds: number, context: OfflineAudioContext): Promise<Decoded> {
    const fileSeconds = clip.fileSeconds ?? 0;
    if (isLong({ durationSeconds: fileSeconds })) {
      const first = clip.offsetSeconds + Math.max(0, fromSeconds - clip.startSeconds);
      const part: FilePart = { fromSeconds: Math.floor(first), seconds: Math.ceil(seconds) + 2 };
      const buffer = await this.#long.read(clip.uri, part).catch(() => undefined);
      if (buffer) return { buffer, fromSeconds: part.fromSeconds, fileSeconds };
    }
    const buffer = await this.#load(clip.uri, context);
    return { buffer, fromSeconds: 0, fileSeconds: buffer.duration };
  }

  async #load(uri: string, context: OfflineAudioContext): Promise<AudioBuffer> {
    const known = this.#decoded.get(uri);
    if (known) return known;
    const response = await fetch(uri, { headers: { Range: 'bytes=0-' } });
    if (!response.ok) throw new Error(`The sound could not be read (${response.status})`);
    const buffer = await context.decodeAudioData(await response.arrayBuffer());
    this.#decoded.set(uri, buffer, decodedBytes(buffer));
    return buffer;
  }
}

/** Places a clip in a piece that begins at `fromSeconds`; what lies before the piece is skipped within the sound. */
function schedule(context: OfflineAudioContext, clip: SoundClip, file: Decoded, fromSeconds: number): void {
  const { buffer } = file;
  const length = Math.min(clip.durationSeconds, file.fileSeconds - clip.offsetSeconds);
  const start = clip.startSeconds - fromSeconds;
  const skipped = Math.max(0, -start);
  const left = length - skipped;
  if (left <= 0) return;
  const source = new AudioBufferSourceNode(context, { buffer });
  const gain = new GainNode(context, { gain: 0 });
  const curve = envelope(clip, length);
  shape(gain.gain, curve, start, clip.volume);
  source.connect(gain).connect(context.destination);
  source.start(Math.max(0, start), clip.offsetSeconds + skipped - file.fromSeconds, left);
}

interface Envelope {
  readonly inSeconds: number;
  readonly outSeconds: number;
  readonly lengthSeconds: number;
}

/** Fades that fit into what sounds; at least a ramp against clicks. */
function envelope(clip: SoundClip, lengthSeconds: number): Envelope {
  const inSeconds = Math.min(Math.max(rampSeconds, clip.fadeInSeconds), lengthSeconds / 2);
  const outSeconds = Math.min(Math.max(rampSeconds, clip.fadeOutSeconds), lengthSeconds - inSeconds);
  return { inSeconds, outSeconds, lengthSeconds };
}

/** Writes the clip's loudness over time to a parameter whose time 0 is `-start` within the clip. */
function shape(gain: AudioParam, { inSeconds, outSeconds, lengthSeconds }: Envelope, start: number, volume: number) {
  const points = [
    [0, 0],
    [inSeconds, volume],
    [lengthSeconds - outSeconds, volume],
    [lengthSeconds, 0],
  ] as const;
  const levelAt = (at: number) => {
    if (at <= inSeconds) return (volume * at) / inSeconds;
    return at <= lengthSeconds - outSeconds ? volume : (volume * (lengthSeconds - at)) / outSeconds;
  };
  const begin = Math.max(0, start);
  gain.setValueAtTime(levelAt(begin - start), begin);
  for (const [at, level] of points) if (start + at > begin) gain.linearRampToValueAtTime(level, start + at);
}
