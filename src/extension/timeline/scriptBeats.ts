/** A script as a sequence of beats that take time: what the timeline is laid out from. Knows no VS Code. */
import type { Library } from '../library/library.ts';
import type { AudioStatus, SceneContentRow, SceneRow } from '../library/rows.ts';
import type { Disposable } from '../platform/disposables.ts';
import { headingText, openingSceneId } from '../sync/sceneFields.ts';
import { elementOfStored } from '../sync/storedText.ts';
import { ScriptRowCache, type ScriptRows } from './scriptRows.ts';

/** How long things take that have no sound, in seconds. */
export interface Estimates {
  dialogueSeconds(text: string): number;
  actionSeconds(text: string): number;
}

/** A scene begins. `elementId` is its heading's; what stands before the first heading has an id of its own and an empty label. */
export interface SceneBeat {
  readonly kind: 'scene';
  readonly elementId: string;
  readonly label: string;
  /** The scene's number as it is printed, when it has one. */
  readonly number?: string;
  readonly isOpening: boolean;
}

/** Something is seen and not spoken. */
export interface ActionBeat {
  readonly kind: 'action';
  readonly seconds: number;
}

/** Somebody begins to speak; `isDual`: at the same time as the one before. */
export interface CueBeat {
  readonly kind: 'cue';
  readonly isDual: boolean;
}

/** A line of dialogue. `seconds` is an estimate; the audio, when there is any, knows better. */
export interface LineBeat {
  readonly kind: 'line';
  readonly elementId: string;
  readonly speaker: string;
  readonly seconds: number;
  readonly assetId: string | undefined;
  readonly status: AudioStatus;
}

export type Beat = SceneBeat | ActionBeat | CueBeat | LineBeat;

/** Reads the beats of projects. What became of a row stays known as long as the row is the same. */
export class BeatReader implements Disposable {
  readonly #library: Library;
  readonly #rows: ScriptRowCache;
  readonly #estimates: Estimates;
  readonly #beats = new WeakMap<SceneContentRow, Beat | 'none'>();

  constructor(library: Library, estimates: Estimates) {
    this.#library = library;
    this.#rows = new ScriptRowCache(library);
    this.#estimates = estimates;
  }

  /** The beats of all scripts of a project, one script after the other in the order in which they were made. */
  read(projectId: string): readonly Beat[] {
    return this.#library
      .scripts(projectId)
      .flatMap((script) => this.#readScript(script.id, this.#rows.rowsOf(script.id)));
  }

  dispose(): void {
    this.#rows.dispose();
  }

  #readScript(scriptId: string, { scenes, content }: ScriptRows): Beat[] {
    const beats: Beat[] = [];
    const opening = openingSceneId(scriptId);
    let next = 0;
    for (const scene of scenes) {
      const isOpening = scene.element_id === opening;
      beats.push(sceneBeat(scene, isOpening));
      for (let row = content[next]; row?.scene_id === scene.id; row = content[++next]) {
        const beat = this.#beatOf(row);
        if (beat !== 'none') beats.push(beat);
      }
    }
    return beats;
  }

  #beatOf(row: SceneContentRow): Beat | 'none' {
    const known = this.#beats.get(row);
    if (known !== undefined) return known;
    const beat = makeBeat(this.#estimates, row);
    this.#beats.set(row, beat);
    return beat;
  }
}

function makeBeat(estimates: Estimates, row: SceneContentRow): Beat | 'none' {
  switch (row.type) {
    case 'character':
      return { kind: 'cue', isDual: elementOfStored(row).dual === true };
    case 'dialogue':
      return makeLine(row, estimate(estimates, row));
    case 'action': {
      const seconds = estimate(estimates, row);
      return seconds > 0 ? { kind: 'action', seconds } : 'none';
    }
    case 'parenthetical':
      return 'none';
    default:
      return assertNever(row.type);
  }
}

/** A line with nothing to say (only a direction, or notes) takes no time and waits for no voice. */
function makeLine(row: SceneContentRow, seconds: number): LineBeat | 'none' {
  if (seconds === 0 && row.audio_asset_id === null) return 'none';
  return {
    kind: 'line',
    elementId: row.element_id,
    speaker: row.character_name ?? '',
    seconds,
    assetId: row.audio_asset_id ?? undefined,
    status: row.audio_status,
  };
}

/** Notes, sections, synopses and the like are for the writer: they take no time on screen. */
function estimate(estimates: Estimates, row: SceneContentRow): number {
  const { type, text } = elementOfStored(row);
  switch (type) {
    case 'dialogue':
    case 'lyrics':
      return estimates.dialogueSeconds(text);
    case 'action':
    case 'centered':
      return estimates.actionSeconds(text);
    default:
      return 0;
  }
}

function sceneBeat(scene: SceneRow, isOpening: boolean): SceneBeat {
  const number = scene.scene_number?.trim();
  return {
    kind: 'scene',
    elementId: scene.element_id,
    label: isOpening ? '' : labelOf(scene),
    ...(number ? { number } : {}),
    isOpening,
  };
}

function labelOf(scene: SceneRow): string {
  return [scene.scene_number, headingText({ ...scene, time_of_day: null })].filter(Boolean).join(' ');
}

function assertNever(value: never): never {
  throw new Error(`Unknown content type ${String(value)}`);
}
