/** Paid voices against the stand-in of the service: how much of what a plan allows is used, and what a kept sound and a cancelled line take. */
import fs from 'node:fs';
import path from 'node:path';
import { cast, openPaidStudio } from '../library/elevenLabs/paidStudio.ts';
import { startStandIn } from '../library/elevenLabs/standIn.ts';
import { storeScript } from '../library/voiceLibrary.ts';
import { temporaryFolder } from '../library/voiceSetup.ts';

const latencyMs = 600;
/** Rounds of requests that a plan allows at once: enough for the first, narrow one not to count. */
const rounds = 12;
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

async function batch(report, folder, limit) {
  const service = await startStandIn({ limit, latencyMs });
  const { studio, lines } = open(path.join(folder, `limit${limit}`), service, limit * rounds);
  // The SDK loads with the first line of a window; a batch is measured from there.
  await studio.generate(lines[0], { isBatch: true, language: 'sv' });
  const started = performance.now();
  await Promise.all(lines.slice(1).map((id) => studio.generate(id, { isBatch: true, language: 'sv' })));
  const perSecond = (lines.length - 1) / ((performance.now() - started) / 1000);
  const share = (perSecond / (limit / (latencyMs / 1000))) * 100;
  report({ name: `paid voices: share of limit ÷ latency, ${limit} at once`, value: share, unit: '%', target: '>= 90' });
  report({
    name: `paid voices: refused as too many, ${limit} at once`,
    value: service.refusals,
    unit: 'requests',
    target: '<= 0',
  });
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
  const service = await startStandIn({ limit: 5, fault: () => ({ kind: 'stalledHead' }) });
  const { studio, lines } = open(path.join(folder, 'cancel'), service, 20);
  const stop = new AbortController();
  const asked = lines.map((id) => studio.generate(id, { isBatch: true, language: 'sv' }, stop.signal).catch(() => {}));
  while (service.counts.speech < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const started = performance.now();
  stop.abort();
  await Promise.all(asked);
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
    for (const limit of limits) await batch(report, folder, limit);
    await cancel(report, folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
