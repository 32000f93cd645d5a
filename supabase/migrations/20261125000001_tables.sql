-- The ten tables of the data model. Where it names no ON DELETE: cascade down ownership, set null for optional references.

create table public.rewrite_projects (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text unique not null,
  current_script_id uuid,
  current_timeline_id uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table public.rewrite_scripts (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  title text,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  unique (project_id, id)
);

create table public.rewrite_scenes (
  id uuid primary key default gen_random_uuid(),
  script_id uuid not null references public.rewrite_scripts (id) on delete cascade,
  element_id text unique not null,
  scene_number text,
  int_ext text check (int_ext in ('INT', 'EXT', 'INT/EXT')),
  location text,
  time_of_day text,
  order_index integer not null,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table public.rewrite_assets (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  name text,
  file_type text not null check (file_type in ('image', 'audio', 'video')),
  file_url text,
  duration_ms integer,
  width integer,
  height integer,
  metadata jsonb,
  created_at timestamptz default now()
);

create table public.rewrite_scene_content (
  id uuid primary key default gen_random_uuid(),
  scene_id uuid not null references public.rewrite_scenes (id) on delete cascade,
  element_id text unique not null,
  type text not null check (type in ('action', 'character', 'dialogue', 'parenthetical')),
  content text,
  order_index integer not null,
  character_name text,
  audio_asset_id uuid references public.rewrite_assets (id) on delete set null,
  audio_status text default 'none' check (audio_status in ('none', 'generating', 'generated', 'stale')),
  content_hash text,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table public.rewrite_timelines (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  name text,
  duration_seconds numeric(10, 3) default 300,
  frame_rate integer default 30,
  width integer default 1920,
  height integer default 1080,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  unique (project_id, id)
);

create table public.rewrite_tracks (
  id uuid primary key default gen_random_uuid(),
  timeline_id uuid not null references public.rewrite_timelines (id) on delete cascade,
  name text,
  type text not null check (type in ('video', 'audio')),
  order_index integer not null,
  muted boolean default false,
  hidden boolean default false,
  created_at timestamptz default now()
);

create table public.rewrite_clips (
  id uuid primary key default gen_random_uuid(),
  track_id uuid not null references public.rewrite_tracks (id) on delete cascade,
  asset_id uuid references public.rewrite_assets (id) on delete set null,
  start_frame integer not null,
  duration_frames integer not null,
  offset_frames integer default 0,
  name text,
  volume numeric(3, 2) default 1.0,
  opacity numeric(3, 2) default 1.0,
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table public.rewrite_characters (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  name text not null,
  voice_id text,
  voice_settings jsonb,
  created_at timestamptz default now(),
  unique (project_id, name)
);

create table public.rewrite_traces (
  id uuid primary key default gen_random_uuid(),
  trace_id uuid not null,
  timestamp timestamptz default now(),
  event_type text not null check (event_type in ('request_start', 'mutation', 'api_call', 'subscription', 'error')),
  function_name text not null,
  arguments jsonb,
  result jsonb,
  error text,
  duration_ms integer
);

-- A project and its current script name each other. The composite keys also keep a project from naming another project's script or
-- timeline; deferred, so that both may be written in either order.
alter table public.rewrite_projects
  add constraint rewrite_projects_current_script_id_fkey foreign key (id, current_script_id)
    references public.rewrite_scripts (project_id, id) on delete set null (current_script_id) deferrable initially deferred,
  add constraint rewrite_projects_current_timeline_id_fkey foreign key (id, current_timeline_id)
    references public.rewrite_timelines (project_id, id) on delete set null (current_timeline_id) deferrable initially deferred;
