/**
 * Ids follow what the writer does: the part of a split that has text keeps the id, a join keeps the first, what is cut and pasted keeps
 * its own, and a copy gets a new one. Looks only at the blocks that a transaction changed.
 */
import { Extension } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import { changedBlocks } from './changedBlocks.ts';
import { FOREIGN } from './docPatch.ts';
import { attributesOf } from './elementNodes.ts';

/** Makes ids; a UUID each. */
export type NewId = () => string;

/** Gives ids to blocks that have none or one that another block has. */
export function elementIds(newId: NewId) {
  return Extension.create({
    name: 'elementIds',
    priority: 10_000,
    addProseMirrorPlugins: () => [
      new Plugin({
        appendTransaction: (transactions, before, after) =>
          transactions.some((tr) => tr.docChanged && tr.getMeta(FOREIGN) === undefined)
            ? giveIds(before, after, newId)
            : null,
      }),
    ],
  });
}

function giveIds(before: EditorState, after: EditorState, newId: NewId): Transaction | null {
  const needing = findNeeding(before.doc, after.doc);
  if (needing.length === 0) return null;
  const { tr } = after;
  const positions = positionsOf(after.doc);
  for (const index of needing) {
    const position = positions[index];
    if (position !== undefined) tr.setNodeAttribute(position, 'elementId', newId());
  }
  return tr;
}

function positionsOf(doc: DocNode): number[] {
  const positions: number[] = [];
  doc.forEach((_node, offset) => {
    positions.push(offset);
  });
  return positions;
}

/** Indexes of the blocks of `after` that must get a new id. */
function findNeeding(before: DocNode, after: DocNode): number[] {
  const { start, beforeEnd, afterEnd } = changedBlocks(before, after);
  const wasHere = idsOf(before, start, beforeEnd);
  let elsewhere: ReadonlySet<string | null> | undefined;
  const isElsewhere = (elementId: string) => {
    elsewhere ??= new Set([...idsOf(after, 0, start), ...idsOf(after, afterEnd, after.childCount)]);
    return elsewhere.has(elementId);
  };
  const needing: number[] = [];
  const holder = new Map<string, number>();
  for (let index = start; index < afterEnd; index++) {
    const { elementId } = attributesOf(after.child(index));
    if (elementId === null || (!wasHere.has(elementId) && isElsewhere(elementId))) {
      needing.push(index);
      continue;
    }
    const earlier = holder.get(elementId);
    if (earlier === undefined) {
      holder.set(elementId, index);
    } else if (after.child(earlier).content.size === 0 && after.child(index).content.size > 0) {
      needing.push(earlier);
      holder.set(elementId, index);
    } else {
      needing.push(index);
    }
  }
  return needing;
}

function idsOf(doc: DocNode, start: number, end: number): ReadonlySet<string | null> {
  const ids = new Set<string | null>();
  for (let index = start; index < end; index++) ids.add(attributesOf(doc.child(index)).elementId);
  return ids;
}
