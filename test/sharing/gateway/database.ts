/** Statements as PostgREST runs them: `authenticator` takes the caller's role and claims for one transaction. */
import pg from 'pg';
import type { SupabaseDatabase } from '../postgres/migrated.ts';
import type { Claims } from './requests.ts';

export interface GatewayDatabase {
  /** Runs `work` in a transaction as the caller, real row-level security included; rolled back when it throws. */
  as<T>(
    claims: Claims,
    work: (client: pg.ClientBase) => Promise<T>,
    options?: { readonly readOnly?: boolean },
  ): Promise<T>;
  /** Runs a statement as the server's own administrator (what Auth and Storage do for themselves). */
  admin(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** A connection that stays open, as the administrator; the caller ends it. */
  listen(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** Connections to a database. Statements of callers end after `statementSeconds` (Supabase: 8; here more, for busy machines). */
export function connectGateway(database: SupabaseDatabase, statementSeconds = 60): GatewayDatabase {
  const pool = (user: string, max: number) => {
    const made = new pg.Pool({
      host: '127.0.0.1',
      port: database.cluster.port,
      user,
      database: database.name,
      max,
      // Idle connections keep no process alive.
      allowExitOnIdle: true,
    });
    // A connection that ends while idle is replaced at the next use.
    made.on('error', () => {});
    return made;
  };
  const callers = pool('authenticator', 10);
  const admins = pool('supabase_admin', 4);
  return {
    async as(claims, work, { readOnly = false } = {}) {
      const client = await callers.connect();
      let broken = false;
      try {
        await client.query(readOnly ? 'begin read only' : 'begin');
        await client.query(`set local role ${pg.escapeIdentifier(claims.role)}`);
        await client.query(
          "select set_config('request.jwt.claims', $1, true), set_config('statement_timeout', $2, true)",
          [JSON.stringify(claims), `${statementSeconds}s`],
        );
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (cause) {
        await client.query('rollback').catch(() => {
          broken = true;
        });
        throw cause;
      } finally {
        client.release(broken);
      }
    },
    async admin(sql, values = []) {
      return (await admins.query(sql, [...values])).rows;
    },
    listen: () => database.connect('supabase_admin'),
    async close() {
      await Promise.all([callers.end(), admins.end()]);
    },
  };
}
