import type { Change, Library, NewRow } from '../library/library.ts';
import type { AudioStatus, SceneContentRow } from '../library/rows.ts';
import { presetOf, voiceIdOf } from './presets.ts';
import { metadataOf } from './takes.ts';

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

/**
 * What a take says of its line: `none` without a take, `stale` when it speaks other words than the line has or in another voice than
 * `voiceId`, that of the character, else `generated`. The take need not be in the library yet.
 */
export function takeStatus(line: SceneContentRow, take: TakeAsset | undefined, voiceId: string | null): AudioStatus {
  if (!take) return 'none';
  const made = metadataOf(take);
  // Audio that was not made here is taken as it is.
  if (!made) return 'generated';
  const preset = presetOf(voiceId);
  const isOtherVoice = preset !== undefined && voiceIdOf(preset) !== made.voice;
  return made.content_hash !== line.content_hash || isOtherVoice ? 'stale' : 'generated';
}

/** {@link takeStatus} with the voice that the character has in the library now. */
export function settledStatus(
  library: Library,
  projectId: string,
  line: SceneContentRow,
  take: TakeAsset | undefined,
): AudioStatus {
  const character = library.characters(projectId).find(({ name }) => name === line.character_name);
  return takeStatus(line, take, character?.voice_id ?? null);
}
