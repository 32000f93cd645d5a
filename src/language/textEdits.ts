/** A changed element list as edits of the text, one small replacement for each place that changed. */
import type { ScriptElement } from './document.ts';
import { diffElements, sameContents } from './edits.ts';
import { changedRange } from './mergeText.ts';
import { parseLike, reparse } from './parse.ts';
import { placeElements } from './placedElements.ts';
import { splicesBetween } from './splices.ts';
import { type PlacedScript, type TextEdit, textEditFor } from './textEdit.ts';

/**
 * The edits that make the text say `target`, in order of the text, apart, all counting in `script.source`; none when it says so already.
 * Text between the places that changed is not touched, so that carets, selections and marks there stay.
 */
export function textEditsFor(script: PlacedScript, target: readonly ScriptElement[]): readonly TextEdit[] {
  const splices = splicesBetween(script.elements, target);
  let edits: readonly TextEdit[] = [];
  let current = script;
  let read = parseLike(script, script.source);
  // From the last to the first, so that what stands above a place is still as it was.
  for (const splice of splices.toReversed()) {
    const edit = textEditFor(current, splice);
    if (!edit) continue;
    const written = withLineEndsOf(script.source, edit.text);
    const source = current.source.slice(0, edit.start) + written + current.source.slice(edit.end);
    edits = joined(edits, { ...edit, text: written });
    read = reparse(read, source);
    const elements = placeElements(read, []);
    if (!saysBefore(elements, script.elements, splice.start)) return asOne(script, target);
    current = { ...read, elements };
  }
  return sameContents(current.elements, target)
    ? edits.map((edit) => trimmed(script.source, edit))
    : asOne(script, target);
}

/** Above `count` the text reads as it did: what is still to be written there finds its places. */
function saysBefore(read: readonly ScriptElement[], was: readonly ScriptElement[], count: number): boolean {
  return sameContents(read.slice(0, count), was.slice(0, count));
}

function asOne(script: PlacedScript, target: readonly ScriptElement[]): readonly TextEdit[] {
  const splice = diffElements(script.elements, target);
  const edit = splice && textEditFor(script, splice);
  return edit ? [edit] : [];
}

/**
 * The edits of `edits` and then `edit`, which counts in the text that they make, all as edits of the source. What `edit` reaches of
 * them becomes one with it: it may begin within what one has written, as the mark that a neighbour got.
 */
function joined(edits: readonly TextEdit[], edit: TextEdit): readonly TextEdit[] {
  let shift = 0;
  let first = 0;
  for (let above = edits[first]; above && endsAbove(above, shift, edit); above = edits[++first])
    shift += growthOf(above);
  let start = edit.start - shift;
  let end = edit.end - shift;
  let { text } = edit;
  let after = first;
  for (let next = edits[after]; next !== undefined && end > next.start; next = edits[++after]) {
    text = next.text.slice(0, Math.max(0, start - next.start)) + text + next.text.slice(end - next.start);
    start = Math.min(start, next.start);
    end = Math.max(next.end, end - growthOf(next));
  }
  return [...edits.slice(0, first), { start, end, text }, ...edits.slice(after)];
}

function endsAbove({ start, text }: TextEdit, shift: number, edit: TextEdit): boolean {
  return start + shift < edit.start && start + shift + text.length <= edit.start;
}

/** How many UTF-16 units an edit makes the text longer. */
function growthOf({ start, end, text }: TextEdit): number {
  return text.length - (end - start);
}

function withLineEndsOf(source: string, text: string): string {
  return source.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function trimmed(source: string, { start, end, text }: TextEdit): TextEdit {
  const { start: same, aEnd, bEnd } = changedRange(source.slice(start, end), text);
  return { start: start + same, end: start + aEnd, text: text.slice(same, bEnd).replaceAll('\r\n', '\n') };
}
