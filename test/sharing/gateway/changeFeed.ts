/**
 * What changed in the published tables, in commit order. Supabase decodes the write-ahead log; here triggers notify, which comes to the
 * same for a hint: only tables of the publication `supabase_realtime`, only after the commit, only the key.
 */
import type pg from 'pg';
import type { GatewayDatabase } from './database.ts';

export interface RowChange {
  readonly table: string;
  readonly type: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly id: string;
}

const install = `
create schema if not exists standin_realtime;
create or replace function standin_realtime.notify() returns trigger language plpgsql security definer as $$
begin
  perform pg_notify('standin_realtime', json_build_object('table', tg_table_name, 'type', tg_op,
    'id', case when tg_op = 'DELETE' then old.id else new.id end)::text);
  return null;
end $$;
do $$
declare
  t text;
begin
  for t in select tablename from pg_publication_tables where pubname = 'supabase_realtime' and schemaname = 'public' loop
    execute format('create or replace trigger standin_realtime after insert or update or delete on public.%I
      for each row execute function standin_realtime.notify()', t);
  end loop;
end $$`;

/** Hears changes until the returned function is called; several at a time when they come quickly. */
export async function watchChanges(
  database: GatewayDatabase,
  onChanges: (changes: readonly RowChange[]) => Promise<void>,
): Promise<() => Promise<void>> {
  await database.admin(install);
  const client: pg.Client = await database.listen();
  let waiting: RowChange[] = [];
  let isBusy = false;
  const drain = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      // A subscriber that cannot be served (the server is stopping) loses a hint, which is all it is.
      await onChanges(batch).catch(() => {});
    }
    isBusy = false;
  };
  client.on('notification', ({ payload }) => {
    waiting.push(JSON.parse(payload ?? '{}'));
    void drain();
  });
  await client.query('listen standin_realtime');
  return () => client.end();
}
