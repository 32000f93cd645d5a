/** Which lines a batch is about. Knows no VS Code. */
import type { Library } from '../../library/library.ts';
import type { SceneContentRow } from '../../library/rows.ts';

/** What the writer points at. */
export type BatchPlace =
  | { readonly kind: 'lines'; readonly elementIds: readonly string[] }
  | { readonly kind: 'scene'; readonly scriptId: string; readonly sceneId: string }
  | { readonly kind: 'script'; readonly scriptId: string }
  | { readonly kind: 'character'; readonly projectId: string; readonly name: string };

/** Which of the lines there: those without a voice, those whose voice is out of date, or both. */
export type BatchNeed = 'missing' | 'stale' | 'both';

export interface BatchScope {
  readonly place: BatchPlace;
  readonly need: BatchNeed;
}

/** A script's content, and those of its lines that a scope means. */
export interface ScriptLines {
  readonly scriptId: string;
  readonly content: readonly SceneContentRow[];
  readonly lines: readonly SceneContentRow[];
}

/** A line whose take was deleted elsewhere has none, whatever its status says. */
function isNeeded({ audio_status, audio_asset_id }: SceneContentRow, need: BatchNeed): boolean {
  if (audio_status === 'generating') return false;
  if (audio_asset_id === null || audio_status === 'none') return need !== 'stale';
  return audio_status === 'stale' && need !== 'missing';
}

/** The scripts that a place touches, with what says which of their rows are in it. */
function touched(library: Library, place: BatchPlace): readonly [string, (row: SceneContentRow) => boolean][] {
  switch (place.kind) {
    case 'lines': {
      const wanted = new Set(place.elementIds);
      const scripts = new Set(place.elementIds.flatMap((id) => library.line(id)?.script.id ?? []));
      return [...scripts].map((id) => [id, (row) => wanted.has(row.element_id)]);
    }
    case 'scene':
      return [[place.scriptId, (row) => row.scene_id === place.sceneId]];
    case 'script':
      return [[place.scriptId, () => true]];
    case 'character':
      return library.scripts(place.projectId).map(({ id }) => [id, (row) => row.character_name === place.name]);
  }
}

/** The dialogue of a scope that needs a voice, script by script and in the order of each. Lines being made are left to who makes them. */
export function linesOfScope(library: Library, { place, need }: BatchScope): readonly ScriptLines[] {
  return touched(library, place).flatMap(([scriptId, isInPlace]) => {
    const content = library.content(scriptId);
    const lines = content.filter((row) => row.type === 'dialogue' && isInPlace(row) && isNeeded(row, need));
    return lines.length === 0 ? [] : [{ scriptId, content, lines }];
  });
}
