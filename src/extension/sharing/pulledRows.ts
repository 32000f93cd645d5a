/**
 * Rows from the server are checked here, before anything is done with them: their columns and types, that they belong to the project,
 * and that what they name of this machine is theirs. A row that fails is left out; the others are taken.
 */
import * as z from 'zod/mini';
import { type ReplicatedTable, type RowKey, type RowValues, replicatedTables } from '../library/replicaStore.ts';
import { tables } from '../library/rows.ts';
import { isUuid } from '../library/uuid.ts';
import type { PullPage } from './remoteProject.ts';

/** A row that may be taken. */
export interface PulledRow extends RowKey {
  readonly row: RowValues;
}

/** Everything that one pull brought, checked. */
export interface Pulled {
  readonly rows: readonly PulledRow[];
  readonly deleted: readonly RowKey[];
  readonly cursor: string;
  readonly isRewound: boolean;
  /** How many rows were not taken. */
  readonly refusedCount: number;
}

/** No text of a screenplay is longer; a row that is only fills the disk. In UTF-16 code units of its JSON. */
const longestRow = 4_000_000;
const placeOfTable = new Map<string, number>(replicatedTables.map((table, index) => [table, index]));

/** The rows of all pages of one pull, parents before children; of a row that came twice, the last. */
export function readPulled(projectId: string, pages: readonly PullPage[]): Pulled {
  const rows = new Map<string, PulledRow>();
  const deleted = new Map<string, RowKey>();
  let refusedCount = 0;
  for (const page of pages) {
    for (const { table, row } of page.rows) {
      const read = readRow(projectId, table, row);
      if (!read) refusedCount++;
      else {
        rows.set(`${table}/${read.id}`, read);
        deleted.delete(`${table}/${read.id}`);
      }
    }
    for (const { table, id } of page.deleted) {
      if (!isKnown(table) || !isUuid(id)) refusedCount++;
      else {
        deleted.set(`${table}/${id}`, { table, id });
        rows.delete(`${table}/${id}`);
      }
    }
  }
  const inOrder = [...rows.values()].sort(
    (a, b) => (placeOfTable.get(a.table) ?? 0) - (placeOfTable.get(b.table) ?? 0),
  );
  return {
    rows: inOrder,
    deleted: [...deleted.values()],
    cursor: pages.at(-1)?.cursor ?? '0',
    isRewound: pages[0]?.isRewound ?? false,
    refusedCount,
  };
}

function isKnown(table: string): table is ReplicatedTable {
  return placeOfTable.has(table);
}

function readRow(projectId: string, table: string, value: unknown): PulledRow | undefined {
  if (!isKnown(table) || JSON.stringify(value).length > longestRow) return undefined;
  const parsed = tables[table].safeParse(withTimes(value));
  if (!parsed.success) return undefined;
  const row: RowValues = parsed.data;
  const id = row['id'] ?? row['clip_id'] ?? row['script_id'];
  if (typeof id !== 'string' || !Object.entries(row).every(([column, entry]) => isIdOrNoId(column, entry)))
    return undefined;
  if (table === 'rewrite_projects' && id !== projectId) return undefined;
  if ('project_id' in row && row['project_id'] !== projectId) return undefined;
  return { table, id, row: table === 'rewrite_assets' ? withOwnFile(projectId, row) : row };
}

/** Ids become parts of paths and keys of other rows: they are UUIDs, or nothing. */
function isIdOrNoId(column: string, value: unknown): boolean {
  if (column === 'element_id' || column === 'voice_id') return typeof value !== 'string' || value.length <= 200;
  if (column !== 'id' && !column.endsWith('_id')) return true;
  return value === null || (typeof value === 'string' && isUuid(value));
}

const storedAddress = /^https?:\/\/[^?#]*\/rewrite-assets\/([^?#]+)/;

/** The path of the data model's convention in a `file_url`, which another client may have written as a whole address. */
export function storagePath(fileUrl: string): string {
  const path = storedAddress.exec(fileUrl)?.[1];
  if (path === undefined) return fileUrl;
  try {
    return decodeURIComponent(path);
  } catch {
    return fileUrl;
  }
}

/** A file that is not the asset's own, by the path convention, is none: it would name another project's file, or one outside. */
function withOwnFile(projectId: string, row: RowValues): RowValues {
  const fileUrl = row['file_url'];
  if (typeof fileUrl !== 'string') return row;
  const path = storagePath(fileUrl);
  const [project, type, asset, name, ...more] = path.split('/');
  const isOwn = project === projectId && type === row['file_type'] && asset === row['id'] && more.length === 0;
  const isName = name !== undefined && name !== '' && !name.startsWith('.') && !/[\\<>:"|?*\p{Cc}]/u.test(name);
  return { ...row, file_url: isOwn && isName ? path : null };
}

const timeColumns = ['created_at', 'updated_at', 'timestamp'] as const;
const looseRow = z.record(z.string(), z.unknown());

/** Postgres' moments as the library has them: ISO-8601 in UTC with milliseconds. */
function withTimes(value: unknown): unknown {
  const parsed = looseRow.safeParse(value);
  if (!parsed.success) return value;
  const row: Record<string, unknown> = { ...parsed.data };
  for (const column of timeColumns) {
    const text = row[column];
    const moment = typeof text === 'string' ? Date.parse(text) : Number.NaN;
    if (Number.isFinite(moment)) row[column] = new Date(moment).toISOString();
  }
  return row;
}
