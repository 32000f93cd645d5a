-- Traces are pushed in batches by writers of a project and never pulled; one that is sent twice counts once.
create function public.rewrite_push_traces(project_id uuid, traces jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  added integer;
begin
  if not rewrite_private.can_write(rewrite_push_traces.project_id) then
    raise exception 'Only those who write a project send its traces.' using errcode = '42501';
  end if;
  if jsonb_typeof(traces) is distinct from 'array' or jsonb_array_length(traces) > 1000 then
    raise exception 'Traces come as an array of 1000 at most.' using errcode = '22023';
  end if;
  insert into public.rewrite_traces (id, trace_id, timestamp, event_type, function_name, arguments, result, error, duration_ms)
    select t.id, t.trace_id, coalesce(t.timestamp, now()), t.event_type, t.function_name, t.arguments, t.result, t.error, t.duration_ms
    from jsonb_populate_recordset(null::public.rewrite_traces, traces) t
    on conflict (id) do nothing;
  get diagnostics added = row_count;
  return added;
end $$;
