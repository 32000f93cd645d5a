import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { print } from '../../src/language/print.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

describe('print', () => {
  it('gives back a long script, and its elements lie in order on whole lines', () => {
    const text = syntheticScript(60_000);
    const screenplay = parse(text);
    assert.equal(print(screenplay), text);
    let last = 0;
    for (const { start, end } of screenplay.elements) {
      assert.ok(start >= last && end > start && (text[start - 1] ?? '\n') === '\n' && (text[end] ?? '\n') === '\n');
      last = end;
    }
  });
});
