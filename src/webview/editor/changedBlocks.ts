import type { Node as DocNode } from '@tiptap/pm/model';

/** Blocks `start`..`beforeEnd` of one document stand where `start`..`afterEnd` of the next do (half-open indexes). */
export interface ChangedBlocks {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** Which blocks differ, by identity: unchanged nodes are shared between two states of a document. */
export function changedBlocks(before: DocNode, after: DocNode): ChangedBlocks {
  const shorter = Math.min(before.childCount, after.childCount);
  let start = 0;
  while (start < shorter && before.child(start) === after.child(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.child(before.childCount - 1 - tail) === after.child(after.childCount - 1 - tail)
  ) {
    tail++;
  }
  return { start, beforeEnd: before.childCount - tail, afterEnd: after.childCount - tail };
}
