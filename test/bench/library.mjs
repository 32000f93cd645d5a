/** The library's budgets: opening, the first sync of a long script, one keystroke. Real files, real SQLite, no workbench. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { planSync } from '../../src/extension/sync/planSync.ts';
import { linkScript } from '../../src/extension/sync/scriptLinks.ts';
import { afterPlan, readSyncState } from '../../src/extension/sync/syncState.ts';

const elementCount = 4000;
const keystrokes = 200;
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Measures and calls `report({ name, value, unit, target })` once a figure. */
export async function bench(report) {
  const directory = mkdtempSync(join(tmpdir(), 'library-bench-'));
  try {
    warmUp(join(directory, 'warm'));
    const library = createLibrary({ directory: join(directory, 'measured'), log: silent });
    report({ name: 'library: open a new file', value: timed(() => library.projects()), unit: 'ms', target: '<= 20' });
    const firsts = [0, 1, 2].map((script) => firstSync(library, script));
    report({
      name: `library: first sync of ${elementCount} elements, median`,
      value: percentile(
        firsts.map(({ ms }) => ms),
        0.5,
      ),
      unit: 'ms',
      target: '<= 100',
    });
    const { scriptId, elements } = firsts[0];
    reportKeystrokes(report, library, scriptId, elements);
    library.dispose();
    const again = createLibrary({ directory: join(directory, 'measured'), log: silent });
    report({ name: 'library: open again', value: timed(() => again.projects()), unit: 'ms', target: '<= 10' });
    report({
      name: `library: read ${elementCount} rows for a sync`,
      value: timed(() => readSyncState(again, scriptId)),
      unit: 'ms',
      target: '<= 50',
    });
    again.dispose();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function reportKeystrokes(report, library, scriptId, elements) {
  const keystroke = createTypist(library, scriptId, elements);
  const times = Array.from({ length: keystrokes }, () => keystroke());
  const milliseconds = times.map(({ ms }) => ms);
  report({ name: 'rows: keystroke to rows, median', value: percentile(milliseconds, 0.5), unit: 'ms', target: '<= 5' });
  report({ name: 'rows: keystroke to rows, p95', value: percentile(milliseconds, 0.95), unit: 'ms' });
  report({
    name: 'rows: written per keystroke',
    value: Math.max(...times.map(({ rows }) => rows)),
    unit: 'rows',
    target: '<= 1',
  });
}

/** Types a letter a call into one line in the middle of the script, as the session does it: plan, one transaction, new state. */
function createTypist(library, scriptId, elements) {
  const current = [...elements];
  const at = current.findIndex((element, index) => index > current.length / 2 && element.type === 'dialogue');
  let state = readSyncState(library, scriptId);
  return () => {
    current[at] = { ...current[at], text: `${current[at].text}a` };
    let changes = [];
    const ms = timed(() => {
      changes = planSync(state, { elements: current });
      library.apply(changes);
      state = afterPlan(state, changes);
    });
    return { ms, rows: changes.length };
  };
}

/** Links and syncs a script of its own; the time is that of the sync. */
function firstSync(library, script) {
  const scriptId = linkNew(library, script);
  const elements = longScript(elementCount, script);
  return { scriptId, elements, ms: timed(() => sync(library, scriptId, elements)) };
}

function warmUp(directory) {
  const library = createLibrary({ directory, log: silent });
  const { scriptId, elements } = firstSync(library, 0);
  const keystroke = createTypist(library, scriptId, elements);
  for (let count = 0; count < 20; count++) keystroke();
  library.dispose();
}

function linkNew(library, script) {
  const place = {
    fileUri: `file:///bench/${script}.screenplay`,
    folderUri: 'file:///bench',
    folderName: 'Bench',
    title: 'Long',
  };
  return linkScript(library, place).scriptId;
}

function sync(library, scriptId, elements) {
  library.apply(planSync(readSyncState(library, scriptId), { elements }));
}

/** Scenes of sixteen elements with four speakers, the words of each line different. */
function longScript(count, script) {
  const names = ['TOVE', 'ÅKE', 'ÄNGLA', 'MÅRTEN (V.O.)'];
  return Array.from({ length: count }, (_, index) => {
    const id = `0000000${script}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
    const scene = Math.floor(index / 16);
    const place = index % 16;
    if (place === 0)
      return { id, type: 'sceneHeading', text: `INT. RUM ${scene} - DAG`, sceneNumber: String(scene + 1) };
    if (place % 3 === 1)
      return {
        id,
        type: 'action',
        text: `Hon går fram till fönster ${index} och ser ut över havet, som ligger stilla.`,
      };
    if (place % 3 === 2) return { id, type: 'character', text: names[index % names.length] };
    return { id, type: 'dialogue', text: `Det var för ${index} år sedan, och ingen har varit här sedan dess.` };
  });
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
