import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ElementType, ScriptElement } from '../../src/language/document.ts';
import { anchorNear, findVoiceAnchors, haveSameAnchors } from '../../src/webview/editor/voiceAnchors.ts';

const script = (...lines: readonly [ElementType, string][]): ScriptElement[] =>
  lines.map(([type, text], index) => ({ id: `e${index}`, type, text }));

const talk = script(
  ['action', 'Regn.'],
  ['character', 'TOVE'],
  ['parenthetical', '(viskar)'],
  ['dialogue', 'Den blinkade.'],
  ['parenthetical', '(högre)'],
  ['dialogue', 'Tre gånger.'],
  ['character', 'ÅKE'],
  ['dialogue', '  '],
  ['action', 'Han tiger.'],
  ['dialogue', 'Utan namn.'],
);

describe('voice anchors', () => {
  it('stand beside the cue, and beside the dialogue itself later in a speech', () => {
    assert.deepEqual(
      findVoiceAnchors(talk).map(({ elementId, anchorIndex, speaker }) => [elementId, anchorIndex, speaker]),
      [
        ['e3', 1, 'TOVE'],
        ['e5', 5, 'TOVE'],
        ['e9', 9, ''],
      ],
    );
  });

  it('stay the same while words change, not while speakers, silences or types do', () => {
    const changed = (index: number, more: Partial<ScriptElement>) =>
      talk.map((element, at) => (at === index ? { ...element, ...more } : element));
    const same = (index: number, more: Partial<ScriptElement>) => haveSameAnchors(talk, changed(index, more));
    assert.deepEqual(
      [same(0, { text: 'Sol.' }), same(2, { text: '(ropar)' }), same(3, { text: 'Där!' })],
      [true, true, true],
    );
    assert.deepEqual(
      [same(1, { text: 'ÅKE' }), same(3, { text: ' ' }), same(7, { text: 'Va?' }), same(8, { type: 'dialogue' })],
      [false, false, false, false],
    );
    assert.equal(haveSameAnchors(talk, talk.slice(1)), false);
    assert.equal(same(3, { id: 'new' }), false);
  });

  it('are found from the caret: its own speech, else the next, else the last', () => {
    const anchors = findVoiceAnchors(talk);
    const near = (index: number) => anchorNear(anchors, index)?.elementId;
    assert.deepEqual([0, 1, 3, 4, 9, 10].map(near), ['e3', 'e3', 'e3', 'e5', 'e9', 'e9']);
    assert.equal(anchorNear([], 0), undefined);
  });
});
