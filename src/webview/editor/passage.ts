/** Marks what is being written: in focus mode the whole speech or element at the caret, else only a folded boneyard, which opens. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { typeOf } from './elementNodes.ts';

const inSpeech: ReadonlySet<string> = new Set(['dialogue', 'parenthetical', 'lyrics']);

/** `isFocused` says whether focus mode is on. */
export function passage(isFocused: () => boolean) {
  return Extension.create({
    name: 'passage',
    addProseMirrorPlugins: () => [new Plugin({ props: { decorations: (state) => decorate(state, isFocused()) } })],
  });
}

function decorate({ doc, selection }: EditorState, isFocused: boolean): DecorationSet | undefined {
  let first = selection.$from.index(0);
  let last = Math.min(selection.$to.index(0), doc.childCount - 1);
  const typeAt = (index: number) => typeOf(doc.child(index));
  if (isFocused) {
    while (first > 0 && inSpeech.has(typeAt(first))) first--;
    while (last + 1 < doc.childCount && inSpeech.has(typeAt(last + 1)) && typeAt(last) !== 'action') last++;
  } else if (typeAt(first) !== 'boneyard' && typeAt(last) !== 'boneyard') {
    return undefined;
  }
  const marks: Decoration[] = [];
  let position = doc.resolve(0).posAtIndex(first);
  for (let index = first; index <= last; index++) {
    const end = position + doc.child(index).nodeSize;
    marks.push(Decoration.node(position, end, { class: 'in-hand' }));
    position = end;
  }
  return DecorationSet.create(doc, marks);
}
