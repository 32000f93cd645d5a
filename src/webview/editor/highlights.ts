/** Ranges of the text that stand out, such as what was found. They keep to their text while it is edited. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

/** `from`..`to` are document positions, half-open. */
export interface Highlight {
  readonly from: number;
  readonly to: number;
  readonly isCurrent: boolean;
}

const highlightKey = new PluginKey<DecorationSet>('highlights');

export const highlights = Extension.create({
  name: 'highlights',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: highlightKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, shown) => {
          const told = tr.getMeta(highlightKey) as readonly Highlight[] | undefined;
          return told ? DecorationSet.create(tr.doc, told.map(decorate)) : shown.map(tr.mapping, tr.doc);
        },
      },
      props: { decorations: (state) => highlightKey.getState(state) },
    }),
  ],
});

function decorate({ from, to, isCurrent }: Highlight): Decoration {
  return Decoration.inline(from, to, { class: isCurrent ? 'found current' : 'found' });
}

/** Highlights these ranges and no others. */
export function showHighlights(view: EditorView, shown: readonly Highlight[]): void {
  view.dispatch(view.state.tr.setMeta(highlightKey, shown));
}
