import type { Change, Library } from '../library/library.ts';
import type { CharacterRow } from '../library/rows.ts';
import { derivedId } from '../library/uuid.ts';
import { defaultPresetFor } from './defaultPreset.ts';
import { ageOf } from './introductions.ts';
import { presetOf, voiceIdOf } from './presets.ts';
import { type CharacterTraits, suitingVoices } from './suitingVoices.ts';

/** A character's voice, and what must be stored so that it stays that voice. */
export interface CastVoice {
  readonly voiceId: string;
  readonly changes: readonly Change[];
}

/** A project's characters as the scripts bring them on, with the ages that action gives them. */
export function charactersByAppearance(library: Library, projectId: string): readonly CharacterTraits[] {
  const rows = library.scripts(projectId).flatMap((script) => library.content(script.id));
  const actions = rows.flatMap(({ type, content }) =>
    type === 'action' && /\d/.test(content ?? '') ? [content ?? ''] : [],
  );
  const names = new Set(
    rows.flatMap((row) => (row.type === 'dialogue' && row.character_name ? [row.character_name] : [])),
  );
  return [...names].map((name) => ({ name, age: ageOf(name, actions) }));
}

/** Those whom few voices suit come first: a child or a narrator before a man, and a man before one of whom nothing is known. */
export function inOrderOfCasting(characters: readonly CharacterTraits[]): readonly CharacterTraits[] {
  const choice = (character: CharacterTraits) => suitingVoices(character)[0]?.length ?? Number.POSITIVE_INFINITY;
  return characters.toSorted((a, b) => (choice(a) === choice(b) ? 0 : choice(a) - choice(b)));
}

export function castChange(projectId: string, name: string, row: CharacterRow | undefined, voice_id: string): Change {
  return row
    ? { table: 'rewrite_characters', kind: 'update', id: row.id, patch: { voice_id } }
    : {
        table: 'rewrite_characters',
        kind: 'insert',
        row: { id: derivedId(projectId, 'character', name), project_id: projectId, name, voice_id },
      };
}

/**
 * The voice of a character. The first time that one without a voice speaks, the whole cast gets its voices, those that few voices suit
 * first and else in the order in which the scripts bring them on: so who sounds how does not depend on whose line is heard first.
 */
export function castVoice(library: Library, projectId: string, characterName: string): CastVoice {
  const rows = new Map(library.characters(projectId).map((row) => [row.name, row]));
  const current = rows.get(characterName)?.voice_id;
  if (current) return { voiceId: current, changes: [] };
  const taken = [...rows.values()].flatMap((row) => presetOf(row.voice_id) ?? []);
  const changes: Change[] = [];
  let voiceId = '';
  const appearing = charactersByAppearance(library, projectId);
  const isNew = appearing.every(({ name }) => name !== characterName);
  for (const character of inOrderOfCasting(isNew ? [...appearing, { name: characterName }] : appearing)) {
    const { name } = character;
    const row = rows.get(name);
    if (row?.voice_id) continue;
    const preset = defaultPresetFor(character, taken);
    taken.push(preset);
    changes.push(castChange(projectId, name, row, voiceIdOf(preset)));
    if (name === characterName) voiceId = voiceIdOf(preset);
  }
  return { voiceId, changes };
}
