-- What a replica has changed. The shapes are told in src/extension/sharing/protocol.ts.

-- Answers already given, so that a push whose answer was lost can be sent again.
create table rewrite_private.pushes (
  push_id uuid primary key,
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  user_id uuid not null,
  answer jsonb not null,
  made_at timestamptz not null default now()
);
create index pushes_project_id_made_at on rewrite_private.pushes (project_id, made_at);

create function rewrite_private.answer_to(push uuid, project uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  return (select p.answer from rewrite_private.pushes p
    where p.push_id = push and p.project_id = project and p.user_id = auth.uid());
end $$;

-- Changes that newer ones of the same row have overtaken are kept for 90 days, answers for 30.
create function rewrite_private.keep_answer(push uuid, project uuid, answer jsonb, prune boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.rewrite_projects p where p.id = project) then return; end if;
  insert into rewrite_private.pushes (push_id, project_id, user_id, answer) values (push, project, auth.uid(), answer);
  if not prune then return; end if;
  delete from rewrite_private.pushes p where p.project_id = project and p.made_at < now() - interval '30 days';
  delete from public.rewrite_changes c where c.project_id = project and c.changed_at < now() - interval '90 days'
    and exists (select from public.rewrite_changes n where n.row_id = c.row_id and n.table_name = c.table_name
      and n.project_id = project and n.seq > c.seq and (c.script_id is null or n.script_id = c.script_id));
end $$;

-- Refuses a caller who may not write the project. One that does not exist yet may be written by a push that begins with making it.
create function rewrite_private.require_writer(project uuid, makes_project boolean) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if rewrite_private.can_write(project) then return; end if;
  if auth.uid() is not null and makes_project
    and not exists (select from public.rewrite_projects p where p.id = project)
    and not exists (select from rewrite_private.deleted_projects d where d.project_id = project) then return; end if;
  perform rewrite_private.require_reader(project);
  raise exception 'Viewers cannot change this project.' using errcode = '42501', detail = 'viewer';
end $$;

-- The columns of a table that an entry gives. `updated_at` is the server's and is passed over.
create function rewrite_private.given_columns(of_table text, given jsonb) returns text[]
language plpgsql stable set search_path = '' as $$
declare
  known text[];
  unknown text;
begin
  if jsonb_typeof(given) is distinct from 'object' then
    raise exception 'An entry needs a row or a patch.' using errcode = '22023';
  end if;
  known := array(select a.attname::text from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', of_table)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum);
  select k into unknown from jsonb_object_keys(given) k where k <> all (known) limit 1;
  if unknown is not null then
    raise exception 'There is no such column.' using errcode = '42703';
  end if;
  return array(select k from unnest(known) k where given ? k and k <> 'updated_at');
end $$;

-- Adds rows that give the same columns; returns how many were written. Where one is there already (two machines made the same thing),
-- it keeps what it has and takes what it lacks; it counts only when it lacked something.
create function rewrite_private.add_rows(of_table text, key_column text, given jsonb) returns integer
language plpgsql security invoker set search_path = '' as $$
declare
  columns text[] := rewrite_private.given_columns(of_table, given -> 0);
  others text[] := array_remove(columns, key_column);
  merge text := 'nothing';
  written integer;
begin
  if not key_column = any (columns) then
    raise exception 'A row needs its id.' using errcode = '23502';
  end if;
  if cardinality(others) > 0 then
    merge := format('update set %s where %s',
      (select string_agg(format('%1$I = coalesce(t.%1$I, excluded.%1$I)', c), ', ') from unnest(others) c),
      (select string_agg(format('t.%1$I is null and excluded.%1$I is not null', c), ' or ') from unnest(others) c));
  end if;
  execute format('insert into public.%1$I as t (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $1) on conflict (%3$I) do %4$s',
    of_table, (select string_agg(format('%I', c), ', ') from unnest(columns) c), key_column, merge) using given;
  get diagnostics written = row_count;
  return written;
end $$;

-- Adds one row, or makes sure that the one with its id lies in the project.
create function rewrite_private.add_row(project uuid, of_table text, key_column text, given jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  existing jsonb;
begin
  if rewrite_private.add_rows(of_table, key_column, jsonb_build_array(given)) > 0 then return; end if;
  execute format('select to_jsonb(t) from public.%I t where t.%I = $1', of_table, key_column)
    into existing using (given ->> key_column)::uuid;
  if existing is null or rewrite_private.project_of(of_table, existing) <> project then
    raise exception 'The id is taken.' using errcode = '23505';
  end if;
end $$;

-- The key of a shared table; null for any other name.
create function rewrite_private.key_of(of_table text) returns text
language sql immutable set search_path = '' as $$
  select case
    when of_table in ('rewrite_clip_origins', 'rewrite_clip_fades') then 'clip_id'
    when of_table = 'rewrite_title_pages' then 'script_id'
    when of_table in ('rewrite_projects', 'rewrite_scripts', 'rewrite_scenes', 'rewrite_scene_content', 'rewrite_timelines',
      'rewrite_tracks', 'rewrite_clips', 'rewrite_assets', 'rewrite_characters', 'rewrite_line_timings') then 'id'
  end
$$;

-- Carries out one entry. Returns 'gone' for a change to a row that is not there, else null; raises what the database refuses.
create function rewrite_private.apply_entry(project uuid, entry jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare
  of_table text := entry ->> 'table';
  kind text := entry ->> 'kind';
  key_column text := rewrite_private.key_of(of_table);
  key uuid := (entry ->> 'id')::uuid;
  columns text[];
  written integer;
  is_there boolean;
begin
  if key_column is null then
    raise exception 'There is no such shared table.' using errcode = '42P01';
  end if;
  if kind = 'insert' then
    perform rewrite_private.add_row(project, of_table, key_column, entry -> 'row');
    return null;
  end if;
  if key is null or kind is null or kind not in ('update', 'delete') then
    raise exception 'An entry needs a kind and an id.' using errcode = '22023';
  end if;
  if kind = 'update' then
    columns := rewrite_private.given_columns(of_table, entry -> 'patch');
    if cardinality(columns) = 0 then return null; end if;
    execute format('update public.%1$I t set %2$s from jsonb_populate_record(null::public.%1$I, $1) r where t.%3$I = $2',
      of_table, (select string_agg(format('%1$I = r.%1$I', c), ', ') from unnest(columns) c), key_column)
      using entry -> 'patch', key;
    get diagnostics written = row_count;
    return case when written = 0 then 'gone' end;
  end if;
  execute format('delete from public.%I t where t.%I = $1', of_table, key_column) using key;
  get diagnostics written = row_count;
  if written = 0 then
    execute format('select exists (select from public.%I t where t.%I = $1)', of_table, key_column) into is_there using key;
    if is_there then
      raise exception 'Only an owner can delete the project.' using errcode = '42501';
    end if;
  end if;
  return null;
end $$;

-- What a refusal means to a replica; null for errors that pass, which are no refusals.
create function rewrite_private.reason_of(code text) returns text
language sql immutable set search_path = '' as $$
  select case
    when code = '23505' then 'conflict'
    when code = '23503' then 'missing'
    when code = '42501' then 'forbidden'
    when left(code, 2) in ('22', '23') or code in ('42703', '42P01') then 'invalid'
  end
$$;

-- Carries out entries one by one and reports those that are refused. A project's current script and timeline come last, because
-- entries after them may make what they name.
create function rewrite_private.apply_singly(project uuid, entries jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  step record;
  outcome text;
  refused jsonb := '[]';
  code text;
  broken text;
  words text;
begin
  for step in
    with numbered as (select e.entry, (e.n - 1)::integer as index from jsonb_array_elements(entries) with ordinality e (entry, n)),
    named as (
      select n.index, n.entry, case n.entry ->> 'kind' when 'insert' then 'row' else 'patch' end as part,
        n.entry ->> 'table' = 'rewrite_projects' and n.entry ->> 'kind' in ('insert', 'update') as is_project
      from numbered n
    )
    select n.index, 0 as phase, case when n.is_project
      then jsonb_set(n.entry, array[n.part], (n.entry -> n.part) - array['current_script_id', 'current_timeline_id']) else n.entry end as entry
    from named n
    union all
    select n.index, 1, jsonb_build_object('table', 'rewrite_projects', 'kind', 'update',
      'id', coalesce(n.entry ->> 'id', n.entry -> 'row' ->> 'id'), 'patch', jsonb_build_object(c.name, n.entry -> n.part -> c.name))
    from named n cross join (values ('current_script_id'), ('current_timeline_id')) c (name)
    where n.is_project and jsonb_typeof(n.entry -> n.part -> c.name) is not null
    order by 2, 1
  loop
    continue when step.phase = 1 and refused @> jsonb_build_array(jsonb_build_object('index', step.index));
    begin
      outcome := rewrite_private.apply_entry(project, step.entry);
      if step.phase = 1 then
        set constraints all immediate;
        set constraints all deferred;
      end if;
      if outcome is not null then
        refused := refused || jsonb_build_object('index', step.index, 'reason', outcome, 'code', 'P0002',
          'constraint', null, 'message', 'The row is not there.');
      end if;
    exception when others then
      get stacked diagnostics code = returned_sqlstate, broken = constraint_name, words = message_text;
      if rewrite_private.reason_of(code) is null then raise; end if;
      refused := refused || jsonb_build_object('index', step.index, 'reason', rewrite_private.reason_of(code), 'code', code,
        'constraint', nullif(broken, ''), 'message', words);
    end;
  end loop;
  return (select coalesce(jsonb_agg(r order by r -> 'index'), '[]') from jsonb_array_elements(refused) r);
end $$;

-- Carries out all entries, neighbours of one shape in one statement. Raises when any of them is refused or needs a closer look.
create function rewrite_private.apply_together(project uuid, entries jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  run record;
  entry jsonb;
begin
  for run in
    with numbered as (
      select e.n, e.entry, e.entry ->> 'table' as of_table, e.entry ->> 'kind' as kind, e.entry -> 'row' as given,
        concat_ws(' ', e.entry ->> 'table', e.entry ->> 'kind', case when jsonb_typeof(e.entry -> 'row') = 'object'
          then (select string_agg(k, ' ' order by k) from jsonb_object_keys(e.entry -> 'row') k) end) as shape
      from jsonb_array_elements(entries) with ordinality e (entry, n)
    ),
    marked as (select *, (shape is distinct from lag(shape) over (order by n))::integer as starts from numbered),
    runs as (select *, sum(starts) over (order by n) as run_number from marked)
    select r.of_table, r.kind, jsonb_agg(r.given order by r.n) as rows, jsonb_agg(r.entry order by r.n) as entries
    from runs r group by r.run_number, r.of_table, r.kind order by r.run_number
  loop
    if run.kind = 'insert' and rewrite_private.key_of(run.of_table) is not null then
      if rewrite_private.add_rows(run.of_table, rewrite_private.key_of(run.of_table), run.rows) < jsonb_array_length(run.rows) then
        raise exception 'there already' using errcode = '02000';
      end if;
    else
      for entry in select e from jsonb_array_elements(run.entries) e loop
        if rewrite_private.apply_entry(project, entry) is not null then
          raise exception 'gone' using errcode = '02000';
        end if;
      end loop;
    end if;
  end loop;
  set constraints all immediate;
  set constraints all deferred;
end $$;

-- Carries out all entries and reports those that are refused.
create function rewrite_private.apply_entries(project uuid, entries jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  begin
    perform rewrite_private.apply_together(project, entries);
    return '[]';
  exception when others then
    -- 21000: one id twice among neighbours.
    if rewrite_private.reason_of(sqlstate) is null and sqlstate not in ('02000', '21000') then raise; end if;
  end;
  return rewrite_private.apply_singly(project, entries);
end $$;

-- The scripts in whose words somebody changed something between what the caller has seen and `head`.
create function rewrite_private.scripts_behind(project uuid, seen jsonb, head bigint, scripts uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(s.id order by s.id), '[]') from unnest(scripts) s (id)
    -- Asked once a script (offset 0 keeps it apart), not for each of its changes.
    cross join lateral (select rewrite_private.place_of(project, seen ->> s.id::text) as place offset 0) p
    where exists (
      select from public.rewrite_changes c
      where c.project_id = project and c.script_id = s.id and c.seq <= head and c.seq > p.place
    )
  );
end $$;

-- The scripts whose words changed after a place in the log. A range of the primary key: what a push has just written.
create function rewrite_private.scripts_after(project uuid, place bigint) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
begin
  return array(select distinct n.script_id from (
    select c.script_id from public.rewrite_changes c where c.project_id = project and c.seq > place order by c.seq offset 0
  ) n where n.script_id is not null);
end $$;

create function public.rewrite_push(changes jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
#variable_conflict use_variable
declare
  project uuid := (changes ->> 'project_id')::uuid;
  push uuid := (changes ->> 'push_id')::uuid;
  entries jsonb := changes -> 'entries';
  seen jsonb := coalesce(changes -> 'seen', '{}');
  head bigint;
  head_after bigint;
  before text;
  after text;
  answer jsonb;
  refused jsonb;
  touched uuid[];
  scripts jsonb;
begin
  perform rewrite_private.require_protocol((changes ->> 'protocol')::integer);
  if project is null or push is null or jsonb_typeof(entries) is distinct from 'array' or jsonb_typeof(seen) <> 'object' then
    raise exception 'A push needs a project_id, a push_id and entries.' using errcode = '22023';
  end if;
  if jsonb_array_length(entries) > 5000 then
    raise exception 'A push holds 5000 entries at most.' using errcode = 'PT413';
  end if;
  -- The same lock as the log's: from here on, this is the only writer of the project.
  perform pg_advisory_xact_lock(hashtextextended(project::text, 0));
  answer := rewrite_private.answer_to(push, project);
  if answer is not null then
    perform rewrite_private.require_reader(project);
    return answer || jsonb_build_object('replayed', true);
  end if;
  perform rewrite_private.require_writer(project, coalesce(entries -> 0 ->> 'table' = 'rewrite_projects'
    and entries -> 0 ->> 'kind' = 'insert' and entries -> 0 -> 'row' ->> 'id' = project::text, false));

  select c.seq, c.seq || '.' || to_hex(c.stamp) into head, before from public.rewrite_changes c
    where c.project_id = project order by c.seq desc limit 1;
  head := coalesce(head, 0);
  before := coalesce(before, '0');
  if exists (select from jsonb_each_text(seen) s where rewrite_private.place_of(project, s.value) is null) then
    return jsonb_build_object('protocol', 1, 'status', 'rewound', 'cursor', before);
  end if;
  scripts := rewrite_private.scripts_behind(project, seen, head, array(select s.key::uuid from jsonb_each(seen) s));
  if scripts <> '[]' then
    return jsonb_build_object('protocol', 1, 'status', 'behind', 'cursor', before, 'scripts', scripts);
  end if;

  begin
    perform set_config('rewrite.pushing', project::text, true);
    refused := rewrite_private.apply_entries(project, entries);
    perform set_config('rewrite.pushing', '', true);
    touched := rewrite_private.scripts_after(project, head);
    scripts := rewrite_private.scripts_behind(project, seen, head, touched);
    if scripts <> '[]' then
      raise exception 'behind' using errcode = 'RW001';
    end if;
  exception when sqlstate 'RW001' then
    return jsonb_build_object('protocol', 1, 'status', 'behind', 'cursor', before, 'scripts', scripts);
  end;

  -- Nothing is there any more when the push deleted the project.
  select c.seq, c.seq || '.' || to_hex(c.stamp) into head_after, after from public.rewrite_changes c
    where c.project_id = project order by c.seq desc limit 1;
  answer := jsonb_build_object('protocol', 1, 'status', 'applied', 'before', before, 'cursor', coalesce(after, '0'),
    'at', now(), 'refused', refused);
  perform rewrite_private.keep_answer(push, project, answer, coalesce(head / 1000 <> head_after / 1000, false));
  return answer;
end $$;
