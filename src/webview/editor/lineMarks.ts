/** Marks whole elements for a while: the line that sounds, the empty element at the caret. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { findBlock } from './docPatch.ts';
import { typeOf } from './elementNodes.ts';
import { blockAt } from './flowCommands.ts';
import type { Translate } from './strings.ts';
import { isBlank } from './typingFlow.ts';

interface SpeakingState {
  readonly elementId: string | undefined;
  readonly decorations: DecorationSet;
}

const speakingKey = new PluginKey<SpeakingState>('speakingLine');

/** Shows which line sounds; none without an id. */
export function showSpeaking(view: EditorView, elementId: string | undefined): void {
  view.dispatch(view.state.tr.setMeta(speakingKey, { elementId }));
}

/** Both marks. */
export function lineMarks(translate: Translate) {
  return Extension.create({
    name: 'lineMarks',
    addProseMirrorPlugins: () => [speakingLine(), emptyElement(translate)],
  });
}

function speakingLine() {
  return new Plugin<SpeakingState>({
    key: speakingKey,
    state: {
      init: () => ({ elementId: undefined, decorations: DecorationSet.empty }),
      apply: (tr, shown, _before, after) => {
        const told = tr.getMeta(speakingKey) as { readonly elementId: string | undefined } | undefined;
        if (told) return { elementId: told.elementId, decorations: highlight(after, told.elementId) };
        if (!tr.docChanged || shown.elementId === undefined) return shown;
        return { ...shown, decorations: highlight(after, shown.elementId) };
      },
    },
    props: { decorations: (state) => speakingKey.getState(state)?.decorations },
  });
}

function highlight({ doc }: EditorState, elementId: string | undefined): DecorationSet {
  const block = elementId === undefined ? undefined : findBlock(doc, elementId);
  if (!block) return DecorationSet.empty;
  const from = block.position + 1;
  return DecorationSet.create(doc, [Decoration.inline(from, from + block.node.content.size, { class: 'speaking' })]);
}

/** An empty element at the caret says what it is. */
function emptyElement(translate: Translate) {
  return new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        if (!selection.empty || selection.$from.depth === 0) return undefined;
        const { node, start } = blockAt(selection.$from);
        const type = typeOf(node);
        if (!isBlank(type, node.textContent)) return undefined;
        const attributes = { class: 'blank', 'data-hint': translate(`type.${type}`) };
        return DecorationSet.create(doc, [Decoration.node(start, start + node.nodeSize, attributes)]);
      },
    },
  });
}
