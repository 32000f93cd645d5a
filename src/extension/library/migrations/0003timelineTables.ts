import type { Migration } from './migration.ts';

/**
 * What a timeline knows beside the data model's tables: fades of clips, how the writer has retimed lines of the script, and how tracks
 * look and sound on this machine only (solo, lock, height).
 */
export const timelineTables: Migration = {
  id: 3,
  name: 'timeline tables',
  sql: `
create table rewrite_clip_fades (
  clip_id text not null primary key references rewrite_clips (id) on delete cascade,
  fade_in_frames integer not null default 0 check (fade_in_frames >= 0),
  fade_out_frames integer not null default 0 check (fade_out_frames >= 0)
) strict;

create table rewrite_line_timings (
  id text not null primary key,
  timeline_id text not null references rewrite_timelines (id) on delete cascade,
  element_id text not null,
  shift_frames integer not null default 0,
  lead_frames integer not null default 0 check (lead_frames >= 0),
  follows_clip integer not null default 0 check (follows_clip in (0, 1)),
  left_out integer not null default 0 check (left_out in (0, 1)),
  unique (timeline_id, element_id)
) strict;

create table track_settings (
  track_id text not null primary key references rewrite_tracks (id) on delete cascade,
  solo integer not null default 0 check (solo in (0, 1)),
  locked integer not null default 0 check (locked in (0, 1)),
  height integer check (height between 24 and 240)
) strict;
`,
};
