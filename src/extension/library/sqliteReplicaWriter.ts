/** Writes of the replicator's transactions: rows here, rows as the server has them, and the marks between the two. */
import type { Change, LibraryChange } from './library.ts';
import { ofProject } from './projectJoins.ts';
import type { ReplicaWriter, RowKey, RowValues } from './replicaStore.ts';
import { tables } from './rows.ts';
import type { Connection } from './sqliteConnection.ts';
import { readRow } from './sqliteReads.ts';
import { keyColumn, keyOf as rowKeyOf, writeChange } from './sqliteWrites.ts';

/** The row of the library; undefined when there is none. */
export function readLocal(connection: Connection, { table, id }: RowKey): RowValues | undefined {
  return readRow(connection, table, `where ${keyColumn(table)} = ?`, id);
}

/** The row as the server had it last; undefined when it is not known to have it. */
export function readSynced(connection: Connection, { table, id }: RowKey): RowValues | undefined {
  const found = connection.get('select row from synced_rows where table_name = ? and row_id = ?', table, id);
  const text = found?.['row'];
  return typeof text === 'string' ? (tables[table].parse(JSON.parse(text)) as RowValues) : undefined;
}

function projectOf(connection: Connection, { table, id }: RowKey): string | undefined {
  const { join, column } = ofProject[table];
  const found = connection.get(
    `select ${column} as project_id from ${table} ${join} where ${table}.${keyColumn(table)} = ?`,
    id,
  );
  const project = found?.['project_id'];
  return typeof project === 'string' ? project : undefined;
}

/** A writer on an open transaction, and the rows of the model that it has changed so far. */
export function createReplicaWriter(connection: Connection): {
  readonly writer: ReplicaWriter;
  readonly rows: LibraryChange['rows'];
} {
  const rows: { table: Change['table']; kind: Change['kind']; id: string }[] = [];
  const note = (change: Change, id: string) => {
    if (writeChange(connection, change)) rows.push({ table: change.table, kind: change.kind, id });
  };
  const writer: ReplicaWriter = {
    projectOf: (key) => projectOf(connection, key),
    forgetSynced: ({ table, id }) =>
      void connection.run('delete from synced_rows where table_name = ? and row_id = ?', table, id),
    local: (key) => readLocal(connection, key),
    synced: (key) => readSynced(connection, key),
    isMarked: ({ table, id }) =>
      connection.get('select 1 from outbox where table_name = ? and row_id = ?', table, id) !== undefined,
    setLocal(key, row) {
      const known = readLocal(connection, key);
      if (row !== undefined) return connection.attempt(() => note(changeTo(key, known, row), key.id));
      if (known) note({ table: key.table, kind: 'delete', id: key.id }, key.id);
      return true;
    },
    apply: (change) => note(change, rowKeyOf(change)),
    setSynced(projectId, { table, id }, row) {
      connection.run(
        `insert into synced_rows (table_name, row_id, project_id, row) values (?, ?, ?, ?)
          on conflict (table_name, row_id) do update set row = excluded.row, project_id = excluded.project_id,
            deleted_row = case when excluded.row is null then coalesce(synced_rows.row, synced_rows.deleted_row) end`,
        table,
        id,
        projectId,
        row === undefined ? null : JSON.stringify(row),
      );
    },
    deletedThere({ table, id }) {
      const found = connection.get(
        `select coalesce(deleted_row, '{}') as row from synced_rows where table_name = ? and row_id = ? and row is null`,
        table,
        id,
      );
      return found && (JSON.parse(String(found['row'])) as RowValues);
    },
    mark: (projectId, { table, id }) =>
      void connection.run(
        'insert into outbox (table_name, row_id, project_id) values (?, ?, ?) on conflict do nothing',
        table,
        id,
        projectId,
      ),
    unmark: ({ table, id }) => void connection.run('delete from outbox where table_name = ? and row_id = ?', table, id),
    ...shareWrites(connection),
    ...transferWrites(connection),
  };
  return { writer, rows };
}

/** The caller gives rows with the columns of their table; the compiler cannot tie a table's name to them here. */
function changeTo({ table, id }: RowKey, known: RowValues | undefined, row: RowValues): Change {
  if (known === undefined) return { table, kind: 'insert', row } as unknown as Change;
  const patch = Object.fromEntries(Object.entries(row).filter(([column, value]) => known[column] !== value));
  return { table, kind: 'update', id, patch } as unknown as Change;
}

const shareColumns = {
  url: 'url',
  publishableKey: 'publishable_key',
  role: 'role',
  state: 'state',
  isPaused: 'is_paused',
  cursor: 'cursor',
  seenAt: 'seen_at',
  pushedCursor: 'pushed_cursor',
} as const;

function shareWrites(connection: Connection): Pick<ReplicaWriter, 'patchShare' | 'setInFlight' | 'setAside'> {
  return {
    patchShare(projectId, patch) {
      for (const [name, value] of Object.entries(patch)) {
        const column = shareColumns[name as keyof typeof shareColumns];
        const stored = typeof value === 'boolean' ? Number(value) : (value ?? null);
        connection.run(`update shares set ${column} = ? where project_id = ?`, stored, projectId);
      }
    },
    setInFlight(projectId, body) {
      if (body === undefined) connection.run('delete from pushes_in_flight where project_id = ?', projectId);
      else
        connection.run(
          'insert or replace into pushes_in_flight (project_id, body) values (?, ?)',
          projectId,
          JSON.stringify(body),
        );
    },
    setAside({ setAsideId, projectId, table, id, reason, detail }) {
      connection.run(
        `insert or replace into set_aside (id, project_id, table_name, row_id, reason, detail) values (?, ?, ?, ?, ?, ?)`,
        setAsideId,
        projectId,
        table,
        id,
        reason,
        JSON.stringify(detail),
      );
    },
  };
}

function transferWrites(connection: Connection): Pick<ReplicaWriter, 'putTransfer' | 'dropTransfer'> {
  return {
    putTransfer({ fileUrl, direction, projectId, assetId, resume, attempts, failure }) {
      connection.run(
        `insert or replace into media_transfers (file_url, direction, project_id, asset_id, resume, attempts, failure)
          values (?, ?, ?, ?, ?, ?, ?)`,
        fileUrl,
        direction,
        projectId,
        assetId,
        resume,
        attempts,
        failure,
      );
    },
    dropTransfer(fileUrl, direction) {
      connection.run('delete from media_transfers where file_url = ? and direction = ?', fileUrl, direction);
    },
  };
}
