/** A shared project with everybody whom the security tests ask about, on a real Postgres. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { addUser, anonymous, type Caller, rowsAs } from '../postgres/callers.ts';
import { push, sampleProject } from '../postgres/replica.ts';

export type Person = 'anonymous' | 'stranger' | 'invited' | 'removed' | 'viewer' | 'editor' | 'owner';

/** Those who may do nothing at all. */
export const outsiders: readonly Person[] = ['anonymous', 'stranger', 'invited', 'removed'];

export interface SecurityScene {
  readonly ids: ReturnType<typeof sampleProject>['ids'];
  readonly people: Readonly<Record<Person, Caller>>;
  /** A project of the owner alone, and one that the editor owns. */
  readonly ownersOther: ReturnType<typeof sampleProject>['ids'];
  readonly editorsOther: ReturnType<typeof sampleProject>['ids'];
  readonly mediaName: string;
}

/** Makes the project, its members, and one row in every table. */
export async function makeScene(client: pg.Client): Promise<SecurityScene> {
  const owner = await addUser(client, `owner-${randomUUID()}@example.se`);
  const stranger = await addUser(client, `stranger-${randomUUID()}@example.se`);
  const { ids, entries } = sampleProject();
  await push(client, owner, ids.project, entries);
  const guests: Caller[] = [];
  for (const role of ['editor', 'viewer', 'editor', 'editor']) {
    const email = `${role}-${randomUUID()}@example.se`;
    await rowsAs(client, owner, 'select public.rewrite_invite($1, $2, $3)', [ids.project, email, role]);
    guests.push(await addUser(client, email));
  }
  const [editor = anonymous, viewer = anonymous, removed = anonymous, invited = anonymous] = guests;
  for (const guest of [editor, viewer, removed]) await rowsAs(client, guest, 'select public.rewrite_join()');
  await client.query('delete from public.rewrite_members where user_id = $1', [
    'userId' in removed ? removed.userId : null,
  ]);
  const ownersOther = sampleProject('En annan');
  await push(client, owner, ownersOther.ids.project, ownersOther.entries);
  const editorsOther = sampleProject('Redaktörens egen');
  await push(client, editor, editorsOther.ids.project, editorsOther.entries);
  await client.query(
    `insert into public.rewrite_traces (trace_id, event_type, function_name) values ($1, 'mutation', 'test')`,
    [ids.project],
  );
  const mediaName = `${ids.project}/audio/${ids.asset}/take.mp3`;
  await rowsAs(client, owner, `insert into storage.objects (bucket_id, name) values ('rewrite-assets', $1)`, [
    mediaName,
  ]);
  const people = { anonymous, stranger, invited, removed, viewer, editor, owner };
  return { ids, people, ownersOther: ownersOther.ids, editorsOther: editorsOther.ids, mediaName };
}

/** What came of a statement: how many rows it reached, or the SQLSTATE with which it was refused. Nothing of it stays. */
export async function attempt(
  client: pg.Client,
  caller: Caller,
  sql: string,
  values: readonly unknown[] = [],
): Promise<number | string> {
  const claims = caller.role === 'anon' ? { role: 'anon' } : { role: 'authenticated', sub: caller.userId };
  await client.query('begin');
  try {
    await client.query(`set local role ${caller.role}`);
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
    const { rowCount } = await client.query(sql, [...values]);
    // Deferred constraints speak now.
    await client.query('set constraints all immediate');
    return rowCount ?? 0;
  } catch (cause) {
    return String((cause as { code?: string }).code);
  } finally {
    await client.query('rollback');
  }
}
