import type { PageEditor } from './pageEditor.ts';
import type { ElementMove } from './sceneMove.ts';

/** Puts elements elsewhere, as they are, as one edit. What is selected in them stays selected. */
export function moveBlocks(page: Pick<PageEditor, 'view' | 'select'>, { start, end, to }: ElementMove): void {
  const { doc, selection, tr } = page.view.state;
  const at = (index: number) => doc.resolve(0).posAtIndex(index);
  const [from, until] = [at(start), at(end)];
  tr.delete(from, until);
  const place = tr.mapping.map(at(to));
  page.view.dispatch(tr.insert(place, doc.slice(from, until).content));
  if (selection.from < from || selection.to > until) return;
  page.select(selection.from - from + place, selection.to - from + place);
}
