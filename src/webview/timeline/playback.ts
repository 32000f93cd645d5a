/** The arithmetic of playing: what sounds when. Context seconds are `AudioContext.currentTime`; nothing here reads a clock. */
import type { TimelineItem, TimelineTrack } from './protocol.ts';

/** Where playing began: at context second `contextSeconds` the playhead was at `frame`. */
export interface Anchor {
  readonly contextSeconds: number;
  readonly frame: number;
  readonly frameRate: number;
  /** Seconds of the timeline that pass in one of the context; below zero it runs backwards. Missing is 1. */
  readonly speed?: number | undefined;
  /** The frame that this pass ends at; what lies beyond is not heard. */
  readonly endFrame?: number | undefined;
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

/**
 * One sound to start: at `whenSeconds` of the context, the part of the file from `offsetSeconds` for `durationSeconds`, `speed` times as
 * fast; with a speed below zero that part is played from its end to its beginning.
 */
export interface Cue {
  readonly id: string;
  readonly whenSeconds: number;
  readonly offsetSeconds: number;
  readonly durationSeconds: number;
  readonly speed: number;
  /** How far into the clip the sound begins, in seconds of the timeline. */
  readonly fromSeconds: number;
}

/** The frame (fractional) that sounds at a context second. */
export function frameAt(anchor: Anchor, contextSeconds: number): number {
  const { frame, frameRate, speed = 1, endFrame } = anchor;
  const reached = frame + Math.max(0, contextSeconds - anchor.contextSeconds) * frameRate * speed;
  if (endFrame === undefined) return reached;
  return speed > 0 ? Math.min(reached, endFrame) : Math.max(reached, endFrame);
}

/** The context second at which a frame sounds. */
export function secondsAt(anchor: Anchor, frame: number): number {
  return anchor.contextSeconds + (frame - anchor.frame) / (anchor.frameRate * (anchor.speed ?? 1));
}

/**
 * How a clip is to be started when it is now `nowSeconds`: as a whole in the future, or the rest of it at once.
 * Undefined when it is over, or lies outside of the pass.
 */
export function cueFor(anchor: Anchor, clip: Playable, nowSeconds: number): Cue | undefined {
  const { frameRate, speed = 1, endFrame } = anchor;
  const isForward = speed > 0;
  const clipEnd = clip.startFrame + clip.durationFrames;
  const begin = isForward ? Math.max(clip.startFrame, anchor.frame) : Math.min(clipEnd, anchor.frame);
  const end = isForward ? Math.min(clipEnd, endFrame ?? clipEnd) : Math.max(clip.startFrame, endFrame ?? 0);
  const plannedSeconds = secondsAt(anchor, begin);
  const whenSeconds = Math.max(plannedSeconds, nowSeconds);
  const first = begin + (whenSeconds - plannedSeconds) * frameRate * speed;
  if (isForward ? first >= end : first <= end) return undefined;
  const low = isForward ? first : end;
  return {
    id: clip.id,
    whenSeconds,
    offsetSeconds: (clip.offsetFrames + low - clip.startFrame) / frameRate,
    durationSeconds: Math.abs(end - first) / frameRate,
    speed,
    fromSeconds: (first - clip.startFrame) / frameRate,
  };
}

/** Puts a cue's beginning and end on samples of the context, so that clips that touch leave no sample between them and share none. */
export function onSamples(cue: Cue, sampleRate: number): Cue {
  // Half a sample, which some rates have at every other frame, is to be rounded one way however its seconds were reckoned.
  const round = (seconds: number) => Math.round(seconds * sampleRate - 1e-4) / sampleRate;
  const pace = Math.abs(cue.speed);
  const whenSeconds = round(cue.whenSeconds);
  const endSeconds = round(cue.whenSeconds + cue.durationSeconds / pace);
  // What is played moves with the beginning, or a clip that goes on in the next one would skip a part of a sample.
  const moved = cue.speed > 0 ? (whenSeconds - cue.whenSeconds) * pace : 0;
  const offsetSeconds = round(cue.offsetSeconds + moved);
  return { ...cue, whenSeconds, offsetSeconds, durationSeconds: Math.max(0, endSeconds - whenSeconds) * pace };
}

/** The pass after one that ends: a loop's next round, which begins when this one is over. */
export function nextPass(anchor: Anchor, loopFrame: number): Anchor {
  const { endFrame = anchor.frame } = anchor;
  return { ...anchor, contextSeconds: secondsAt(anchor, endFrame), frame: loopFrame };
}

/** A point of a clip's loudness; between two of them it changes evenly. */
export interface GainPoint {
  readonly whenSeconds: number;
  readonly gain: number;
}

/** Against clicks at cuts, in seconds. */
const rampSeconds = 0.005;

/** The sides on which the same sound goes on in a clip that touches: there it needs no ramp. */
export interface Joins {
  readonly start: boolean;
  readonly end: boolean;
}

/** How loud a clip is at a second of its own: its volume and its fades. */
export function levelAt(clip: FadingClip, seconds: number, frameRate: number): number {
  const length = clip.durationFrames / frameRate;
  const fadeIn = (clip.fadeInFrames ?? 0) / frameRate;
  const fadeOut = (clip.fadeOutFrames ?? 0) / frameRate;
  const rising = fadeIn > 0 ? Math.min(1, seconds / fadeIn) : 1;
  const falling = fadeOut > 0 ? Math.min(1, (length - seconds) / fadeOut) : 1;
  return clip.volume * Math.max(0, Math.min(rising, falling));
}

/**
 * How loud a clip is while its cue sounds: its volume, its fades, and a short ramp at both ends. A cue that begins within a fade begins
 * with the loudness that the fade has there.
 */
export function gainsOf(clip: FadingClip, cue: Cue, frameRate: number, joins?: Joins): readonly GainPoint[] {
  const soundingSeconds = cue.durationSeconds / Math.abs(cue.speed);
  const secondsOf = (at: number) => cue.fromSeconds + at * cue.speed;
  const bends = [
    (clip.fadeInFrames ?? 0) / frameRate,
    (clip.durationFrames - (clip.fadeOutFrames ?? 0)) / frameRate,
  ].map((seconds) => (seconds - cue.fromSeconds) / cue.speed);
  const ramp = Math.min(rampSeconds, soundingSeconds / 2);
  const inside = [ramp, ...bends, soundingSeconds - ramp].filter((at) => at >= ramp && at <= soundingSeconds - ramp);
  const level = (at: number) => levelAt(clip, secondsOf(at), frameRate);
  const points = [...new Set(inside)].sort((a, b) => a - b).map((at) => ({ at, gain: level(at) }));
  const first = { at: 0, gain: joins?.start ? level(0) : 0 };
  const last = { at: soundingSeconds, gain: joins?.end ? level(soundingSeconds) : 0 };
  return [first, ...points, last].map(({ at, gain }) => ({ whenSeconds: cue.whenSeconds + at, gain }));
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

  *values(): Iterable<V> {
    for (const { value } of this.#entries.values()) yield value;
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
