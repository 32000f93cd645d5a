import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** A busy browser tells of a moved caret after the next key; what is about to act on the caret looks for itself. */
export function takeSelectionOver(view: EditorView): void {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection() ?? {};
  if (!anchorNode || !focusNode || anchorOffset === undefined || focusOffset === undefined) return;
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
  const { doc, selection, tr } = view.state;
  const anchor = view.posAtDOM(anchorNode, anchorOffset);
  const head = view.posAtDOM(focusNode, focusOffset);
  if (anchor === selection.anchor && head === selection.head) return;
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))));
}

const caretKeys = new Set(['Home', 'End', 'PageUp', 'PageDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/**
 * Believes keys that move the caret. ProseMirror takes a caret that goes to the very beginning within 200 ms of getting the focus for one that
 * the browser has reset, and puts it back; a writer who pressed Home would go on writing elsewhere.
 */
export function believeCaretKeys(view: EditorView): void {
  let isAwaited = false;
  view.dom.addEventListener('keydown', ({ key }) => {
    isAwaited = caretKeys.has(key);
  });
  // Before ProseMirror's own, which is no capturing one.
  document.addEventListener(
    'selectionchange',
    () => {
      if (!isAwaited || view.isDestroyed || view.composing || !view.hasFocus()) return;
      if (!(view.state.selection instanceof TextSelection)) return;
      isAwaited = false;
      takeSelectionOver(view);
    },
    true,
  );
}
