import assert from 'node:assert/strict';
import { formatDuration, formatRunningTime } from '../../src/extension/platform/duration.ts';

describe('durations', () => {
  for (const [seconds, sound, running] of [
    [0, '0.0 s', '0:00'],
    [2.14, '2.1 s', '0:02'],
    [59.94, '59.9 s', '1:00'],
    [59.96, '1:00', '1:00'],
    [130, '2:10', '2:10'],
    [3730, '1:02:10', '1:02:10'],
  ] as const) {
    it(`writes ${seconds} seconds as ${sound} of sound and ${running} of running time`, () => {
      assert.equal(formatDuration(seconds), sound);
      assert.equal(formatRunningTime(seconds), running);
    });
  }
});
