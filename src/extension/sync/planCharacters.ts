/** The project's characters follow the cues of its scripts. */
import type { Change } from '../library/library.ts';
import { derivedId } from '../library/uuid.ts';
import type { IsUsedElsewhere, SyncState } from './planSync.ts';

type Character = SyncState['characters'][number];

/**
 * A row for every cue name; `speakers` are the names by element id. A name that this script no longer has loses its row (names are half
 * typed at times), unless it has a voice, or another script of the project has lines under it. A cast character all of whose lines have
 * become those of one new name was renamed: its row keeps voice and settings under that name.
 */
export function planCharacters(
  state: SyncState,
  speakers: ReadonlyMap<string, string>,
  isUsedElsewhere: IsUsedElsewhere,
): readonly Change[] {
  const names = new Set(speakers.values());
  const known = new Map(state.characters.map((character) => [character.name, character]));
  const before = new Set(state.content.map((row) => row.character_name));
  const gone = [...known.values()].filter(({ name }) => before.has(name) && !names.has(name));
  const { project_id } = state.script;
  const renames: Change[] = [];
  const deletes: Change[] = [];
  for (const character of gone) {
    const name = isCast(character) ? newNameOf(state, character, speakers) : undefined;
    if (name !== undefined && !known.has(name)) {
      // Other scripts still call the character by its old name: then both have its voice.
      renames.push(isUsedElsewhere(character.name) ? copyOf(project_id, character, name) : renamed(character, name));
      known.set(name, character);
    } else if (!isCast(character) && !isUsedElsewhere(character.name)) {
      deletes.push({ table: 'rewrite_characters', kind: 'delete', id: character.id });
    }
  }
  const inserts = [...names].filter((name) => !known.has(name)).map((name) => added(project_id, name));
  return [...deletes, ...renames, ...inserts];
}

function isCast({ voice_id, voice_settings }: Character): boolean {
  return voice_id !== null || voice_settings !== null;
}

/** The one name under which all lines of a character that are still there stand now. */
function newNameOf(
  { content }: SyncState,
  { name }: Character,
  speakers: ReadonlyMap<string, string>,
): string | undefined {
  const now = new Set(
    content.flatMap((row) => (row.character_name === name ? (speakers.get(row.element_id) ?? []) : [])),
  );
  return now.size === 1 ? [...now][0] : undefined;
}

function renamed({ id }: Character, name: string): Change {
  return { table: 'rewrite_characters', kind: 'update', id, patch: { name } };
}

function added(project_id: string, name: string): Change {
  const row = { id: derivedId(project_id, 'character', name), project_id, name };
  return { table: 'rewrite_characters', kind: 'insert', row };
}

function copyOf(project_id: string, { voice_id, voice_settings }: Character, name: string): Change {
  const row = { id: derivedId(project_id, 'character', name), project_id, name, voice_id, voice_settings };
  return { table: 'rewrite_characters', kind: 'insert', row };
}
