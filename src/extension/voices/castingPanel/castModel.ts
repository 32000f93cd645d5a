/** A project's cast as the casting page shows it. Knows no VS Code: what is to be read comes from `texts`. */
import { spokenText } from '../../../language/timing.ts';
import type { CastDetail, CastMember, CastTake } from '../../../webview/casting/protocol.ts';
import type { AssetRow, CharacterRow, SceneContentRow, SceneRow } from '../../library/rows.ts';
import { type Casting, type StaleReason, staleReasons } from '../lineStatus.ts';
import type { Pronunciations } from '../speech/pronunciations.ts';
import { readSettings, understoodSettings } from '../voiceSettings.ts';

/** What a cast is read from. */
export interface CastRows {
  readonly characters: readonly CharacterRow[];
  /** Dialogue of all scripts of the project, in their order. */
  readonly dialogue: readonly SceneContentRow[];
  readonly scenes: readonly SceneRow[];
  readonly asset: (id: string) => AssetRow | undefined;
  /** The takes of a line, oldest first. */
  readonly takesOf: (elementId: string) => readonly AssetRow[];
  readonly isPlayable: (asset: AssetRow) => boolean;
  /** How words are said in the project. */
  readonly pronunciations?: Pronunciations;
}

export interface CastTexts {
  readonly voiceName: (voiceId: string | null) => string | undefined;
  readonly why: (reasons: readonly StaleReason[]) => string;
}

function hasWords({ content }: SceneContentRow): boolean {
  return /[\p{L}\p{N}]/u.test(spokenText(content ?? ''));
}

function sharing(characters: readonly CharacterRow[], row: CharacterRow): readonly string[] {
  if (row.voice_id === null) return [];
  const leader = ({ id, voice_settings }: CharacterRow) => readSettings(voice_settings).same_voice_as ?? id;
  return characters
    .filter((other) => other.voice_id === row.voice_id && leader(other) !== leader(row))
    .map(({ name }) => name);
}

/** Everyone who speaks or has a voice, most lines first, then by name. */
export function castMembers({ characters, dialogue }: CastRows, texts: CastTexts): readonly CastMember[] {
  const byName = Map.groupBy(dialogue.filter(hasWords), (row) => row.character_name);
  const names = new Map(characters.map(({ id, name }) => [id, name]));
  const speaking = characters.filter(({ name, voice_id }) => voice_id !== null || byName.has(name));
  return characters
    .filter((row) => speaking.includes(row))
    .map((row): CastMember => {
      const lines = byName.get(row.name) ?? [];
      const count = (status: SceneContentRow['audio_status']) => lines.filter((l) => l.audio_status === status).length;
      const { same_voice_as } = readSettings(row.voice_settings);
      const leader = same_voice_as === undefined ? undefined : names.get(same_voice_as);
      return {
        ...{ characterId: row.id, name: row.name, lines: lines.length },
        ...{ voiced: count('generated'), stale: count('stale'), missing: count('none') },
        ...(row.voice_id === null ? {} : { voiceId: row.voice_id }),
        voiceName: texts.voiceName(row.voice_id) ?? row.voice_id ?? '',
        sharedWith: [...sharing(speaking, row)],
        ...(same_voice_as !== undefined && leader !== undefined
          ? { sameAs: { characterId: same_voice_as, name: leader } }
          : {}),
      };
    })
    .sort((a, b) => b.lines - a.lines || a.name.localeCompare(b.name));
}

/** A character with its lines, and the takes of one of them. */
export function castDetail(
  rows: CastRows,
  texts: CastTexts,
  chosen: { readonly characterId: string; readonly elementId: string | undefined },
): CastDetail | undefined {
  const character = rows.characters.find(({ id }) => id === chosen.characterId);
  if (!character) return undefined;
  const { same_voice_as: _, ...settings } = readSettings(character.voice_settings);
  const scenes = new Map(rows.scenes.map((scene) => [scene.id, scene]));
  const dialogue = rows.dialogue.filter((row) => row.character_name === character.name && hasWords(row));
  const shown = dialogue.find(({ element_id }) => element_id === chosen.elementId);
  return {
    characterId: character.id,
    settings,
    understood: [...understoodSettings(character.voice_id)],
    lines: dialogue.map((row) => castLine(rows, texts, row, character, scenes.get(row.scene_id))),
    ...(shown ? { elementId: shown.element_id } : {}),
    takes: shown ? rows.takesOf(shown.element_id).map((take) => castTake(rows, texts, shown, take, character)) : [],
  };
}

function castLine(
  rows: CastRows,
  texts: CastTexts,
  row: SceneContentRow,
  character: CharacterRow,
  scene: SceneRow | undefined,
): CastDetail['lines'][number] {
  const take = row.audio_asset_id === null ? undefined : rows.asset(row.audio_asset_id);
  const isStale = row.audio_status === 'stale' && take !== undefined;
  return {
    elementId: row.element_id,
    scene: scene?.scene_number ?? scene?.location ?? '',
    words: spokenText(row.content ?? ''),
    state: row.audio_status,
    staleWhy: isStale ? texts.why(staleReasons(row, take, castingOf(rows, character))) : '',
    ...secondsOf(take),
    takes: rows.takesOf(row.element_id).length,
  };
}

function castingOf({ pronunciations }: CastRows, character: CharacterRow): Casting {
  return { ...character, ...(pronunciations ? { pronunciations } : {}) };
}

function castTake(
  rows: CastRows,
  texts: CastTexts,
  line: SceneContentRow,
  take: AssetRow,
  character: CharacterRow,
): CastTake {
  return {
    assetId: take.id,
    name: take.name ?? '',
    ...secondsOf(take),
    isChosen: line.audio_asset_id === take.id,
    staleWhy: texts.why(staleReasons(line, take, castingOf(rows, character))),
    isPlayable: rows.isPlayable(take),
  };
}

function secondsOf(asset: AssetRow | undefined): { readonly seconds?: number } {
  return typeof asset?.duration_ms === 'number' ? { seconds: asset.duration_ms / 1000 } : {};
}
