/** Shows emphasis as what it means, with its marks dimmed, and inline notes quietly. Only changed elements are looked at again. */
import { Extension } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { changedBlocks } from './changedBlocks.ts';
import { elementOf } from './elementNodes.ts';
import { findEmphasis } from './emphasis.ts';
import { indexed } from './indexedDecorations.ts';

const emphasisKey = new PluginKey<DecorationSet>('textDecorations');

/** Emphasis and notes within the text. */
export const textDecorations = Extension.create({
  name: 'textDecorations',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: emphasisKey,
      state: {
        init: (_config, { doc }) => indexed(DecorationSet.create(doc, decorateBlocks(doc, 0, doc.childCount))),
        apply: (tr, shown) => (tr.docChanged ? indexed(update(tr, shown)) : shown),
      },
      props: { decorations: (state) => emphasisKey.getState(state) },
    }),
  ],
});

function update(tr: Transaction, shown: DecorationSet): DecorationSet {
  const { start, afterEnd } = changedBlocks(tr.before, tr.doc);
  const mapped = shown.map(tr.mapping, tr.doc);
  const from = tr.doc.resolve(0).posAtIndex(start);
  const to = tr.doc.resolve(0).posAtIndex(afterEnd);
  const stale = mapped.find(from, to).filter((decoration) => decoration.from < to && decoration.to > from);
  const fresh = decorateBlocks(tr.doc, start, afterEnd);
  if (stale.length === 0 && fresh.length === 0) return mapped;
  return mapped.remove(stale).add(tr.doc, fresh);
}

function decorateBlocks(doc: DocNode, start: number, end: number): Decoration[] {
  const decorations: Decoration[] = [];
  let position = start === 0 ? 0 : doc.resolve(0).posAtIndex(start);
  for (let index = start; index < end; index++) {
    const node = doc.child(index);
    const { text } = elementOf(node);
    for (const { kind, start: from, end: to, markLength } of findEmphasis(text)) {
      const at = position + 1;
      if (kind === 'note' && to - from > 2 * markLength) {
        decorations.push(...marginNote(at + from, text.slice(from, to)));
        continue;
      }
      decorations.push(
        Decoration.inline(at + from, at + to, { class: `text-${kind}` }),
        Decoration.inline(at + from, at + from + markLength, { class: 'text-mark' }),
        Decoration.inline(at + to - markLength, at + to, { class: 'text-mark' }),
      );
    }
    position += node.nodeSize;
  }
  return decorations;
}

/** The lines of a note, which the margin can hold as one piece, and its brackets, which mark its place in the line. */
function marginNote(from: number, text: string): Decoration[] {
  const to = from + text.length;
  return [
    Decoration.inline(from, from + 2, { class: 'text-note text-mark note-open' }),
    ...noteLines(from + 2, text.slice(2, -2)),
    Decoration.inline(to - 2, to, { class: 'text-note text-mark note-close' }),
  ];
}

function noteLines(from: number, words: string): Decoration[] {
  const decorations: Decoration[] = [];
  const lines = [...words.matchAll(/[^\n]+/gu)];
  for (const [at, { 0: line, index }] of lines.entries()) {
    const [first, last] = [at === 0 ? '' : ' goes-on', at === lines.length - 1 ? '' : ' has-more'];
    const attributes = { class: `text-note margin-note${first}${last}`, role: 'note' };
    decorations.push(Decoration.inline(from + index, from + index + line.length, attributes));
  }
  for (const { index } of words.matchAll(/\n/gu)) {
    decorations.push(Decoration.inline(from + index, from + index + 1, { class: 'note-break' }));
  }
  return decorations;
}
