import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findEmphasis, toggleEmphasis } from '../../src/webview/editor/emphasis.ts';

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

  it('wraps a selection and takes the marks off again', () => {
    const wrapped = toggleEmphasis('ett ljus', 4, 8, '**');
    assert.deepEqual(wrapped, { text: 'ett **ljus**', start: 6, end: 10 });
    assert.deepEqual(toggleEmphasis(wrapped.text, wrapped.start, wrapped.end, '**'), {
      text: 'ett ljus',
      start: 4,
      end: 8,
    });
  });

  it('makes bold text italic as well instead of taking a star', () => {
    assert.equal(toggleEmphasis('**ljus**', 2, 6, '*').text, '***ljus***');
  });
});
