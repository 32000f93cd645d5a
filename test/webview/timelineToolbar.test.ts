import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fold, leastFold } from '../../src/webview/timeline/toolbarFold.ts';

describe('the timeline’s toolbar', () => {
  it('folds no more than it must, and all that it can when nothing fits', () => {
    assert.equal(
      leastFold(() => true),
      0,
    );
    assert.equal(
      leastFold((level) => level >= fold.edit),
      fold.edit,
    );
    const tried: number[] = [];
    assert.equal(
      leastFold((level) => {
        tried.push(level);
        return false;
      }),
      fold.view,
    );
    assert.deepEqual(tried, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('gives up volume and meters before the ways to edit, and those before the count of voices', () => {
    const order = Object.entries(fold).sort(([, a], [, b]) => a - b);
    assert.deepEqual(
      order.map(([name]) => name),
      ['volume', 'meters', 'zoom', 'edit', 'project', 'playing', 'shortCounts', 'view'],
    );
  });
});
