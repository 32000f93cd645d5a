import type { ScriptElement } from '../../language/document.ts';
import { spokenText } from '../../language/timing.ts';
import type { AudioStatus } from '../library/rows.ts';

/** How far a scene's lines have voices. */
export interface SceneVoices {
  /** Id of the scene's heading. */
  readonly headingId: string;
  /** Lines that have something to say. */
  readonly lines: number;
  /** Of these, those that have a voice, stale or not. */
  readonly voiced: number;
  /** Ids of the lines without a voice, in the order of the script; those being made are not among them. */
  readonly missing: readonly string[];
  /** Ids of the lines whose voice speaks other words or is another's. */
  readonly stale: readonly string[];
}

interface CountedScene extends SceneVoices {
  lines: number;
  voiced: number;
  readonly missing: string[];
  readonly stale: string[];
}

/** The voices of each scene that has lines, by what is known of each line; a line that is not known has none. */
export function sceneVoices(
  elements: readonly Pick<ScriptElement, 'id' | 'type' | 'text'>[],
  statusOf: (elementId: string) => AudioStatus | undefined,
): readonly SceneVoices[] {
  const scenes: CountedScene[] = [];
  let scene: CountedScene | undefined;
  for (const { id, type, text } of elements) {
    if (type === 'sceneHeading') {
      scene = { headingId: id, lines: 0, voiced: 0, missing: [], stale: [] };
      scenes.push(scene);
    }
    if (!scene || type !== 'dialogue' || spokenText(text) === '') continue;
    const status = statusOf(id) ?? 'none';
    scene.lines++;
    if (status === 'generated' || status === 'stale') scene.voiced++;
    if (status === 'stale') scene.stale.push(id);
    if (status === 'none') scene.missing.push(id);
  }
  return scenes.filter(({ lines }) => lines > 0);
}
