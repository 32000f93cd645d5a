-- Members read, owners and editors write. Nobody else sees a row, and a client that is not signed in sees no table.

do $$
declare
  t text;
  project text;
begin
  foreach t in array array['rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines', 'rewrite_tracks',
    'rewrite_clips', 'rewrite_assets', 'rewrite_characters', 'rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_title_pages'] loop
    project := case t
      when 'rewrite_scenes' then 'rewrite_private.project_of_script(script_id)'
      when 'rewrite_scene_content' then 'rewrite_private.project_of_scene(scene_id)'
      when 'rewrite_tracks' then 'rewrite_private.project_of_timeline(timeline_id)'
      when 'rewrite_clips' then 'rewrite_private.project_of_track(track_id)'
      when 'rewrite_clip_origins' then 'rewrite_private.project_of_clip(clip_id)'
      when 'rewrite_clip_fades' then 'rewrite_private.project_of_clip(clip_id)'
      when 'rewrite_line_timings' then 'rewrite_private.project_of_timeline(timeline_id)'
      when 'rewrite_title_pages' then 'rewrite_private.project_of_script(script_id)'
      else 'project_id'
    end;
    execute format('alter table public.%I enable row level security', t);
    execute format('create policy "members read" on public.%I for select to authenticated using (rewrite_private.can_read(%s))', t, project);
    execute format('create policy "writers add" on public.%I for insert to authenticated with check (rewrite_private.can_write(%s))', t, project);
    execute format('create policy "writers change" on public.%I for update to authenticated using (rewrite_private.can_write(%s)) with check (rewrite_private.can_write(%s))', t, project, project);
    execute format('create policy "writers delete" on public.%I for delete to authenticated using (rewrite_private.can_write(%s))', t, project);
  end loop;
end $$;

alter table public.rewrite_projects enable row level security;
create policy "members read" on public.rewrite_projects for select to authenticated
  using (rewrite_private.can_read(id) or id::text = (select current_setting('rewrite.making', true)));
create policy "anyone signed in starts one" on public.rewrite_projects for insert to authenticated
  with check ((select auth.uid()) is not null);
create policy "writers change" on public.rewrite_projects for update to authenticated
  using (rewrite_private.can_write(id)) with check (rewrite_private.can_write(id));
create policy "owners delete" on public.rewrite_projects for delete to authenticated
  using (rewrite_private.role_in(id) = 'owner');

alter table public.rewrite_members enable row level security;
create policy "members see each other" on public.rewrite_members for select to authenticated
  using (rewrite_private.can_read(project_id));
create policy "owners invite" on public.rewrite_members for insert to authenticated
  with check (rewrite_private.role_in(project_id) = 'owner' and user_id is null);
create policy "owners change" on public.rewrite_members for update to authenticated
  using (rewrite_private.role_in(project_id) = 'owner') with check (rewrite_private.role_in(project_id) = 'owner');
create policy "owners remove, members leave" on public.rewrite_members for delete to authenticated
  using (user_id = (select auth.uid()) or rewrite_private.role_in(project_id) = 'owner');

-- Written by triggers only.
alter table public.rewrite_changes enable row level security;
create policy "members read" on public.rewrite_changes for select to authenticated using (rewrite_private.can_read(project_id));

-- Written by rewrite_push_traces only, read by nobody through the API.
alter table public.rewrite_traces enable row level security;

do $$
declare
  t text;
begin
  foreach t in array array['rewrite_projects', 'rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines',
    'rewrite_tracks', 'rewrite_clips', 'rewrite_assets', 'rewrite_characters', 'rewrite_traces', 'rewrite_clip_origins',
    'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_title_pages',
    'rewrite_members', 'rewrite_changes'] loop
    execute format('revoke all on public.%I from anon, authenticated', t);
    execute format('grant all on public.%I to service_role', t);
    if t not in ('rewrite_traces', 'rewrite_changes', 'rewrite_members') then
      execute format('grant select, insert, update, delete on public.%I to authenticated', t);
    end if;
  end loop;
end $$;
grant select on public.rewrite_changes to authenticated;
grant select, insert, delete on public.rewrite_members to authenticated;
-- Who a membership is for is settled when it is accepted.
grant update (role) on public.rewrite_members to authenticated;
