import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runFaults } from '../../fuzz/voiceFaults.ts';
import { temporaryFolder } from '../voiceSetup.ts';

describe('paid voices under faults', function () {
  this.timeout(120_000);

  // A thousand and more of these: `npm run fuzz:voices`.
  it('all get made, and nothing is paid for twice', async () => {
    const folder = temporaryFolder();
    const runs = await Promise.all([101, 102, 103, 104, 105, 106].map((seed) => runFaults(seed, folder)));
    assert.deepEqual(
      runs.flatMap(({ troubles }) => troubles),
      [],
    );
    assert.equal(
      runs.reduce((sum, { duplicates }) => sum + duplicates, 0),
      0,
    );
    // How many a run meets depends on how far it has come when they strike.
    assert.ok(runs.reduce((sum, { faults }) => sum + faults, 0) >= runs.length);
    fs.rmSync(folder, { recursive: true });
  });
});
