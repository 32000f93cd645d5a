/** What casting changes: characters' voices, and whether the takes that their lines have are still what would be heard. Knows no VS Code. */
import type { Change, Library } from '../library/library.ts';
import type { AssetRow, CharacterRow, SceneContentRow } from '../library/rows.ts';
import { castVoice, charactersByAppearance, inOrderOfCasting } from './casting.ts';
import { defaultPresetFor } from './defaultPreset.ts';
import { statusChange, takeStatus } from './lineStatus.ts';
import { presetOf, voiceIdOf } from './presets.ts';
import { readSettings, type StoredSettings, storedAs, type VoiceSettings } from './voiceSettings.ts';

/** A character with the voice and settings that it is to have. */
type Recast = CharacterRow;

/** Casts a character, and with it those that have its voice by the writer's word. It has its own voice from now on. */
export function recastChanges(library: Library, character: CharacterRow, voiceId: string): readonly Change[] {
  const { same_voice_as: _, ...own } = readSettings(character.voice_settings);
  return changesFor(
    library,
    withFollowers(library, { ...character, voice_id: voiceId, voice_settings: storedAs(own) }),
  );
}

/** Sets how a character's voice sounds; what is missing is left to the voice. */
export function settingsChanges(library: Library, character: CharacterRow, settings: VoiceSettings): readonly Change[] {
  const { same_voice_as } = readSettings(character.voice_settings);
  const voice_settings = storedAs({ ...settings, same_voice_as });
  return changesFor(library, withFollowers(library, { ...character, voice_settings }));
}

/** Gives a character another's voice for good: whatever that one is cast with, this one is too. Without another, it is on its own. */
export function sameVoiceChanges(
  library: Library,
  character: CharacterRow,
  other: CharacterRow | undefined,
): readonly Change[] {
  const { same_voice_as: before, ...own } = readSettings(character.voice_settings);
  if (!other) return before === undefined ? [] : changesFor(library, [{ ...character, voice_settings: storedAs(own) }]);
  // Whose voice the other has: chains would be hard to see through.
  const leader = leaderOf(library, other);
  if (leader.id === character.id) return [];
  const cast = castVoice(library, leader.project_id, leader.name);
  const voice_id = leader.voice_id ?? cast.voiceId;
  const voice_settings = { ...readSettings(leader.voice_settings), same_voice_as: leader.id };
  const mine = { ...character, voice_id, voice_settings };
  const isMine = (change: Change) =>
    change.table === 'rewrite_characters' && change.kind === 'update' && change.id === character.id;
  return [
    ...cast.changes.filter((change) => !isMine(change)),
    ...changesFor(library, withFollowers(library, mine, leader.id)),
  ];
}

/** The character whose voice another one has; itself when it has its own. */
export function leaderOf(library: Library, character: CharacterRow): CharacterRow {
  const { same_voice_as } = readSettings(character.voice_settings);
  return library.characters(character.project_id).find(({ id }) => id === same_voice_as) ?? character;
}

/**
 * Gives everyone a voice: those that have none, and those that share one by chance, the one with the most lines keeping it. Draft voices
 * are fewer than some casts: when all are given, the least used comes again.
 */
export function autoCastChanges(library: Library, projectId: string): readonly Change[] {
  const rows = library.characters(projectId);
  const appearing = charactersByAppearance(library, projectId);
  const follows = (row: CharacterRow) => readSettings(row.voice_settings).same_voice_as !== undefined;
  const order = inOrderOfCasting(appearing).map(({ name }) => name);
  const speaking = order.flatMap((name) => rows.find((row) => row.name === name && !follows(row)) ?? []);
  const counts = lineCounts(library, projectId);
  const keeping = new Set(keepers(speaking, counts).map(({ id }) => id));
  const taken = rows.filter(({ id }) => keeping.has(id)).flatMap((row) => presetOf(row.voice_id) ?? []);
  const recast = speaking.flatMap((row): readonly Recast[] => {
    if (keeping.has(row.id)) return [];
    const traits = appearing.find(({ name }) => name === row.name) ?? { name: row.name };
    const preset = defaultPresetFor(traits, taken);
    taken.push(preset);
    return withFollowers(library, { ...row, voice_id: voiceIdOf(preset) });
  });
  return changesFor(library, recast);
}

/** Of those with one voice, the one with the most lines. */
function keepers(rows: readonly CharacterRow[], counts: ReadonlyMap<string, number>): readonly CharacterRow[] {
  const cast = rows.filter(({ voice_id }) => voice_id !== null);
  const linesOf = ({ name }: CharacterRow) => counts.get(name) ?? 0;
  return [...Map.groupBy(cast, ({ voice_id }) => voice_id).values()].flatMap(
    (sharing) => sharing.toSorted((a, b) => linesOf(b) - linesOf(a))[0] ?? [],
  );
}

function lineCounts(library: Library, projectId: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { character_name } of dialogueOf(library, projectId)) {
    if (character_name !== null) counts.set(character_name, (counts.get(character_name) ?? 0) + 1);
  }
  return counts;
}

function dialogueOf(library: Library, projectId: string): readonly SceneContentRow[] {
  return library
    .scripts(projectId)
    .flatMap((script) => library.content(script.id))
    .filter(({ type }) => type === 'dialogue');
}

/** A recast character and those that follow it, who now have the voice and settings of `leaderId`, mostly its own. */
function withFollowers(library: Library, recast: Recast, leaderId = recast.id): readonly Recast[] {
  const settings = readSettings(recast.voice_settings);
  const followers = library
    .characters(recast.project_id)
    .filter((row) => readSettings(row.voice_settings).same_voice_as === recast.id && row.id !== recast.id)
    .map((row): Recast => {
      const voice_settings: StoredSettings = { ...settings, same_voice_as: leaderId };
      return { ...row, voice_id: recast.voice_id, voice_settings };
    });
  return [recast, ...followers];
}

/** The characters that differ from what is stored, and the lines of theirs whose takes mean something else now. */
function changesFor(library: Library, recast: readonly Recast[]): readonly Change[] {
  const projectId = recast[0]?.project_id;
  if (projectId === undefined) return [];
  const stored = new Map(library.characters(projectId).map((row) => [row.id, row]));
  const changed = recast.filter((row) => !isSameCasting(row, stored.get(row.id)));
  if (changed.length === 0) return [];
  const byName = new Map(changed.map((row) => [row.name, row]));
  const assets = new Map(library.assets(projectId).map((asset) => [asset.id, asset]));
  const lines = dialogueOf(library, projectId).flatMap((line) => {
    const character = line.character_name === null ? undefined : byName.get(line.character_name);
    return character ? statusChanges(line, assets, character) : [];
  });
  return [
    ...changed.map(({ id, voice_id, voice_settings }): Change => {
      return { table: 'rewrite_characters', kind: 'update', id, patch: { voice_id, voice_settings } };
    }),
    ...lines,
  ];
}

function statusChanges(
  line: SceneContentRow,
  assets: ReadonlyMap<string, AssetRow>,
  character: CharacterRow,
): readonly Change[] {
  if (line.audio_status === 'generating') return [];
  const take = line.audio_asset_id === null ? undefined : assets.get(line.audio_asset_id);
  const status = takeStatus(line, take, character);
  return status === line.audio_status ? [] : [statusChange(line.id, status)];
}

function isSameCasting(a: CharacterRow, b: CharacterRow | undefined): boolean {
  const settingsOf = (row: CharacterRow | undefined) =>
    JSON.stringify(Object.entries(readSettings(row?.voice_settings)).sort());
  return a.voice_id === b?.voice_id && settingsOf(a) === settingsOf(b);
}
