// `npm run fuzz:voices -- [--runs=1000] [--seed=1] [--at-once=8]`: randomised fault runs of paid voices; ends with what was paid.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runFaults } from './voiceFaults.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '8' },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-faults-'));
const totals = {
  runs: 0,
  lines: 0,
  requests: 0,
  faults: 0,
  charges: 0,
  duplicates: 0,
  cancelled: 0,
  deaths: 0,
  troubles: 0,
};
const started = performance.now();
let next = first;

async function work() {
  while (next < first + runs) {
    const seed = next++;
    const run = await runFaults(seed, folder);
    totals.runs++;
    totals.troubles += run.troubles.length;
    for (const name of ['lines', 'requests', 'faults', 'charges', 'duplicates', 'cancelled', 'deaths'])
      totals[name] += run[name];
    if (run.duplicates > 0 || run.troubles.length > 0) console.log(`seed ${seed}: ${JSON.stringify(run)}`);
    if (totals.runs % 100 === 0)
      console.log(`${totals.runs} runs, ${totals.charges} payments, ${totals.duplicates} duplicates`);
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
fs.rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify(totals), `${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = totals.duplicates > 0 || totals.troubles > 0 ? 1 : 0;
