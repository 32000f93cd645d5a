import type { Change, Library } from '../library/library.ts';
import type { AssetRow } from '../library/rows.ts';

export interface AssetDeletion {
  /** One transaction: lines lose their audio, clips of the asset go, then the asset itself. */
  readonly changes: readonly Change[];
  readonly lineCount: number;
  readonly clipCount: number;
}

/** What deleting an asset takes with it; nothing is changed yet. */
export function planAssetDeletion(library: Library, asset: AssetRow): AssetDeletion {
  const lines = library
    .scripts(asset.project_id)
    .flatMap((script) => library.content(script.id))
    .filter((row) => row.audio_asset_id === asset.id);
  const clips = library
    .timelines(asset.project_id)
    .flatMap((timeline) => library.clips(timeline.id))
    .filter((clip) => clip.asset_id === asset.id);
  return {
    lineCount: lines.length,
    clipCount: clips.length,
    changes: [
      ...lines.map(
        (line): Change => ({
          table: 'rewrite_scene_content',
          kind: 'update',
          id: line.id,
          patch: { audio_asset_id: null, audio_status: 'none' },
        }),
      ),
      ...clips.map((clip): Change => ({ table: 'rewrite_clips', kind: 'delete', id: clip.id })),
      { table: 'rewrite_assets', kind: 'delete', id: asset.id },
    ],
  };
}
