import type { ReplicatedTable } from './replicaStore.ts';

/** How the project of a table's rows is found: what is joined, and the column that then holds it. */
export interface ProjectJoin {
  readonly join: string;
  readonly column: string;
}

const own: ProjectJoin = { join: '', column: 'project_id' };
const inScript: ProjectJoin = {
  join: 'join rewrite_scripts on rewrite_scripts.id = rewrite_scenes.script_id',
  column: 'rewrite_scripts.project_id',
};
const column = 'rewrite_timelines.project_id';
const inTrack = 'join rewrite_timelines on rewrite_timelines.id = rewrite_tracks.timeline_id';
const inClip = `join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id ${inTrack}`;

export const ofProject: Readonly<Record<ReplicatedTable, ProjectJoin>> = {
  rewrite_projects: { join: '', column: 'rewrite_projects.id' },
  rewrite_scripts: own,
  rewrite_scenes: inScript,
  rewrite_scene_content: {
    join: `join rewrite_scenes on rewrite_scenes.id = rewrite_scene_content.scene_id ${inScript.join}`,
    column: inScript.column,
  },
  rewrite_timelines: own,
  rewrite_tracks: { join: inTrack, column },
  rewrite_clips: { join: inClip, column },
  rewrite_assets: own,
  rewrite_characters: own,
  rewrite_clip_origins: {
    join: `join rewrite_clips on rewrite_clips.id = rewrite_clip_origins.clip_id ${inClip}`,
    column,
  },
  rewrite_clip_fades: { join: `join rewrite_clips on rewrite_clips.id = rewrite_clip_fades.clip_id ${inClip}`, column },
  rewrite_line_timings: {
    join: 'join rewrite_timelines on rewrite_timelines.id = rewrite_line_timings.timeline_id',
    column,
  },
  rewrite_title_pages: {
    join: 'join rewrite_scripts on rewrite_scripts.id = rewrite_title_pages.script_id',
    column: inScript.column,
  },
};
