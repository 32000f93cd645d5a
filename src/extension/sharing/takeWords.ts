/** The words of a pull while none of one's own wait: nothing to merge, so only what has changed is touched. */

import type { RowKey } from '../library/replicaStore.ts';
import { belongs, isOfAnother, type PullContext, settle, withParents } from './applyPull.ts';
import { isWords } from './applyWords.ts';
import type { PulledRow } from './pulledRows.ts';
import { reconciled } from './rowPatch.ts';

/** Lines go before what comes (they may free an element's id), scenes after it (what they hold may have moved out). */
export function takeWords(context: PullContext): void {
  const { pulled } = context;
  const gone = pulled.deleted.filter(
    (key) => isWords(key) && context.writer.synced(key) !== undefined && !isOfAnother(context, key),
  );
  for (const key of gone) if (key.table === 'rewrite_scene_content') drop(context, key);
  for (const row of pulled.rows) if (isWords(row)) take(context, row);
  for (const key of gone) if (key.table === 'rewrite_scenes') drop(context, key);
}

function drop({ writer, projectId }: PullContext, key: RowKey): void {
  writer.setLocal(key, undefined);
  writer.setSynced(projectId, key, undefined);
  writer.unmark(key);
}

function take(context: PullContext, pulledRow: PulledRow): void {
  const { writer, projectId, skipped } = context;
  const { row, ...key } = pulledRow;
  if (!belongs(context, pulledRow)) {
    skipped.push(key);
    return;
  }
  const [local, known] = [writer.local(key), writer.synced(key)];
  writer.setSynced(projectId, key, row);
  const next = local ? reconciled(local, known, row) : row;
  if (!writer.setLocal(key, withParents(context, key, next))) skipped.push(key);
  settle(context, key, row);
}
