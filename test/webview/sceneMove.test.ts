import assert from 'node:assert/strict';
import type { SceneEntry } from '../../src/webview/editor/sceneList.ts';
import { planSceneMove, stepOf } from '../../src/webview/editor/sceneMove.ts';

/** `§` is a section, `#` a scene, each with how many lines come before it. */
function entries(...marks: readonly (readonly [kind: '§' | '#', index: number])[]): SceneEntry[] {
  return marks.map(([mark, index]) => ({
    elementId: `${mark}${index}`,
    index,
    kind: mark === '#' ? 'scene' : 'section',
    depth: 1,
    sceneNumber: undefined,
    text: '',
    page: 1,
  }));
}

const script = entries(['§', 0], ['#', 1], ['#', 4], ['§', 6], ['#', 7]);
const length = 9;

describe('a scene that is put elsewhere', () => {
  for (const [says, moved, before, expected] of [
    ['goes before an earlier one', '#4', '#1', { start: 4, end: 6, to: 1 }],
    ['goes before a later one', '#1', '#7', { start: 1, end: 4, to: 7 }],
    ['goes before a section, which ends the act above', '#7', '§6', { start: 7, end: 9, to: 6 }],
    ['goes to the end', '#1', undefined, { start: 1, end: 4, to: 9 }],
    ['stays before itself', '#4', '#4', undefined],
    ['stays before what follows it', '#1', '#4', undefined],
    ['stays at the end', '#7', undefined, undefined],
    ['stays when the target is gone', '#1', '#5', undefined],
    ['is no section', '§6', '#1', undefined],
  ] as const) {
    it(says, () => assert.deepEqual(planSceneMove(script, length, moved, before), expected));
  }

  it('steps over scenes and sections, and nowhere past the ends', () => {
    assert.equal(stepOf(script, '#4', -1), '#1');
    assert.equal(stepOf(script, '#7', -1), '§6');
    assert.equal(stepOf(script, '#1', 1), '§6');
    assert.equal(stepOf(script, '#4', 1), '#7');
    assert.equal(stepOf(script, '#7', 1), undefined);
    assert.equal(stepOf(entries(['#', 0], ['#', 2]), '#0', 1), 'end');
    assert.equal(stepOf(entries(['#', 0]), '#0', -1), undefined);
  });
});
