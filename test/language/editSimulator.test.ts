import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { createRandom, syntheticScript } from '../fixtures/syntheticScript.ts';
import { editKinds, judge, tracedFrom } from './editSimulator.ts';

const script = tracedFrom(parse(syntheticScript(24_000, 3)).elements);

describe('the simulator of edits', () => {
  it('makes the same edit of the same seed, and another of another', () => {
    for (const { edit } of editKinds) {
      assert.deepEqual(edit(script, createRandom(4)), edit(script, createRandom(4)));
      const texts = Array.from({ length: 5 }, (_, seed) => JSON.stringify(edit(script, createRandom(seed))));
      assert.ok(new Set(texts).size > 1);
    }
  });

  it('says of every element at most once that it is still there', () => {
    for (const { edit } of editKinds) {
      const old = edit(script, createRandom(2)).flatMap(({ was }) => (was === undefined ? [] : [was]));
      assert.equal(new Set(old).size, old.length);
    }
  });

  it('counts what keeps its id, what loses it and what takes that of another', () => {
    const before = tracedFrom(parse('Han går ut i regnet.\n\nHon stannar kvar inne.\n').elements);
    assert.deepEqual(judge(before, before), {
      ...{ halfKept: 2, halfKeptFound: 2, old: 2, oldFound: 2 },
      ...{ wrong: 0, elements: 2 },
    });
    const [first, second] = before;
    assert.ok(first && second);
    const changed = [
      { ...first, text: 'Zzz.' },
      { ...second, was: undefined },
    ];
    assert.deepEqual(judge(before, changed), {
      ...{ halfKept: 0, halfKeptFound: 0, old: 1, oldFound: 0 },
      ...{ wrong: 1, elements: 2 },
    });
  });
});
