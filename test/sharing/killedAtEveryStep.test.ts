import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { ScriptElement } from '../../src/language/document.ts';
import { differences } from './simulation/differences.ts';
import { makeProject } from './simulation/gatewayReplica.ts';
import { KillSwitch } from './simulation/killSwitch.ts';
import { machineOf, pass, shareWithBosse } from './simulation/machines.ts';
import type { Replica } from './simulation/replica.ts';
import { ServerModel } from './simulation/serverModel.ts';
import { SimulatedClock } from './simulation/simulatedClock.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });
const heading = 'INT. FYREN - NATT';
/** Every step: SCREENPLAY_KILL_EVERY=1. */
const every = Number(process.env['SCREENPLAY_KILL_EVERY'] ?? 5);

describe('a machine that is killed (kill -9) at any step of its own work', function () {
  this.timeout(600_000);
  const killSwitch = new KillSwitch();
  let folder: string;
  let model: ServerModel;
  let start: { readonly rows: ReturnType<ServerModel['backUp']>; readonly media: ServerModel['media'] };
  const old = { id: randomUUID(), fileUrl: '' };
  const fresh = { id: randomUUID(), fileUrl: '' };

  const throws = (cause: unknown) => {
    throw cause;
  };
  const rewrite = (replica: Replica, from: string, to: string) => {
    replica.document = replica.document.map((line) => (line.text === from ? { ...line, text: to } : line));
  };
  const assetRow = (id: string, file_url: string) =>
    ({ id, project_id: model.projectId, file_type: 'audio', file_url }) as const;

  /** A project that two share, with a voice that both have. */
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sharing-steps-'));
    model = new ServerModel(randomUUID());
    const clock = new SimulatedClock();
    const [anna, bosse] = ['anna', 'bosse'].map((name) =>
      machineOf({ folder: join(folder, 'start'), model, clock, onFault: throws }, name),
    );
    assert.ok(anna && bosse);
    makeProject(anna, [
      element('sceneHeading', heading),
      element('action', 'Tove tänder lampan.'),
      element('dialogue', 'Vem där?'),
      element('action', 'Havet brusar.'),
    ]);
    old.fileUrl = anna.media.relativePath(model.projectId, 'audio', old.id, 'gammal.wav');
    fresh.fileUrl = anna.media.relativePath(model.projectId, 'audio', fresh.id, 'ny.wav');
    await anna.media.write(old.fileUrl, Buffer.from('en gammal röst'));
    anna.library.apply([{ table: 'rewrite_assets', kind: 'insert', row: assetRow(old.id, old.fileUrl) }]);
    await shareWithBosse(model, anna, bosse, clock);
    assert.deepEqual(differences([anna, bosse], model), []);
    for (const replica of [anna, bosse]) replica.dispose();
    start = { rows: model.backUp(), media: new Map(model.media) };
    killSwitch.install();
  });
  after(() => {
    killSwitch.uninstall();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Anna voices, writes and sends; Bosse, who has written as well, fetches. One of them is killed before the step. Gives the steps of both. */
  async function run(killed: 'anna' | 'bosse' | undefined, at: number): Promise<{ anna: number; bosse: number }> {
    const root = mkdtempSync(join(folder, 'run-'));
    cpSync(join(folder, 'start'), root, { recursive: true });
    model.restore(start.rows);
    model.media.clear();
    for (const [path, bytes] of start.media) model.media.set(path, bytes);
    const clock = new SimulatedClock();
    const faults: unknown[] = [];
    const onFault = (cause: unknown) => {
      if (!killSwitch.isDead) faults.push(cause);
    };
    const open = (name: string) => machineOf({ folder: root, model, clock, onFault }, name);
    const [anna, bosse] = [open('anna'), open('bosse')];
    const steps = { anna: 0, bosse: 0 };
    const work = async (replica: Replica, job: () => Promise<void>) => {
      const name = replica === anna ? 'anna' : 'bosse';
      killSwitch.arm(name === killed ? at : Number.POSITIVE_INFINITY, () => replica.kill());
      await Promise.race([job().catch((cause: unknown) => killSwitch.isDead || throws(cause)), replica.killed]);
      steps[name] = killSwitch.steps;
      const wasKilled = killSwitch.isDead;
      assert.equal(wasKilled, name === killed);
      if (wasKilled) replica.abandon();
      killSwitch.disarm();
      if (wasKilled) replica.restart();
    };
    try {
      for (const replica of [anna, bosse]) replica.read();
      await work(anna, () => annasWork(anna, clock));
      await work(bosse, () => bossesWork(bosse, clock));
      for (let round = 0; round < 3; round++)
        for (const replica of [anna, bosse]) {
          if (!replica.replicator) replica.startReplicator();
          replica.flush();
          await replica.replicator?.syncNow();
          await pass(clock, [anna, bosse]);
        }
      assert.deepEqual(faults, []);
      assert.deepEqual(differences([anna, bosse], model), []);
      const texts = anna.document.map(({ text }) => text);
      const said = ['Tove tappar lampan.', 'Vem är där?', 'Hallå?', 'Havet ryter.'];
      assert.deepEqual(texts.filter((text) => said.includes(text)).toSorted(), said.toSorted(), texts.join(' | '));
      // Killed before its row was written, a voice was never made, and none deleted.
      for (const { library } of [anna, bosse]) {
        assert.equal(library.asset(fresh.id) !== undefined, killed !== 'anna' || model.media.has(fresh.fileUrl));
        assert.equal(library.asset(old.id) === undefined, killed !== 'bosse' || !model.media.has(old.fileUrl));
      }
      assert.equal(anna.media.exists(old.fileUrl), anna.library.asset(old.id) !== undefined);
    } finally {
      killSwitch.disarm();
      for (const replica of [anna, bosse]) replica.dispose();
      rmSync(root, { recursive: true, force: true });
    }
    return steps;
  }

  /** What is typed stands in the editor, which brings it back after a crash. */
  async function annasWork(anna: Replica, clock: SimulatedClock): Promise<void> {
    rewrite(anna, 'Tove tänder lampan.', 'Tove tappar lampan.');
    rewrite(anna, 'Vem där?', 'Vem är där?');
    anna.flush();
    await anna.media.write(fresh.fileUrl, Buffer.from('en ny röst'));
    anna.library.apply([{ table: 'rewrite_assets', kind: 'insert', row: assetRow(fresh.id, fresh.fileUrl) }]);
    anna.startReplicator();
    await pass(clock, [anna]);
  }

  async function bossesWork(bosse: Replica, clock: SimulatedClock): Promise<void> {
    rewrite(bosse, 'Vem där?', 'Hallå?');
    rewrite(bosse, 'Havet brusar.', 'Havet ryter.');
    bosse.flush();
    bosse.library.apply([{ table: 'rewrite_assets', kind: 'delete', id: old.id }]);
    await bosse.media.remove(old.fileUrl);
    bosse.startReplicator();
    await pass(clock, [bosse]);
  }

  for (const name of ['anna', 'bosse'] as const)
    it(`ends equal with the others, nothing lost, twice or left over: ${name}, every ${every}. step`, async () => {
      const steps = (await run(undefined, 0))[name];
      assert.ok(steps > 40, `${steps} steps`);
      for (let at = 0; at < steps; at += every) {
        try {
          await run(name, at);
        } catch (cause) {
          throw new Error(`Killed before step ${at} of ${steps}: ${cause}`, { cause });
        }
      }
    });
});
