import assert from 'node:assert/strict';
import { createRangeIndex } from '../../src/webview/timeline/rangeIndex.ts';

interface Named {
  readonly name: number;
  readonly startFrame: number;
  readonly durationFrames: number;
}

const named = (starts: readonly number[]): readonly Named[] =>
  starts.map((startFrame, name) => ({ name, startFrame, durationFrames: 1 + (name % 7) }));

/** Starts that go up, each but for up to `places` others. */
const nearlyInOrder = (count: number, places: number) =>
  Array.from({ length: count }, (_, index) => index + ((index * 7) % (2 * places + 1)) - places);

describe('the order of a range index', () => {
  for (const [title, starts] of [
    ['in order', [1, 2, 3]],
    ['with two that begin together', [5, 3, 3, 3, 1, 5]],
    ['nearly in order', nearlyInOrder(500, 3)],
    ['with one at the end that belongs first', [...nearlyInOrder(500, 0), -1]],
    ['backwards', Array.from({ length: 500 }, (_, index) => 500 - index)],
    ['mixed', Array.from({ length: 500 }, (_, index) => (index * 7919) % 101)],
  ] as const) {
    it(`is that of starts, and of arrival where they are equal: ${title}`, () => {
      const items = named(starts);
      const expected = items.toSorted((a, b) => a.startFrame - b.startFrame);
      const index = createRangeIndex(items);
      assert.deepEqual(
        index.sorted.map(({ name }) => name),
        expected.map(({ name }) => name),
      );
      assert.equal(index.end, Math.max(...items.map((item) => item.startFrame + item.durationFrames)));
      for (const [position, item] of expected.entries()) assert.equal(index.positionOf(item), position);
    });
  }

  it('is that of where a mover puts them', () => {
    const items = named(nearlyInOrder(200, 0));
    const moved = (item: Named) => ({
      ...item,
      startFrame: item.startFrame < 100 ? item.startFrame : item.startFrame - 5,
    });
    const index = createRangeIndex(items, { startOf: (item) => moved(item).startFrame, of: moved });
    const expected = items.map(moved).toSorted((a, b) => a.startFrame - b.startFrame);
    assert.deepEqual(index.sorted, expected);
  });
});
