import type { Change, Library } from '../library/library.ts';
import type { CharacterRow } from '../library/rows.ts';
import { derivedId } from '../library/uuid.ts';
import { defaultPresetFor, type Preset, presetOf, voiceIdOf } from './presets.ts';

/** A character's voice, and what must be stored so that it stays that voice. */
export interface CastVoice {
  readonly voiceId: string;
  readonly changes: readonly Change[];
}

/** The names of a project's characters as the scripts bring them on. */
function namesByAppearance(library: Library, projectId: string): ReadonlySet<string> {
  const lines = library.scripts(projectId).flatMap((script) => library.content(script.id));
  return new Set(lines.flatMap((row) => (row.type === 'dialogue' && row.character_name ? [row.character_name] : [])));
}

function castChange(projectId: string, name: string, row: CharacterRow | undefined, preset: Preset): Change {
  const voice_id = voiceIdOf(preset);
  return row
    ? { table: 'rewrite_characters', kind: 'update', id: row.id, patch: { voice_id } }
    : {
        table: 'rewrite_characters',
        kind: 'insert',
        row: { id: derivedId(projectId, 'character', name), project_id: projectId, name, voice_id },
      };
}

/**
 * The voice of a character. The first time that one without a voice speaks, the whole cast gets its voices, in the order in which
 * the scripts bring it on: so who sounds how does not depend on whose line is heard first.
 */
export function castVoice(library: Library, projectId: string, characterName: string): CastVoice {
  const rows = new Map(library.characters(projectId).map((row) => [row.name, row]));
  const current = rows.get(characterName)?.voice_id;
  if (current) return { voiceId: current, changes: [] };
  const taken = [...rows.values()].flatMap((row) => presetOf(row.voice_id) ?? []);
  const changes: Change[] = [];
  let voiceId = '';
  for (const name of new Set([...namesByAppearance(library, projectId), characterName])) {
    const row = rows.get(name);
    if (row?.voice_id) continue;
    const preset = defaultPresetFor(name, taken);
    taken.push(preset);
    changes.push(castChange(projectId, name, row, preset));
    if (name === characterName) voiceId = voiceIdOf(preset);
  }
  return { voiceId, changes };
}

/** What casting a character anew changes: its voice, and every line already spoken in another voice becomes stale. */
export function recastChanges(library: Library, character: CharacterRow, preset: Preset): readonly Change[] {
  if (character.voice_id === voiceIdOf(preset)) return [];
  const spoken = library
    .scripts(character.project_id)
    .flatMap((script) => library.content(script.id))
    .filter((line) => line.type === 'dialogue' && line.character_name === character.name)
    .filter((line) => line.audio_asset_id !== null && line.audio_status === 'generated');
  return [
    castChange(character.project_id, character.name, character, preset),
    ...spoken.map(
      (line): Change => ({
        table: 'rewrite_scene_content',
        kind: 'update',
        id: line.id,
        patch: { audio_status: 'stale' },
      }),
    ),
  ];
}
