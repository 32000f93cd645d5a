-- Which line a clip speaks, and which of its fields a writer has taken over from the script.
create table public.rewrite_clip_origins (
  clip_id uuid primary key references public.rewrite_clips (id) on delete cascade,
  element_id text not null,
  pinned_start boolean not null default false,
  pinned_trim boolean not null default false,
  pinned_volume boolean not null default false
);
create index rewrite_clip_origins_element_id on public.rewrite_clip_origins (element_id);

-- How a clip's sound or picture comes and goes.
create table public.rewrite_clip_fades (
  clip_id uuid primary key references public.rewrite_clips (id) on delete cascade,
  fade_in_frames integer not null default 0 check (fade_in_frames >= 0),
  fade_out_frames integer not null default 0 check (fade_out_frames >= 0)
);

-- How a writer has retimed a line of the script on one timeline.
create table public.rewrite_line_timings (
  id uuid primary key,
  timeline_id uuid not null references public.rewrite_timelines (id) on delete cascade,
  element_id text not null,
  shift_frames integer not null default 0,
  lead_frames integer not null default 0 check (lead_frames >= 0),
  follows_clip boolean not null default false,
  left_out boolean not null default false,
  unique (timeline_id, element_id)
);

-- The title page of a script as Fountain text; the data model holds its Title alone.
create table public.rewrite_title_pages (
  script_id uuid primary key references public.rewrite_scripts (id) on delete cascade,
  content text not null
);
