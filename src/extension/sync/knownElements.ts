/** The elements that the rows remember: what a text from outside is aligned with. */
import type { ScriptElement } from '../../language/document.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import type { Undated } from './planSync.ts';
import { headingText, openingSceneId } from './sceneFields.ts';
import { elementOfStored } from './storedText.ts';

/**
 * The elements of a script in the order of its rows, which may come in any order. The opening scene has no heading and so no element.
 * Headings come in the spelling of {@link headingText}; every other element as it was when it was synced.
 */
export function knownElements(
  scriptId: string,
  scenes: readonly Undated<SceneRow>[],
  content: readonly Undated<SceneContentRow>[],
): readonly ScriptElement[] {
  const lines = new Map<string, Undated<SceneContentRow>[]>(scenes.map((scene) => [scene.id, []]));
  for (const row of [...content].sort(byOrder)) lines.get(row.scene_id)?.push(row);
  const opening = openingSceneId(scriptId);
  return [...scenes].sort(byOrder).flatMap((scene) => {
    const heading: ScriptElement = {
      id: scene.element_id,
      type: 'sceneHeading',
      text: headingText(scene),
      ...(scene.scene_number !== null && { sceneNumber: scene.scene_number }),
    };
    const below = (lines.get(scene.id) ?? []).map(
      (row): ScriptElement => ({
        id: row.element_id,
        ...elementOfStored(row),
      }),
    );
    return scene.element_id === opening ? below : [heading, ...below];
  });
}

function byOrder(a: { order_index: number; id: string }, b: { order_index: number; id: string }): number {
  return a.order_index - b.order_index || (a.id < b.id ? -1 : 1);
}
