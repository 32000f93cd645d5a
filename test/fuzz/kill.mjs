// The long run of test/library/killedScripts.test.ts: `node test/fuzz/kill.mjs [--rounds N] [--seed N]` kills N windows with SIGKILL.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { killRounds } from '../library/killedScripts.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '120' }, seed: { type: 'string', default: '1' } },
});
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-kill-'));
try {
  const survived = await killRounds({ directory, rounds: Number(values.rounds), seed: Number(values.seed) });
  console.log(
    `${survived.rounds} windows killed: rows equal text and ids unchanged after each. ${survived.commits} commits acknowledged, ` +
      `${survived.within} windows died within a commit, ${survived.behind} with a text behind its rows; ` +
      `${survived.elements} elements compared by id, ${survived.voices} voices at the end.`,
  );
} finally {
  fs.rmSync(directory, { recursive: true, force: true });
}
