import type { Migration } from './migration.ts';

const uuidDefault = `(lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
    substr('89ab', (random() & 3) + 1, 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))`;
const now = `(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`;
const id = `id text not null primary key default ${uuidDefault} check (length(id) = 36)`;
const created = `created_at text default ${now}`;
const updated = `updated_at text default ${now}`;
const json = (column: string) => `${column} text check (json_valid(${column}))`;
const flag = (column: string) => `${column} integer default 0 check (${column} in (0, 1))`;
const owner = (column: string, table: string) =>
  `${column} text not null references ${table} (id) on delete cascade check (length(${column}) = 36)`;
const optional = (column: string, table: string, more = '') =>
  `${column} text references ${table} (id) on delete set null ${more} check (length(${column}) = 36)`;
const circular = 'deferrable initially deferred';

/** A project may only point at a script or timeline of its own; what does not exist yet is left to the deferred foreign key. */
const guardCurrent = (column: string, table: string, event: string, name: string) => `
create trigger ${name} before ${event} on rewrite_projects
when exists (select 1 from ${table} where id = new.${column} and project_id <> new.id)
begin
  select raise(abort, '${column} belongs to another project');
end;`;

/** The ten tables of the data model. Where it names no ON DELETE: cascade down ownership, set null for optional references. */
export const dataModel: Migration = {
  id: 1,
  name: 'data model',
  sql: `
create table rewrite_projects (
  ${id},
  name text not null,
  slug text not null unique,
  ${optional('current_script_id', 'rewrite_scripts', circular)},
  ${optional('current_timeline_id', 'rewrite_timelines', circular)},
  ${created},
  ${updated}
) strict;

create table rewrite_scripts (
  ${id},
  ${owner('project_id', 'rewrite_projects')},
  title text,
  ${created},
  ${updated}
) strict;

create table rewrite_scenes (
  ${id},
  ${owner('script_id', 'rewrite_scripts')},
  element_id text not null unique,
  scene_number text,
  int_ext text check (int_ext in ('INT', 'EXT', 'INT/EXT')),
  location text,
  time_of_day text,
  order_index integer not null,
  ${created},
  ${updated}
) strict;

create table rewrite_assets (
  ${id},
  ${owner('project_id', 'rewrite_projects')},
  name text,
  file_type text not null check (file_type in ('image', 'audio', 'video')),
  file_url text,
  duration_ms integer,
  width integer,
  height integer,
  ${json('metadata')},
  ${created}
) strict;

create table rewrite_scene_content (
  ${id},
  ${owner('scene_id', 'rewrite_scenes')},
  element_id text not null unique,
  type text not null check (type in ('action', 'character', 'dialogue', 'parenthetical')),
  content text,
  order_index integer not null,
  character_name text,
  ${optional('audio_asset_id', 'rewrite_assets')},
  audio_status text default 'none' check (audio_status in ('none', 'generating', 'generated', 'stale')),
  content_hash text,
  ${created},
  ${updated}
) strict;

create table rewrite_timelines (
  ${id},
  ${owner('project_id', 'rewrite_projects')},
  name text,
  duration_seconds real default 300 check (abs(duration_seconds) < 1e7),
  frame_rate integer default 30,
  width integer default 1920,
  height integer default 1080,
  ${created},
  ${updated}
) strict;

create table rewrite_tracks (
  ${id},
  ${owner('timeline_id', 'rewrite_timelines')},
  name text,
  type text not null check (type in ('video', 'audio')),
  order_index integer not null,
  ${flag('muted')},
  ${flag('hidden')},
  ${created}
) strict;

create table rewrite_clips (
  ${id},
  ${owner('track_id', 'rewrite_tracks')},
  ${optional('asset_id', 'rewrite_assets')},
  start_frame integer not null,
  duration_frames integer not null,
  offset_frames integer default 0,
  name text,
  volume real default 1.0 check (abs(volume) < 10),
  opacity real default 1.0 check (abs(opacity) < 10),
  ${created},
  ${updated}
) strict;

create table rewrite_characters (
  ${id},
  ${owner('project_id', 'rewrite_projects')},
  name text not null,
  voice_id text,
  ${json('voice_settings')},
  ${created},
  unique (project_id, name)
) strict;

create table rewrite_traces (
  ${id},
  trace_id text not null check (length(trace_id) = 36),
  timestamp text default ${now},
  event_type text not null check (event_type in ('request_start', 'mutation', 'api_call', 'subscription', 'error')),
  function_name text not null,
  ${json('arguments')},
  ${json('result')},
  error text,
  duration_ms integer
) strict;

create index rewrite_scenes_script_id_order_index on rewrite_scenes (script_id, order_index);
create index rewrite_scene_content_scene_id_order_index on rewrite_scene_content (scene_id, order_index);
create index rewrite_tracks_timeline_id_order_index on rewrite_tracks (timeline_id, order_index);
create index rewrite_clips_track_id_start_frame on rewrite_clips (track_id, start_frame);
create index rewrite_traces_trace_id on rewrite_traces (trace_id);

create index rewrite_projects_current_script_id on rewrite_projects (current_script_id);
create index rewrite_projects_current_timeline_id on rewrite_projects (current_timeline_id);
create index rewrite_scripts_project_id on rewrite_scripts (project_id);
create index rewrite_timelines_project_id on rewrite_timelines (project_id);
create index rewrite_assets_project_id on rewrite_assets (project_id);
create index rewrite_scene_content_audio_asset_id on rewrite_scene_content (audio_asset_id);
create index rewrite_clips_asset_id on rewrite_clips (asset_id);
${guardCurrent('current_script_id', 'rewrite_scripts', 'insert', 'rewrite_projects_insert_script')}
${guardCurrent('current_script_id', 'rewrite_scripts', 'update of current_script_id', 'rewrite_projects_update_script')}
${guardCurrent('current_timeline_id', 'rewrite_timelines', 'insert', 'rewrite_projects_insert_timeline')}
${guardCurrent('current_timeline_id', 'rewrite_timelines', 'update of current_timeline_id', 'rewrite_projects_update_timeline')}
`,
};
