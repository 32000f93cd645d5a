/** Hands what is typed and the keys to the list of offers, once that has been loaded. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { FOREIGN } from './docPatch.ts';

/** The list of offers of one page. */
export interface CompletionBox {
  /** The writer typed, or did something else. */
  update(typed: boolean): void;
  /** True when the list has taken the key. */
  key(event: KeyboardEvent): boolean;
  close(): void;
}

/** Counts what the writer has typed. */
const typedKey = new PluginKey<number>('typed');

/** `box` is asked for each time; it is missing until it is there. */
export function completionPlugin(box: () => CompletionBox | undefined) {
  return Extension.create({
    name: 'completion',
    priority: 2000,
    addProseMirrorPlugins: () => [
      new Plugin<number>({
        key: typedKey,
        state: {
          init: () => 0,
          apply: (tr, typed) => (tr.docChanged && tr.getMeta(FOREIGN) === undefined ? typed + 1 : typed),
        },
        view: () => ({
          update: (view, before) => {
            const moved = view.state.doc !== before.doc || !view.state.selection.eq(before.selection);
            if (moved) box()?.update(hasTyped(view, before));
          },
        }),
        props: {
          handleKeyDown: (_view, event) => box()?.key(event) ?? false,
          handleDOMEvents: {
            blur: () => {
              box()?.close();
              return false;
            },
          },
        },
      }),
    ],
  });
}

function hasTyped(view: EditorView, before: EditorView['state']): boolean {
  return typedKey.getState(view.state) !== typedKey.getState(before);
}
