-- Who may read and write what, in pgTAP: `supabase test db` runs this, and so does our own suite where pgTAP can be had.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Four writers, and a project of the stranger's own. Roles are those of the memberships, not of the database.
create temporary table writers (name text primary key, id uuid not null default gen_random_uuid());
insert into writers (name) values ('owner'), ('editor'), ('viewer'), ('removed'), ('stranger');
insert into auth.users (id, email, email_confirmed_at) select id, name || '-' || left(id::text, 8) || '@example.se', now() from writers;
create temporary table places (name text primary key, id uuid not null default gen_random_uuid());
insert into places (name) values ('project'), ('other'), ('script'), ('scene'), ('content'), ('asset'), ('timeline'), ('track'), ('clip'),
  ('character'), ('timing');
create temporary table shared_tables (of_table text primary key, key_column text not null, sample jsonb);
grant all on writers, places, shared_tables to public;

create function pg_temp.become(who text) returns void language plpgsql as $$
begin
  perform set_config('role', 'authenticated', true);
  perform set_config('request.jwt.claims', json_build_object('role', 'authenticated', 'sub', (select id from writers where name = who))::text, true);
end $$;
create function pg_temp.place(of_name text) returns uuid language sql as $$ select id from places where name = of_name $$;
create function pg_temp.email(who text) returns text language sql as $$
  select name || '-' || left(id::text, 8) || '@example.se' from writers where name = who
$$;

insert into shared_tables (of_table, key_column, sample) values
  ('rewrite_scripts', 'id', jsonb_build_object('id', pg_temp.place('script'), 'project_id', pg_temp.place('project'))),
  ('rewrite_scenes', 'id', jsonb_build_object('id', pg_temp.place('scene'), 'script_id', pg_temp.place('script'),
    'element_id', pg_temp.place('scene'), 'order_index', 1)),
  ('rewrite_assets', 'id', jsonb_build_object('id', pg_temp.place('asset'), 'project_id', pg_temp.place('project'), 'file_type', 'audio')),
  ('rewrite_scene_content', 'id', jsonb_build_object('id', pg_temp.place('content'), 'scene_id', pg_temp.place('scene'),
    'element_id', pg_temp.place('content'), 'type', 'dialogue', 'content', 'Är det någon där?', 'order_index', 1)),
  ('rewrite_timelines', 'id', jsonb_build_object('id', pg_temp.place('timeline'), 'project_id', pg_temp.place('project'))),
  ('rewrite_tracks', 'id', jsonb_build_object('id', pg_temp.place('track'), 'timeline_id', pg_temp.place('timeline'), 'type', 'audio', 'order_index', 1)),
  ('rewrite_clips', 'id', jsonb_build_object('id', pg_temp.place('clip'), 'track_id', pg_temp.place('track'), 'start_frame', 0, 'duration_frames', 30)),
  ('rewrite_characters', 'id', jsonb_build_object('id', pg_temp.place('character'), 'project_id', pg_temp.place('project'), 'name', 'TOVE')),
  ('rewrite_clip_origins', 'clip_id', jsonb_build_object('clip_id', pg_temp.place('clip'), 'element_id', pg_temp.place('content'),
    'pinned_start', false, 'pinned_trim', false, 'pinned_volume', false)),
  ('rewrite_clip_fades', 'clip_id', jsonb_build_object('clip_id', pg_temp.place('clip'), 'fade_in_frames', 0, 'fade_out_frames', 0)),
  ('rewrite_line_timings', 'id', jsonb_build_object('id', pg_temp.place('timing'), 'timeline_id', pg_temp.place('timeline'),
    'element_id', pg_temp.place('content'), 'shift_frames', 0, 'lead_frames', 0, 'follows_clip', false, 'left_out', false)),
  ('rewrite_title_pages', 'script_id', jsonb_build_object('script_id', pg_temp.place('script'), 'content', 'Title: Fyren'));

-- A row like the sample under an id of its own, where the table's key is one.
create function pg_temp.insertion(of_table text, given jsonb) returns text language plpgsql as $$
begin
  return format('insert into public.%I (%s) select %s from jsonb_populate_record(null::public.%I, %L)', of_table,
    (select string_agg(format('%I', k), ', ') from jsonb_object_keys(given) k),
    (select string_agg(format('%I', k), ', ') from jsonb_object_keys(given) k), of_table, given);
end $$;

-- The owner makes a project and fills it, invites three, and they join.
select pg_temp.become('owner');
select lives_ok(format('insert into public.rewrite_projects (id, name, slug) values (%L, ''Fyren'', %L)', pg_temp.place('project'), pg_temp.place('project')),
  'whoever is signed in makes a project');
