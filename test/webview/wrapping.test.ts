import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { countLines, lineStarts } from '../../src/webview/editor/wrapping.ts';

/** The lines of a text as they would be drawn. */
function linesOf(text: string, columns: number): string[] {
  const starts = lineStarts(text, columns);
  return starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
}

describe('wrapping', () => {
  const cases: readonly [what: string, text: string, columns: number, lines: readonly string[]][] = [
    ['an empty text is one line', '', 10, ['']],
    ['a text that just fits is one line', 'Regn faller', 11, ['Regn faller']],
    ['breaks after a space', 'Regn faller', 10, ['Regn ', 'faller']],
    ['spaces hang over the edge', 'Regn faller  ', 11, ['Regn faller  ']],
    ['breaks after a hyphen between letters', 'grå-vit himmel', 8, ['grå-vit ', 'himmel']],
    ['a hyphen may end a line', 'ljusgrå-vit', 9, ['ljusgrå-', 'vit']],
    ['does not tear a minus sign from its number', 'om -5 grader', 4, ['om ', '-5 ', 'grad', 'er']],
    ['breaks years at their hyphen', '1983-1984', 6, ['1983-', '1984']],
    ['breaks on both sides of an em dash', 'ja—nej', 2, ['ja', '—', 'ne', 'j']],
    ['cuts a word longer than the line', 'aaaaaaa', 3, ['aaa', 'aaa', 'a']],
    ['keeps the line breaks of the text', 'a\n\nb', 10, ['a\n', '\n', 'b']],
    ['a break at the end opens a line', 'a\n', 10, ['a\n', '']],
    ['counts combining marks as part of their letter', 'A\u030angst', 5, ['A\u030angst']],
    ['gives wide letters two columns', '日本語', 4, ['日本', '語']],
    ['keeps surrogate pairs whole', '😀😀😀', 4, ['😀😀', '😀']],
  ];
  for (const [what, text, columns, lines] of cases) {
    it(what, () => assert.deepEqual(linesOf(text, columns), lines));
  }

  it('counts as many lines as it finds', () => {
    for (const [, text, columns, lines] of cases) assert.equal(countLines(text, columns), lines.length, text);
  });

  it('stays linear on a very long line', () => {
    assert.equal(countLines('ord '.repeat(100_000), 40), 10_000);
  });
});
