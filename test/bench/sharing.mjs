/**
 * Sharing's budgets: the real replicator, supabase-js and Postgres; between them the stand-in, 50 ms away. From the key to the other
 * machine's rows and elements; what VS Code takes to edit and paint is not in it (page.mjs and session.mjs measure that).
 */
import { randomUUID } from 'node:crypto';
import { sharedPause, WriteQueue } from '../../src/extension/editor/writeQueue.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import { RowSync, sharedIdleMs } from '../../src/extension/sync/rowSync.ts';
import { until } from '../host/until.ts';
import { startGateway } from '../sharing/gateway/gateway.ts';
import { createDatabase, stopClusters } from '../sharing/postgres/migrated.ts';
import { makeProject, openMachine } from '../sharing/simulation/gatewayReplica.ts';

const roundTripMs = 50;
/** About 120 pages. */
const elementCount = 4000;
const changeCount = 10_000;
/** As many as go out at once, without waiting for the pace of pushes. */
const keystrokes = 11;

/** Measures and calls `report({ name, value, unit, target })` once a figure. */
export async function bench(report) {
  const gateway = await startGateway({ database: await createDatabase(), latencyMs: roundTripMs });
  const machines = [];
  try {
    const projectId = randomUUID();
    const open = async (email) => {
      const machine = await openMachine(gateway, projectId, email);
      machines.push(machine);
      return machine;
    };
    const anna = await open('anna@example.se');
    makeProject(anna.replica, longScript(elementCount));
    report({
      name: `sharing: first share of ${elementCount} elements`,
      value: await seconds(() => shared(anna.replica, true)),
      unit: 's',
      target: '<= 5',
    });
    await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
    const bosse = await open('bosse@example.se');
    await bosse.client.rpc('rewrite_join');
    report({
      name: 'sharing: join on a second machine',
      value: await seconds(() => shared(bosse.replica, false)),
      unit: 's',
    });
    await reportKeystrokes(report, anna.replica, bosse.replica);
    await reportCatchUp(report, anna.replica, bosse.replica);
    report({ name: 'sharing: sockets a machine', value: gateway.sockets.count / 2, unit: 'sockets', target: '<= 1' });
  } finally {
    for (const machine of machines) await machine.close();
    await gateway.stop();
    await stopClusters();
  }
}

async function reportKeystrokes(report, from, to) {
  const bytes = [];
  const push = from.remote.push;
  from.remote.push = (body, signal) => {
    bytes.push(Buffer.byteLength(JSON.stringify(body)));
    return push(body, signal);
  };
  const typeOnPage = typist(from, to, true);
  const typeText = typist(from, to, false);
  await typeOnPage();
  const [page, text] = [[], []];
  for (let count = 0; count < keystrokes; count++) {
    page.push(await typeOnPage());
    text.push(await typeText());
    await rested(from, to);
  }
  from.remote.push = push;
  const name = 'sharing: keystroke to the other’s elements';
  report({ name: `${name}, page, median`, value: percentile(page, 0.5), unit: 'ms', target: '<= 500' });
  report({ name: `${name}, page, p95`, value: percentile(page, 0.95), unit: 'ms', target: '<= 500' });
  report({ name: `${name}, text, median`, value: percentile(text, 0.5), unit: 'ms', target: '<= 500' });
  report({ name: 'sharing: sent for a keystroke', value: Math.max(...bytes), unit: 'bytes', target: '<= 1024' });
}

/** Types a letter a call, after a quiet time, and gives the milliseconds until the other machine reads it. */
function typist(from, to, isOnPage) {
  const at = from.document.findIndex(({ type }, index) => index > from.document.length / 2 && type === 'dialogue');
  const rows = new RowSync({
    write: () => from.flush(),
    onFailure: (cause) => {
      throw cause;
    },
    clock: systemClock,
    idleMs: () => sharedIdleMs,
  });
  const queue = new WriteQueue({
    latest: () => undefined,
    write: async () => {
      rows.schedule();
      return 'written';
    },
    onStuck: () => {},
    clock: systemClock,
    pause: () => sharedPause,
  });
  return async () => {
    const line = { ...from.document[at], text: `${from.document[at].text}a` };
    from.document = from.document.with(at, line);
    const start = performance.now();
    if (isOnPage) queue.later();
    else rows.schedule();
    while (to.document[at]?.text !== line.text) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - start;
  };
}

/** One machine is away for a day; every line changes two or three times meanwhile. */
async function reportCatchUp(report, from, to) {
  to.replicator?.dispose();
  const words = from.document.flatMap(({ type }, index) => (type === 'dialogue' || type === 'action' ? [index] : []));
  let changed = 0;
  for (let round = 1; changed < changeCount; round++) {
    const indexes = new Set(words.slice(0, changeCount - changed));
    from.document = from.document.map((line, index) =>
      indexes.has(index) ? { ...line, text: `${line.text} Igen ${round}.` } : line,
    );
    from.flush();
    await from.replicator?.syncNow();
    changed += indexes.size;
  }
  const wanted = from.document.map(({ text }) => text).join('\n');
  const ms = await seconds(async () => {
    to.startReplicator();
    await inSync(to);
  });
  if (to.document.map(({ text }) => text).join('\n') !== wanted) throw new Error('The machine has not caught up.');
  report({ name: `sharing: catch up with ${changed} changes`, value: ms, unit: 's', target: '<= 3' });
}

async function shared(replica, isOwner) {
  replica.share(isOwner);
  await inSync(replica);
}

const inSync = (replica) =>
  until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync', 60_000);

/** Nothing is under way, and the pace of pushes has recovered. */
async function rested(...replicas) {
  for (const replica of replicas) await inSync(replica);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Scenes of sixteen elements with four speakers, the words of each line different. */
function longScript(count) {
  const names = ['TOVE', 'ÅKE', 'ÄNGLA', 'MÅRTEN (V.O.)'];
  return Array.from({ length: count }, (_, index) => {
    const id = randomUUID();
    const place = index % 16;
    if (place === 0) return { id, type: 'sceneHeading', text: `INT. RUM ${index / 16} - DAG` };
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

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
