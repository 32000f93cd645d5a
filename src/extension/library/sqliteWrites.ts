import type { Change } from './library.ts';
import { type TableName, tables } from './rows.ts';
import type { Connection, SqlRow, SqlValue } from './sqliteConnection.ts';

/** Columns that hold JSON text. */
const jsonColumns: Partial<Record<TableName, ReadonlySet<string>>> = {
  rewrite_assets: new Set(['metadata']),
  rewrite_characters: new Set(['voice_settings']),
  rewrite_traces: new Set(['arguments', 'result']),
  voice_requests: new Set(['facts']),
  pending_texts: new Set(['base', 'theirs']),
};

/** Decimal places of the NUMERIC columns: a value is stored rounded to them, as Postgres would. */
const decimalPlaces: Partial<Record<TableName, Readonly<Record<string, number>>>> = {
  rewrite_timelines: { duration_seconds: 3 },
  rewrite_clips: { volume: 2, opacity: 2 },
};

const timelineParts = ['rewrite_clip_origins', 'rewrite_clip_fades', 'rewrite_line_timings', 'track_settings'] as const;

/** What goes with a deleted row, or is pointed elsewhere, by the foreign keys. */
const cascades: Partial<Record<TableName, readonly TableName[]>> = {
  rewrite_projects: [
    'rewrite_scripts',
    'rewrite_scenes',
    'rewrite_scene_content',
    'rewrite_timelines',
    'rewrite_tracks',
    'rewrite_clips',
    ...timelineParts,
    'rewrite_assets',
    'rewrite_characters',
    'script_files',
    'project_folders',
    'rewrite_title_pages',
    'pending_texts',
  ],
  rewrite_scripts: [
    'rewrite_scenes',
    'rewrite_scene_content',
    'script_files',
    'rewrite_title_pages',
    'pending_texts',
    'rewrite_projects',
  ],
  rewrite_scenes: ['rewrite_scene_content'],
  rewrite_timelines: ['rewrite_tracks', 'rewrite_clips', ...timelineParts, 'rewrite_projects'],
  rewrite_tracks: ['rewrite_clips', 'rewrite_clip_origins', 'rewrite_clip_fades', 'track_settings'],
  rewrite_clips: ['rewrite_clip_origins', 'rewrite_clip_fades'],
  rewrite_assets: ['rewrite_scene_content', 'rewrite_clips'],
};

const now = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;

/** Writes one change; returns true when it changed a row. Throws a TypeError for a column or value that no table could have. */
export function writeChange(connection: Connection, change: Change): boolean {
  switch (change.kind) {
    case 'insert':
      return insertRow(connection, change.table, change.row);
    case 'update':
      return updateRow(connection, change.table, change.id, change.patch);
    case 'delete':
      return connection.run(`delete from ${tableOf(change.table)} where ${keyColumn(change.table)} = ?`, change.id) > 0;
  }
}

/** The column that a change's `id` is compared with. */
export function keyColumn(table: TableName): 'id' | 'clip_id' | 'track_id' | 'uri' | 'script_id' {
  if (table === 'rewrite_clip_origins' || table === 'rewrite_clip_fades') return 'clip_id';
  if (table === 'track_settings') return 'track_id';
  if (table === 'rewrite_title_pages' || table === 'pending_texts') return 'script_id';
  return table === 'script_files' || table === 'project_folders' ? 'uri' : 'id';
}

/** The tables in which a delete in `table` may change rows too. */
export function cascadesOf(table: TableName): readonly TableName[] {
  return cascades[table] ?? [];
}

/** The key of the row that a change is about. */
export function keyOf(change: Change): string {
  if (change.kind !== 'insert') return change.id;
  const row: Readonly<Record<string, unknown>> = change.row;
  return String(row[keyColumn(change.table)]);
}

/** A row as it left the database, with its JSON columns as values. */
export function decodeRow(table: TableName, row: SqlRow): Readonly<Record<string, unknown>> {
  const columns = jsonColumns[table];
  if (!columns) return row;
  const decoded: Record<string, unknown> = { ...row };
  for (const column of columns) {
    const text = decoded[column];
    if (typeof text === 'string') decoded[column] = JSON.parse(text);
  }
  return decoded;
}

function insertRow(connection: Connection, table: TableName, row: object): boolean {
  const { columns, values } = encode(table, row);
  const places = columns.map(() => '?').join(', ');
  return connection.run(`insert into ${tableOf(table)} (${columns.join(', ')}) values (${places})`, ...values) > 0;
}

function updateRow(connection: Connection, table: TableName, id: string, patch: object): boolean {
  const { columns, values } = encode(table, patch);
  if (columns.length === 0) return false;
  const sets = columns.map((column) => `${column} = ?`);
  if ('updated_at' in tables[table].shape && !columns.includes('updated_at')) sets.push(`updated_at = ${now}`);
  const sql = `update ${tableOf(table)} set ${sets.join(', ')} where ${keyColumn(table)} = ?`;
  return connection.run(sql, ...values, id) > 0;
}

/** Names become part of the SQL text, so only names that the schema knows pass. */
function tableOf(table: TableName): TableName {
  if (!Object.hasOwn(tables, table)) throw new TypeError(`The library has no table ${JSON.stringify(table)}.`);
  return table;
}

function encode(table: TableName, row: object): { readonly columns: string[]; readonly values: SqlValue[] } {
  const shape = tables[tableOf(table)].shape;
  const columns: string[] = [];
  const values: SqlValue[] = [];
  for (const [column, value] of Object.entries(row)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(shape, column)) throw new TypeError(`${table} has no column ${JSON.stringify(column)}.`);
    columns.push(column);
    values.push(encodeValue(table, column, value));
  }
  return { columns, values };
}

function encodeValue(table: TableName, column: string, value: unknown): SqlValue {
  if (value === null) return null;
  if (jsonColumns[table]?.has(column)) return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return rounded(value, decimalPlaces[table]?.[column]);
  throw new TypeError(`${table}.${column} cannot hold this value.`);
}

function rounded(value: number, places: number | undefined): number {
  if (places === undefined) return value;
  const scale = 10 ** places;
  return Math.round(value * scale) / scale;
}
