/** The arithmetic of playing: what sounds when. Context seconds are `AudioContext.currentTime`; nothing here reads a clock. */
import type { TimelineItem, TimelineTrack } from './protocol.ts';

/** Where playing began: at context second `contextSeconds` the playhead was at `frame`. */
export interface Anchor {
  readonly contextSeconds: number;
  readonly frame: number;
  readonly frameRate: number;
}

/** The part of a clip that playback needs; frames at the timeline's rate. */
export interface Playable {
  readonly id: string;
  readonly startFrame: number;
  readonly durationFrames: number;
  readonly offsetFrames: number;
}

/** Muted tracks are silent, and so are all others while one has solo. */
export function isHeard(track: TrackSound, tracks: readonly TrackSound[]): boolean {
  if (track.muted) return false;
  return track.solo === true || !tracks.some((other) => other.solo && other.type === 'audio');
}

type TrackSound = Pick<TimelineTrack, 'type' | 'muted' | 'solo'>;

/** One sound to start: at `whenSeconds` of the context, from `offsetSeconds` of the file, for `durationSeconds`. */
export interface Cue {
  readonly id: string;
  readonly whenSeconds: number;
  readonly offsetSeconds: number;
  readonly durationSeconds: number;
}

/** The frame (fractional) that sounds at a context second. */
export function frameAt(anchor: Anchor, contextSeconds: number): number {
  return anchor.frame + Math.max(0, contextSeconds - anchor.contextSeconds) * anchor.frameRate;
}

/** The context second at which a frame sounds. */
export function secondsAt(anchor: Anchor, frame: number): number {
  return anchor.contextSeconds + (frame - anchor.frame) / anchor.frameRate;
}

/**
 * How a clip is to be started when it is now `nowSeconds`: as a whole in the future, or the rest of it at once.
 * Undefined when it is over.
 */
export function cueFor(anchor: Anchor, clip: Playable, nowSeconds: number): Cue | undefined {
  const { frameRate } = anchor;
  const begin = Math.max(clip.startFrame, anchor.frame);
  const plannedSeconds = secondsAt(anchor, begin);
  const whenSeconds = Math.max(plannedSeconds, nowSeconds);
  const skippedSeconds = (begin - clip.startFrame) / frameRate + (whenSeconds - plannedSeconds);
  const durationSeconds = clip.durationFrames / frameRate - skippedSeconds;
  if (durationSeconds <= 0) return undefined;
  return { id: clip.id, whenSeconds, offsetSeconds: clip.offsetFrames / frameRate + skippedSeconds, durationSeconds };
}

/** A point of a clip's loudness; between two of them it changes evenly. */
export interface GainPoint {
  readonly whenSeconds: number;
  readonly gain: number;
}

/** Against clicks at cuts, in seconds. */
const rampSeconds = 0.005;

/**
 * How loud a clip is while its cue sounds: its volume, its fades, and a short ramp at both ends. A cue that begins within a fade begins
 * with the loudness that the fade has there.
 */
export function gainsOf(clip: FadingClip, cue: Cue, frameRate: number): readonly GainPoint[] {
  const length = clip.durationFrames / frameRate;
  const begin = length - cue.durationSeconds;
  const fadeIn = (clip.fadeInFrames ?? 0) / frameRate;
  const fadeOut = length - (clip.fadeOutFrames ?? 0) / frameRate;
  const levelAt = (seconds: number) => {
    const rising = fadeIn > 0 ? Math.min(1, seconds / fadeIn) : 1;
    const falling = fadeOut < length ? Math.min(1, (length - seconds) / (length - fadeOut)) : 1;
    return clip.volume * Math.max(0, Math.min(rising, falling));
  };
  const ramp = Math.min(rampSeconds, cue.durationSeconds / 2);
  const bends = [begin + ramp, fadeIn, fadeOut, length - ramp].filter(
    (at) => at >= begin + ramp && at <= length - ramp,
  );
  const points = [...new Set(bends)].sort((a, b) => a - b).map((at) => ({ at, gain: levelAt(at) }));
  return [{ at: begin, gain: 0 }, ...points, { at: length, gain: 0 }].map(({ at, gain }) => ({
    whenSeconds: cue.whenSeconds + at - begin,
    gain,
  }));
}

/** The part of a clip that its loudness depends on. */
export type FadingClip = Pick<TimelineItem, 'durationFrames' | 'volume' | 'fadeInFrames' | 'fadeOutFrames'>;

/** Bytes of a decoded sound: 32-bit floats. */
export function decodedBytes(buffer: { readonly length: number; readonly numberOfChannels: number }): number {
  return buffer.length * buffer.numberOfChannels * 4;
}

/** Keeps values up to a number of bytes; what was asked for longest ago goes first. One value larger than the room is kept alone. */
export class ByteCache<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
