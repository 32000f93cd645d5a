/** The project's characters follow the cues of its scripts. */
import type { Change } from '../library/library.ts';
import { derivedId } from '../library/uuid.ts';
import type { IsUsedElsewhere, SyncState } from './planSync.ts';

/**
 * A row for every cue name. A name that this script no longer has loses its row (names are half typed at times), unless it has a voice,
 * or another script of the project has lines under it.
 */
export function planCharacters(
  state: SyncState,
  names: ReadonlySet<string>,
  isUsedElsewhere: IsUsedElsewhere,
): readonly Change[] {
  const known = new Map(state.characters.map((character) => [character.name, character]));
  const { project_id } = state.script;
  const inserts = [...names]
    .filter((name) => !known.has(name))
    .map((name): Change => {
      const row = { id: derivedId(project_id, 'character', name), project_id, name };
      return { table: 'rewrite_characters', kind: 'insert', row };
    });
  const deletes: Change[] = [];
  const before = new Set(state.content.map((row) => row.character_name));
  for (const [name, character] of known) {
    if (!before.has(name) || names.has(name) || character.voice_id !== null || character.voice_settings !== null)
      continue;
    if (!isUsedElsewhere(name)) deletes.push({ table: 'rewrite_characters', kind: 'delete', id: character.id });
  }
  return [...deletes, ...inserts];
}
