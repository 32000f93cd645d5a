import type { Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';

/** Whole elements that are selected and dragged elsewhere in the script stand between elements there, as they are; true when that is done. */
export function dropElements(view: EditorView, { clientX, clientY }: MouseEvent, slice: Slice): boolean {
  const { doc, selection, tr } = view.state;
  const at = view.posAtCoords({ left: clientX, top: clientY });
  if (!at || slice.openStart > 0 || slice.openEnd > 0) return false;
  const $at = doc.resolve(at.pos);
  const start = $at.depth > 0 ? $at.before(1) : at.pos;
  const [node, dom] = [doc.nodeAt(start), view.nodeDOM(start)];
  if (!node || !(dom instanceof HTMLElement)) return false;
  const { top, height } = dom.getBoundingClientRect();
  const place = clientY < top + height / 2 ? start : start + node.nodeSize;
  const { $from, $to } = selection;
  const [from, until] = [$from.before(1), $to.parentOffset === 0 ? $to.before(1) : $to.after(1)];
  if (place >= from && place <= until) return true;
  tr.delete(from, until);
  view.dispatch(tr.insert(tr.mapping.map(place), slice.content));
  return true;
}
