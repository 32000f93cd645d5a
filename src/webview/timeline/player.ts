/** Plays the timeline through WebAudio. The context's clock is the only clock; clips are scheduled a little ahead of it. */
import type { Picture } from './model.ts';
import { type Anchor, cueFor, frameAt, gainsOf, isHeard } from './playback.ts';
import type { TimelineItem } from './protocol.ts';
import { SoundCache } from './soundCache.ts';
import type { Transport } from './state.ts';

/** Sounds are started this far ahead, and looked for this often. */
const scheduleSeconds = 1.5;
const lookEverySeconds = 0.25;
/** Files are fetched and decoded this far ahead. */
const fetchSeconds = 6;
/** A browser that has not let sound through by then wants a click. */
const resumeMilliseconds = 300;
/** Against clicks at cuts. */
const rampSeconds = 0.005;

interface Voice {
  readonly item: TimelineItem;
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
}

export interface PlayerOptions {
  /** What is to be played now; asked again whenever sounds are looked for. */
  readonly picture: () => Picture | undefined;
  /** A sound's file could not be read or decoded. */
  readonly onFailed: (soundId: string) => void;
}

export class Player implements Transport {
  readonly #options: PlayerOptions;
  readonly #voices = new Map<string, Voice>();
  #context: AudioContext | undefined;
  #cache: SoundCache | undefined;
  #anchor: Anchor | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #single: Voice['source'] | undefined;
  /** Counts starts and stops, so that a start that waited knows whether it is still wanted. */
  #run = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** The frame that is heard now; undefined while nothing plays. */
  get frame(): number | undefined {
    const context = this.#context;
    if (!this.#anchor || !context) return undefined;
    return frameAt(this.#anchor, context.currentTime - (context.outputLatency || 0));
  }

  /** Begins (again) at `frame`. False, and silence, when the browser wants a click first. */
  async start(frame: number): Promise<boolean> {
    const context = this.#open();
    this.stop();
    const run = this.#run;
    if (!(await isAllowed(context))) return false;
    if (run !== this.#run) return this.#anchor !== undefined;
    const frameRate = this.#options.picture()?.frameRate ?? 30;
    this.#anchor = { contextSeconds: context.currentTime + 0.05, frame, frameRate };
    this.#look();
    this.#timer = setInterval(() => this.#look(), lookEverySeconds * 1000);
    return true;
  }

  stop(): void {
    this.#run++;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#anchor = undefined;
    for (const id of [...this.#voices.keys()]) this.#silence(id);
  }

  /** The model changed: what is scheduled and no longer true stops, and begins again as it is now. */
  refresh(): void {
    const items = this.#options.picture()?.items;
    for (const [id, { item }] of this.#voices) {
      const now = items?.get(id);
      if (!now || !this.#isAudible(now) || !soundsAlike(now, item)) this.#silence(id);
    }
    if (this.#anchor) this.#look();
  }

  /** Plays one file from its beginning, apart from the timeline. False when the browser wants a click first. */
  async playSound(uri: string): Promise<boolean> {
    const context = this.#open();
    if (!(await isAllowed(context))) return false;
    const buffer = await this.#sounds(context).load(uri);
    this.stopSound();
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start();
    this.#single = source;
    return true;
  }

  stopSound(): void {
    this.#single?.stop();
    this.#single = undefined;
  }

  dispose(): void {
    this.stop();
    this.stopSound();
    void this.#context?.close();
  }

  #open(): AudioContext {
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    return this.#context;
  }

  #sounds(context: AudioContext): SoundCache {
    this.#cache ??= new SoundCache(context);
    return this.#cache;
  }

  /** Fetches what will be needed and schedules what is near. */
  #look(): void {
    const anchor = this.#anchor;
    const picture = this.#options.picture();
    const frame = this.frame;
    if (!anchor || !picture || frame === undefined) return;
    const near = frame + scheduleSeconds * anchor.frameRate;
    // A track that is out of sight is heard all the same.
    for (const track of picture.tracks) {
      if (track.type !== 'audio' || !isHeard(track, picture.tracks)) continue;
      picture.itemsOf.get(track.id)?.visit(frame, frame + fetchSeconds * anchor.frameRate, (item) => {
        void this.#prepare(item, anchor, item.startFrame <= near);
      });
    }
  }

  async #prepare(item: TimelineItem, anchor: Anchor, isNear: boolean): Promise<void> {
    const sound = item.soundId === undefined ? undefined : this.#options.picture()?.sounds.get(item.soundId);
    const context = this.#context;
    if (!sound || !context || this.#voices.has(item.id) || item.state === 'missing') return;
    const cache = this.#sounds(context);
    try {
      const buffer = cache.get(sound.uri) ?? (await cache.load(sound.uri));
      // While it loaded, the writer may have stopped, moved on or changed the clip.
      const isCurrent = this.#anchor === anchor && this.#options.picture()?.items.get(item.id) === item;
      if (isNear && isCurrent && !this.#voices.has(item.id)) this.#schedule(context, item, buffer, anchor);
    } catch {
      this.#options.onFailed(sound.id); // Drawn as missing; playing goes on without it.
    }
  }

  #schedule(context: AudioContext, item: TimelineItem, buffer: AudioBuffer, anchor: Anchor): void {
    const cue = cueFor(anchor, item, context.currentTime);
    if (!cue) return;
    const source = new AudioBufferSourceNode(context, { buffer });
    const gain = new GainNode(context, { gain: 0 });
    const [first, ...points] = gainsOf(item, cue, anchor.frameRate);
    gain.gain.setValueAtTime(first?.gain ?? 0, first?.whenSeconds ?? cue.whenSeconds);
    for (const point of points) gain.gain.linearRampToValueAtTime(point.gain, point.whenSeconds);
    source.connect(gain).connect(context.destination);
    source.start(cue.whenSeconds, cue.offsetSeconds, cue.durationSeconds);
    const voice = { item, source, gain };
    this.#voices.set(item.id, voice);
    source.onended = () => {
      if (this.#voices.get(item.id) === voice) this.#voices.delete(item.id);
    };
  }

  #silence(id: string): void {
    const voice = this.#voices.get(id);
    const context = this.#context;
    if (!voice || !context) return;
    this.#voices.delete(id);
    const now = context.currentTime;
    voice.gain.gain.cancelScheduledValues(now);
    voice.gain.gain.setTargetAtTime(0, now, rampSeconds / 3);
    voice.source.stop(now + rampSeconds * 2);
  }

  #isAudible(item: TimelineItem): boolean {
    const picture = this.#options.picture();
    const track = picture?.tracks.find(({ id }) => id === item.trackId);
    return picture !== undefined && track !== undefined && isHeard(track, picture.tracks);
  }
}

function soundsAlike(a: TimelineItem, b: TimelineItem): boolean {
  return (
    a.soundId === b.soundId &&
    a.startFrame === b.startFrame &&
    a.durationFrames === b.durationFrames &&
    a.offsetFrames === b.offsetFrames &&
    a.volume === b.volume &&
    a.fadeInFrames === b.fadeInFrames &&
    a.fadeOutFrames === b.fadeOutFrames
  );
}

/** Asks the browser to let sound through; a `resume` that does not come at once waits for a click that may never be. */
async function isAllowed(context: AudioContext): Promise<boolean> {
  if (context.state === 'running') return true;
  const waited = new Promise<void>((resolve) => setTimeout(resolve, resumeMilliseconds));
  await Promise.race([context.resume().catch(() => {}), waited]);
  return (context.state as AudioContextState) === 'running';
}
