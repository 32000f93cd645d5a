/** The library's knowledge of its shared projects, in its own file: changed in the same transactions as the rows. */
import { isProcessAlive } from './processes.ts';
import { ofProject } from './projectJoins.ts';
import {
  type MediaTransfer,
  type ReplicaStore,
  type ReplicatedTable,
  type ReplicaWriter,
  type RowKey,
  type RowValues,
  replicatedTables,
  type SetAside,
  type Share,
  type TransferDirection,
  type WaitingRow,
} from './replicaStore.ts';
import { type Row, type TableName, tables } from './rows.ts';
import type { Connection, SqlRow } from './sqliteConnection.ts';
import type { SqliteAccess } from './sqliteLibrary.ts';
import { readRows } from './sqliteReads.ts';
import { createReplicaWriter, readLocal, readSynced } from './sqliteReplicaWriter.ts';
import { keyColumn } from './sqliteWrites.ts';

const place = new Map<string, number>(replicatedTables.map((table, index) => [table, index]));

export function createReplicaStore(library: SqliteAccess): ReplicaStore {
  return new SqliteReplicaStore(library);
}

class SqliteReplicaStore implements ReplicaStore {
  readonly #library: SqliteAccess;

  constructor(library: SqliteAccess) {
    this.#library = library;
  }

  shares(): readonly Share[] {
    return this.#all('select * from shares order by shared_at, project_id').map(shareOf);
  }

  share(projectId: string): Share | undefined {
    return this.#all('select * from shares where project_id = ?', projectId).map(shareOf)[0];
  }

  addShare(share: Share, markAll: boolean): void {
    this.write((writer) => {
      writer.putShare(share);
      if (markAll) writer.markAll(share.projectId);
    });
  }

  removeShare(projectId: string): void {
    this.#run((connection) => {
      for (const table of shareTables) connection.run(`delete from ${table} where project_id = ?`, projectId);
    });
  }

  waitingCount(projectId: string): number {
    return Number(this.#all('select count(*) as count from outbox where project_id = ?', projectId)[0]?.['count'] ?? 0);
  }

  hasWaitingWords(projectId: string): boolean {
    const sql = `select 1 from outbox where project_id = ? and table_name in ('rewrite_scenes', 'rewrite_scene_content') limit 1`;
    return this.#all(sql, projectId).length > 0;
  }

  waiting(projectId: string): readonly WaitingRow[] {
    const rows = this.#library.query((connection) => {
      const marked = connection.all('select table_name, row_id, marked_at from outbox where project_id = ?', projectId);
      return marked.map((mark): WaitingRow => {
        const key = keyOf(mark);
        const [local, synced] = [readLocal(connection, key), readSynced(connection, key)];
        return { ...key, local, synced, markedAt: String(mark['marked_at']) };
      });
    });
    return rows.sort((a, b) => (place.get(a.table) ?? 0) - (place.get(b.table) ?? 0));
  }

  syncedWords(scriptId: string) {
    const scenes = this.#synced('rewrite_scenes', `json_extract(row, '$.script_id') = ?`, scriptId);
    const content = this.#synced(
      'rewrite_scene_content',
      `json_extract(row, '$.scene_id') in (select row_id from synced_rows where table_name = 'rewrite_scenes'
        and json_extract(row, '$.script_id') = ?)`,
      scriptId,
    );
    return { scenes, content };
  }

  scriptOf({ table, id }: RowKey): string | undefined {
    const query = {
      rewrite_scenes: `select json_extract(row, '$.script_id') as script_id from synced_rows where table_name = 'rewrite_scenes' and row_id = ?`,
      rewrite_scene_content: `select json_extract(scene.row, '$.script_id') as script_id from synced_rows as line
        join synced_rows as scene on scene.table_name = 'rewrite_scenes' and scene.row_id = json_extract(line.row, '$.scene_id')
        where line.table_name = 'rewrite_scene_content' and line.row_id = ?`,
    }[table as string];
    const found = query === undefined ? undefined : this.#all(query, id)[0]?.['script_id'];
    return textOrNull(found) ?? undefined;
  }

  syncedTime({ table, id }: RowKey): string | undefined {
    const sql = `select json_extract(row, '$.updated_at') as time from synced_rows where table_name = ? and row_id = ?`;
    return textOrNull(this.#all(sql, table, id)[0]?.['time']) ?? undefined;
  }

  syncedKeys(projectId: string): readonly RowKey[] {
    return this.#all(
      'select table_name, row_id from synced_rows where project_id = ? and row is not null',
      projectId,
    ).map(keyOf);
  }

  inFlight(projectId: string): unknown {
    const row = this.#all('select body from pushes_in_flight where project_id = ?', projectId)[0];
    return row && JSON.parse(String(row['body']));
  }

  setAsides(projectId: string): readonly SetAside[] {
    return this.#all('select * from set_aside where project_id = ? order by set_aside_at, id', projectId).map(
      setAsideOf,
    );
  }

  dropSetAside(setAsideId: string): void {
    this.#run((connection) => connection.run('delete from set_aside where id = ?', setAsideId));
  }

  transfers(projectId: string): readonly MediaTransfer[] {
    return this.#all('select * from media_transfers where project_id = ? order by attempts, file_url', projectId).map(
      transferOf,
    );
  }

  write<T>(work: (writer: ReplicaWriter & ShareWriter) => T): T {
    return this.#library.transact((connection) => {
      const { writer, rows } = createReplicaWriter(connection);
      return { result: work({ ...writer, ...shareWriter(connection) }), rows };
    });
  }

  lease(projectId: string, windowId: string, pid: number, now: number): boolean {
    return this.#run((connection) => {
      const held = connection.get('select * from replication_lease where project_id = ?', projectId);
      if (held?.['window_id'] === windowId) return true;
      if (held !== undefined && isProcessAlive(Number(held['pid']))) return false;
      connection.run(
        `insert into replication_lease (project_id, window_id, pid, renewed_at) values (?, ?, ?, ?)
         on conflict (project_id) do update set window_id = excluded.window_id, pid = excluded.pid, renewed_at = excluded.renewed_at`,
        projectId,
        windowId,
        pid,
        Math.round(now),
      );
      return true;
    });
  }

  endLease(projectId: string, windowId: string): void {
    this.#run((connection) =>
      connection.run('delete from replication_lease where project_id = ? and window_id = ?', projectId, windowId),
    );
  }

  tracesToSend(projectId: string, limit: number) {
    return this.#library.query((connection) => {
      const from = Number(
        connection.get('select traces_from from shares where project_id = ?', projectId)?.['traces_from'] ?? 0,
      );
      const found = connection.all(
        `select rowid as place, id from rewrite_traces where rowid > ? and trace_id in (select trace_id from rewrite_traces
          where json_extract(arguments, '$.project_id') = ? or json_extract(arguments, '$.script_id') in
            (select id from rewrite_scripts where project_id = ?)) order by rowid limit ?`,
        from,
        projectId,
        projectId,
        limit,
      );
      const rows = found.flatMap(({ id }) => readRows(connection, 'rewrite_traces', 'where id = ?', String(id)));
      return { rows, next: Number(found.at(-1)?.['place'] ?? from) };
    });
  }

  tracesSent(projectId: string, next: number): void {
    this.#run((connection) =>
      connection.run('update shares set traces_from = ? where project_id = ?', next, projectId),
    );
  }

  #synced<T extends TableName & ReplicatedTable>(table: T, where: string, value: string): readonly Row<T>[] {
    const found = this.#all(
      `select row from synced_rows where table_name = '${table}' and row is not null and ${where}`,
      value,
    );
    // The table's own schema reads what was written from a row of that table.
    return found.map(({ row }) => tables[table].parse(JSON.parse(String(row))) as Row<T>);
  }

  #all(sql: string, ...values: readonly string[]): readonly SqlRow[] {
    return this.#library.query((connection) => connection.all(sql, ...values));
  }

  #run<T>(work: (connection: Connection) => T): T {
    return this.#library.transact((connection) => ({ result: work(connection), rows: [] }));
  }
}

