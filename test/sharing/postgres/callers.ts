/** Statements as PostgREST runs them: in a transaction of their own, as the caller's role, with the caller's claims. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Who calls. `anon`: not signed in. */
export type Caller = { readonly role: 'authenticated'; readonly userId: string } | { readonly role: 'anon' };

/** A client that is not signed in. */
export const anonymous: Caller = { role: 'anon' };

/** Adds a user whose e-mail is proven. */
export async function addUser(
  owner: pg.Client,
  email: string,
  isConfirmed = true,
): Promise<Caller & { userId: string }> {
  const userId = randomUUID();
  await owner.query('insert into auth.users (id, email, email_confirmed_at) values ($1, $2, $3)', [
    userId,
    email,
    isConfirmed ? new Date() : null,
  ]);
  return { role: 'authenticated', userId };
}

/** Runs statements in one transaction as the caller; rolled back when one fails. */
export async function asCaller<T>(client: pg.Client, caller: Caller, work: () => Promise<T>): Promise<T> {
  const claims = caller.role === 'anon' ? { role: 'anon' } : { role: 'authenticated', sub: caller.userId };
  await client.query('begin');
  try {
    await client.query(`set local role ${caller.role}`);
    await client.query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  }
}

/** Rows of one statement as the caller. */
export async function rowsAs(
  client: pg.Client,
  caller: Caller,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return asCaller(client, caller, async () => (await client.query(sql, [...values])).rows);
}
