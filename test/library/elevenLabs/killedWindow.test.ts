import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '../../host/until.ts';
import { readWav } from '../voiceSetup.ts';
import { paidSuite, write } from './paidSuite.ts';

const worker = fileURLToPath(new URL('./windowWorker.ts', import.meta.url));

describe('a window that is killed while it makes voices', function () {
  this.timeout(120_000);
  const { start, open, directory } = paidSuite();

  for (const [when, answered] of [
    ['before the first answer', 0],
    ['between answers', 3],
  ] as const) {
    it(`${when} loses nothing, leaves no line in the making and pays for nothing twice`, async () => {
      const service = await start({ latencyMs: 150, limit: 3 });
      const folder = directory();
      const before = open(service, {}, folder);
      const { lines } = write(before, ['Ett.', 'Två.', 'Tre.', 'Fyra.', 'Fem.', 'Sex.', 'Sju.', 'Åtta.']);
      before.close();
      const window = fork(worker, [folder, service.url, ...lines], { stdio: 'inherit' });
      await until('requests under way', () => service.counts.speech > answered);
      window.kill('SIGKILL');
      await once(window, 'exit');

      const after = open(service, { settleMs: 1000 }, folder);
      const statuses = lines.map((id) => after.library.line(id)?.line.audio_status);
      assert.ok(!statuses.includes('generating'), `${statuses}`);
      assert.equal(
        statuses.filter((status) => status === 'generated').length,
        after.library.assets(after.library.projects()[0]?.id ?? '').length,
      );
      const spoken = await Promise.all(lines.map((id) => after.generate(id, { isBatch: true, language: 'sv' })));
      assert.equal(service.charges.length, lines.length);
      assert.deepEqual(after.library.unansweredVoiceRequests(), []);
      for (const { fileUrl } of spoken) assert.ok(readWav(after.media.resolve(fileUrl)).loudness > 0.03);
    });
  }
});
