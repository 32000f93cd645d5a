import type { Change, Library } from '../library/library.ts';
import type { IsUsedElsewhere, SyncState } from './planSync.ts';

/** The rows that planning looks at, read from the library; undefined when the script has no row (any more). */
export function readSyncState(library: Library, scriptId: string): SyncState | undefined {
  const script = library.script(scriptId);
  if (!script) return undefined;
  return {
    script,
    titlePage: library.titlePage(scriptId)?.content,
    scenes: library.scenes(scriptId),
    content: library.content(scriptId),
    characters: library.characters(script.project_id),
    assets: library.assets(script.project_id),
  };
}

/** Asks the library whether other scripts of the project have lines under a name. */
export function usedElsewhere(library: Library, { script }: SyncState): IsUsedElsewhere {
  return (name) => library.isCharacterUsed(script.project_id, name, script.id);
}

/**
 * The state after a plan was applied, without reading thousands of rows again at the next keystroke. Knows the changes that planSync
 * makes and no others: after any other commit the state must be read anew.
 */
export function afterPlan(state: SyncState, plan: readonly Change[]): SyncState {
  if (plan.length === 0) return state;
  return {
    ...state,
    titlePage: titlePageAfter(state.titlePage, plan),
    script: changedRows([state.script], plan, 'rewrite_scripts', {})[0] ?? state.script,
    scenes: changedRows(state.scenes, plan, 'rewrite_scenes', emptyScene),
    content: changedRows(state.content, plan, 'rewrite_scene_content', emptyLine),
    characters: changedRows(state.characters, plan, 'rewrite_characters', emptyCharacter),
  };
}

function titlePageAfter(titlePage: string | undefined, plan: readonly Change[]): string | undefined {
  let content = titlePage;
  for (const change of plan) {
    if (change.table !== 'rewrite_title_pages') continue;
    if (change.kind === 'delete') content = undefined;
    else content = (change.kind === 'insert' ? change.row.content : change.patch.content) ?? content;
  }
  return content;
}

/** What the database puts in columns that an insert leaves out. */
const emptyScene = { scene_number: null, int_ext: null, location: null, time_of_day: null };
const emptyLine = {
  content: null,
  character_name: null,
  audio_asset_id: null,
  audio_status: 'none',
  content_hash: null,
};
const emptyCharacter = { voice_id: null, voice_settings: null };

function changedRows<R extends { readonly id: string }>(
  rows: readonly R[],
  plan: readonly Change[],
  table: Change['table'],
  defaults: object,
): readonly R[] {
  const changes = plan.filter((change) => change.table === table);
  if (changes.length === 0) return rows;
  const byId = new Map<string, R>(rows.map((row) => [row.id, row]));
  for (const change of changes) {
    if (change.kind === 'delete') {
      byId.delete(change.id);
    } else if (change.kind === 'update') {
      const row = byId.get(change.id);
      if (row) byId.set(change.id, { ...row, ...change.patch });
    } else {
      // The change is of this table, so its row has the table's columns; the compiler cannot tie the two together.
      const row = { ...defaults, ...change.row } as unknown as R;
      byId.set(row.id, row);
    }
  }
  return [...byId.values()];
}
