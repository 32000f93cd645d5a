import assert from 'node:assert/strict';
import { filmFrames, opacityAt, placeWithin } from '../../src/webview/exports/filmFrames.ts';
import type { FilmPicture } from '../../src/webview/exports/protocol.ts';

const picture = (startFrame: number, durationFrames: number, more: Partial<FilmPicture> = {}): FilmPicture => ({
  ...{ uri: `${startFrame}.png`, kind: 'image', startFrame, durationFrames, offsetFrames: 0 },
  ...{ opacity: 1, fadeInFrames: 0, fadeOutFrames: 0 },
  ...more,
});

const drawn = (pictures: readonly FilmPicture[], from: number, to: number, frameRate = 25) =>
  filmFrames(pictures, [], { from, to, frameRate });

describe('the frames of a film', () => {
  it('are one a second while nothing changes, and cover everything without gaps', () => {
    const frames = drawn([picture(0, 100)], 0, 100);
    assert.deepEqual(
      frames.map(({ frame, durationFrames }) => [frame, durationFrames]),
      [
        [0, 25],
        [25, 25],
        [50, 25],
        [75, 25],
      ],
    );
  });

  it('begin anew where a picture comes or goes, in whatever piece they are asked for', () => {
    const pictures = [picture(10, 20), picture(30, 5)];
    const whole = drawn(pictures, 0, 50).map(({ frame, layers }) => [frame, ...layers.map((each) => each.picture.uri)]);
    assert.deepEqual(whole, [[0], [10, '10.png'], [25, '10.png'], [30, '30.png'], [35]]);
    const pieces = [...drawn(pictures, 0, 25), ...drawn(pictures, 25, 50)];
    assert.deepEqual(
      pieces.map(({ frame, layers }) => [frame, ...layers.map((each) => each.picture.uri)]),
      whole,
    );
  });

  it('are all drawn of what moves', () => {
    assert.equal(drawn([picture(0, 50, { kind: 'video' })], 0, 50).length, 50);
    const faded = drawn([picture(0, 50, { fadeInFrames: 4 })], 0, 25);
    assert.deepEqual(
      faded.map(({ frame }) => frame),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual(
      faded.map(({ layers }) => layers[0]?.opacity),
      [0.2, 0.4, 0.6, 0.8, 1],
    );
  });

  it('show the words that are spoken then', () => {
    const caption = { startFrame: 10, durationFrames: 5, speaker: 'TOVE', text: 'Där!' };
    const frames = filmFrames([], [caption], { from: 0, to: 25, frameRate: 25 });
    assert.deepEqual(
      frames.map(({ frame, captions }) => [frame, captions.length]),
      [
        [0, 0],
        [10, 1],
        [15, 0],
      ],
    );
  });

  it('fade out to nothing and multiply with the picture’s own opacity', () => {
    const fading = picture(0, 10, { fadeOutFrames: 1, opacity: 0.5 });
    assert.deepEqual(
      [8, 9, 10].map((frame) => opacityAt(fading, frame)),
      [0.5, 0.25, 0],
    );
  });

  it('hold pictures of any shape whole and in the middle', () => {
    assert.deepEqual(placeWithin({ width: 100, height: 100 }, { width: 1920, height: 1080 }), {
      ...{ x: 420, y: 0, width: 1080, height: 1080 },
    });
  });
});
