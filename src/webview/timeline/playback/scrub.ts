/** Short pieces of sound at the playhead while a hand drags it. */
import type { Picture } from '../model.ts';
import { gainsOf } from '../playback.ts';
import type { TimelineItem, TimelineSound, TimelineTrack } from '../protocol.ts';
import { type FilePart, isLong, partAt } from './pieces.ts';
import { endVoice, startVoice, type Voice } from './voices.ts';

/** Long enough to tell a vowel. */
export const grainSeconds = 0.09;
/** Moves that come faster wait for the piece that sounds. */
const leastSeconds = 0.045;

/** What sounds of a clip at a frame, cut off at the clip's end. Undefined when the clip is not there. */
export function grainOf(clip: TimelineItem, frame: number, frameRate: number, nowSeconds: number) {
  const fromSeconds = (frame - clip.startFrame) / frameRate;
  const durationSeconds = Math.min(grainSeconds, clip.durationFrames / frameRate - fromSeconds);
  if (fromSeconds < 0 || durationSeconds <= 0) return undefined;
  const offsetSeconds = clip.offsetFrames / frameRate + fromSeconds;
  return { id: clip.id, whenSeconds: nowSeconds, offsetSeconds, durationSeconds, speed: 1, fromSeconds };
}

export class Scrubber {
  readonly #context: AudioContext;
  readonly #output: AudioNode;
  readonly #load: (uri: string, part?: FilePart) => Promise<AudioBuffer>;
  #sounding: Voice[] = [];
  #lastSeconds = Number.NEGATIVE_INFINITY;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(context: AudioContext, output: AudioNode, load: (uri: string, part?: FilePart) => Promise<AudioBuffer>) {
    this.#context = context;
    this.#output = output;
    this.#load = load;
  }

  /** Sounds what the given tracks have at a frame; of frames that come too fast, the last one. */
  at(picture: Picture, frame: number, tracks: readonly TimelineTrack[]): void {
    clearTimeout(this.#waiting);
    const wait = this.#lastSeconds + leastSeconds - this.#context.currentTime;
    if (wait > 0) {
      this.#waiting = setTimeout(() => this.#sound(picture, frame, tracks), wait * 1000);
      return;
    }
    this.#sound(picture, frame, tracks);
  }

  #sound(picture: Picture, frame: number, tracks: readonly TimelineTrack[]): void {
    const now = this.#context.currentTime;
    this.#lastSeconds = now;
    for (const voice of this.#sounding) endVoice(voice, now);
    this.#sounding = [];
    for (const track of tracks) {
      const item = picture.itemsOf.get(track.id)?.findAt(frame);
      const sound = item?.soundId === undefined ? undefined : picture.sounds.get(item.soundId);
      if (item && sound) void this.#grain(item, sound, frame, picture.frameRate, now);
    }
  }

  async #grain(
    item: TimelineItem,
    sound: TimelineSound,
    frame: number,
    frameRate: number,
    asked: number,
  ): Promise<void> {
    // A file that does not load is told where it is played.
    const seconds = (item.offsetFrames + frame - item.startFrame) / frameRate;
    const part = isLong(sound) ? partAt(seconds) : undefined;
    const buffer = await this.#load(sound.uri, part).catch(() => undefined);
    // The hand has moved on while it loaded.
    if (!buffer || this.#lastSeconds !== asked) return;
    const grain = grainOf(item, frame, frameRate, this.#context.currentTime);
    if (!grain) return;
    const inBuffer = { ...grain, offsetSeconds: grain.offsetSeconds - (part?.fromSeconds ?? 0) };
    const voice = startVoice(this.#context, this.#output, buffer, inBuffer, (cue) => gainsOf(item, cue, frameRate));
    this.#sounding.push(voice);
  }
}
