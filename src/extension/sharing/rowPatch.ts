/** What of a row waits to be sent, and how a row from the server meets it. Pure. */
import {
  type ReplicatedTable,
  type RowKey,
  type RowValues,
  replicatedTables,
  type WaitingRow,
} from '../library/replicaStore.ts';
import { parentsOf } from './parents.ts';
import type { PushChange } from './remoteProject.ts';
import { wireValue } from './wireText.ts';

/** The server sets these itself; a row's first moment is told once, when the row is added. */
const neverPatched: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at']);

/** Equal as JSON, whatever the order of keys: `jsonb` keeps none. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return (
    keysA.length === keysB.length &&
    keysA.every((key) => key in b && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** True when a column of a row here waits to be sent. A line that is being voiced says so on this machine only. */
function isWaiting(column: string, local: RowValues, synced: RowValues | undefined): boolean {
  if (neverPatched.has(column) || local[column] === undefined) return false;
  if (column === 'audio_status' && local[column] === 'generating') return false;
  if (!synced) return local[column] !== null;
  return !sameValue(local[column], synced[column]) && !sameValue(wireValue(local[column]), synced[column]);
}

/** The columns that wait, with their values; undefined when none does. */
export function waitingPatch(local: RowValues, synced: RowValues | undefined): RowValues | undefined {
  const columns = Object.keys(local).filter((column) => isWaiting(column, local, synced));
  return columns.length === 0
    ? undefined
    : Object.fromEntries(columns.map((column) => [column, wireValue(local[column])]));
}

/** The change that a marked row stands for; undefined when it is as the server has it. */
export function changeOf({ table, id, local, synced }: WaitingRow): PushChange | undefined {
  if (!local) return synced ? { table, kind: 'delete', id } : undefined;
  if (synced) {
    const patch = waitingPatch(local, synced);
    return patch && { table, kind: 'update', id, patch };
  }
  const added = Object.entries(local).filter(
    ([column, value]) =>
      value !== null && column !== 'updated_at' && !(column === 'audio_status' && value === 'generating'),
  );
  return {
    table,
    kind: 'insert',
    id,
    row: Object.fromEntries(added.map(([column, value]) => [column, wireValue(value)])),
  };
}

/** Nothing hangs on their rows, so these deletes may go before everything else, and free names for the rows that come. */
const leaves: ReadonlySet<ReplicatedTable> = new Set([
  'rewrite_scene_content',
  'rewrite_clips',
  'rewrite_characters',
  'rewrite_clip_origins',
  'rewrite_clip_fades',
  'rewrite_line_timings',
  'rewrite_title_pages',
]);
const depth = new Map<string, number>(replicatedTables.map((table, index) => [table, index]));

/**
 * The changes in an order that one transaction can take, and any beginning of it too: deletes of what nothing hangs on, rows with parents
 * before children, what a project points at when that has come, then the other deletes, children before parents (what they lose has moved
 * out by then).
 */
export function inOrder(changes: readonly PushChange[]): readonly PushChange[] {
  const rank = ({ table, kind }: PushChange) => {
    const level = depth.get(table) ?? 0;
    if (kind !== 'delete') return level;
    return leaves.has(table) ? -1 : 2 * replicatedTables.length - level;
  };
  const ranked = (change: PushChange, at: number) => ({ change, rank: at, shape: shapeOf(change) });
  return changes
    .flatMap((change) => {
      const { first, late } = withoutLate(change);
      return [...(first ? [ranked(first, rank(first))] : []), ...(late ? [ranked(late, replicatedTables.length)] : [])];
    })
    .sort((a, b) => a.rank - b.rank || (a.shape < b.shape ? -1 : a.shape > b.shape ? 1 : 0))
    .map(({ change }) => change);
}

/** A change without the columns that name rows which come later, and those columns as a change of their own. */
function withoutLate(change: PushChange): { readonly first: PushChange | undefined; readonly late?: PushChange } {
  const columns = parentsOf(change.table).flatMap(({ column, isLate }) => (isLate ? [column] : []));
  if (columns.length === 0 || change.kind === 'delete') return { first: change };
  const { table, id } = change;
  const given = Object.entries(change.kind === 'insert' ? change.row : change.patch);
  const isLate = ([column, value]: [string, unknown]) => columns.includes(column) && value !== null;
  const [later, now] = [given.filter(isLate), given.filter((entry) => !isLate(entry))];
  if (later.length === 0) return { first: change };
  const late: PushChange = { table, kind: 'update', id, patch: Object.fromEntries(later) };
  if (change.kind === 'insert') return { first: { table, kind: 'insert', id, row: Object.fromEntries(now) }, late };
  return { first: now.length > 0 ? { table, kind: 'update', id, patch: Object.fromEntries(now) } : undefined, late };
}

/** The server adds neighbours with the same columns in one statement. */
function shapeOf(change: PushChange): string {
  return change.kind === 'insert' ? Object.keys(change.row).sort().join() : '';
}

/** The row here after the server's row has come: its columns, but for those that wait to be sent. */
export function reconciled(local: RowValues, synced: RowValues | undefined, pulled: RowValues): RowValues {
  const row: Record<string, unknown> = { ...pulled };
  for (const column of Object.keys(local)) {
    if (isWaiting(column, local, synced) || isSentAs(local[column], pulled[column])) row[column] = local[column];
    else if (column === 'audio_status' && local[column] === 'generating') row[column] = local[column];
  }
  return row;
}

function isSentAs(written: unknown, pulled: unknown): boolean {
  return typeof written === 'string' && written !== pulled && wireValue(written) === pulled;
}

/** True when the row here is not what the server has: it stays marked. */
export function differs(local: RowValues | undefined, synced: RowValues | undefined): boolean {
  if (!local || !synced) return local !== synced;
  return waitingPatch(local, synced) !== undefined;
}

/** A key as text, for maps. */
export function keyText({ table, id }: RowKey): string {
  return `${table}/${id}`;
}

/** The later of two moments. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && (b === undefined || a > b) ? a : b;
}
