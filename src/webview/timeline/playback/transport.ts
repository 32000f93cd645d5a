/** Playing, as the writer steers it: play and pause, J-K-L, rate, loop, scrubbing, volume. Asks what can sound (player.ts) to do it. */
import { batch, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Picture } from '../model.ts';
import type { PlaybackViewState, TimelineCommand, TimelineStrings } from '../protocol.ts';
import { fill } from '../strings.ts';
import type { FilmSound } from './filmSounds.ts';
import { enterLoop, loopOf, type Marks, type Stretch } from './loop.ts';
import { describeSpeed, nextRate, shuttled } from './shuttle.ts';

/** How playing goes on from a frame: `speed` times as fast (backwards below zero), in a loop, up to a frame, or on to the end. */
export interface Motion {
  readonly speed: number;
  readonly loop?: Stretch | undefined;
  /** What lies beyond is not heard. */
  readonly untilFrame?: number | undefined;
}

/** What can sound; see player.ts. */
export interface Transport {
  /** Resolves true when sound runs, false when the browser wants a click first. */
  start(frame: number, motion: Motion): Promise<boolean>;
  stop(): void;
  /** Sounds what is at a frame for a moment; nothing while it plays. */
  scrub(frame: number): Promise<void>;
  setVolume(volume: number): void;
  /** Leads a film's own sound into the mix. */
  mixFilm(film: HTMLMediaElement): FilmSound;
  /** What is heard now, left and right; 1 is full scale. */
  levels(): readonly [left: number, right: number];
}

export interface PlaybackDeps {
  readonly transport: Transport;
  readonly strings: TimelineStrings;
  readonly picture: ReadonlySignal<Picture | undefined>;
  readonly playheadFrame: Signal<number>;
  readonly marks: ReadonlySignal<Marks>;
  /** Keeps the playhead in sight. */
  readonly follow: (frame: number) => void;
  readonly announce: (text: string) => void;
}

/** The commands that are the playback's own. */
export const playbackCommands = [
  'shuttleBack',
  'shuttleStop',
  'shuttleForward',
  'toggleLoop',
  'playInToOut',
  'rateUp',
  'rateDown',
  'rateNormal',
  'masterUp',
  'masterDown',
  'toggleMonitor',
] as const satisfies readonly TimelineCommand[];

export type PlaybackCommand = (typeof playbackCommands)[number];

const masterStep = 0.1;
/** Width of the picture preview that nobody has drawn wider or narrower yet, and its limits, in CSS pixels. */
export const monitorWidths = { first: 320, least: 140, most: 1200 } as const;

export class Playback {
  readonly #deps: PlaybackDeps;
  readonly #isPlaying = signal(false);
  readonly #isSoundBlocked = signal(false);
  readonly #speed = signal(1);
  readonly #rate: Signal<number>;
  readonly #isLooping: Signal<boolean>;
  readonly #volume: Signal<number>;
  readonly #isMonitorOpen: Signal<boolean>;
  readonly #monitorWidth: Signal<number>;
  /** K is down: J and L then go frame by frame. */
  isHeld = false;
  /** Ends by itself at this frame: from in to out, once. */
  #until: number | undefined;

