-- Which project a row belongs to, and that no row reaches into another one.

create function rewrite_private.project_of_script(script uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.project_id from public.rewrite_scripts s where s.id = script);
end $$;

create function rewrite_private.project_of_scene(scene uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.project_id from public.rewrite_scenes c join public.rewrite_scripts s on s.id = c.script_id where c.id = scene);
end $$;

create function rewrite_private.project_of_timeline(timeline uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select t.project_id from public.rewrite_timelines t where t.id = timeline);
end $$;

create function rewrite_private.project_of_track(track uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select l.project_id from public.rewrite_tracks t join public.rewrite_timelines l on l.id = t.timeline_id where t.id = track);
end $$;

create function rewrite_private.project_of_clip(clip uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select rewrite_private.project_of_track(c.track_id) from public.rewrite_clips c where c.id = clip);
end $$;

create function rewrite_private.project_of_asset(asset uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select a.project_id from public.rewrite_assets a where a.id = asset);
end $$;

-- The project of the line or scene with this element id; null when there is none yet.
create function rewrite_private.project_of_element(element text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(
    (select rewrite_private.project_of_scene(c.scene_id) from public.rewrite_scene_content c where c.element_id = element),
    (select rewrite_private.project_of_script(s.script_id) from public.rewrite_scenes s where s.element_id = element)
  );
end $$;

-- The project that a row of any table names by its owner; null when the owner is not there (the foreign key says so then).
create function rewrite_private.project_of(table_name text, r jsonb) returns uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return case table_name
    when 'rewrite_projects' then (r ->> 'id')::uuid
    when 'rewrite_scenes' then rewrite_private.project_of_script((r ->> 'script_id')::uuid)
    when 'rewrite_scene_content' then rewrite_private.project_of_scene((r ->> 'scene_id')::uuid)
    when 'rewrite_tracks' then rewrite_private.project_of_timeline((r ->> 'timeline_id')::uuid)
    when 'rewrite_clips' then rewrite_private.project_of_track((r ->> 'track_id')::uuid)
    when 'rewrite_clip_origins' then rewrite_private.project_of_clip((r ->> 'clip_id')::uuid)
    when 'rewrite_clip_fades' then rewrite_private.project_of_clip((r ->> 'clip_id')::uuid)
    when 'rewrite_line_timings' then rewrite_private.project_of_timeline((r ->> 'timeline_id')::uuid)
    when 'rewrite_title_pages' then rewrite_private.project_of_script((r ->> 'script_id')::uuid)
    else (r ->> 'project_id')::uuid
  end;
end $$;

-- Ids stay, rows stay in their project, and what they name lies in the same one. `updated_at` is the server's time.
create function rewrite_private.keep_in_place() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  row_now jsonb := to_jsonb(new);
  project uuid := rewrite_private.project_of(tg_table_name, row_now);
  named uuid;
begin
  if tg_op = 'UPDATE' then
    if coalesce(row_now ->> 'id', row_now ->> 'clip_id', row_now ->> 'script_id')
        <> coalesce(to_jsonb(old) ->> 'id', to_jsonb(old) ->> 'clip_id', to_jsonb(old) ->> 'script_id')
      or rewrite_private.project_of(tg_table_name, to_jsonb(old)) <> project then
      raise exception 'A row keeps its id and its project.' using errcode = '42501';
    end if;
    if row_now ? 'updated_at' then new.updated_at := now(); end if;
  end if;
  named := case tg_table_name
    when 'rewrite_scene_content' then rewrite_private.project_of_asset((row_now ->> 'audio_asset_id')::uuid)
    when 'rewrite_clips' then rewrite_private.project_of_asset((row_now ->> 'asset_id')::uuid)
    when 'rewrite_clip_origins' then rewrite_private.project_of_element(row_now ->> 'element_id')
    when 'rewrite_line_timings' then rewrite_private.project_of_element(row_now ->> 'element_id')
  end;
  if named <> project then
    raise exception 'What a row names must lie in its project.' using errcode = '42501';
  end if;
  return new;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['rewrite_projects', 'rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines',
    'rewrite_tracks', 'rewrite_clips', 'rewrite_assets', 'rewrite_characters', 'rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'rewrite_title_pages'] loop
    execute format('create trigger %I before insert or update on public.%I for each row execute function rewrite_private.keep_in_place()',
      t || '_keep_in_place', t);
  end loop;
end $$;
