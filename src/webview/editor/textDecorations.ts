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
      if (kind === 'note' && isMarginNote(text.slice(from, to))) {
        decorations.push(...marginNote(at + from, at + to));
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

/** A note of one line can stand beside the page; what has line breaks stays in the text. */
const isMarginNote = (text: string) => text.length > 4 && !text.includes('\n');

/** The words of a note as one piece, which the margin can hold, and its brackets, which mark its place in the line. */
function marginNote(from: number, to: number): Decoration[] {
  return [
    Decoration.inline(from, from + 2, { class: 'text-note text-mark note-open' }),
    Decoration.inline(from + 2, to - 2, { class: 'text-note margin-note', role: 'note' }),
    Decoration.inline(to - 2, to, { class: 'text-note text-mark note-close' }),
  ];
}
