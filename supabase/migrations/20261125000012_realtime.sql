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
