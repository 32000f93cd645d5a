import type { Change, Library, NewRow } from '../library/library.ts';
import type { AudioStatus, CharacterRow, SceneContentRow } from '../library/rows.ts';
import { presetOf } from './presets.ts';
import { metadataOf } from './takes.ts';
import { readSettings, soundAlike } from './voiceSettings.ts';

/** Sets a line's audio status, and its take when one is given. */
export function statusChange(lineId: string, audio_status: AudioStatus, assetId?: string): Change {
  return {
    table: 'rewrite_scene_content',
    kind: 'update',
    id: lineId,
    patch: { audio_status, ...(assetId === undefined ? {} : { audio_asset_id: assetId }) },
  };
}

type TakeAsset = Pick<NewRow<'rewrite_assets'>, 'metadata'>;
/** What of a character decides how it sounds. */
export type Casting = Pick<CharacterRow, 'voice_id' | 'voice_settings'>;

/** Why a take is no longer what the line would sound like. */
export type StaleReason = 'words' | 'voice' | 'settings';

/** What has changed since a take was made; empty when nothing has, and for audio that was not made here. */
export function staleReasons(
  line: Pick<SceneContentRow, 'content_hash'>,
  take: TakeAsset,
  casting: Casting | undefined,
): readonly StaleReason[] {
  const made = metadataOf(take);
  if (!made) return [];
  const reasons: StaleReason[] = made.content_hash === line.content_hash ? [] : ['words'];
  const voice = casting?.voice_id ?? null;
  // A draft voice that we no longer have is stood in for: its takes would be made in another voice for ever.
  if (voice === null || (voice.startsWith('draft:') && !presetOf(voice))) return reasons;
  if (voice !== made.voice) return [...reasons, 'voice'];
  const settings = readSettings(casting?.voice_settings);
  return soundAlike(voice, settings, made.voice_settings ?? {}) ? reasons : [...reasons, 'settings'];
}

/**
 * What a take says of its line: `none` without a take, `stale` when it speaks other words than the line has or sounds otherwise than its
 * character does now, else `generated`. The take need not be in the library yet.
 */
export function takeStatus(
  line: SceneContentRow,
  take: TakeAsset | undefined,
  casting: Casting | undefined,
): AudioStatus {
  if (!take) return 'none';
  return staleReasons(line, take, casting).length > 0 ? 'stale' : 'generated';
}

/** {@link takeStatus} with the voice that the character has in the library now. */
export function settledStatus(
  library: Library,
  projectId: string,
  line: SceneContentRow,
  take: TakeAsset | undefined,
): AudioStatus {
  const character = library.characters(projectId).find(({ name }) => name === line.character_name);
  return takeStatus(line, take, character);
}
