/** What the rows of a table hang on, as the foreign keys of the library say it. */
import type { ReplicatedTable } from '../library/replicaStore.ts';

export interface Parent {
  readonly column: string;
  readonly table: ReplicatedTable;
  /** The row stays when what it points at is gone. */
  readonly isOptional: boolean;
  /** Checked when all rows are in. */
  readonly isLate?: true;
}

const owned = (column: string, table: ReplicatedTable): Parent => ({ column, table, isOptional: false });
const pointed = (column: string, table: ReplicatedTable): Parent => ({ column, table, isOptional: true });
const inProject = [owned('project_id', 'rewrite_projects')];
const onClip = [owned('clip_id', 'rewrite_clips')];

const parents: Readonly<Record<ReplicatedTable, readonly Parent[]>> = {
  rewrite_projects: [
    { ...pointed('current_script_id', 'rewrite_scripts'), isLate: true },
    { ...pointed('current_timeline_id', 'rewrite_timelines'), isLate: true },
  ],
  rewrite_scripts: inProject,
  rewrite_scenes: [owned('script_id', 'rewrite_scripts')],
  rewrite_assets: inProject,
  rewrite_scene_content: [owned('scene_id', 'rewrite_scenes'), pointed('audio_asset_id', 'rewrite_assets')],
  rewrite_timelines: inProject,
  rewrite_tracks: [owned('timeline_id', 'rewrite_timelines')],
  rewrite_clips: [owned('track_id', 'rewrite_tracks'), pointed('asset_id', 'rewrite_assets')],
  rewrite_characters: inProject,
  rewrite_clip_origins: onClip,
  rewrite_clip_fades: onClip,
  rewrite_line_timings: [owned('timeline_id', 'rewrite_timelines')],
  rewrite_title_pages: [owned('script_id', 'rewrite_scripts')],
};

export function parentsOf(table: ReplicatedTable): readonly Parent[] {
  return parents[table];
}
