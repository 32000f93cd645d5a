import assert from 'node:assert/strict';
import { statisticsModel as buildModel } from '../../src/extension/statistics/statisticsModel.ts';
import { parse } from '../../src/language/parse.ts';
import { fill, formatCount, formatPages, formatShare, formatTime } from '../../src/webview/statistics/figures.ts';
import { type StatisticsStrings, statisticsModel } from '../../src/webview/statistics/protocol.ts';
import { createStatisticsState } from '../../src/webview/statistics/state.ts';
import { runsOf, stripPlaces } from '../../src/webview/statistics/stripPlaces.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

function modelOf(text: string) {
  const screenplay = parse(text);
  const ids = screenplay.elements.map((_, index) => `e${index}`);
  return buildModel({ screenplay, ids, voices: new Map(), paper: 'a4', fileName: 'fyren' });
}

const script = '1 INT. A - DAG\n\nBO\nHej du.\n\nAN\nHej på dig du.\n\nEXT. B - NATT\n\nBO\nJa.\n';

describe('the statistics page’s model', () => {
  it('parses as the protocol says, for long and empty scripts', () => {
    for (const text of [script, syntheticScript(20_000), '', 'Hej.']) {
      const model = modelOf(text);
      assert.deepEqual(statisticsModel.parse(model), model);
    }
  });

  it('names scenes, characters and places by lasting ids', () => {
    const { scenes, cast, places, title } = modelOf(script);
    assert.equal(title, 'fyren');
    assert.deepEqual(
      scenes.map(({ elementId, label, shortLabel, side }) => [elementId, label, shortLabel, side]),
      [
        ['e0', '1 INT. A - DAG', '1', 'int'],
        ['e5', 'EXT. B - NATT', 'B', 'ext'],
      ],
    );
    assert.deepEqual(
      cast.map(({ name, elementId, scenes: within }) => [name, elementId, ...within]),
      [
        ['BO', 'e1', 0, 1],
        ['AN', 'e3', 0],
      ],
    );
    assert.deepEqual(
      places.map(({ name, elementId }) => [name, elementId]),
      [
        ['A', 'e0'],
        ['B', 'e5'],
      ],
    );
  });
});

describe('the statistics page’s state', () => {
  const open = (revealed: string[] = []) =>
    createStatisticsState({ reveal: (id) => revealed.push(id) }, {} as StatisticsStrings, {
      sortedBy: 'name',
      scroll: 0,
    });

  it('sorts the cast by what the writer chose, also after a reload', () => {
    const state = open();
    state.setModel(modelOf(script));
    assert.deepEqual(
      state.cast.value.map(({ name }) => name),
      ['AN', 'BO'],
    );
    state.sortBy('lines');
    assert.deepEqual(
      state.cast.value.map(({ name }) => name),
      ['BO', 'AN'],
    );
    state.sortBy('words');
    assert.deepEqual(
      state.cast.value.map(({ name }) => name),
      ['AN', 'BO'],
    );
  });

  it('keeps the focus of the strip within the scenes that are left', () => {
    const state = open();
    state.setModel(modelOf(script));
    state.focusScene(7);
    assert.equal(state.focusedScene.value, 1);
    state.setModel(modelOf('INT. A\n'));
    assert.equal(state.focusedScene.value, 0);
    state.setModel(modelOf(''));
    assert.equal(state.focusedScene.value, 0);
  });
});

describe('the strip of scenes', () => {
  it('gives each scene its share of the width', () => {
    assert.deepEqual(stripPlaces([30, 10, 60]), [
      { left: 0, width: 30 },
      { left: 30, width: 10 },
      { left: 40, width: 60 },
    ]);
  });

  it('shows scenes that take no time', () => {
    const [none, all] = stripPlaces([0, 100]);
    assert.ok(none && all && none.width > 0.2 && none.width + all.width > 99.999);
    assert.deepEqual(
      stripPlaces([0, 0]).map(({ width }) => Math.round(width)),
      [50, 50],
    );
    assert.deepEqual(stripPlaces([]), []);
  });

  it('joins scenes that follow each other', () => {
    assert.deepEqual(runsOf([0, 1, 2, 5]), [
      { from: 0, to: 3 },
      { from: 5, to: 6 },
    ]);
    assert.deepEqual(runsOf([]), []);
  });
});

describe('figures', () => {
  it('are written as a writer reads them', () => {
    assert.deepEqual([0, 48.4, 59.6, 725, 3730].map(formatTime), ['0:00', '0:48', '1:00', '12:05', '1:02:10']);
    assert.deepEqual([0, 3, 8, 101].map(formatPages), ['0', '3/8', '1', '12 5/8']);
    assert.equal(formatCount(12345, 'en'), '12,345');
    assert.equal(formatShare(1, 3, 'en'), '33%');
    assert.equal(formatShare(0, 0, 'en'), '0%');
    assert.equal(fill('{1} of {0}', 7, 3), '3 of 7');
  });
});
