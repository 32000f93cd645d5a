/** Paid voices against the stand-in of the service: how much of what a plan allows is used, and what a kept sound and a cancelled line take. */
import fs from 'node:fs';
import path from 'node:path';
import { BatchRun } from '../../src/extension/voices/batch/batchRun.ts';
import { stopsAll, stopsSpeaker } from '../../src/extension/voices/voiceErrors.ts';
import { cast, openPaidStudio } from '../library/elevenLabs/paidStudio.ts';
import { forkStandIn } from '../library/elevenLabs/standInProcess.ts';
import { storeScript } from '../library/voiceLibrary.ts';
import { temporaryFolder } from '../library/voiceSetup.ts';

const latencyMs = 600;
/** Rounds of requests that a plan allows at once: enough for the last, narrow one not to count. */
const rounds = 16;
const limits = [3, 5, 10, 30];

function open(directory, service, count) {
  const studio = openPaidStudio(directory, service, { delayMs: 500, settleMs: 30_000 });
  const words = (index) => ({ speaker: 'TOVE', words: `Det var en gång ett hus vid havet, nummer ${index}.` });
  const script = storeScript(
    studio.library,
    Array.from({ length: count }, (_, index) => words(index)),
  );
  cast(studio.library, script.projectId, 'TOVE', 'Rachel');
  return { studio, lines: script.lines };
}

/** A batch as the writer begins one. */
function run(studio, lines) {
  const batch = new BatchRun({
    speak: async ({ elementId }, signal) =>
      (await studio.generate(elementId, { isBatch: true, language: 'sv' }, signal)).isNew,
    width: () => studio.jobs.capacity(),
    stopsAll,
    stopsSpeaker,
  });
  const wanted = lines.map((elementId) => ({ elementId, speaker: 'TOVE', characters: 0, credits: 0, isCached: false }));
  return { batch, ended: batch.add(wanted) };
}

async function speakAll(report, folder, limit) {
  const service = await forkStandIn({ limit, latencyMs });
  const { studio, lines } = open(path.join(folder, `limit${limit}`), service, limit * rounds);
  // The SDK loads with the first line of a window; a batch is measured from there.
  await studio.generate(lines[0], { isBatch: true, language: 'sv' });
  const before = await service.seen();
  const started = performance.now();
  const { done } = await run(studio, lines.slice(1)).ended;
  const tookMs = performance.now() - started;
  const { refusals, busyMs, violations } = await service.seen();
  if (done !== lines.length - 1 || violations.length > 0) throw new Error(`${done} lines; ${violations}`);
  const of = `${limit} at once`;
  const share = ((done * latencyMs) / (tookMs * limit)) * 100;
  report({ name: `paid voices: share of limit ÷ latency, ${of}`, value: share, unit: '%', target: '>= 90' });
  // By the service's own clock: what of the share is lost here, and not to a service that is slow on a busy machine.
  const used = ((busyMs - before.busyMs) / (tookMs * limit)) * 100;
  report({ name: `paid voices: places of the service in use, ${of}`, value: used, unit: '%', target: '>= 90' });
  report({ name: `paid voices: refused as too many, ${of}`, value: refusals, unit: 'requests', target: '<= 0' });
  if (limit === limits[0]) await kept(report, studio, lines);
  studio.close();
  await service.close();
}

/** The same lines in another project: every sound is kept. */
async function kept(report, studio, lines) {
  const text = lines.map((id) => ({ speaker: 'TOVE', words: studio.library.line(id).line.content }));
  const other = storeScript(studio.library, text);
  cast(studio.library, other.projectId, 'TOVE', 'Rachel');
  const times = [];
  for (const id of other.lines) {
    const started = performance.now();
    await studio.generate(id, { isKept: true, language: 'sv' });
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  report({ name: 'paid voices: a kept sound, median', value: times[times.length >> 1], unit: 'ms', target: '<= 20' });
}

async function cancel(report, folder) {
  const service = await forkStandIn({ limit: 5, fault: { kind: 'stalledHead' } });
  const { studio, lines } = open(path.join(folder, 'cancel'), service, 20);
  const { batch, ended } = run(studio, lines);
  while ((await service.seen()).requests < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const started = performance.now();
  batch.cancel();
  await ended;
  report({
    name: 'paid voices: cancelling 20 lines',
    value: performance.now() - started,
    unit: 'ms',
    target: '<= 250',
  });
  studio.close();
  await service.close();
}

export async function bench(report) {
  const folder = temporaryFolder();
  try {
    for (const limit of limits) await speakAll(report, folder, limit);
    await cancel(report, folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
