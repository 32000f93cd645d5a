import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { alignElements } from '../../src/language/identity.ts';
import { parse } from '../../src/language/parse.ts';
import { createRandom, syntheticScript } from '../fixtures/syntheticScript.ts';
import { editKinds, judge, sumOf, tracedFrom } from './editSimulator.ts';
import { tryCases } from './fuzzRuns.ts';

const script = tracedFrom(parse(syntheticScript(24_000, 3)).elements);
const edits = 6;

describe('the ids of a script after it was edited elsewhere', () => {
  for (const kind of editKinds) {
    it(`are kept by 99 % of what kept half its words, and one in a thousand is mistaken: ${kind.name}`, () => {
      const outcomes = Array.from({ length: edits }, (_, seed) =>
        judge(script, kind.edit(script, createRandom(seed * 7919 + 1))),
      );
      const { halfKept, halfKeptFound, old, oldFound, wrong, elements } = sumOf(outcomes);
      assert.ok(halfKept > script.length * edits * 0.5, `${halfKept} are still there`);
      assert.ok(halfKeptFound / halfKept >= 0.99, `kept ${halfKeptFound} of ${halfKept}`);
      assert.ok(oldFound / old >= 0.97, `kept ${oldFound} of ${old}, whatever their words`);
      assert.ok(wrong / elements <= 0.001, `${wrong} of ${elements} are mistaken`);
    });
  }
});

describe('the ids of any list', () => {
  it('gives the same answer each time, and never an id twice or from nowhere', () => {
    const texts = fc.constantFrom(
      'Ja.',
      'Nej.',
      'TOVE',
      'Han går till sjöss igen.',
      'Han går till skogs igen.',
      '',
      'INT. KÖK',
    );
    const types = fc.constantFrom(
      'action' as const,
      'character' as const,
      'dialogue' as const,
      'sceneHeading' as const,
    );
    const lists = fc.array(fc.record({ type: types, text: texts }), { maxLength: 14 });
    tryCases(
      fc.property(lists, lists, (before, after) => {
        const old = before.map((element, index) => ({ ...element, id: `${index}` }));
        const ids = alignElements(old, after);
        const given = ids.filter((id) => id !== undefined);
        assert.equal(ids.length, after.length);
        assert.equal(new Set(given).size, given.length);
        assert.ok(given.every((id) => old.some((element) => element.id === id)));
        assert.deepEqual(alignElements(old, after), ids);
      }),
      2_000,
      6,
    );
  }).timeout(20_000);
});
