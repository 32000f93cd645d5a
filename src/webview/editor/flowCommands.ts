/** Carries out what `typingFlow.ts` decides, as transactions. */
import type { Node as DocNode, ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { ElementType, ScriptElement } from '../../language/document.ts';
import { attributesOf, type ElementAttributes, elementOf, elementsOf, inlineContent, typeOf } from './elementNodes.ts';
import type { Retyping } from './retyping.ts';
import { findDualCue } from './speechMarks.ts';
import { type FlowContext, type FlowPlan, findSpeakerBeforeLast, nameInCue } from './typingFlow.ts';

/** A block at the top level of the document: `start` is the position before it. */
interface Block {
  readonly node: DocNode;
  readonly start: number;
  readonly index: number;
}

/** How many cues upwards the speaker before the last is looked for. */
const CUES_LOOKED_AT = 40;

/** The block that a position is in. */
export function blockAt($position: ResolvedPos): Block {
  return { node: $position.node(1), start: $position.before(1), index: $position.index(0) };
}

/** What the flow's tables need to know of the caret. */
export function flowContext(state: EditorState): FlowContext {
  const { $from } = state.selection;
  const { node, index } = blockAt($from);
  return {
    type: typeOf(node),
    text: elementOf(node).text,
    offset: $from.parentOffset,
    previous: neighbour(state.doc, index - 1),
    next: neighbour(state.doc, index + 1),
    speakerBeforeLast: findSpeakerBeforeLast(namesAbove(state.doc, index)),
  };
}

function neighbour(doc: DocNode, index: number): ScriptElement | undefined {
  const node = doc.maybeChild(index);
  return node ? elementOf(node) : undefined;
}

function* namesAbove(doc: DocNode, index: number): Generator<string> {
  let looked = 0;
  for (let at = index - 1; at >= 0 && looked < CUES_LOOKED_AT; at--) {
    const element = elementOf(doc.child(at));
    if (element.type !== 'character') continue;
    looked++;
    yield nameInCue(element.text);
  }
}

/** The transaction for a plan at the selection; what is selected is deleted first where text is put in. */
export function applyPlan(state: EditorState, plan: FlowPlan): Transaction {
  const { tr } = state;
  const block = blockAt(state.selection.$from);
  switch (plan.do) {
    case 'nothing':
      return tr;
    case 'retype':
      return retypeBlock(tr, block, plan.type);
    case 'split':
      return splitBlock(tr, plan.type);
    case 'insertBefore':
      return insertBlock(tr, block.start, plan.type, false);
    case 'insertAfter':
      return insertBlock(tr, block.start + block.node.nodeSize, plan.type, true);
    case 'fill':
      return replaceText(tr, block, plan.text, plan.text.length);
    case 'insertText':
      return insertInline(tr, plan.text);
    case 'goToNext':
    case 'goToPreviousEnd':
      return goToNeighbour(tr, block, plan.do);
    case 'joinPrevious':
    case 'deleteThis':
    case 'deletePrevious':
      return removeBoundary(tr, block, plan.do);
  }
}

function goToNeighbour(tr: Transaction, block: Block, where: 'goToNext' | 'goToPreviousEnd'): Transaction {
  if (where === 'goToPreviousEnd') return caretAt(tr, block.start - 1 - closingLength(tr.doc, block.index - 1));
  const next = tr.doc.maybeChild(block.index + 1);
  const opening = next && typeOf(next) === 'parenthetical' && next.textContent.startsWith('(') ? 1 : 0;
  return caretAt(tr, block.start + block.node.nodeSize + 1 + opening);
}

function removeBoundary(tr: Transaction, block: Block, how: 'joinPrevious' | 'deleteThis' | 'deletePrevious') {
  if (how === 'joinPrevious') return tr.join(block.start).scrollIntoView();
  const previous = tr.doc.maybeChild(block.index - 1);
  if (!previous) return tr;
  if (how === 'deletePrevious') return tr.delete(block.start - previous.nodeSize, block.start).scrollIntoView();
  const end = block.start - 1 - closingLength(tr.doc, block.index - 1);
  return caretAt(tr.delete(block.start, block.start + block.node.nodeSize), end);
}

/** 1 when the block ends with a parenthetical's own parenthesis, which the caret stays inside of. */
function closingLength(doc: DocNode, index: number): number {
  const node = doc.maybeChild(index);
  return node && typeOf(node) === 'parenthetical' && node.textContent.endsWith(')') ? 1 : 0;
}

function caretAt(tr: Transaction, position: number): Transaction {
  return tr.setSelection(TextSelection.create(tr.doc, position)).scrollIntoView();
}

/**
 * Deletes what is selected. Where nothing is left of the first element, the last one keeps its type and identity: a heading does not
 * become action because the action above it was cut.
 */
export function deleteSelected(tr: Transaction): Transaction {
  const { $from, $to } = tr.selection;
  if (isWholeScript(tr)) return beginAnew(tr);
  const first = $from.before(1);
  const last = $to.before(1);
  const isRestEmpty = $to.parentOffset === $to.parent.content.size;
  if (first === last || $from.parentOffset > 0 || (isRestEmpty && $to.parentOffset > 0)) {
    return tr.deleteSelection().scrollIntoView();
  }
  const end = $to.pos;
  if ($to.parentOffset > 0) tr.delete(last + 1, end);
  return caretAt(tr.delete(first, last), first + 1);
}

/** Whether everything from the first element's first letter to the last one's last is selected. */
export function isWholeScript({ doc, selection }: Pick<Transaction, 'doc' | 'selection'>): boolean {
  return doc.childCount > 1 && selection.from === 1 && selection.to === doc.content.size - 1;
}

/** A script without words begins with an action, whatever stood there before. */
function beginAnew(tr: Transaction): Transaction {
  const { elementId } = attributesOf(tr.doc.child(0));
  tr.replaceWith(0, tr.doc.content.size, tr.doc.type.schema.node('action', { elementId }));
  return caretAt(tr, 1);
}

/** Puts text in place of the selection; line breaks become hard breaks. */
export function insertInline(tr: Transaction, text: string): Transaction {
  const { from, to } = tr.selection;
  tr.replaceWith(from, to, inlineContent(tr.doc.type.schema, text));
  return caretAt(tr, from + text.length);
}

function replaceText(tr: Transaction, block: Block, text: string, offset: number): Transaction {
  const inside = block.start + 1;
  const content = inlineContent(tr.doc.type.schema, text);
  return caretAt(tr.replaceWith(inside, inside + block.node.content.size, content), inside + offset);
}

function insertBlock(tr: Transaction, position: number, type: ElementType, moveCaret: boolean): Transaction {
  const { schema } = tr.doc.type;
  const text = type === 'parenthetical' ? '()' : '';
  tr.insert(position, schema.node(type, null, inlineContent(schema, text)));
  return moveCaret ? caretAt(tr, position + 1 + text.length / 2) : tr.scrollIntoView();
}

function splitBlock(tr: Transaction, type: ElementType): Transaction {
  if (!tr.selection.empty) deleteSelected(tr);
  const nodeType = tr.doc.type.schema.nodes[type];
  if (!nodeType) return tr;
  const { $from } = tr.selection;
  const rest = $from.parent.textBetween($from.parentOffset, $from.parent.content.size, undefined, '\n');
  if (rest === '') return insertBlock(tr, $from.after(1), type, true);
  tr.split($from.pos, 1, [{ type: nodeType, attrs: { elementId: null } }]);
  const start = tr.selection.$from.before(1);
  trimSplit(tr, start);
  return type === 'parenthetical'
    ? fitText(tr, blockAt(tr.doc.resolve(start + 1)), type).scrollIntoView()
    : tr.scrollIntoView();
}

/** Takes off the spaces at both sides of a split. `start` is the position of the second part. */
function trimSplit(tr: Transaction, start: number): void {
  const after = tr.doc.nodeAt(start)?.textContent ?? '';
  const leading = after.length - after.trimStart().length;
  if (leading > 0) tr.delete(start + 1, start + 1 + leading);
  const before = tr.doc.resolve(start).nodeBefore?.textContent ?? '';
  const trailing = before.length - before.trimEnd().length;
  if (trailing > 0) tr.delete(start - 1 - trailing, start - 1);
}

const plainAttributes = (attributes: ElementAttributes): ElementAttributes => ({
  elementId: attributes.elementId,
  sceneNumber: attributes.sceneNumber,
  dual: false,
  depth: null,
});

function retypeBlock(tr: Transaction, block: Block, type: ElementType): Transaction {
  const nodeType = tr.doc.type.schema.nodes[type];
  if (!nodeType || typeOf(block.node) === type) return tr;
  tr.setNodeMarkup(block.start, nodeType, plainAttributes(attributesOf(block.node)));
  return fitText(tr, block, type).scrollIntoView();
}

/** A parenthetical has parentheses, and nothing else keeps them. The caret stays at its letter. */
function fitText(tr: Transaction, block: Block, type: ElementType): Transaction {
  const { text } = elementOf(block.node);
  const wasParenthetical = typeOf(block.node) === 'parenthetical';
  const inner = wasParenthetical || type === 'parenthetical' ? text.replace(/^\(|\)$/gu, '') : text;
  const fitted = type === 'parenthetical' ? `(${inner})` : typeOf(block.node) === 'pageBreak' ? '' : inner;
  if (fitted === text) return tr;
  const shift = (type === 'parenthetical' ? 1 : 0) - (text.startsWith('(') && inner !== text ? 1 : 0);
  const caret = tr.selection.$from;
  const inBlock = caret.before(1) === block.start;
  const offset = Math.max(0, caret.parentOffset + shift);
  const inside = block.start + 1;
  const replaced = tr.replaceWith(inside, inside + text.length, inlineContent(tr.doc.type.schema, fitted));
  const last = type === 'parenthetical' ? fitted.length - 1 : fitted.length;
  return inBlock ? caretAt(replaced, inside + Math.min(offset, last)) : replaced;
}

/** Gives every selected element a type. */
export function setElementType(state: EditorState, type: ElementType): Transaction {
  const { tr } = state;
  const { $from, $to } = state.selection;
  for (let index = $to.index(0); index >= $from.index(0); index--) {
    const start = tr.doc.resolve(0).posAtIndex(index);
    const node = tr.doc.maybeChild(index);
    if (node) retypeBlock(tr, { node, start, index }, type);
  }
  return tr;
}

/** Puts an automatic change of type into the block at the caret. */
export function applyRetyping(state: EditorState, retyping: Retyping): Transaction {
  const { tr } = state;
  const block = blockAt(state.selection.$from);
  const { type, text, offset, sceneNumber, dual, depth } = retyping;
  const kept = attributesOf(block.node);
  tr.setNodeMarkup(block.start, tr.doc.type.schema.nodes[type], {
    ...kept,
    sceneNumber: sceneNumber ?? kept.sceneNumber,
    dual: dual ?? (type === 'character' && kept.dual),
    depth: depth ?? null,
  });
  return replaceText(tr, block, text, offset);
}

/** Sets two speeches beside each other or below each other; undefined where the caret is in no speech with a neighbour. */
export function toggleDual(state: EditorState): Transaction | undefined {
  const elements = elementsOf(state.doc);
  const index = findDualCue(elements, blockAt(state.selection.$head).index);
  if (index === undefined) return undefined;
  return state.tr.setNodeAttribute(state.doc.resolve(0).posAtIndex(index), 'dual', elements[index]?.dual !== true);
}
