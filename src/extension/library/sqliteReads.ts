import type * as z from 'zod/mini';
import { type Row, type TableName, tables } from './rows.ts';
import type { Connection, SqlValue } from './sqliteConnection.ts';
import { decodeRow } from './sqliteWrites.ts';

/** Rows of one table, parsed; `rest` is what follows `from <table>`. Throws zod's error when a stored row breaks the schema. */
export function readRows<T extends TableName>(
  connection: Connection,
  table: T,
  rest: string,
  ...values: readonly SqlValue[]
): readonly Row<T>[] {
  const schema = rowSchema(table);
  const rows = connection.all(`select ${columnsOf(table)} from ${table} ${rest}`, ...values);
  return rows.map((row) => schema.parse(decodeRow(table, row)));
}

/** The first row that {@link readRows} would give. */
export function readRow<T extends TableName>(
  connection: Connection,
  table: T,
  rest: string,
  ...values: readonly SqlValue[]
): Row<T> | undefined {
  const row = connection.get(`select ${columnsOf(table)} from ${table} ${rest}`, ...values);
  return row && rowSchema(table).parse(decodeRow(table, row));
}

function columnsOf(table: TableName): string {
  return Object.keys(tables[table].shape)
    .map((column) => `${table}.${column}`)
    .join(', ');
}

/** TypeScript cannot see that a table's schema gives that table's rows when the table is a type parameter. */
function rowSchema<T extends TableName>(table: T): z.ZodMiniType<Row<T>> {
  return tables[table] as unknown as z.ZodMiniType<Row<T>>;
}

/** The parts of the queries that follow `from <table>`, by what they are for. */
export const queries = {
  byId: 'where id = ?',
  byUri: 'where uri = ?',
  byScript: 'where script_id = ?',
  projects: 'order by name, id',
  scripts: 'where project_id = ? order by created_at, id',
  scenes: 'where script_id = ? order by order_index, id',
  content: `join rewrite_scenes on rewrite_scenes.id = rewrite_scene_content.scene_id
    where rewrite_scenes.script_id = ?
    order by rewrite_scenes.order_index, rewrite_scenes.id, rewrite_scene_content.order_index, rewrite_scene_content.id`,
  contentOfScene: 'where scene_id = ? order by order_index, id',
  line: 'where element_id = ?',
  timelines: 'where project_id = ? order by created_at, id',
  tracks: 'where timeline_id = ? order by order_index, id',
  clips: `join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id where rewrite_tracks.timeline_id = ?
    order by rewrite_tracks.order_index, rewrite_tracks.id, rewrite_clips.start_frame, rewrite_clips.id`,
  clipOrigins: `join rewrite_clips on rewrite_clips.id = rewrite_clip_origins.clip_id
    join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id where rewrite_tracks.timeline_id = ?
    order by rewrite_tracks.order_index, rewrite_tracks.id, rewrite_clips.start_frame, rewrite_clips.id`,
  clipFades: `join rewrite_clips on rewrite_clips.id = rewrite_clip_fades.clip_id
    join rewrite_tracks on rewrite_tracks.id = rewrite_clips.track_id where rewrite_tracks.timeline_id = ?
    order by rewrite_clip_fades.clip_id`,
  lineTimings: 'where timeline_id = ? order by element_id',
  trackSettings: `join rewrite_tracks on rewrite_tracks.id = track_settings.track_id where rewrite_tracks.timeline_id = ?
    order by rewrite_tracks.order_index, rewrite_tracks.id`,
  assets: 'where project_id = ? order by created_at, rowid',
  characters: 'where project_id = ? order by name',
  recentTraces: 'order by rowid desc limit ?',
  filesOfScript: 'where script_id = ? order by uri',
  voiceRequests: 'where request_key = ? order by take',
  unansweredVoiceRequests: 'where file_url is null order by asked_at, id',
  voiceRequestOfHistory: 'where history_id = ?',
  allByUri: 'order by uri',
  allByScript: 'order by script_id',
  projectOfFolder: 'where id = (select project_id from project_folders where uri = ?)',
} as const;

/** Whether a character has lines in another script of the project: values are project id, name, script id to leave out. */
export const characterUsedQuery = `select 1 from rewrite_scripts
  join rewrite_scenes on rewrite_scenes.script_id = rewrite_scripts.id
  join rewrite_scene_content on rewrite_scene_content.scene_id = rewrite_scenes.id
  where rewrite_scripts.project_id = ? and rewrite_scene_content.character_name = ? and rewrite_scripts.id <> ? limit 1`;