  constructor(deps: PlaybackDeps, restored: PlaybackViewState | undefined) {
    this.#deps = deps;
    this.#rate = signal(restored?.rate ?? 1);
    this.#isLooping = signal(restored?.loop ?? false);
    this.#volume = signal(restored?.volume ?? 1);
    this.#isMonitorOpen = signal(restored?.monitor ?? false);
    this.#monitorWidth = signal(restored?.monitorWidth ?? monitorWidths.first);
    if (restored?.volume !== undefined) deps.transport.setVolume(restored.volume);
    let known = deps.marks.peek();
    effect(() => {
      const marks = deps.marks.value;
      if (marks === known) return;
      known = marks;
      if (this.#isPlaying.peek() && this.#isLooping.peek()) void this.#start();
    });
  }

  get isPlaying(): ReadonlySignal<boolean> {
    return this.#isPlaying;
  }
  get isSoundBlocked(): ReadonlySignal<boolean> {
    return this.#isSoundBlocked;
  }
  /** Of what plays now; below zero it goes backwards. */
  get speed(): ReadonlySignal<number> {
    return this.#speed;
  }
  /** Of ordinary playing. */
  get rate(): ReadonlySignal<number> {
    return this.#rate;
  }
  get isLooping(): ReadonlySignal<boolean> {
    return this.#isLooping;
  }
  /** Master volume, 0 to 1. */
  get volume(): ReadonlySignal<number> {
    return this.#volume;
  }
  get isMonitorOpen(): ReadonlySignal<boolean> {
    return this.#isMonitorOpen;
  }
  get monitorWidth(): ReadonlySignal<number> {
    return this.#monitorWidth;
  }

  /** What survives hiding and reload. */
  get viewState(): PlaybackViewState {
    return {
      rate: this.#rate.value,
      loop: this.#isLooping.value,
      volume: this.#volume.value,
      monitor: this.#isMonitorOpen.value,
      monitorWidth: this.#monitorWidth.value,
    };
  }

  setSoundBlocked(isBlocked: boolean): void {
    this.#isSoundBlocked.value = isBlocked;
  }

  setVolume(volume: number): void {
    this.#volume.value = Math.min(1, Math.max(0, volume));
    this.#deps.transport.setVolume(this.#volume.peek());
  }

  setRate(rate: number): void {
    this.#rate.value = rate;
    this.#deps.announce(fill(this.#deps.strings.saysRate, describeSpeed(rate)));
    if (!this.#isPlaying.peek()) return;
    this.#speed.value = rate;
    void this.#start();
  }

  setMonitorWidth(width: number): void {
    this.#monitorWidth.value = Math.round(Math.min(monitorWidths.most, Math.max(monitorWidths.least, width)));
  }

  mixFilm(film: HTMLMediaElement): FilmSound {
    return this.#deps.transport.mixFilm(film);
  }

  /** For the meters. */
  levels(): readonly [left: number, right: number] {
    return this.#deps.transport.levels();
  }

  async play(): Promise<void> {
    this.#until = undefined;
    await this.#playAt(this.#rate.peek());
  }

  pause(): void {
    if (!this.#isPlaying.peek()) return;
    this.#deps.transport.stop();
    this.#until = undefined;
    batch(() => {
      this.#isPlaying.value = false;
      this.#speed.value = this.#rate.peek();
      this.#deps.playheadFrame.value = Math.round(this.#deps.playheadFrame.peek());
    });
    this.#deps.announce(this.#deps.strings.saysPaused);
  }

  /** The playhead was put somewhere else: playing goes on from there. */
  async moved(): Promise<void> {
    if (this.#isPlaying.peek()) await this.#start();
  }

  /** Lets what is at the playhead be heard for a moment, when nothing plays. */
  scrub(): void {
    if (!this.#isPlaying.peek()) void this.#deps.transport.scrub(this.#deps.playheadFrame.peek());
  }

  /** Where the sound has come to; stops at the end of the last clip or scene, or backwards at the beginning. */
  playedTo(frame: number): void {
    if (!this.#isPlaying.peek()) return;
    const last = this.#until ?? this.#lastFrame;
    this.#deps.playheadFrame.value = Math.max(0, Math.min(frame, last));
    const isOver = this.#speed.peek() > 0 ? frame >= last : frame <= 0;
    if (isOver && !this.#loop) this.pause();
    else this.#deps.follow(frame);
  }

  async run(command: PlaybackCommand): Promise<void> {
    switch (command) {
      case 'shuttleBack':
        return this.#shuttle(-1);
      case 'shuttleForward':
        return this.#shuttle(1);
      case 'shuttleStop':
        return this.pause();
      case 'toggleLoop':
        return this.#toggleLoop();
      case 'playInToOut':
        return this.#playInToOut();
      case 'rateUp':
      case 'rateDown':
        return this.setRate(nextRate(this.#rate.peek(), command === 'rateUp' ? 1 : -1));
      case 'rateNormal':
        return this.setRate(1);
      case 'masterUp':
      case 'masterDown':
        return this.#stepVolume(command === 'masterUp' ? masterStep : -masterStep);
      case 'toggleMonitor':
        this.#isMonitorOpen.value = !this.#isMonitorOpen.peek();
        return undefined;
    }
  }

  get #lastFrame(): number {
    return this.#deps.picture.peek()?.lastFrame ?? 0;
  }

  /** What is played again and again; undefined when it is not to be, or when playing ends by itself. */
  get #loop(): Stretch | undefined {
    if (!this.#isLooping.peek() || this.#until !== undefined) return undefined;
    return loopOf(this.#deps.marks.peek(), this.#lastFrame);
  }

  async #playAt(speed: number): Promise<void> {
    const { playheadFrame, strings, announce } = this.#deps;
    const last = this.#lastFrame;
    if (last === 0) return;
    if (speed > 0 && playheadFrame.peek() >= last) playheadFrame.value = 0;
    if (speed < 0 && playheadFrame.peek() <= 0) return;
    this.#speed.value = speed;
    await this.#start();
    const words = speed === 1 ? strings.saysPlaying : fill(strings.saysPlayingAt, describeSpeed(speed));
    announce(this.#isPlaying.peek() ? words : strings.enableSound);
  }

  async #shuttle(way: 1 | -1): Promise<void> {
    if (this.isHeld) return this.#creep(way);
    this.#until = undefined;
    await this.#playAt(shuttled(this.#isPlaying.peek() ? this.#speed.peek() : 0, way));
  }

  #creep(way: 1 | -1): void {
    const { playheadFrame, follow } = this.#deps;
    const next = Math.round(playheadFrame.peek()) + way;
    playheadFrame.value = Math.min(this.#lastFrame, Math.max(0, next));
    follow(playheadFrame.peek());
    this.scrub();
  }

  async #toggleLoop(): Promise<void> {
    const { strings, announce } = this.#deps;
    this.#isLooping.value = !this.#isLooping.peek();
    announce(this.#isLooping.peek() ? strings.loopOn : strings.loopOff);
    if (this.#isPlaying.peek()) await this.#start();
  }

  /** Once from in to out, or round and round while the loop is on. */
  async #playInToOut(): Promise<void> {
    const stretch = loopOf(this.#deps.marks.peek(), this.#lastFrame);
    if (!stretch) return;
    this.#deps.playheadFrame.value = stretch.startFrame;
    this.#until = this.#isLooping.peek() ? undefined : stretch.endFrame;
    await this.#playAt(this.#rate.peek());
  }

  #stepVolume(by: number): void {
    this.setVolume(Math.round((this.#volume.peek() + by) * 10) / 10);
    this.#deps.announce(fill(this.#deps.strings.saysMaster, Math.round(this.#volume.peek() * 100)));
  }

  async #start(): Promise<void> {
    const { playheadFrame, transport } = this.#deps;
    const [speed, loop] = [this.#speed.peek(), this.#loop];
    if (loop) playheadFrame.value = enterLoop(loop, playheadFrame.peek(), speed);
    const started = await transport.start(playheadFrame.peek(), { speed, loop, untilFrame: this.#until });
    batch(() => {
      this.#isPlaying.value = started;
      this.#isSoundBlocked.value = !started;
    });
  }
}
