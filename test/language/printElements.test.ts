import assert from 'node:assert/strict';
import { blankLinesBetween } from '../../src/language/print.ts';

describe('printing new elements', () => {
  it('puts a blank line between elements but not within dialogue and songs', () => {
    assert.equal(blankLinesBetween('action', 'sceneHeading'), 1);
    assert.equal(blankLinesBetween('character', 'dialogue'), 0);
    assert.equal(blankLinesBetween('dialogue', 'parenthetical'), 0);
    assert.equal(blankLinesBetween('dialogue', 'character'), 1);
    assert.equal(blankLinesBetween('note', 'dialogue'), 0);
    assert.equal(blankLinesBetween('lyrics', 'lyrics'), 0);
    assert.equal(blankLinesBetween('character', 'action'), 1);
  });
});
