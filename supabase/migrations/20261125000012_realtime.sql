-- The data model's eight tables, and not rewrite_traces. Adding a table twice is an error, so each is added where it is missing.
do $$
declare
  t text;
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
  foreach t in array array['rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines', 'rewrite_tracks',
    'rewrite_clips', 'rewrite_assets', 'rewrite_characters'] loop
    if not exists (select from pg_publication_tables where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = t) then
      execute format('alter publication supabase_realtime add table public.%I', t);
    end if;
  end loop;
end $$;

-- Realtime tells of the eight tables alone. A change of another one touches the row that it hangs on, so that somebody hears of it; a row
-- that the same transaction has changed already was told of.
create function rewrite_private.touch_told() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  case
    when tg_table_name = 'rewrite_title_pages' then
      update public.rewrite_scripts s set updated_at = now() where s.id = (r ->> 'script_id')::uuid and s.updated_at < now();
    when tg_table_name in ('rewrite_clip_origins', 'rewrite_clip_fades') then
      update public.rewrite_clips c set updated_at = now() where c.id = (r ->> 'clip_id')::uuid and c.updated_at < now();
    when tg_table_name = 'rewrite_line_timings' then
      update public.rewrite_timelines t set updated_at = now() where t.id = (r ->> 'timeline_id')::uuid and t.updated_at < now();
    when tg_table_name = 'rewrite_projects' then
      update public.rewrite_scripts s set updated_at = now() where s.updated_at < now() and s.id =
        (select f.id from public.rewrite_scripts f where f.project_id = (r ->> 'id')::uuid order by f.created_at, f.id limit 1);
  end case;
  return null;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['rewrite_title_pages', 'rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_projects'] loop
    execute format('create trigger %I after insert or update %s on public.%I for each row execute function rewrite_private.touch_told()',
      t || '_told', case when t <> 'rewrite_projects' then 'or delete' else '' end, t);
  end loop;
end $$;
