import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { entryAt, filterScenes, sceneList } from '../../src/webview/editor/sceneList.ts';
import { findMatches, matchFrom } from '../../src/webview/editor/textSearch.ts';
import { zoomStep } from '../../src/webview/editor/zoomSteps.ts';

const script = (...texts: readonly string[]) =>
  texts.map((text, at) => ({ id: `e${at}`, type: 'action', text }) as const);
const plain = { matchCase: false, wholeWord: false };

describe('finding words', () => {
  const found = (texts: readonly string[], words: string, how = {}) =>
    findMatches(script(...texts), { ...plain, ...how, words }).map(({ index, start, end }) => [index, start, end]);

  it('finds every place, in any case', () => {
    assert.deepEqual(found(['Åke och åke.', 'Inget.', 'ÅKE'], 'åke'), [
      [0, 0, 3],
      [0, 8, 11],
      [2, 0, 3],
    ]);
  });
  it('heeds case and word ends when asked', () => {
    assert.deepEqual(found(['Tove toves TOVE'], 'Tove', { matchCase: true }), [[0, 0, 4]]);
    assert.deepEqual(found(['Åkes Åke åkern'], 'åke', { wholeWord: true }), [[0, 5, 8]]);
  });
  it('finds letters with marks of their own', () => {
    assert.deepEqual(found(['A\u030Ake ler'], 'Åke'), [[0, 0, 4]]);
    assert.deepEqual(found(['Ake\u0301'], 'ake'), []);
  });
  it('takes signs as signs', () => {
    assert.deepEqual(found(['Vad? (nej)'], '? ('), [[0, 3, 6]]);
    assert.deepEqual(found(['a'], '[[.*'), []);
  });
  it('finds nothing for nothing', () => assert.deepEqual(found(['a'], ''), []));
  it('goes on from the caret and around the end', () => {
    const matches = findMatches(script('ja nej ja', 'ja'), { ...plain, words: 'ja' });
    assert.equal(matchFrom(matches, 0, 1), 1);
    assert.equal(matchFrom(matches, 1, 1), 0);
    assert.equal(matchFrom([], 0, 0), -1);
  });
});

describe('the list of scenes', () => {
  const elements = [
    { id: 's', type: 'section', text: 'Akt ett', depth: 1 },
    { id: 'h1', type: 'sceneHeading', text: 'INT. FYREN - NATT', sceneNumber: '1' },
    { id: 'a', type: 'action', text: 'Regn.' },
    { id: 'h2', type: 'sceneHeading', text: 'EXT. PIREN - DAG', sceneNumber: '2A' },
  ] as const;
  const entries = sceneList(elements, [2]);

  it('has sections and scenes with their pages', () => {
    assert.deepEqual(
      entries.map(({ elementId, kind, page }) => [elementId, kind, page]),
      [
        ['s', 'section', 1],
        ['h1', 'scene', 1],
        ['h2', 'scene', 2],
      ],
    );
  });
  it('is filtered by number and words', () => {
    assert.deepEqual(
      filterScenes(entries, '2a pir').map(({ elementId }) => elementId),
      ['h2'],
    );
    assert.equal(filterScenes(entries, ' ').length, 3);
  });
  it('knows the scene of an element', () => {
    assert.equal(entryAt(entries, 2), 1);
    assert.equal(entryAt(entries, 0), -1);
  });
});

describe('zooming', () => {
  it('goes by steps and stops at the ends', () => {
    assert.equal(zoomStep(100, 1), 110);
    assert.equal(zoomStep(96, 1), 100);
    assert.equal(zoomStep(100, -1), 90);
    assert.equal(zoomStep(300, 1), 300);
  });
});
