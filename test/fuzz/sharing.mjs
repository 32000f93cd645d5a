// Fault schedules of sharing: `node test/fuzz/sharing.mjs [count] [first seed] [steps] [disaster]`. Each is three machines and a
// server on bad days. `disaster`: restored, memberRemoved, projectDeleted or none, instead of what the seed draws.
import { runSchedule } from '../sharing/simulation/schedule.ts';

const [count = 1000, first = 1, steps = 40] = process.argv.slice(2, 5).map(Number);
const disaster = process.argv[5];
const started = performance.now();
const seen = { none: 0, restored: 0, memberRemoved: 0, projectDeleted: 0 };
let [failed, requests, kills] = [0, 0, 0];
for (let seed = first; seed < first + count; seed++) {
  const result = await runSchedule(seed, steps, disaster);
  seen[result.disaster]++;
  requests += result.requests;
  kills += result.kills;
  if (result.problems.length === 0) continue;
  failed++;
  console.log(`seed ${seed} (${result.disaster})\n  ${result.problems.slice(0, 6).join('\n  ')}`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${count} schedules of ${steps} steps, ${failed} failed; ${requests} requests, ${kills} kills, ${seconds} s`,
);
console.log(
  Object.entries(seen)
    .map(([name, times]) => `${name} ${times}`)
    .join(', '),
);
process.exitCode = failed > 0 ? 1 : 0;
