import type { Migration } from './migration.ts';

/** Where the project of a row is found: a query of one value over `new`. */
const projectOf = {
  rewrite_projects: 'select new.id as project_id',
  rewrite_scripts: 'select new.project_id as project_id',
  rewrite_scenes: 'select project_id from rewrite_scripts where id = new.script_id',
  rewrite_scene_content: `select rewrite_scripts.project_id from rewrite_scenes
    join rewrite_scripts on rewrite_scripts.id = rewrite_scenes.script_id where rewrite_scenes.id = new.scene_id`,
  rewrite_timelines: 'select new.project_id as project_id',
  rewrite_tracks: 'select project_id from rewrite_timelines where id = new.timeline_id',
  rewrite_clips: `select rewrite_timelines.project_id from rewrite_tracks
    join rewrite_timelines on rewrite_timelines.id = rewrite_tracks.timeline_id where rewrite_tracks.id = new.track_id`,
  rewrite_assets: 'select new.project_id as project_id',
  rewrite_characters: 'select new.project_id as project_id',
  rewrite_clip_origins: `select rewrite_timelines.project_id from rewrite_clips
    join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id
    join rewrite_timelines on rewrite_timelines.id = rewrite_tracks.timeline_id where rewrite_clips.id = new.clip_id`,
  rewrite_clip_fades: `select rewrite_timelines.project_id from rewrite_clips
    join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id
    join rewrite_timelines on rewrite_timelines.id = rewrite_tracks.timeline_id where rewrite_clips.id = new.clip_id`,
  rewrite_line_timings: 'select project_id from rewrite_timelines where id = new.timeline_id',
  rewrite_title_pages: 'select project_id from rewrite_scripts where id = new.script_id',
} as const;

const keys = {
  rewrite_clip_origins: 'clip_id',
  rewrite_clip_fades: 'clip_id',
  rewrite_title_pages: 'script_id',
} as const;

/** A row of a shared project that a commit touches is marked in the same transaction, whoever wrote it and however. */
function marks(table: keyof typeof projectOf): string {
  const key = keys[table as keyof typeof keys] ?? 'id';
  const write = (event: 'insert' | 'update') => `
create trigger outbox_${table}_${event} after ${event} on ${table} when exists (select 1 from shares)
begin
  insert into outbox (table_name, row_id, project_id)
    select '${table}', new.${key}, found.project_id from (${projectOf[table]}) as found
    where exists (select 1 from shares where shares.project_id = found.project_id)
    on conflict (table_name, row_id) do nothing;
end;`;
  return `${write('insert')}${write('update')}
create trigger outbox_${table}_delete after delete on ${table} when exists (select 1 from shares)
begin
  insert into outbox (table_name, row_id, project_id)
    select '${table}', old.${key}, synced_rows.project_id from synced_rows
    where synced_rows.table_name = '${table}' and synced_rows.row_id = old.${key}
    on conflict (table_name, row_id) do nothing;
end;`;
}

/**
 * What this machine knows of the projects it shares. `outbox` marks the rows that differ, or may differ, from what the server has;
 * `synced_rows` is each row as the server had it last (null: deleted there). The two together give the patch of every column that waits, so that many
 * commits to one row become one change, and a crash at any moment loses none.
 */
export const sharing: Migration = {
  id: 6,
  name: 'sharing',
  sql: `
create table shares (
  project_id text not null primary key,
  url text not null,
  publishable_key text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  state text not null check (state in ('active', 'ended')),
  is_paused integer not null default 0 check (is_paused in (0, 1)),
  cursor text not null default '0',
  traces_from integer not null default 0,
  shared_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) strict;

create table outbox (
  table_name text not null,
  row_id text not null,
  project_id text not null,
  marked_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  primary key (table_name, row_id)
) strict, without rowid;
create index outbox_project_id on outbox (project_id);

create table synced_rows (
  table_name text not null,
  row_id text not null,
  project_id text not null,
  row text check (json_valid(row)),
  primary key (table_name, row_id)
) strict, without rowid;
create index synced_rows_project_id on synced_rows (project_id, table_name);

create table pushes_in_flight (
  project_id text not null primary key,
  body text not null check (json_valid(body))
) strict;

create table set_aside (
  id text not null primary key,
  project_id text not null,
  table_name text not null,
  row_id text not null,
  reason text not null,
  detail text not null check (json_valid(detail)),
  set_aside_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) strict;
create index set_aside_project_id on set_aside (project_id);

create table media_transfers (
  file_url text not null,
  direction text not null check (direction in ('upload', 'download', 'removeRemote', 'removeLocal')),
  project_id text not null,
  asset_id text not null,
  resume text,
  attempts integer not null default 0,
  failure text,
  primary key (file_url, direction)
) strict, without rowid;
create index media_transfers_project_id on media_transfers (project_id);

create table replication_lease (
  project_id text not null primary key,
  window_id text not null,
  pid integer not null,
  renewed_at integer not null
) strict;
${(Object.keys(projectOf) as (keyof typeof projectOf)[]).map(marks).join('\n')}
`,
};
