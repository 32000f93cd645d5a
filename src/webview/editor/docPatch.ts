/** Makes a page's document equal a list of elements with the smallest steps, so that the caret and what is drawn stay in place. */
import { type Node as DocNode, Fragment, Slice } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { ScriptElement } from '../../language/document.ts';
import { diffElements } from '../../language/edits.ts';
import { changedRange } from '../../language/mergeText.ts';
import { attributesFor, elementOf, elementsOf, inlineContent, nodeFor, typeOf } from './elementNodes.ts';
import type { Caret } from './protocol.ts';

/** Marks a transaction that shows what came from the host; nothing may be added to it. */
export const FOREIGN = 'foreign';

/** Adds the steps that lead from what `tr` shows to `elements`. Ids must be unique in `elements`. */
export function patchDocument(tr: Transaction, elements: readonly ScriptElement[], newId: () => string): Transaction {
  const target = elements.length > 0 ? elements : [keepEmptyPage(tr.doc, newId)];
  const splice = diffElements(elementsOf(tr.doc), target);
  if (!splice) return tr;
  const old: DocNode[] = [];
  let position = 0;
  tr.doc.forEach((node, offset, index) => {
    if (index === splice.start) position = offset;
    if (index >= splice.start && index < splice.start + splice.deleteCount) old.push(node);
  });
  if (splice.start >= tr.doc.childCount) position = tr.doc.content.size;
  return replaceBlocks(tr, position, old, splice.inserted);
}

/** An empty script shows one empty action, which keeps its id while it stays empty. */
function keepEmptyPage(doc: DocNode, newId: () => string): ScriptElement {
  const [only] = elementsOf(doc);
  const isEmptyPage = doc.childCount === 1 && only?.type === 'action' && only.text === '';
  return isEmptyPage && only ? only : { id: newId(), type: 'action', text: '' };
}

/** Insertions go first and deletions last, so that the document is never without a block. */
function replaceBlocks(
  tr: Transaction,
  start: number,
  old: readonly DocNode[],
  elements: readonly ScriptElement[],
): Transaction {
  const kept = longestRunInOrder(old, elements);
  const doomed: { readonly from: number; readonly to: number }[] = [];
  let position = start;
  let at = 0;
  const passOver = (until: (node: DocNode) => boolean) => {
    for (let node = old[at]; node && !until(node); node = old[at]) {
      doomed.push({ from: position, to: position + node.nodeSize });
      position += node.nodeSize;
      at++;
    }
  };
  for (const element of elements) {
    if (!kept.has(element.id)) {
      const added = nodeFor(tr.doc.type.schema, element);
      tr.insert(position, added);
      position += added.nodeSize;
      continue;
    }
    passOver((node) => elementOf(node).id === element.id);
    const node = old[at++];
    if (node) position = updateBlock(tr, position, node, element);
  }
  passOver(() => false);
  for (const { from, to } of doomed.reverse()) tr.delete(from, to);
  return tr;
}

/** Ids of blocks that stay where they are: those that stand in the same order on both sides. */
function longestRunInOrder(old: readonly DocNode[], elements: readonly ScriptElement[]): ReadonlySet<string> {
  const indexOf = new Map(old.map((node, index) => [elementOf(node).id, index]));
  const kept = new Set<string>();
  let last = -1;
  for (const element of elements) {
    const index = indexOf.get(element.id);
    if (index === undefined || index <= last) continue;
    kept.add(element.id);
    last = index;
  }
  return kept;
}

/** Returns the position after the block. */
function updateBlock(tr: Transaction, position: number, node: DocNode, element: ScriptElement): number {
  const before = elementOf(node);
  const { schema } = tr.doc.type;
  if (before.text !== element.text) {
    const { start, aEnd, bEnd } = changedRange(before.text, element.text);
    const content = Fragment.from(inlineContent(schema, element.text.slice(start, bEnd)));
    tr.replace(position + 1 + start, position + 1 + aEnd, new Slice(content, 0, 0));
  }
  const next = attributesFor(element);
  const changed = (Object.keys(next) as (keyof typeof next)[]).some((key) => node.attrs[key] !== next[key]);
  if (changed || typeOf(node) !== element.type) tr.setNodeMarkup(position, schema.nodes[element.type], next);
  return position + element.text.length + 2;
}

/** Puts the caret where the host says, when that element is in the page. */
export function placeCaret(tr: Transaction, caret: Caret): Transaction {
  const position = findCaret(tr.doc, caret);
  return position === undefined ? tr : tr.setSelection(TextSelection.create(tr.doc, position)).scrollIntoView();
}

/** The document position of a caret; an offset beyond the text counts as its end. */
export function findCaret(doc: DocNode, caret: Caret): number | undefined {
  const block = findBlock(doc, caret.elementId);
  return block && block.position + 1 + Math.min(caret.offset, block.node.content.size);
}

/** A block by its element's id, with its position and index. */
export function findBlock(doc: DocNode, elementId: string) {
  let position = 0;
  for (let index = 0; index < doc.childCount; index++) {
    const node = doc.child(index);
    if (elementOf(node).id === elementId) return { node, position, index };
    position += node.nodeSize;
  }
  return undefined;
}
