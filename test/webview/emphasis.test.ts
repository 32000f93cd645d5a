import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findEmphasis, type Mark } from '../../src/webview/editor/emphasis.ts';
import { planEmphasis } from '../../src/webview/editor/emphasisPlan.ts';

/** Spans as `kind:the marked text`. */
const spans = (text: string) => findEmphasis(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

describe('emphasis', () => {
  const cases: readonly [text: string, expected: readonly string[]][] = [
    ['vanlig text', []],
    ['en *kursiv* bit', ['italic:*kursiv*']],
    ['en **fet** bit', ['bold:**fet**']],
    ['en ***båda*** bit', ['boldItalic:***båda***']],
    ['en _understruken_ bit', ['underline:_understruken_']],
    ['_**båda**_', ['underline:_**båda**_', 'bold:**båda**']],
    ['2 * 3 * 4', []],
    ['\\*inte kursiv\\*', []],
    ['*över\nraden*', []],
    ['en *öppen', []],
    ['två *en* och *två*', ['italic:*en*', 'italic:*två*']],
    ['text [[en anteckning]] mer', ['note:[[en anteckning]]']],
    ['första\n*andra*', ['italic:*andra*']],
  ];
  for (const [text, expected] of cases) {
    it(`finds ${expected.length ? expected.join(', ') : 'nothing'} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(spans(text), expected);
    });
  }
});

/** Texts with `<` and `>` around what is selected, or `|` at the caret, before and after a mark was asked for. */
function emphasized(mark: Mark, ...marked: readonly string[]): readonly string[] {
  const selected = marked.map((text, index) => {
    const plain = text.replace(/[<>|]/gu, '');
    const start = text.search(/[<|]/u);
    return { index, text: plain, start, end: text.includes('|') ? start : text.indexOf('>') - 1 };
  });
  const plan = planEmphasis(selected, mark);
  const texts = selected.map(({ text }) => text);
  for (const { index, start, end, text } of (plan?.changes ?? []).toReversed()) {
    texts[index] = (texts[index] ?? '').slice(0, start) + text + (texts[index] ?? '').slice(end);
  }
  if (!plan) return texts;
  const { from, to } = plan;
  const put = (at: typeof from, sign: string) => {
    texts[at.index] = (texts[at.index] ?? '').slice(0, at.offset) + sign + (texts[at.index] ?? '').slice(at.offset);
  };
  if (from.index === to.index && from.offset === to.offset) put(from, '|');
  else {
    put(to, '>');
    put(from, '<');
  }
  return texts;
}

describe('asking for emphasis', () => {
  const cases: readonly [name: string, mark: Mark, before: readonly string[], after: readonly string[]][] = [
    ['wraps what is selected', '**', ['ett <ljus>'], ['ett **<ljus>**']],
    ['takes the marks off again', '**', ['ett **<ljus>**'], ['ett <ljus>']],
    ['takes them off when they are selected, too', '**', ['ett <**ljus**>'], ['ett <ljus>']],
    ['makes bold text italic as well instead of taking a star', '*', ['**<ljus>**'], ['***<ljus>***']],
    ['leaves spaces out', '_', ['ett< ljus >nu'], ['ett _<ljus>_ nu']],
    ['marks each element', '_', ['a <b>', '<C>', '<d> e'], ['a _<b_', '_C_', '_d>_ e']],
    ['completes what is marked in part', '_', ['a <_b_>', '<C>'], ['a _<b_', '_C>_']],
    ['takes the marks off all', '_', ['a _<b_>', '<_C_>'], ['a <b', 'C>']],
    ['stands between marks at a caret', '*', ['a |'], ['a *|*']],
    ['takes empty marks away', '*', ['a *|*'], ['a |']],
    ['leaves what is marked at its end', '**', ['**a|**'], ['**a**|']],
    ['does nothing to several lines', '*', ['<a\nb>'], ['a\nb']],
  ];
  for (const [name, mark, before, after] of cases) {
    it(name, () => assert.deepEqual(emphasized(mark, ...before), after));
  }
});
