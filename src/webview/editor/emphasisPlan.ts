/** What Ctrl+B, Ctrl+I and Ctrl+U do to what is selected. Pure. */
import { findEmphasis, type Mark } from './emphasis.ts';

/** `start`..`end` of the text of the element at `index` are selected (UTF-16; equal at a caret). */
export interface SelectedText {
  readonly index: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `text` for `start`..`end` of an element's text; in the script's order. */
export interface EmphasisChange {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The changes, and where the selection then begins and ends. */
export interface EmphasisPlan {
  readonly changes: readonly EmphasisChange[];
  readonly from: { readonly index: number; readonly offset: number };
  readonly to: { readonly index: number; readonly offset: number };
}

/** Whether a mark stands right around a range, as itself and not as a part of a longer one. */
function isWrapped({ text, start, end }: SelectedText, mark: Mark): boolean {
  const before = text.slice(0, start);
  const isAround = before.endsWith(mark) && text.slice(end).startsWith(mark);
  return isAround && !(mark === '*' && before.endsWith('**') && !before.endsWith('***'));
}

/** Without the spaces around, and without marks that a selection over several elements takes in at their ends. */
function trimmed(part: SelectedText, mark: Mark): SelectedText {
  const { text } = part;
  let { start, end } = part;
  while (start < end && /\s/u.test(text[start] ?? '')) start++;
  while (end > start && /\s/u.test(text[end - 1] ?? '')) end--;
  const from = text.startsWith(mark, start) ? start + mark.length : start;
  const to = text.slice(from, end).endsWith(mark) ? end - mark.length : end;
  const within = { ...part, start: from, end: to };
  return isWrapped(within, mark) ? within : { ...part, start, end };
}

function wrap({ index, start, end }: SelectedText, mark: Mark): EmphasisChange[] {
  return [
    { index, start, end: start, text: mark },
    { index, start: end, end, text: mark },
  ];
}

function unwrap({ index, start, end }: SelectedText, { length }: Mark): EmphasisChange[] {
  return [
    { index, start: start - length, end: start, text: '' },
    { index, start: end, end: end + length, text: '' },
  ];
}

/** Marks all that is selected, or takes the marks off when all of it has them. Marks pair within a line, so that what spans several is left out. */
export function planEmphasis(selected: readonly SelectedText[], mark: Mark): EmphasisPlan | undefined {
  const [only] = selected;
  if (only && selected.length === 1 && only.start === only.end) return planAtCaret(only, mark);
  const parts = selected
    .map((part) => trimmed(part, mark))
    .filter(({ text, start, end }) => end > start && !text.slice(start, end).includes('\n'));
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return undefined;
  const isOn = parts.every((part) => isWrapped(part, mark));
  const changes = parts.flatMap((part) => (isOn ? unwrap(part, mark) : isWrapped(part, mark) ? [] : wrap(part, mark)));
  const shift = (part: SelectedText) => (isOn ? -mark.length : isWrapped(part, mark) ? 0 : mark.length);
  return {
    changes,
    from: { index: first.index, offset: first.start + shift(first) },
    to: { index: last.index, offset: last.end + shift(last) },
  };
}

/** The caret gets marks around it, takes empty ones away, or leaves what they mark at its end. */
function planAtCaret(caret: SelectedText, mark: Mark): EmphasisPlan {
  const { index, text, start } = caret;
  const size = mark.length;
  const at = (offset: number, changes: readonly EmphasisChange[]) => ({
    changes,
    from: { index, offset },
    to: { index, offset },
  });
  const isEnd = findEmphasis(text).some(({ end, markLength }) => markLength === size && end === start + size);
  if (isEnd && text.startsWith(mark, start)) return at(start + size, []);
  if (isWrapped(caret, mark)) return at(start - size, unwrap(caret, mark));
  return at(start + size, wrap(caret, mark));
}
