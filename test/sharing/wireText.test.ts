import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wireText, wireValue } from '../../src/extension/sharing/wireText.ts';

describe('text on its way to Postgres', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Åsa går. 🎬', 'Åsa går. 🎬'],
    ['', ''],
    ['Hon sä\0ger nej.', 'Hon sä\uFFFDger nej.'],
    ['\0\0', '\uFFFD\uFFFD'],
    ['halv \uD83C', 'halv \uFFFD'],
    ['\uDFAC halv', '\uFFFD halv'],
    ['\uDFAC\uD83C', '\uFFFD\uFFFD'],
  ];
  for (const [written, sent] of cases)
    it(`sends ${JSON.stringify(written)} as ${JSON.stringify(sent)}, and that as it is`, () => {
      assert.equal(wireText(written), sent);
      assert.equal(wireText(sent), sent);
    });

  it('looks into JSON, keys too', () => {
    assert.deepEqual(wireValue({ 'a\0': ['\uD83C', { b: 'c\0' }], d: 1, e: null, f: true }), {
      'a\uFFFD': ['\uFFFD', { b: 'c\uFFFD' }],
      d: 1,
      e: null,
      f: true,
    });
  });
});
