/** A scene that is put elsewhere in the script, with everything that belongs to it. Pure. */
import type { SceneEntry } from './sceneList.ts';

/** Elements `start`..`end` (half-open) come to stand before the element at `to`; all indexes count before the move. */
export interface ElementMove {
  readonly start: number;
  readonly end: number;
  readonly to: number;
}

/**
 * The move that puts a scene before another one or before a section, which is the end of what stands above it; without `before`, at the
 * script's end, which is at `length`. Missing when the scene is there already.
 */
export function planSceneMove(
  entries: readonly SceneEntry[],
  length: number,
  moved: string,
  before: string | undefined,
): ElementMove | undefined {
  const at = entries.findIndex(({ elementId, kind }) => elementId === moved && kind === 'scene');
  const scene = entries[at];
  const target = entries.find(({ elementId }) => elementId === before);
  if (!scene || (before !== undefined && !target)) return undefined;
  const end = entries[at + 1]?.index ?? length;
  const to = target?.index ?? length;
  return to >= scene.index && to <= end ? undefined : { start: scene.index, end, to };
}

/** What a scene stands before when it goes one step up or down, over a section too; `'end'` is the script's end. */
export function stepOf(entries: readonly SceneEntry[], moved: string, by: 1 | -1): string | 'end' | undefined {
  const at = entries.findIndex(({ elementId }) => elementId === moved);
  if (at === -1) return undefined;
  if (by === -1) return entries[at - 1]?.elementId;
  if (!entries[at + 1]) return undefined;
  return entries[at + 2]?.elementId ?? 'end';
}
