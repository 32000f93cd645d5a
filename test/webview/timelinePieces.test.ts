import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { joinsWithin, partAt, piecesOf } from '../../src/webview/timeline/playback/pieces.ts';
import { type Anchor, cueFor, type Playable } from '../../src/webview/timeline/playback.ts';

const clip: Playable = { id: 'c', startFrame: 100, durationFrames: 1500, offsetFrames: 450 };
const long = { durationSeconds: 600 };
const rows = (from: number, to: number, shown = clip) =>
  piecesOf(shown, long, 30, from, to).map(
    ({ startFrame, durationFrames, offsetFrames, part }) =>
      `${startFrame}+${durationFrames} of ${offsetFrames} in ${part?.fromSeconds}+${part?.seconds}`,
  );

describe('a clip of a long file', () => {
  it('is cut where parts of its file meet, so that every clip of the file shares them', () => {
    assert.deepEqual(rows(0, 5000), [
      '100+150 of 450 in 0+20',
      '250+600 of 600 in 20+20',
      '850+600 of 1200 in 40+20',
      '1450+150 of 1800 in 60+20',
    ]);
  });

  it('gives only the pieces that are asked for', () => {
    assert.deepEqual(rows(900, 1000), ['850+600 of 1200 in 40+20']);
    assert.deepEqual(rows(240, 260), ['100+150 of 450 in 0+20', '250+600 of 600 in 20+20']);
    assert.deepEqual(rows(5000, 6000), []);
  });

  it('has parts of whole frames at any rate', () => {
    for (const rate of [23, 24, 25, 29, 30, 60, 120]) {
      const pieces = piecesOf({ ...clip, durationFrames: 9001 }, long, rate, 0, 1e6);
      assert.equal(
        pieces.reduce((sum, piece) => sum + piece.durationFrames, 0),
        9001,
      );
      for (const { offsetFrames, durationFrames, part } of pieces) {
        const from = (part?.fromSeconds ?? 0) * rate;
        assert.ok(
          offsetFrames >= from - 1e-9 && offsetFrames + durationFrames <= from + (part?.seconds ?? 0) * rate + 1e-9,
        );
      }
    }
  });

  it('is one piece when the file is short', () => {
    assert.deepEqual(piecesOf(clip, { durationSeconds: 12 }, 30, 0, 9), [{ ...clip, key: 'c', part: undefined }]);
  });

  it('goes on without a ramp where pieces meet, forwards and backwards, but not where the playhead was put', () => {
    const pieces = piecesOf(clip, long, 30, 0, 5000);
    const joins = (anchor: Anchor, at: number) => {
      const piece = pieces[at]!;
      const cue = cueFor(anchor, piece, 0);
      return cue && joinsWithin(cue, piece, clip, 30);
    };
    const forward = { contextSeconds: 0, frame: 0, frameRate: 30 };
    assert.deepEqual(joins(forward, 0), { start: false, end: true });
    assert.deepEqual(joins(forward, 1), { start: true, end: true });
    assert.deepEqual(joins(forward, 3), { start: true, end: false });
    assert.deepEqual(joins({ ...forward, frame: 300 }, 1), { start: false, end: true });
    assert.deepEqual(joins({ ...forward, frame: 2000, speed: -1 }, 0), { start: true, end: false });
    assert.deepEqual(joins({ ...forward, frame: 2000, speed: -1 }, 1), { start: true, end: true });
  });

  it('is scrubbed in the part that holds the second', () => {
    assert.deepEqual(
      [partAt(0), partAt(59.9)],
      [
        { fromSeconds: 0, seconds: 20 },
        { fromSeconds: 40, seconds: 20 },
      ],
    );
  });
});
