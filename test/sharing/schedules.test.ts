import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { runSchedule } from './simulation/schedule.ts';

/** A few of the schedules that `npm run fuzz:sharing` runs by the thousand. */
const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

describe('three machines and a server on bad days', () => {
  for (const seed of seeds) {
    it(`end equal, with nothing lost, twice or left over (schedule ${seed})`, async () => {
      const { problems } = await runSchedule(seed, 30);
      assert.deepEqual(problems, []);
    });
  }
});
