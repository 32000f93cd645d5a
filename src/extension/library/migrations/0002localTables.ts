import type { Migration } from './migration.ts';

/**
 * What only this machine knows: where scripts and projects lie, which line a clip speaks, which windows have the library open.
 * Traces are trimmed to about their newest 10,000 as they are written.
 */
export const localTables: Migration = {
  id: 2,
  name: 'local tables',
  sql: `
create table script_files (
  uri text not null primary key,
  script_id text not null references rewrite_scripts (id) on delete cascade
) strict;
create index script_files_script_id on script_files (script_id);

create table project_folders (
  uri text not null primary key,
  project_id text not null references rewrite_projects (id) on delete cascade
) strict;
create index project_folders_project_id on project_folders (project_id);

create table rewrite_clip_origins (
  clip_id text not null primary key references rewrite_clips (id) on delete cascade,
  element_id text not null,
  pinned_start integer not null default 0 check (pinned_start in (0, 1)),
  pinned_trim integer not null default 0 check (pinned_trim in (0, 1)),
  pinned_volume integer not null default 0 check (pinned_volume in (0, 1))
) strict;
create index rewrite_clip_origins_element_id on rewrite_clip_origins (element_id);

create table open_windows (
  id text not null primary key,
  pid integer not null,
  opened_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) strict;

create trigger rewrite_traces_trim after insert on rewrite_traces
when new.rowid % 100 = 0
begin
  delete from rewrite_traces where rowid <= new.rowid - 10000;
end;
`,
};
