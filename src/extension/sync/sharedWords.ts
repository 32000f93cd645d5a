/** What the rows of a script mean as elements, and which rows say given elements: for the merge of shared scripts. */
import type { ScriptElement } from '../../language/document.ts';
import type { Change } from '../library/library.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import { planSync } from './planSync.ts';
import { headingText, openingSceneId } from './sceneFields.ts';
import { elementOfStored } from './storedText.ts';

interface WordRows {
  readonly scenes: readonly SceneRow[];
  readonly content: readonly SceneContentRow[];
}

/** The elements of a script in the order of its rows, which may come in any order, with all that their rows keep of them. */
export function elementsOfRows(scriptId: string, { scenes, content }: WordRows): readonly ScriptElement[] {
  const lines = new Map<string, SceneContentRow[]>(scenes.map((scene) => [scene.id, []]));
  for (const row of [...content].sort(byOrder)) lines.get(row.scene_id)?.push(row);
  const opening = openingSceneId(scriptId);
  return [...scenes].sort(byOrder).flatMap((scene) => {
    const below = (lines.get(scene.id) ?? []).map((row) => ({ ...elementOfStored(row), id: row.element_id }));
    return scene.element_id === opening ? below : [headingOf(scene), ...below];
  });
}

/** The changes of scenes and content that make rows of a script say `elements`; none when they do already. */
export function planWords(
  scriptId: string,
  { scenes, content }: WordRows,
  elements: readonly ScriptElement[],
): readonly Change[] {
  const script = { id: scriptId, project_id: scriptId, title: null };
  const changes = planSync({ script, scenes, content, characters: [], assets: [] }, { elements });
  return changes.filter(({ table }) => table === 'rewrite_scenes' || table === 'rewrite_scene_content');
}

function headingOf(scene: SceneRow): ScriptElement {
  const { element_id: id, scene_number: sceneNumber } = scene;
  return { id, type: 'sceneHeading', text: headingText(scene), ...(sceneNumber !== null && { sceneNumber }) };
}

function byOrder(a: { order_index: number; id: string }, b: { order_index: number; id: string }): number {
  return a.order_index - b.order_index || (a.id < b.id ? -1 : 1);
}
