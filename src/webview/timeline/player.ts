/** Plays the timeline through WebAudio. The context's clock is the only clock; clips are scheduled a little ahead of it. */
import type { Picture } from './model.ts';
import { type FilmSound, FilmSounds } from './playback/filmSounds.ts';
import { joinsOf } from './playback/joins.ts';
import type { Stretch } from './playback/loop.ts';
import { Output } from './playback/output.ts';
import { cueOfClip, type FilePart, joinsWithin, type Piece, piecesOf } from './playback/pieces.ts';
import { Scrubber } from './playback/scrub.ts';
import { shapeOf } from './playback/soundShape.ts';
import type { Motion, Transport } from './playback/transport.ts';
import { endVoice, startVoice, type Voice } from './playback/voices.ts';
import { type Anchor, cueFor, decodedBytes, frameAt, gainsOf, isHeard, nextPass, secondsAt } from './playback.ts';
import type { TimelineItem, TimelineSound, TimelineTrack } from './protocol.ts';
import { SoundCache } from './soundCache.ts';

/** Sounds are started this far ahead, and looked for this often. */
const scheduleSeconds = 1.5;
const lookEverySeconds = 0.25;
/** Files are fetched and decoded this far ahead. */
const fetchSeconds = 6;
/** From the press of a key to the first sample. */
const leadSeconds = 0.05;
/** A browser that has not let sound through by then wants a click. */
const resumeMilliseconds = 300;

/** One way through the timeline; a loop has one after the other, each with a number of its own. */
interface Pass {
  readonly number: number;
  readonly anchor: Anchor;
}

export interface PlayerOptions {
  /** What is to be played now; asked again whenever sounds are looked for. */
  readonly picture: () => Picture | undefined;
  /** A sound's file could not be read or decoded. */
  readonly onFailed: (soundId: string) => void;
  /** The shape of a sound that came without one, once for each. */
  readonly onShape?: (soundId: string, peaks: string) => void;
}

export class Player implements Transport {
  readonly #options: PlayerOptions;
  /** By pass and item. */
  readonly #voices = new Map<string, Voice & { readonly item: TimelineItem }>();
  /** Files that did not load, by address; tried again when the model brings other sounds. */
  readonly #failed = new Set<string>();
  readonly #shaped = new Set<string>();
  #knownSounds: Picture['sounds'] | undefined;
  #context: AudioContext | undefined;
  #output: Output | undefined;
  #cache: SoundCache | undefined;
  #scrubber: Scrubber | undefined;
  #films: FilmSounds | undefined;
  #volume = 1;
  /** The pass that is heard, and those that follow; empty while nothing plays. */
  #passes: Pass[] = [];
  #loop: Stretch | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #single: AudioBufferSourceNode | undefined;
  /** Counts starts and stops, so that a start that waited knows whether it is still wanted. */
  #run = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** The frame that is heard now; undefined while nothing plays. */
  get frame(): number | undefined {
    const context = this.#context;
    if (!context) return undefined;
    const heardSeconds = context.currentTime - (context.outputLatency || 0);
    const pass = this.#passes.findLast(({ anchor }) => anchor.contextSeconds <= heardSeconds) ?? this.#passes[0];
    return pass && frameAt(pass.anchor, heardSeconds);
  }

  /** Begins (again) at `frame`. False, and silence, when the browser wants a click first. */
  async start(frame: number, { speed, loop, untilFrame }: Motion): Promise<boolean> {
    const context = this.#open();
    this.stop();
    const run = this.#run;
    if (!(await isAllowed(context))) return false;
    if (run !== this.#run) return this.#passes.length > 0;
    const frameRate = this.#options.picture()?.frameRate ?? 30;
    this.#loop = loop;
    const endFrame = loop ? (speed > 0 ? loop.endFrame : loop.startFrame) : untilFrame;
    this.#passes = [
      { number: 0, anchor: { contextSeconds: context.currentTime + leadSeconds, frame, frameRate, speed, endFrame } },
    ];
    this.#look();
    this.#timer = setInterval(() => this.#look(), lookEverySeconds * 1000);
    return true;
  }

