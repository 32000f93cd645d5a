/** A push: made of the rows that wait, and what its answer changes here. */
import type { ReplicaStore, ReplicaWriter, RowKey, RowValues, WaitingRow } from '../library/replicaStore.ts';
import { tables } from '../library/rows.ts';
import { newSetAsideId } from '../library/setAsideId.ts';
import { isWords } from './applyWords.ts';
import type { Push, PushAnswer, PushChange, Refusal } from './remoteProject.ts';
import { changeOf, differs, inOrder, keyText, later } from './rowPatch.ts';

/** A request stays below a megabyte or so, and below what a statement may take on the server. */
const mostChanges = 2_000;
const mostBytes = 1_000_000;
/** The server's own time, unknown until the row is pulled: later than any. */
const unknownTime = '9999-12-31T23:59:59.999Z';

/** What is sent next; undefined when nothing waits. Marks of rows that are as the server has them are removed. */
export function nextPush(
  store: ReplicaStore,
  { projectId, pushId, seen, most = mostChanges }: { projectId: string; pushId: string; seen: string; most?: number },
): Push | undefined {
  const rows = store.waiting(projectId);
  if (rows.length === 0) return undefined;
  const found = rows.map((row) => ({ row, change: changeOf(row) }));
  const settled = found.filter(({ change }) => change === undefined);
  const changes = takeFirst(
    inOrder(found.flatMap(({ change }) => (change && !isProjectDelete(change) ? [change] : []))),
    most,
  );
  return store.write((writer) => {
    for (const { row } of settled) writer.unmark(row);
    if (changes.length === 0) return undefined;
    const scriptIds = [...new Set(changes.flatMap((change) => scriptsOfChange(writer, change)))];
    const push: Push = { projectId, pushId, seen, scriptIds, changes };
    writer.setInFlight(projectId, push);
    return push;
  });
}

/** Removes the marks of rows that are as the server has them: a viewer sends nothing, and has changed nothing by listening. */
export function unmarkSettled(store: ReplicaStore, projectId: string): void {
  const settled = store.waiting(projectId).filter((row) => changeOf(row) === undefined);
  if (settled.length === 0) return;
  store.write((writer) => {
    for (const row of settled) writer.unmark(row);
  });
}

/** The scripts whose words a change touches: where its row is, and where it was. */
function scriptsOfChange(writer: ReplicaWriter, { table, id }: PushChange): readonly string[] {
  if (table === 'rewrite_scripts' || table === 'rewrite_title_pages') return [id];
  if (!isWords({ table, id })) return [];
  const rows = [writer.local({ table, id }), writer.synced({ table, id })];
  const parents = rows.flatMap((row) => row?.[table === 'rewrite_scenes' ? 'script_id' : 'scene_id'] ?? []).map(String);
  if (table === 'rewrite_scenes') return parents;
  return parents.flatMap((sceneId) =>
    scriptsOfChange(writer, { table: 'rewrite_scenes', id: sceneId, kind: 'delete' }),
  );
}

/** A shared project is deleted on the server by a command of its own, never because a copy of it went. */
function isProjectDelete({ table, kind }: PushChange): boolean {
  return table === 'rewrite_projects' && kind === 'delete';
}

function takeFirst(changes: readonly PushChange[], most: number): readonly PushChange[] {
  let bytes = 0;
  let count = 0;
  for (const change of changes) {
    bytes += JSON.stringify(change).length;
    if (count > 0 && (count >= most || bytes > mostBytes)) break;
    count++;
  }
  return changes.slice(0, count);
}

/** What became of the refused changes of a push. */
export interface Settled {
  /** Something on the server explains a refusal: pull before pushing again. */
  readonly needsPull: boolean;
  /** Rows that are refused because of what the server has: seen once more after a pull, they are set aside. */
  readonly doubtful: ReadonlySet<string>;
}

/** Writes down what the server took, in one transaction, and sets aside what it refused for good. */
export function settlePush(
  store: ReplicaStore,
  push: Push,
  answer: Extract<PushAnswer, { kind: 'done' }>,
  doubtedBefore: ReadonlySet<string>,
): Settled {
  const refused = new Map(answer.refused.map((refusal) => [refusal.index, refusal]));
  const doubtful = new Set<string>();
  store.write((writer) => {
    push.changes.forEach((change, index) => {
      const refusal = refused.get(index);
      if (!refusal) settleTaken(writer, push.projectId, change, answer.at);
      else if (mayExplainItself(refusal) && !doubtedBefore.has(keyText(change))) doubtful.add(keyText(change));
      else setAsideRefused(writer, push.projectId, change, refusal);
    });
    const share = store.share(push.projectId);
    if (answer.before !== share?.cursor) writer.patchShare(push.projectId, { pushedCursor: answer.cursor });
    else writer.patchShare(push.projectId, { cursor: answer.cursor, seenAt: later(share.seenAt, answer.at) });
    writer.setInFlight(push.projectId, undefined);
  });
  return { needsPull: doubtful.size > 0, doubtful };
}

/** The row, or what it hangs on, was deleted, or exists under another id: the next pull tells. */
function mayExplainItself({ reason }: Refusal): boolean {
  return reason === 'gone' || reason === 'missing' || reason === 'conflict';
}

function settleTaken(writer: ReplicaWriter, projectId: string, change: PushChange, at = unknownTime): void {
  const before = writer.synced(change);
  const synced = syncedAfter(change, before, at);
  writer.setSynced(projectId, change, synced);
  const local = writer.local(change);
  if (differs(local, synced)) writer.mark(projectId, change);
  else writer.unmark(change);
  if (change.table !== 'rewrite_assets') return;
  const fileUrl = (synced ?? before)?.['file_url'];
  if (typeof fileUrl !== 'string' || fileUrl === '') return;
  const transfer = { fileUrl, projectId, assetId: change.id, resume: null, attempts: 0, failure: null };
  if (change.kind === 'delete') {
    writer.dropTransfer(fileUrl, 'upload');
    writer.putTransfer({ ...transfer, direction: 'removeRemote' });
  } else if (before?.['file_url'] !== fileUrl) writer.putTransfer({ ...transfer, direction: 'upload' });
}

/** The row as the server has it now, as far as the change tells. */
function syncedAfter(change: PushChange, before: RowValues | undefined, at: string): RowValues | undefined {
  const time = 'updated_at' in tables[change.table].shape ? { updated_at: at } : {};
  switch (change.kind) {
    case 'insert':
      return before ?? { ...emptyRow(change.table), ...change.row, ...time };
    case 'update':
      return before && { ...before, ...change.patch, ...time };
    case 'delete':
      return undefined;
  }
}

/** An insert leaves out what is null. */
function emptyRow(table: RowKey['table']): RowValues {
  return Object.fromEntries(Object.keys(tables[table].shape).map((column) => [column, null]));
}

function setAsideRefused(writer: ReplicaWriter, projectId: string, change: PushChange, refusal: Refusal): void {
  const key: RowKey = { table: change.table, id: change.id };
  const local = writer.local(key);
  writer.setAside({
    ...key,
    setAsideId: newSetAsideId(),
    projectId,
    reason: 'refused',
    detail: { code: refusal.code, why: refusal.reason, kind: change.kind, row: local ?? null },
  });
  writer.unmark(key);
  // Words stay in the script that the writer sees, and what nobody else has stays with all that hangs on it; the rest goes back to what all have.
  const synced = writer.synced(key);
  if (!isWords(key) && synced) writer.setLocal(key, synced);
}

/** Rows that wait, for a list that the writer sees. */
export function isStillWaiting(row: WaitingRow): boolean {
  return changeOf(row) !== undefined;
}
