-- The media of all projects: private, one folder a project, files that never change once they are there.
insert into storage.buckets (id, name, public) values ('rewrite-assets', 'rewrite-assets', false)
  on conflict (id) do update set public = false;

-- The project of `{project_id}/{file_type}/{asset_id}/{filename}`; null for every other path, and for the asset of another project.
create function rewrite_private.project_of_path(path text) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  uuid_text constant text := '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
  steps text[] := string_to_array(path, '/');
  owner uuid;
begin
  if cardinality(steps) <> 4 or steps[1] !~ ('^' || uuid_text || '$') or steps[2] not in ('image', 'audio', 'video')
    or steps[3] !~ ('^' || uuid_text || '$') or steps[4] !~ '^[^.[:cntrl:]\\][^[:cntrl:]\\]{0,199}$' then
    return null;
  end if;
  owner := rewrite_private.project_of_asset(steps[3]::uuid);
  return case when owner is null or owner = steps[1]::uuid then steps[1]::uuid end;
end $$;

create policy "rewrite-assets: members read" on storage.objects for select to authenticated
  using (bucket_id = 'rewrite-assets' and rewrite_private.can_read(rewrite_private.project_of_path(name)));
create policy "rewrite-assets: writers add" on storage.objects for insert to authenticated
  with check (bucket_id = 'rewrite-assets' and rewrite_private.can_write(rewrite_private.project_of_path(name)));
create policy "rewrite-assets: writers delete" on storage.objects for delete to authenticated
  using (bucket_id = 'rewrite-assets' and rewrite_private.can_write(rewrite_private.project_of_path(name)));
