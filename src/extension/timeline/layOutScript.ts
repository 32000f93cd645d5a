/** Where a script's lines and scenes lie in time: one after the other, dual dialogue side by side. Pure. */
import type { Beat } from './scriptBeats.ts';

/** A new place is seen before anything happens; as long as a heading counts in the running time (language/timing.ts). */
const sceneLeadSeconds = 1.5;
/** Silence before another speaker's line; as long as a turn counts there. */
const cuePauseSeconds = 0.5;
/** Silence between two lines of one speaker, where a parenthetical stands. */
const linePauseSeconds = 0.25;

/** Frames of a timeline, half-open. */
export interface Stretch {
  readonly startFrame: number;
  readonly durationFrames: number;
}

export interface SceneStretch extends Stretch {
  readonly elementId: string;
  readonly label: string;
}

export interface ScriptLayout {
  /** The place of each line by its element id, in the order of the script. */
  readonly slots: ReadonlyMap<string, Stretch>;
  /** Scenes that take time, in the order of the script. */
  readonly scenes: readonly SceneStretch[];
  /** Where the script ends. */
  readonly endFrame: number;
}

/** Whole frames that hold `seconds`: never fewer, so that no sound loses its end. At least one. */
export function framesFor(seconds: number, frameRate: number): number {
  return Math.max(1, Math.ceil(seconds * frameRate - 1e-6));
}

/** Lays out beats. `soundSeconds` gives the length of a line's audio, when it has some; else its estimate counts. */
export function layOutScript(
  beats: readonly Beat[],
  frameRate: number,
  soundSeconds: (elementId: string) => number | undefined,
): ScriptLayout {
  const layout = new RunningLayout(frameRate);
  for (const beat of beats) {
    switch (beat.kind) {
      case 'scene':
        layout.beginScene(beat.elementId, beat.label, beat.isOpening ? 0 : sceneLeadSeconds);
        break;
      case 'action':
        layout.act(beat.seconds);
        break;
      case 'cue':
        layout.beginSpeech(beat.isDual);
        break;
      case 'line':
        layout.speak(beat.elementId, soundSeconds(beat.elementId) ?? beat.seconds);
        break;
    }
  }
  return layout.finish();
}

class RunningLayout {
  readonly #frameRate: number;
  readonly #slots = new Map<string, Stretch>();
  readonly #scenes: SceneStretch[] = [];
  #scene: { readonly elementId: string; readonly label: string; readonly startFrame: number } | undefined;
  /** Where the next thing begins. */
  #frame = 0;
  /** Silence that the next line waits for. */
  #pauseFrames = 0;
  /** Where the speech began that a dual one would join. */
  #speechStart: number | undefined;
  /** Where everything of the speeches side by side is over. */
  #speechEnd = 0;

  constructor(frameRate: number) {
    this.#frameRate = frameRate;
  }

  beginScene(elementId: string, label: string, leadSeconds: number): void {
    this.#endSpeech();
    this.#endScene();
    this.#scene = { elementId, label, startFrame: this.#frame };
    this.#frame += this.#frames(leadSeconds);
    this.#pauseFrames = 0;
  }

  act(seconds: number): void {
    this.#endSpeech();
    this.#frame += this.#frames(seconds);
    this.#pauseFrames = 0;
  }

  beginSpeech(isDual: boolean): void {
    const joined = isDual ? this.#speechStart : undefined;
    if (joined === undefined) {
      this.#endSpeech();
      return;
    }
    this.#speechEnd = Math.max(this.#speechEnd, this.#frame);
    this.#frame = joined;
    this.#pauseFrames = 0;
  }

  speak(elementId: string, seconds: number): void {
    this.#frame += this.#pauseFrames;
    const durationFrames = framesFor(seconds, this.#frameRate);
    this.#slots.set(elementId, { startFrame: this.#frame, durationFrames });
    this.#speechStart ??= this.#frame;
    this.#frame += durationFrames;
    this.#pauseFrames = this.#frames(linePauseSeconds);
  }

  finish(): ScriptLayout {
    this.#endSpeech();
    this.#endScene();
    return { slots: this.#slots, scenes: this.#scenes, endFrame: this.#frame };
  }

  #endSpeech(): void {
    const hasSpoken = this.#speechStart !== undefined;
    this.#frame = Math.max(this.#frame, this.#speechEnd);
    this.#speechStart = undefined;
    this.#speechEnd = 0;
    if (hasSpoken) this.#pauseFrames = this.#frames(cuePauseSeconds);
  }

  #endScene(): void {
    const durationFrames = this.#frame - (this.#scene?.startFrame ?? this.#frame);
    if (this.#scene && durationFrames > 0) this.#scenes.push({ ...this.#scene, durationFrames });
    this.#scene = undefined;
  }

  #frames(seconds: number): number {
    return Math.round(seconds * this.#frameRate);
  }
}