select is((select role from public.rewrite_members where user_id = auth.uid()), 'owner', 'and owns it');
select lives_ok(pg_temp.insertion(of_table, sample), 'an owner adds to ' || of_table) from shared_tables
  order by array_position(array['rewrite_scripts', 'rewrite_scenes', 'rewrite_assets', 'rewrite_scene_content', 'rewrite_timelines', 'rewrite_tracks',
    'rewrite_clips', 'rewrite_characters', 'rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_title_pages'], of_table);
select public.rewrite_invite(pg_temp.place('project'), pg_temp.email('editor'), 'editor');
select public.rewrite_invite(pg_temp.place('project'), pg_temp.email('removed'), 'editor');
select public.rewrite_invite(pg_temp.place('project'), pg_temp.email('viewer'), 'viewer');
select pg_temp.become('editor');
select is(jsonb_array_length(public.rewrite_join()), 1, 'an editor joins');
select pg_temp.become('viewer');
select is(jsonb_array_length(public.rewrite_join()), 1, 'a viewer joins');
select pg_temp.become('removed');
select is(jsonb_array_length(public.rewrite_join()), 1, 'one joins who will be removed');
select pg_temp.become('owner');
select isnt_empty(format('delete from public.rewrite_members where user_id = %L returning 1', (select id from writers where name = 'removed')),
  'an owner removes a member');
select pg_temp.become('stranger');
select lives_ok(format('insert into public.rewrite_projects (id, name, slug) values (%L, ''Annat'', %L)', pg_temp.place('other'), pg_temp.place('other')),
  'a stranger has a project too');

-- A stranger and a removed member: every table and operation.
create function pg_temp.shut_out(who text) returns setof text language plpgsql as $$
declare
  t record;
begin
  perform pg_temp.become(who);
  for t in select * from shared_tables loop
    return next is_empty(format('select 1 from public.%I', t.of_table), who || ' reads nothing of ' || t.of_table);
    return next is_empty(format('update public.%1$I set %2$I = %2$I returning 1', t.of_table, t.key_column), who || ' changes nothing of ' || t.of_table);
    return next is_empty(format('delete from public.%I returning 1', t.of_table), who || ' deletes nothing of ' || t.of_table);
    return next throws_ok(pg_temp.insertion(t.of_table, t.sample || jsonb_build_object(t.key_column,
      case when t.key_column = 'id' then gen_random_uuid() else (t.sample ->> t.key_column)::uuid end)), '42501', null,
      who || ' adds nothing to ' || t.of_table);
  end loop;
  return next is_empty(format('select 1 from public.rewrite_projects where id = %L', pg_temp.place('project')), who || ' does not see the project');
  return next is_empty(format('delete from public.rewrite_projects where id = %L returning 1', pg_temp.place('project')), who || ' cannot delete it');
  return next is_empty(format('select 1 from public.rewrite_members where project_id = %L', pg_temp.place('project')), who || ' sees no members');
  return next is_empty(format('select 1 from public.rewrite_changes where project_id = %L', pg_temp.place('project')), who || ' sees no changes');
  return next throws_ok(format('select public.rewrite_pull(%L)', pg_temp.place('project')), '42501', null, who || ' pulls nothing');
  return next throws_ok(format('select public.rewrite_push(%L)', jsonb_build_object('protocol', 1, 'project_id', pg_temp.place('project'),
    'push_id', gen_random_uuid(), 'seen', '{}'::jsonb, 'entries', '[]'::jsonb)), '42501', null, who || ' pushes nothing');
  return next throws_ok(format('select public.rewrite_invite(%L, %L, ''owner'')', pg_temp.place('project'), pg_temp.email(who)), '42501', null,
    who || ' invites nobody');
  return next throws_ok(format('select public.rewrite_push_traces(%L, ''[]'')', pg_temp.place('project')), '42501', null, who || ' sends no traces');
end $$;
select pg_temp.shut_out('stranger');
select pg_temp.shut_out('removed');

-- A viewer reads everything and writes nothing.
select pg_temp.become('viewer');
select isnt_empty(format('select 1 from public.%I', of_table), 'a viewer reads ' || of_table) from shared_tables;
select is_empty(format('update public.%1$I set %2$I = %2$I returning 1', of_table, key_column), 'a viewer changes nothing of ' || of_table) from shared_tables;
select is_empty(format('delete from public.%I returning 1', of_table), 'a viewer deletes nothing of ' || of_table) from shared_tables;
select lives_ok(format('select public.rewrite_pull(%L)', pg_temp.place('project')), 'a viewer pulls');
select throws_ok(format('select public.rewrite_push(%L)', jsonb_build_object('protocol', 1, 'project_id', pg_temp.place('project'),
  'push_id', gen_random_uuid(), 'seen', '{}'::jsonb, 'entries', '[]'::jsonb)), '42501', null, 'a viewer pushes nothing');

