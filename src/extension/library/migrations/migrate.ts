import type { Connection } from '../sqliteConnection.ts';
import { libraryError } from '../sqliteErrors.ts';
import { dataModel } from './0001dataModel.ts';
import { localTables } from './0002localTables.ts';
import { timelineTables } from './0003timelineTables.ts';
import { voiceRequests } from './0004voiceRequests.ts';
import { scriptTexts } from './0005scriptTexts.ts';
import { sharing } from './0006sharing.ts';
import { sharedReturns } from './0007sharedReturns.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [
  dataModel,
  localTables,
  timelineTables,
  voiceRequests,
  scriptTexts,
  sharing,
  sharedReturns,
];

/**
 * Brings a file to the newest schema, one transaction a step; windows that open at the same time wait for each other.
 * Throws a LibraryError (`newer`) and changes nothing when the file has steps that this version does not know.
 */
export function migrate(connection: Connection, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.id ?? 0;
  const version = schemaVersion(connection);
  if (version > newest) throw libraryError('newer', new Error(`schema ${version}, known ${newest}`));
  if (version === newest) return;
  for (const step of steps) connection.transaction(() => applyStep(connection, step));
}

/** The number of the last applied step; 0 for a new file. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.get('pragma user_version')?.['user_version'] ?? 0);
}

function applyStep(connection: Connection, step: Migration): void {
  if (schemaVersion(connection) >= step.id) return;
  connection.script(`create table if not exists migrations (
    id integer primary key,
    name text not null,
    applied_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
  ) strict`);
  connection.script(step.sql);
  connection.run('insert into migrations (id, name) values (?, ?)', step.id, step.name);
  connection.script(`pragma user_version = ${step.id}`);
}
