/** A script as a sequence of beats that take time: what the timeline is laid out from. Knows no VS Code. */
import type { Library } from '../library/library.ts';
import type { AudioStatus, SceneContentRow, SceneRow } from '../library/rows.ts';
import { headingText, openingSceneId } from '../sync/sceneFields.ts';
import { elementOfStored } from '../sync/storedText.ts';

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

/** Reads the beats of projects; what it estimated stays known as long as the words stay the same. */
export class BeatReader {
  readonly #estimates: Estimates;
  readonly #known = new Map<string, { readonly content: string; readonly type: string; readonly seconds: number }>();

  constructor(estimates: Estimates) {
    this.#estimates = estimates;
  }

  /** The beats of all scripts of a project, one script after the other in the order in which they were made. */
  read(library: Library, projectId: string): readonly Beat[] {
    return library
      .scripts(projectId)
      .flatMap((script) => this.#readScript(script.id, library.scenes(script.id), library.content(script.id)));
  }

  #readScript(scriptId: string, scenes: readonly SceneRow[], content: readonly SceneContentRow[]): Beat[] {
    const beats: Beat[] = [];
    const opening = openingSceneId(scriptId);
    let next = 0;
    for (const scene of scenes) {
      const isOpening = scene.element_id === opening;
      beats.push({ kind: 'scene', elementId: scene.element_id, label: isOpening ? '' : labelOf(scene), isOpening });
      for (; content[next]?.scene_id === scene.id; next++) {
        const beat = this.#beatOf(content[next]);
        if (beat) beats.push(beat);
      }
    }
    return beats;
  }

  #beatOf(row: SceneContentRow | undefined): Beat | undefined {
    switch (row?.type) {
      case 'character':
        return { kind: 'cue', isDual: elementOfStored(row).dual === true };
      case 'dialogue':
        return this.#lineOf(row);
      case 'action': {
        const seconds = this.#secondsOf(row);
        return seconds > 0 ? { kind: 'action', seconds } : undefined;
      }
      default:
        return undefined;
    }
  }

  /** A line with nothing to say (only a direction, or notes) takes no time and waits for no voice. */
  #lineOf(row: SceneContentRow): LineBeat | undefined {
    const seconds = this.#secondsOf(row);
    if (seconds === 0 && row.audio_asset_id === null) return undefined;
    return {
      kind: 'line',
      elementId: row.element_id,
      speaker: row.character_name ?? '',
      seconds,
      assetId: row.audio_asset_id ?? undefined,
      status: row.audio_status,
    };
  }

  #secondsOf(row: SceneContentRow): number {
    const content = row.content ?? '';
    const known = this.#known.get(row.element_id);
    if (known && known.content === content && known.type === row.type) return known.seconds;
    const seconds = estimate(this.#estimates, row);
    this.#known.set(row.element_id, { content, type: row.type, seconds });
    return seconds;
  }
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

function labelOf(scene: SceneRow): string {
  return [scene.scene_number, headingText({ ...scene, time_of_day: null })].filter(Boolean).join(' ');
}
