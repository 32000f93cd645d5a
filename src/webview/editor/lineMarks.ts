/** Marks whole elements for a while: the line that sounds, the empty element at the caret. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { findBlock } from './docPatch.ts';
import { typeOf } from './elementNodes.ts';
import { blockAt } from './flowCommands.ts';
import type { Translate } from './strings.ts';
import { isBlank } from './typingFlow.ts';

/** UTF-16 offsets into an element's text, half-open. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface SpeakingState {
  readonly elementId: string | undefined;
  readonly decorations: DecorationSet;
}

const speakingKey = new PluginKey<SpeakingState>('speakingLine');

/** Shows which line sounds, and which word of it; none without an id. */
export function showSpeaking(view: EditorView, elementId: string | undefined, word?: TextRange): void {
  view.dispatch(view.state.tr.setMeta(speakingKey, { elementId, word }));
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
        const told = tr.getMeta(speakingKey) as
          | { readonly elementId: string | undefined; readonly word?: TextRange }
          | undefined;
        if (told) return { elementId: told.elementId, decorations: highlight(after, told.elementId, told.word) };
        if (!tr.docChanged || shown.elementId === undefined) return shown;
        return { ...shown, decorations: highlight(after, shown.elementId) };
      },
    },
    props: { decorations: (state) => speakingKey.getState(state)?.decorations },
  });
}

function highlight({ doc }: EditorState, elementId: string | undefined, word?: TextRange): DecorationSet {
  const block = elementId === undefined ? undefined : findBlock(doc, elementId);
  if (!block) return DecorationSet.empty;
  const from = block.position + 1;
  const end = from + block.node.content.size;
  const line = Decoration.inline(from, end, { class: 'speaking' });
  if (!word) return DecorationSet.create(doc, [line]);
  const [wordFrom, wordTo] = [word.start, word.end].map((offset) => Math.min(end, from + offset));
  return DecorationSet.create(doc, [
    line,
    Decoration.inline(wordFrom ?? from, wordTo ?? end, { class: 'spoken-word' }),
  ]);
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
