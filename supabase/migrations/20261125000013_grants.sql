-- Functions can be called by everybody unless that is taken back. What policies and invoker functions call stays callable by those
-- who are signed in; what writes beyond a caller's own rights does not.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'rewrite_private' or n.nspname = 'public' and p.proname like 'rewrite\_%' loop
    execute format('revoke all on function %s from public, anon, authenticated', f);
    if (select p.prorettype <> 'trigger'::regtype and p.proname <> 'add_change' from pg_proc p where p.oid = f) then
      execute format('grant execute on function %s to authenticated, service_role', f);
    end if;
  end loop;
end $$;