const shareTables = [
  'shares',
  'outbox',
  'synced_rows',
  'pushes_in_flight',
  'set_aside',
  'media_transfers',
  'replication_lease',
] as const;

interface ShareWriter {
  putShare(share: Share): void;
  /** Marks every row of the project. */
  markAll(projectId: string): void;
}

function shareWriter(connection: Connection): ShareWriter {
  return {
    putShare({ projectId, url, publishableKey, role, state, isPaused, cursor }) {
      connection.run(
        `insert or replace into shares (project_id, url, publishable_key, role, state, is_paused, cursor, traces_from)
          values (?, ?, ?, ?, ?, ?, ?, coalesce((select max(rowid) from rewrite_traces), 0))`,
        projectId,
        url,
        publishableKey,
        role,
        state,
        isPaused ? 1 : 0,
        cursor,
      );
    },
    markAll(projectId) {
      for (const table of replicatedTables)
        connection.run(
          `insert into outbox (table_name, row_id, project_id) select '${table}', ${table}.${keyColumn(table)}, ?
            from ${table} ${ofProject[table].join} where ${ofProject[table].column} = ? on conflict (table_name, row_id) do nothing`,
          projectId,
          projectId,
        );
    },
  };
}

function keyOf(row: SqlRow): RowKey {
  return { table: row['table_name'] as ReplicatedTable, id: String(row['row_id']) };
}

function shareOf(row: SqlRow): Share {
  return {
    projectId: String(row['project_id']),
    url: String(row['url']),
    publishableKey: String(row['publishable_key']),
    role: row['role'] as Share['role'],
    state: row['state'] as Share['state'],
    isPaused: row['is_paused'] === 1,
    cursor: String(row['cursor']),
    seenAt: textOrNull(row['seen_at']) ?? undefined,
    pushedCursor: textOrNull(row['pushed_cursor']) ?? undefined,
  };
}

function setAsideOf(row: SqlRow): SetAside {
  return {
    ...keyOf(row),
    setAsideId: String(row['id']),
    projectId: String(row['project_id']),
    reason: row['reason'] as SetAside['reason'],
    detail: JSON.parse(String(row['detail'])) as RowValues,
    setAsideAt: String(row['set_aside_at']),
  };
}

function transferOf(row: SqlRow): MediaTransfer {
  return {
    fileUrl: String(row['file_url']),
    direction: row['direction'] as TransferDirection,
    projectId: String(row['project_id']),
    assetId: String(row['asset_id']),
    resume: textOrNull(row['resume']),
    attempts: Number(row['attempts']),
    failure: textOrNull(row['failure']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
