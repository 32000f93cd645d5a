-- The log of each project: which rows changed, in the order in which the changes were committed. Pulls see deletes by it, and
-- changes of tables without `updated_at`.

create table public.rewrite_changes (
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  seq bigint not null,
  -- Tells this change from another one that got the same number after the server was set back to a backup.
  stamp integer not null default floor(random() * 2147483647)::integer,
  table_name text not null,
  row_id uuid not null,
  is_delete boolean not null,
  -- The script whose words changed; null when none did.
  script_id uuid,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (project_id, seq)
);
create index rewrite_changes_row on public.rewrite_changes (row_id, seq);
create index rewrite_changes_words on public.rewrite_changes (project_id, script_id, seq) where script_id is not null;

-- The script whose words a row holds; null for rows that are no words.
create function rewrite_private.script_of(table_name text, r jsonb) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return case table_name
    when 'rewrite_scripts' then (r ->> 'id')::uuid
    when 'rewrite_scenes' then (r ->> 'script_id')::uuid
    when 'rewrite_scene_content' then (select s.script_id from public.rewrite_scenes s where s.id = (r ->> 'scene_id')::uuid)
  end;
end $$;

create function rewrite_private.add_change(project uuid, of_table text, of_row uuid, deleted boolean, script uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  -- One writer of a project at a time, so that the order of numbers is the order of commits.
  perform pg_advisory_xact_lock(hashtextextended(project::text, 0));
  insert into public.rewrite_changes (project_id, seq, table_name, row_id, is_delete, script_id, changed_by)
    values (project, coalesce((select max(c.seq) from public.rewrite_changes c where c.project_id = project), 0) + 1,
      of_table, of_row, deleted, script, auth.uid());
end $$;

create function rewrite_private.log_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  row_then jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  row_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  row_key uuid := coalesce(row_now ->> 'id', row_now ->> 'clip_id', row_now ->> 'script_id',
    row_then ->> 'id', row_then ->> 'clip_id', row_then ->> 'script_id')::uuid;
  pushed text := current_setting('rewrite.pushing', true);
  not_words constant text[] := array['updated_at', 'created_at', 'audio_asset_id', 'audio_status'];
  project uuid;
  script uuid;
begin
  if tg_op = 'DELETE' then
    -- In a cascade the owner is gone already: the row's last change tells where it was.
    select c.project_id into project from public.rewrite_changes c where c.row_id = row_key and c.table_name = tg_table_name
      order by c.seq desc limit 1;
    if tg_table_name = 'rewrite_projects' then project := row_key; end if;
    select c.script_id into script from public.rewrite_changes c
      where c.row_id = row_key and c.table_name = tg_table_name and c.script_id is not null order by c.seq desc limit 1;
  else
    project := rewrite_private.project_of(tg_table_name, row_now);
    if tg_op = 'INSERT' or row_now - not_words is distinct from row_then - not_words then
      script := rewrite_private.script_of(tg_table_name, row_now);
    end if;
  end if;
  if pushed <> '' and pushed <> project::text then
    raise exception 'A push changes rows of one project only.' using errcode = '42501';
  end if;
  -- A project that is being deleted takes its log with it.
  if not exists (select from public.rewrite_projects p where p.id = project) then return null; end if;
  if tg_op = 'UPDATE' and script is distinct from rewrite_private.script_of(tg_table_name, row_then) and script is not null then
    perform rewrite_private.add_change(project, tg_table_name, row_key, false, rewrite_private.script_of(tg_table_name, row_then));
  end if;
  perform rewrite_private.add_change(project, tg_table_name, row_key, tg_op = 'DELETE', script);
  return null;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['rewrite_projects', 'rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines',
    'rewrite_tracks', 'rewrite_clips', 'rewrite_assets', 'rewrite_characters', 'rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_title_pages'] loop
    execute format('create trigger %I after insert or update or delete on public.%I for each row execute function rewrite_private.log_change()',
      t || '_log', t);
  end loop;
end $$;
