-- What a replica has not seen yet. The shapes are told in src/extension/sharing/protocol.ts.

-- The number in a cursor; null when this server never gave it out for the project (it was set back to a backup since).
create function rewrite_private.place_of(project uuid, cursor_text text) returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  place bigint;
  found_stamp text;
begin
  if coalesce(cursor_text, '0') = '0' then return 0; end if;
  if cursor_text !~ '^[1-9][0-9]{0,17}\.[0-9a-f]{1,8}$' then
    raise exception 'This is no cursor.' using errcode = '22023';
  end if;
  place := split_part(cursor_text, '.', 1)::bigint;
  select to_hex(c.stamp) into found_stamp from public.rewrite_changes c where c.project_id = project and c.seq = place;
  if found_stamp is null then
    -- A change that newer ones of the same row have overtaken may have been pruned; one beyond the newest was never made.
    return case when place < (select max(c.seq) from public.rewrite_changes c where c.project_id = project) then place end;
  end if;
  return case when found_stamp = split_part(cursor_text, '.', 2) then place end;
end $$;

-- Refuses a caller who may not read the project, in words that tell a deleted project from one that is not theirs.
create function rewrite_private.require_reader(project uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  role_now text := rewrite_private.role_in(project);
begin
  if role_now is not null then return role_now; end if;
  if exists (select from rewrite_private.deleted_projects d where d.project_id = project and auth.uid() = any (d.members)) then
    raise exception 'The project was deleted by its owner.' using errcode = 'PT410', detail = 'deleted';
  end if;
  raise exception 'You are not a member of this project.' using errcode = '42501', detail = 'stranger';
end $$;

create table rewrite_private.deleted_projects (
  project_id uuid primary key,
  members uuid[] not null,
  deleted_at timestamptz not null default now()
);

create function rewrite_private.remember_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into rewrite_private.deleted_projects (project_id, members)
    select old.id, coalesce(array_agg(m.user_id) filter (where m.user_id is not null), '{}')
    from public.rewrite_members m where m.project_id = old.id
    on conflict (project_id) do update set members = excluded.members, deleted_at = now();
  return old;
end $$;
create trigger rewrite_projects_remember_deleted before delete on public.rewrite_projects
  for each row execute function rewrite_private.remember_deleted();

-- Clients of another protocol are told who has to be updated.
create function rewrite_private.require_protocol(wanted integer) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if wanted is null or wanted < 1 then
    raise exception 'This version of the extension is too old for the shared database.' using errcode = 'PT426', detail = 'client';
  elsif wanted > 1 then
    raise exception 'The shared database is too old for this version of the extension.' using errcode = 'PT501', detail = 'server';
  end if;
end $$;

-- The current rows of the given ids, those that are gone left out.
create function rewrite_private.rows_of(of_table text, ids uuid[]) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  found jsonb;
begin
  execute format('select coalesce(jsonb_agg(to_jsonb(t)), ''[]'') from public.%I t where t.%I = any ($1)',
    of_table, case
    when of_table in ('rewrite_clip_origins', 'rewrite_clip_fades') then 'clip_id'
    when of_table = 'rewrite_title_pages' then 'script_id' else 'id' end) into found using ids;
  return found;
end $$;

create function public.rewrite_pull(project_id uuid, after text default '0', protocol integer default 1, page integer default 5000,
  pushed text default null)
returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
#variable_conflict use_column
declare
  project constant uuid := rewrite_pull.project_id;
  size constant integer := least(greatest(coalesce(rewrite_pull.page, 5000), 1), 5000);
  caller_role text;
  place bigint;
  is_rewound boolean;
  changed record;
  last_seq bigint;
  change_count integer := 0;
  found jsonb;
  all_rows jsonb := '{}';
  all_deleted jsonb := '{}';
begin
  perform rewrite_private.require_protocol(rewrite_pull.protocol);
  caller_role := rewrite_private.require_reader(project);
  place := rewrite_private.place_of(project, rewrite_pull.after);
  is_rewound := place is null or rewrite_private.place_of(project, rewrite_pull.pushed) is null;
  place := case when is_rewound then 0 else place end;
  last_seq := place;
  for changed in
    with next_changes as (
      select c.seq, c.table_name, c.row_id from public.rewrite_changes c
      where c.project_id = project and c.seq > place order by c.seq limit size
    )
    select n.table_name, array_agg(distinct n.row_id) as ids, max(n.seq) as last_seq, count(*) as change_count
    from next_changes n group by n.table_name
  loop
    last_seq := greatest(last_seq, changed.last_seq);
    change_count := change_count + changed.change_count;
    found := rewrite_private.rows_of(changed.table_name, changed.ids);
    if jsonb_array_length(found) > 0 then
      all_rows := all_rows || jsonb_build_object(changed.table_name, found);
    end if;
    if jsonb_array_length(found) < cardinality(changed.ids) then
      all_deleted := all_deleted || jsonb_build_object(changed.table_name, (
        select jsonb_agg(i.id) from unnest(changed.ids) i (id)
        where i.id::text not in (select coalesce(r ->> 'id', r ->> 'clip_id') from jsonb_array_elements(found) r)));
    end if;
  end loop;
  return jsonb_build_object(
    'protocol', 1, 'role', caller_role, 'rewound', is_rewound,
    'cursor', coalesce((select c.seq || '.' || to_hex(c.stamp) from public.rewrite_changes c
      where c.project_id = project and c.seq = last_seq), case when is_rewound then '0' else coalesce(rewrite_pull.after, '0') end),
    'more', change_count = size,
    'rows', all_rows, 'deleted', all_deleted);
end $$;
