import assert from 'node:assert/strict';
import { createScriptView, type ScriptView, type Span } from '../../src/language/features/scriptView.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';

/** A text with a `|` for the caret, taken apart. */
export function atCaret(marked: string): { readonly view: ScriptView; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.notEqual(offset, -1, 'the text has no caret');
  return { view: createScriptView(marked.replace('|', '')), offset };
}

/** The text with `‹ ›` around some spans, which do not overlap. */
export function marking(text: string, spans: readonly Span[]): string {
  let marked = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    assert.ok(at <= start && start <= end, 'the spans overlap');
    marked += `${text.slice(at, start)}‹${text.slice(start, end)}›`;
    at = end;
  }
  return marked + text.slice(at);
}

/** The text after some edits, as an editor makes them: none overlaps another. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  let last = Number.POSITIVE_INFINITY;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    assert.ok(edit.start <= edit.end && edit.end <= last, 'the edits overlap');
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
    last = edit.start;
  }
  return result;
}