-- An editor writes everything in the project, and nothing out of it.
select pg_temp.become('editor');
select isnt_empty(format('update public.%1$I set %2$I = %2$I returning 1', of_table, key_column), 'an editor changes ' || of_table) from shared_tables;
select is_empty(format('delete from public.rewrite_projects where id = %L returning 1', pg_temp.place('project')), 'an editor does not delete the project');
select throws_ok(format('insert into public.rewrite_scripts (project_id) values (%L)', pg_temp.place('other')), '42501', null,
  'an editor adds nothing to another project');
select throws_ok(format('update public.rewrite_scripts set project_id = %L', pg_temp.place('other')), '42501', null,
  'an editor moves nothing into another project');
select throws_ok(format('select public.rewrite_invite(%L, ''x@example.se'', ''owner'')', pg_temp.place('project')), '42501', null,
  'an editor invites nobody');
select throws_ok('select 1 from public.rewrite_traces', '42501', null, 'nobody reads traces through the API');

-- The last owner stays.
select pg_temp.become('owner');
select throws_ok(format('update public.rewrite_members set role = ''editor'' where user_id = %L', (select id from writers where name = 'owner')), '23514', null,
  'a project keeps an owner');

-- Files, by the path convention.
create function pg_temp.file(of_name text) returns text language sql as $$
  select format('insert into storage.objects (bucket_id, name) values (''rewrite-assets'', %L)', of_name)
$$;
select pg_temp.become('editor');
select lives_ok(pg_temp.file(format('%s/audio/%s/röst.wav', pg_temp.place('project'), pg_temp.place('asset'))), 'an editor adds a file');
select throws_ok(pg_temp.file(format('%s/audio/%s/a.wav', pg_temp.place('other'), gen_random_uuid())), '42501', null, 'but not to another project');
select throws_ok(pg_temp.file(format('%s/../%s/a.wav', pg_temp.place('project'), pg_temp.place('other'))), '42501', null, 'nor by a trick in the path');
select throws_ok(pg_temp.file(format('%s/text/%s/a.txt', pg_temp.place('project'), pg_temp.place('asset'))), '42501', null, 'nor of another kind');
select is_empty('update storage.objects set name = name where bucket_id = ''rewrite-assets'' returning 1', 'nobody changes a file');
select pg_temp.become('viewer');
select isnt_empty('select 1 from storage.objects where bucket_id = ''rewrite-assets''', 'a viewer reads files');
select throws_ok(pg_temp.file(format('%s/audio/%s/b.wav', pg_temp.place('project'), pg_temp.place('asset'))), '42501', null, 'and adds none');
select pg_temp.become('stranger');
select is_empty('select 1 from storage.objects where bucket_id = ''rewrite-assets''', 'a stranger reads no files');
select pg_temp.become('removed');
select is_empty('select 1 from storage.objects where bucket_id = ''rewrite-assets''', 'a removed member reads no files');

-- A client that is not signed in.
select set_config('request.jwt.claims', '{"role":"anon"}', true), set_config('role', 'anon', true);
select throws_ok(format('select 1 from public.%I', of_table), '42501', null, 'an anonymous client reads nothing of ' || of_table) from shared_tables;
select throws_ok(format('delete from public.%I', of_table), '42501', null, 'an anonymous client deletes nothing of ' || of_table) from shared_tables;
select throws_ok(format('select public.rewrite_pull(%L)', pg_temp.place('project')), '42501', null, 'an anonymous client pulls nothing');
select throws_ok('select public.rewrite_join()', '42501', null, 'an anonymous client joins nothing');
select is_empty('select 1 from storage.objects where bucket_id = ''rewrite-assets''', 'an anonymous client reads no files');

-- What holds for the whole schema.
reset role;
select ok(c.relrowsecurity, 'row-level security is on for ' || c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relname like 'rewrite\_%' and c.relkind = 'r';
select bag_eq('select tablename::text from pg_publication_tables where pubname = ''supabase_realtime'' and tablename like ''rewrite\_%''',
  array['rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines', 'rewrite_tracks', 'rewrite_clips', 'rewrite_assets',
    'rewrite_characters'], 'Realtime tells of eight tables, and not of traces');
select is((select public from storage.buckets where id = 'rewrite-assets'), false, 'the bucket is private');

select * from finish();
rollback;
