/** Where a script's lines and scenes lie in time: one after the other, dual dialogue side by side. Pure. */
import type { Beat, LineBeat, SceneBeat } from './scriptBeats.ts';

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
  /** As it is printed, when it has one. */
  readonly number?: string;
}

export interface ScriptLayout {
  /** The place of each line by its element id, in the order of the script. */
  readonly slots: ReadonlyMap<string, Stretch>;
  /** Scenes that take time, in the order of the script. */
  readonly scenes: readonly SceneStretch[];
  /** Where the script ends. */
  readonly endFrame: number;
}

/** What the writer has changed about when a line comes; see `rewrite_line_timings`. */
export interface LineRetiming {
  readonly shiftFrames: number;
  /** The line takes as long as its clip; missing: as long as its sound. */
  readonly clipFrames?: number;
  readonly leftOut: boolean;
  readonly followsClip: boolean;
}

/** What else is known of lines when a script is laid out. */
export interface LayoutSource {
  /** The length of a line's audio, when it has some; else its estimate counts. */
  soundSeconds(elementId: string): number | undefined;
  /** Missing for lines that stand where the script puts them. */
  retiming?(elementId: string): LineRetiming | undefined;
}

/** Whole frames that hold `seconds`: never fewer, so that no sound loses its end. At least one. */
export function framesFor(seconds: number, frameRate: number): number {
  return Math.max(1, Math.ceil(seconds * frameRate - 1e-6));
}

export function layOutScript(beats: readonly Beat[], frameRate: number, source: LayoutSource): ScriptLayout {
  const layout = new RunningLayout(frameRate);
  for (const beat of beats) {
    switch (beat.kind) {
      case 'scene':
        layout.beginScene(beat, beat.isOpening ? 0 : sceneLeadSeconds);
        break;
      case 'action':
        layout.act(beat.seconds);
        break;
      case 'cue':
        layout.beginSpeech(beat.isDual);
        break;
      case 'line':
        layout.speak(beat, source);
        break;
    }
  }
  return layout.finish();
}

class RunningLayout {
  readonly #frameRate: number;
  readonly #slots = new Map<string, Stretch>();
  readonly #scenes: SceneStretch[] = [];
  #scene: Omit<SceneStretch, 'durationFrames'> | undefined;
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

  beginScene({ elementId, label, number }: SceneBeat, leadSeconds: number): void {
    this.#endSpeech();
    this.#endScene();
    const startFrame = this.#frame;
    this.#scene = { elementId, label, startFrame, ...(number === undefined ? {} : { number }) };
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

  /** A line that is left out has no place; closed up it takes no time either. */
  speak({ elementId, seconds }: LineBeat, source: LayoutSource): void {
    const retiming = source.retiming?.(elementId);
    if (retiming?.leftOut && retiming.followsClip) return;
    const earliest = this.#scene?.startFrame ?? 0;
    this.#frame = Math.max(earliest, this.#frame + this.#pauseFrames + (retiming?.shiftFrames ?? 0));
    const whole = framesFor(source.soundSeconds(elementId) ?? seconds, this.#frameRate);
    const durationFrames = retiming?.clipFrames ?? whole;
    if (!retiming?.leftOut) this.#slots.set(elementId, { startFrame: this.#frame, durationFrames });
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
