/** Root hooks of the fuzz suite: leave behind how many random cases were tried, in the file that the environment names. */
import fs from 'node:fs';
import { triedCases } from '../language/fuzzRuns.ts';

export const mochaHooks = {
  afterAll() {
    const file = process.env['SCREENPLAY_FUZZ_COUNT'];
    if (file !== undefined) fs.writeFileSync(file, String(triedCases.count));
  },
};
