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

/**
 * What a take says of its line: `none` without a take, `stale` when it speaks other words than the line has or in another voice
 * than the character now has, else `generated`. The take need not be in the library yet.
 */
export function settledStatus(
  library: Library,
  projectId: string,
  line: SceneContentRow,
  take: Pick<NewRow<'rewrite_assets'>, 'metadata'> | undefined,
): AudioStatus {
  if (!take) return 'none';
  const made = metadataOf(take);
  // Audio that was not made here is taken as it is.
  if (!made) return 'generated';
  const cast = library.characters(projectId).find((character) => character.name === line.character_name);
  const preset = presetOf(cast?.voice_id ?? null);
  const isCastAnew = preset !== undefined && voiceIdOf(preset) !== made.voice;
  return made.content_hash !== line.content_hash || isCastAnew ? 'stale' : 'generated';
}
