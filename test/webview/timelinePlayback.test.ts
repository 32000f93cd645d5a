import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  ByteCache,
  cueFor,
  decodedBytes,
  frameAt,
  gainsOf,
  isHeard,
  secondsAt,
} from '../../src/webview/timeline/playback.ts';

/** Playing began at frame 300 when the context's clock said 100 s. */
const anchor = { contextSeconds: 100, frame: 300, frameRate: 30 };
const clip = { id: 'c', startFrame: 360, durationFrames: 60, offsetFrames: 15 };

describe('playback', () => {
  it('counts frames by the clock of the sound', () => {
    assert.equal(frameAt(anchor, 100), 300);
    assert.equal(frameAt(anchor, 101.5), 345);
    assert.equal(secondsAt(anchor, 345), 101.5);
  });

  it('stays at its beginning until the first sound is due', () => {
    assert.equal(frameAt(anchor, 99.9), 300);
  });

  for (const [name, startFrame, now, expected] of [
    ['a clip that is to come whole, at its time', 360, 100, { when: 102, offset: 0.5, duration: 2 }],
    ['the rest of a clip that the playhead was put into', 270, 100, { when: 100, offset: 1.5, duration: 1 }],
    ['the rest of a clip that was decoded too late', 360, 102.5, { when: 102.5, offset: 1, duration: 1.5 }],
    ['the rest of a clip that was entered and came late', 270, 100.25, { when: 100.25, offset: 1.75, duration: 0.75 }],
  ] as const) {
    it(`plays ${name}`, () => {
      const cue = cueFor(anchor, { ...clip, startFrame }, now);
      assert.deepEqual(
        cue && { when: cue.whenSeconds, offset: cue.offsetSeconds, duration: cue.durationSeconds },
        expected,
      );
    });
  }

  it('plays nothing of a clip that is over', () => {
    assert.equal(cueFor(anchor, { ...clip, startFrame: 200 }, 100), undefined);
    assert.equal(cueFor(anchor, clip, 104), undefined);
  });

  it('leaves no gap and no overlap between clips that touch', () => {
    const cues = Array.from({ length: 600 }, (_, index) =>
      cueFor(anchor, { id: String(index), startFrame: 300 + index * 7, durationFrames: 7, offsetFrames: 0 }, 100),
    );
    cues.slice(1).forEach((cue, index) => {
      const before = cues[index];
      assert.ok(cue && before);
      assert.ok(Math.abs(before.whenSeconds + before.durationSeconds - cue.whenSeconds) < 1e-9);
    });
  });
});

describe('the cache of decoded sounds', () => {
  it('counts what decoded samples take', () => {
    assert.equal(decodedBytes({ length: 48_000, numberOfChannels: 2 }), 384_000);
  });

  it('drops what was used longest ago when the room is full', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('b', 'B', 40);
    assert.equal(cache.get('a'), 'A');
    cache.set('c', 'C', 40);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['A', undefined, 'C']);
    assert.equal(cache.bytes, 80);
  });

  it('keeps one sound that is larger than the room', () => {
    const cache = new ByteCache<string>(10);
    cache.set('small', 's', 5);
    cache.set('large', 'l', 50);
    assert.deepEqual([cache.get('small'), cache.get('large')], [undefined, 'l']);
  });

  it('counts a sound that is put again once', () => {
    const cache = new ByteCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('a', 'A2', 30);
    assert.equal(cache.bytes, 30);
  });
});

describe('the loudness of a clip', () => {
  const clip = { id: 'c', startFrame: 0, durationFrames: 60, offsetFrames: 0, volume: 0.8 };
  const anchorAt = (frame: number) => ({ contextSeconds: 10, frame, frameRate: 30 });
  const gains = (fades: object, from = 0) => {
    const faded = { ...clip, ...fades };
    const cue = cueFor(anchorAt(from), faded, 0);
    return gainsOf(faded, cue!, 30).map(({ whenSeconds, gain }) => [
      Math.round((whenSeconds - 10) * 1000) / 1000,
      Math.round(gain * 1000) / 1000,
    ]);
  };

  it('is its volume, with a short ramp against clicks at both ends', () => {
    assert.deepEqual(gains({}).slice(0, 2), [
      [0, 0],
      [0.005, 0.8],
    ]);
    assert.deepEqual(gains({}).slice(-2), [
      [1.995, 0.8],
      [2, 0],
    ]);
  });

  it('rises and falls with its fades', () => {
    const points = gains({ fadeInFrames: 30, fadeOutFrames: 15 });
    assert.ok(points.some(([at, gain]) => at === 1 && gain === 0.8));
    assert.ok(points.some(([at, gain]) => at === 1.5 && gain === 0.8));
    assert.deepEqual(points.at(-1), [2, 0]);
  });

  it('begins within a fade as loud as the fade is there', () => {
    const [, second] = gains({ fadeInFrames: 30 }, 15);
    assert.deepEqual(second, [0.005, 0.404]);
  });
});

describe('tracks that are heard', () => {
  const track = (more: object) => ({ type: 'audio', muted: false, ...more }) as const;

  it('are all but the muted, unless one has solo', () => {
    const tracks = [track({}), track({ muted: true }), track({ solo: true })];
    assert.deepEqual(
      tracks.map((each) => isHeard(each, tracks)),
      [false, false, true],
    );
    const plain = tracks.slice(0, 2);
    assert.deepEqual(
      plain.map((each) => isHeard(each, plain)),
      [true, false],
    );
  });
});