  stop(): void {
    this.#run++;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#passes = [];
    for (const key of [...this.#voices.keys()]) this.#silence(key);
  }

  /** The model changed: what is scheduled and no longer true stops, and begins again as it is now. */
  refresh(): void {
    const picture = this.#options.picture();
    if (picture?.sounds !== this.#knownSounds) this.#failed.clear();
    this.#knownSounds = picture?.sounds;
    for (const [key, { item }] of this.#voices) {
      const now = picture?.items.get(item.id);
      if (!now || !this.#isAudible(now) || !soundsAlike(now, item)) this.#silence(key);
    }
    if (this.#passes.length > 0) this.#look();
  }

  /** What is at a frame, for a moment, as under a hand that drags the playhead. */
  async scrub(frame: number): Promise<void> {
    const context = this.#open();
    const picture = this.#options.picture();
    if (!picture || this.#passes.length > 0 || !(await isAllowed(context))) return;
    this.#scrubber ??= new Scrubber(context, this.#outputOf(context).input, (uri, part) =>
      this.#load(context, uri, part),
    );
    this.#scrubber.at(picture, frame, this.#audible(picture));
  }

  mixFilm(film: HTMLMediaElement): FilmSound {
    const context = this.#open();
    this.#films ??= new FilmSounds(context, this.#outputOf(context).input);
    return this.#films.soundOf(film);
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#output?.setVolume(volume);
  }

  /** What the meters show, left and right; 1 is full scale. */
  levels(): readonly [left: number, right: number] {
    return this.#output?.levels() ?? [0, 0];
  }

  /** What decoded sound takes in memory now. */
  get decodedBytes(): number {
    const buffers = new Set<AudioBuffer>(this.#cache?.buffers ?? []);
    for (const { source } of this.#voices.values()) if (source.buffer) buffers.add(source.buffer);
    return [...buffers].reduce((sum, buffer) => sum + decodedBytes(buffer), 0);
  }

  /** Plays one file from its beginning, apart from the timeline. False when the browser wants a click first. */
  async playSound(uri: string): Promise<boolean> {
    const context = this.#open();
    if (!(await isAllowed(context))) return false;
    const buffer = await this.#load(context, uri);
    this.stopSound();
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(this.#outputOf(context).input);
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

  #outputOf(context: AudioContext): Output {
    this.#output ??= new Output(context, this.#volume);
    return this.#output;
  }

  #load(context: AudioContext, uri: string, part?: FilePart): Promise<AudioBuffer> {
    this.#cache ??= new SoundCache(context);
    return this.#cache.load(uri, part);
  }

  #audible({ tracks }: Picture): readonly TimelineTrack[] {
    // A track that is out of sight is heard all the same.
    return tracks.filter((track) => track.type === 'audio' && isHeard(track, tracks));
  }

  /** Fetches what will be needed and schedules what is near, in this pass and in those that begin before long. */
  #look(): void {
    const picture = this.#options.picture();
    const context = this.#context;
    if (!picture || !context) return;
    this.#turnPasses(context.currentTime);
    const tracks = this.#audible(picture);
    for (const pass of this.#passes) this.#lookAt(pass, picture, tracks, context.currentTime);
  }

  /** Drops passes that are over, and adds rounds of a loop until the schedule's end. */
  #turnPasses(nowSeconds: number): void {
    const heardFrom = nowSeconds - (this.#context?.outputLatency || 0);
    while (this.#passes[1] && this.#passes[1].anchor.contextSeconds <= heardFrom) this.#passes.shift();
    const loop = this.#loop;
    if (!loop) return;
    for (let last = this.#passes.at(-1); last; last = this.#passes.at(-1)) {
      const { anchor, number } = last;
      if (secondsAt(anchor, anchor.endFrame ?? anchor.frame) > nowSeconds + scheduleSeconds) return;
      const again = (anchor.speed ?? 1) > 0 ? loop.startFrame : loop.endFrame;
      this.#passes.push({ number: number + 1, anchor: nextPass(anchor, again) });
    }
  }

  #lookAt(pass: Pass, picture: Picture, tracks: readonly TimelineTrack[], nowSeconds: number): void {
    const { anchor } = pass;
    const near = [frameAt(anchor, nowSeconds), frameAt(anchor, nowSeconds + scheduleSeconds)];
    const far = [frameAt(anchor, nowSeconds), frameAt(anchor, nowSeconds + fetchSeconds)];
    const [nearLow, nearHigh] = [Math.min(...near), Math.max(...near)];
    for (const track of tracks) {
      picture.itemsOf.get(track.id)?.visit(Math.min(...far), Math.max(...far), (item) => {
        const sound = item.soundId === undefined ? undefined : picture.sounds.get(item.soundId);
        if (!sound || item.state === 'missing' || this.#failed.has(sound.uri)) return;
        for (const piece of piecesOf(item, sound, picture.frameRate, Math.min(...far), Math.max(...far))) {
          const isNear = piece.startFrame <= nearHigh && piece.startFrame + piece.durationFrames >= nearLow;
          void this.#prepare(item, piece, sound, pass, isNear);
        }
      });
    }
  }

  async #prepare(item: TimelineItem, piece: Piece, sound: TimelineSound, pass: Pass, isNear: boolean): Promise<void> {
    const context = this.#context;
    const key = `${pass.number} ${piece.key}`;
    if (!context || this.#voices.has(key)) return;
    try {
      const buffer = this.#cache?.get(sound.uri, piece.part) ?? (await this.#load(context, sound.uri, piece.part));
      if (!piece.part) this.#tellShape(sound.id, buffer);
      // While it loaded, the writer may have stopped, moved on or changed the clip.
      const isCurrent = this.#passes.includes(pass) && this.#options.picture()?.items.get(item.id) === item;
      if (isNear && isCurrent && !this.#voices.has(key)) this.#schedule(context, key, item, piece, buffer, pass.anchor);
    } catch {
      this.#failed.add(sound.uri);
      this.#options.onFailed(sound.id); // Drawn as missing; playing goes on without it.
    }
  }

  #schedule(
    context: AudioContext,
    key: string,
    item: TimelineItem,
    piece: Piece,
    buffer: AudioBuffer,
    anchor: Anchor,
  ): void {
    const { frameRate } = anchor;
    const cue = cueFor(anchor, piece, context.currentTime);
    if (!cue) return;
    const track = this.#options.picture()?.itemsOf.get(item.trackId);
    const atEnds = joinsOf(track, item, cueOfClip(cue, piece, item, frameRate), frameRate);
    const within = joinsWithin(cue, piece, item, frameRate);
    const joins = { start: atEnds.start || within.start, end: atEnds.end || within.end };
    const inBuffer = { ...cue, offsetSeconds: cue.offsetSeconds - (piece.part?.fromSeconds ?? 0) };
    const voice = startVoice(context, this.#outputOf(context).input, buffer, inBuffer, (onSamples) =>
      gainsOf(item, cueOfClip(onSamples, piece, item, frameRate), frameRate, joins),
    );
    const kept = { ...voice, item };
    this.#voices.set(key, kept);
    voice.source.onended = () => {
      if (this.#voices.get(key) === kept) this.#voices.delete(key);
    };
  }

  #silence(key: string): void {
    const voice = this.#voices.get(key);
    if (!voice || !this.#context) return;
    this.#voices.delete(key);
    endVoice(voice, this.#context.currentTime);
  }

  #tellShape(soundId: string, buffer: AudioBuffer): void {
    if (this.#shaped.has(soundId)) return;
    this.#shaped.add(soundId);
    if (this.#options.picture()?.sounds.get(soundId)?.peaks !== undefined) return;
    this.#options.onShape?.(soundId, shapeOf(buffer));
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
