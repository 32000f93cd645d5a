/** Puts marks of emphasis around what is selected, or takes them off. */
import { type EditorState, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { elementOf } from './elementNodes.ts';
import { findEmphasis, isWrapped, toggleEmphasis } from './emphasis.ts';
import { blockAt } from './flowCommands.ts';

type Mark = '*' | '**' | '_';

/** What is selected of one block: `start`..`end` of its text, without the spaces around; `inside` is the position before its text. */
interface Part {
  readonly text: string;
  readonly inside: number;
  readonly start: number;
  readonly end: number;
}

function partsOf({ doc, selection: { from, to } }: EditorState, mark: Mark): Part[] {
  const parts: Part[] = [];
  doc.nodesBetween(from, to, (node, position, parent) => {
    if (parent !== doc) return false;
    const { text } = elementOf(node);
    const inside = position + 1;
    let start = Math.max(0, from - inside);
    let end = Math.min(text.length, to - inside);
    while (start < end && /\s/u.test(text[start] ?? '')) start++;
    while (end > start && /\s/u.test(text[end - 1] ?? '')) end--;
    // Marks pair within a line only.
    if (end > start && !text.slice(start, end).includes('\n'))
      parts.push({ text, inside, ...withinMarks(text, start, end, mark) });
    return false;
  });
  return parts;
}

/** A selection over several elements takes in marks that stand at their ends. */
function withinMarks(text: string, start: number, end: number, mark: Mark) {
  const from = text.startsWith(mark, start) ? start + mark.length : start;
  const to = text.slice(from, end).endsWith(mark) ? end - mark.length : end;
  return isWrapped(text, from, to, mark) ? { start: from, end: to } : { start, end };
}

/** One undo for all elements that are selected. With nothing selected the caret stands between the marks. */
export function emphasize(view: EditorView, mark: Mark): void {
  const { state } = view;
  if (state.selection.empty) {
    emphasizeCaret(view, mark);
    return;
  }
  const parts = partsOf(state, mark);
  const isOn = parts.length > 0 && parts.every(({ text, start, end }) => isWrapped(text, start, end, mark));
  const changed = isOn ? parts : parts.filter(({ text, start, end }) => !isWrapped(text, start, end, mark));
  const { tr } = state;
  for (const { inside, start, end } of changed.toReversed()) {
    const size = mark.length;
    if (isOn) tr.delete(inside + end, inside + end + size).delete(inside + start - size, inside + start);
    else tr.insertText(mark, inside + end).insertText(mark, inside + start);
  }
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last || changed.length === 0) return;
  const from = first.inside + first.start + (isOn ? -mark.length : changed[0] === first ? mark.length : 0);
  const to = tr.mapping.map(last.inside + last.end, -1);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, Math.max(from, to))));
}

function emphasizeCaret(view: EditorView, mark: Mark): void {
  const { tr, selection } = view.state;
  const { $from, from } = selection;
  const { text } = elementOf(blockAt($from).node);
  // At the end of what is marked, the caret leaves it.
  if (findEmphasis(text).some(({ end, markLength }) => isEndAt(text, $from.parentOffset, mark, end, markLength))) {
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + mark.length)));
    return;
  }
  const toggled = toggleEmphasis(text, $from.parentOffset, $from.parentOffset, mark);
  const size = mark.length;
  if (toggled.text.length > text.length) tr.insertText(mark + mark, from);
  else tr.delete(from - size, from + size);
  const caret = toggled.text.length > text.length ? from + size : from - size;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, caret)));
}

function isEndAt(text: string, offset: number, mark: Mark, end: number, markLength: number): boolean {
  return markLength === mark.length && end === offset + mark.length && text.startsWith(mark, offset);
}
