-- Which line a clip speaks, and which of its fields a writer has taken over from the script.
create table public.rewrite_clip_origins (
  clip_id uuid primary key references public.rewrite_clips (id) on delete cascade,
  element_id text not null,
  pinned_start boolean not null default false,
  pinned_trim boolean not null default false,
  pinned_volume boolean not null default false
);
create index rewrite_clip_origins_element_id on public.rewrite_clip_origins (element_id);
