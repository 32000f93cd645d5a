/** Which rows say given elements: for the merge of shared scripts. */
import type { ScriptElement } from '../../language/document.ts';
import type { Change } from '../library/library.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import { planSync } from './planSync.ts';

/** The rows of a script's words, in any order. */
export interface WordRows {
  readonly scenes: readonly SceneRow[];
  readonly content: readonly SceneContentRow[];
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
