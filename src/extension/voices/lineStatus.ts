import { spokenText } from '../../language/timing.ts';
import type { Change, Library, NewRow } from '../library/library.ts';
import type { AudioStatus, CharacterRow, SceneContentRow } from '../library/rows.ts';
import { presetOf } from './presets.ts';
import { metPronunciations, type Pronunciations, sayAlike } from './speech/pronunciations.ts';
import { metadataOf, type TakeMetadata } from './takes.ts';
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
export interface Casting extends Pick<CharacterRow, 'voice_id' | 'voice_settings'> {
  /** How words are said in the project; not looked at when missing. */
  readonly pronunciations?: Pronunciations;
}

/** Why a take is no longer what the line would sound like. */
export type StaleReason = 'words' | 'pronunciation' | 'voice' | 'settings';

/** What has changed since a take was made; empty when nothing has, and for audio that was not made here. */
export function staleReasons(
  line: Pick<SceneContentRow, 'content' | 'content_hash'>,
  take: TakeAsset,
  casting: Casting | undefined,
): readonly StaleReason[] {
  const made = metadataOf(take);
  if (!made) return [];
  const reasons: StaleReason[] = spokenReasons(line, made, casting?.pronunciations);
  const voice = casting?.voice_id ?? null;
  // A draft voice that we no longer have is stood in for: its takes would be made in another voice for ever.
  if (voice === null || (voice.startsWith('draft:') && !presetOf(voice))) return reasons;
  if (voice !== made.voice) return [...reasons, 'voice'];
  const settings = readSettings(casting?.voice_settings);
  return soundAlike(voice, settings, made.voice_settings ?? {}) ? reasons : [...reasons, 'settings'];
}

function spokenReasons(
  line: Pick<SceneContentRow, 'content' | 'content_hash'>,
  made: TakeMetadata,
  list: Pronunciations | undefined,
): StaleReason[] {
  if (made.content_hash !== line.content_hash) return ['words'];
  if (!list || !made.pronunciations) return [];
  const met = metPronunciations(spokenText(line.content ?? '').normalize('NFC'), list);
  return sayAlike(met, made.pronunciations) ? [] : ['pronunciation'];
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

/** {@link takeStatus} with the voice that the character has in the library now, and with how words are said where that is given. */
export function settledStatus(
  library: Library,
  projectId: string,
  line: SceneContentRow,
  take: TakeAsset | undefined,
  pronunciations?: Pronunciations,
): AudioStatus {
  const character = library.characters(projectId).find(({ name }) => name === line.character_name);
  const casting = character ?? { voice_id: null, voice_settings: null };
  return takeStatus(line, take, { ...casting, ...(pronunciations ? { pronunciations } : {}) });
}
