import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createPicture } from '../../src/webview/timeline/model.ts';
import { shownAt } from '../../src/webview/timeline/monitor/layers.ts';
import { decibelsOf, fallen, meterShare } from '../../src/webview/timeline/playback/levels.ts';
import type { TimelineItem, TimelineTrack } from '../../src/webview/timeline/protocol.ts';
import { item, model } from './timelineModels.ts';

const track = (id: string, more: Partial<TimelineTrack> = {}): TimelineTrack => ({
  ...{ id, name: id, type: 'video', muted: false, hidden: false },
  ...more,
});
const still = (id: string, trackId: string, more: Partial<TimelineItem> = {}) =>
  item(id, { trackId, thumbnail: `/${id}.png`, state: 'media', speaker: -1, ...more });

describe('the picture preview', () => {
  const shown = (frame: number, items: TimelineItem[], tracks = [track('V2'), track('V1')]) =>
    shownAt(createPicture(model({ tracks, items })), frame);

  it('stacks the pictures of all video tracks, the first track on top', () => {
    const { layers } = shown(10, [still('top', 'V2'), still('bottom', 'V1'), still('later', 'V1', { startFrame: 30 })]);
    assert.deepEqual(
      layers.filter(({ isAhead }) => !isAhead).map(({ uri }) => uri),
      ['/bottom.png', '/top.png'],
    );
  });

  it('has the next picture ready before its cut, unseen and unheard', () => {
    const film = { trackId: 'V1', film: '/f.mp4', offsetFrames: 60, startFrame: 30, state: 'media' } as const;
    const items = [still('now', 'V1'), item('film', film), still('far', 'V2', { startFrame: 200 })];
    assert.deepEqual(
      shown(10, items).layers.map(({ uri, opacity, volume, fileSeconds, isAhead }) =>
        isAhead ? [uri, opacity, volume, fileSeconds] : uri,
      ),
      ['/now.png', ['/f.mp4', 0, 0, 2]],
    );
    assert.equal(shown(30, items).layers[0]?.isAhead, false);
  });

  it('leaves out what lies on a hidden track', () => {
    const tracks = [track('V2', { hidden: true }), track('V1')];
    assert.deepEqual(
      shown(0, [still('top', 'V2'), still('bottom', 'V1')], tracks).layers.map(({ item: { id } }) => id),
      ['bottom'],
    );
  });

  it('shows a picture as much as its opacity and its fades say', () => {
    const faded = still('1', 'V1', { opacity: 0.5, fadeInFrames: 10, fadeOutFrames: 20 });
    assert.deepEqual(
      [0, 5, 10, 20, 29].map((frame) => shown(frame, [faded]).layers[0]?.opacity.toFixed(3)),
      ['0.000', '0.250', '0.500', '0.250', '0.025'],
    );
  });

  it('shows a film from where its clip is trimmed, silent on a muted track', () => {
    const film = item('f', { trackId: 'V1', film: '/f.mp4', offsetFrames: 60, volume: 0.5, state: 'media' });
    const [heard] = shown(15, [film]).layers;
    assert.deepEqual([heard?.kind, heard?.fileSeconds, heard?.volume], ['video', 2.5, 0.5]);
    assert.equal(shown(15, [film], [track('V1', { muted: true })]).layers[0]?.volume, 0);
  });

  it('says what should be there when a file is gone', () => {
    const { layers, missing } = shown(0, [still('1', 'V1', { state: 'missing' })]);
    assert.deepEqual([layers.length, missing.map(({ id }) => id)], [0, ['1']]);
  });
});

describe('meters', () => {
  it('show decibels below full scale', () => {
    assert.deepEqual([1, 0.5, 0.1, 0, Number.NaN, 2].map(decibelsOf), [0, -6, -20, -60, -60, 0]);
    assert.deepEqual(
      [1, 0.001, 0.0001, 0].map((level) => Number(meterShare(level).toFixed(3))),
      [1, 0, 0, 0],
    );
  });

  it('rise at once and fall slowly, to nothing at last', () => {
    assert.equal(fallen(0.1, 0.8, 0.1), 0.8);
    const after = fallen(1, 0, 0.5);
    assert.ok(after > 0.2 && after < 0.3);
    assert.equal(fallen(0.0011, 0, 0.1), 0);
  });
});
