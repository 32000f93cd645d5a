import { after, before, describe } from 'mocha';
import type pg from 'pg';
import { postgresVersions } from './cluster.ts';
import { createDatabase, type SupabaseDatabase } from './migrated.ts';

/** What the tests of one version work with. */
export interface OnPostgres {
  readonly database: () => SupabaseDatabase;
  /** A connection as the owner of the tables; {@link rowsAs} lends it to callers. */
  readonly client: () => pg.Client;
}

/** Describes the same on every Postgres that is there, each with a migrated database of its own. */
export function describeOnPostgres(title: string, tests: (on: OnPostgres) => void): void {
  for (const version of postgresVersions()) {
    describe(`${title} (Postgres ${version})`, () => {
      let database: SupabaseDatabase;
      let client: pg.Client;
      before(async () => {
        database = await createDatabase(version);
        client = await database.connect();
      });
      after(() => client.end());
      tests({ database: () => database, client: () => client });
    });
  }
}
