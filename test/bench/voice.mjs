/** The draft voice's budgets, over the built program, real SQLite and real files: from the ask to rows, sound and clip in place. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DraftVoiceProvider } from '../../src/extension/voices/draftVoiceProvider.ts';
import { openStudio, storeScript } from '../library/voiceLibrary.ts';
import { keepingLog, temporaryFolder } from '../library/voiceSetup.ts';

const program = fileURLToPath(new URL('../../dist/draftVoice/', import.meta.url));
const lineCount = 104;
const olderTakes = 1000;
const never = new AbortController().signal;

const sentences = [
  'Nej, det tror jag inte på.',
  'Kom hit, så ska jag visa dig något som du aldrig har sett.',
  'Det var en gång ett hus vid havet där ingen längre bodde.',
  'Varför frågar du mig om det nu?',
];

/** As many different lines as asked for, of the length that dialogue has. */
function lines(count) {
  const speakers = ['TOVE', 'ANNIKA', 'FARFAR'];
  return Array.from({ length: count }, (_, index) => ({
    speaker: speakers[index % speakers.length],
    words: `${sentences[index % sentences.length]} ${index + 1}.`,
  }));
}

/** A project as it is after months: many takes, of which none is the one looked for. */
function storeOlderTakes(library, projectId, like) {
  const rows = Array.from({ length: olderTakes }, () => ({
    ...{ id: randomUUID(), project_id: projectId, file_type: 'audio', file_url: like.file_url, duration_ms: 2000 },
    metadata: { ...like.metadata, request_key: randomUUID() },
  }));
  library.apply(rows.map((row) => ({ table: 'rewrite_assets', kind: 'insert', row })));
}

async function seconds(work) {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function programMegabytes() {
  const size = fs.readdirSync(program).reduce((sum, name) => sum + fs.statSync(path.join(program, name)).size, 0);
  return size / 1024 / 1024;
}

export async function bench(report) {
  const directory = temporaryFolder();
  const provider = new DraftVoiceProvider({ modulePath: path.join(program, 'host.mjs'), log: keepingLog() });
  const studio = openStudio(directory, provider);
  try {
    const script = storeScript(studio.library, lines(lineCount));
    const [first, second, third, fourth, ...others] = script.lines;
    const speak = (elementId) => studio.jobs.generate({ elementId, language: 'auto', flush: async () => {} }, never);
    report({
      name: 'voice: first line from cold',
      value: await seconds(() => speak(first)),
      unit: 's',
      target: '<= 0.5',
    });
    const next = [];
    for (const elementId of [second, third, fourth]) next.push(await seconds(() => speak(elementId)));
    const [, median] = next.sort((a, b) => a - b);
    report({ name: 'voice: next line, median of 3', value: median, unit: 's', target: '<= 0.15' });
    const hundred = await seconds(async () => {
      for (const elementId of others) await speak(elementId);
    });
    report({ name: `voice: ${others.length} lines`, value: hundred, unit: 's', target: '<= 3' });
    storeOlderTakes(studio.library, script.projectId, studio.library.assets(script.projectId)[0]);
    await speak(second);
    const found = await seconds(() => speak(first));
    report({ name: `voice: a take found among ${olderTakes}`, value: found * 1000, unit: 'ms', target: '<= 20' });
    report({ name: 'voice: size of program and data', value: programMegabytes(), unit: 'MB' });
  } finally {
    provider.dispose();
    studio.library.dispose();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}
