import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { RemoteError } from '../../src/extension/sharing/remoteProject.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { makeProject } from './simulation/gatewayReplica.ts';
import { machineOf, pass as passTime, shareWithBosse } from './simulation/machines.ts';
import type { Replica } from './simulation/replica.ts';
import { ServerModel } from './simulation/serverModel.ts';
import { SimulatedClock } from './simulation/simulatedClock.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });

describe('a server that went back to an older backup', () => {
  let folder: string;
  let clock: SimulatedClock;
  let model: ServerModel;
  let anna: Replica;
  let bosse: Replica;
  const faults: unknown[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sharing-restored-'));
    clock = new SimulatedClock();
    model = new ServerModel(randomUUID());
    const machines = { folder, model, clock, onFault: (cause: unknown) => faults.push(cause) };
    [anna, bosse] = [machineOf(machines, 'anna'), machineOf(machines, 'bosse')];
    model.onChange = () => {
      for (const { remote } of [anna, bosse]) remote.hint();
    };
    makeProject(anna, [
      element('sceneHeading', 'INT. FYREN - NATT'),
      element('action', 'Tove tänder lampan.'),
      element('action', 'Havet brusar.'),
    ]);
    await shareWithBosse(model, anna, bosse, clock);
  });

  afterEach(() => {
    for (const replica of [anna, bosse]) replica.dispose();
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(faults.splice(0), []);
  });

  const pass = () => passTime(clock, [anna, bosse]);
  function rewrite(replica: Replica, from: string, to: string): void {
    replica.document = replica.document.map((line) => (line.text === from ? { ...line, text: to } : line));
    replica.flush();
  }
  function remove(replica: Replica, text: string): void {
    replica.document = replica.document.filter((line) => line.text !== text);
    replica.flush();
  }
  async function alone(replica: Replica): Promise<void> {
    for (const each of [anna, bosse]) each.remote.network = each === replica ? 'online' : 'offline';
    await replica.replicator?.syncNow();
    await pass();
  }
  async function everybody(): Promise<void> {
    for (const each of [anna, bosse]) each.remote.network = 'online';
    for (const each of [anna, bosse, anna, bosse]) {
      await each.replicator?.syncNow();
      await pass();
    }
  }
  const texts = ({ document }: Replica) => document.map(({ text }) => text);
  function assertAllSay(text: string): void {
    for (const replica of [anna, bosse])
      assert.equal(texts(replica).filter((each) => each === text).length, 1, `${replica.name}: ${texts(replica)}`);
    assert.ok(model.rows('rewrite_scene_content').some((row) => String(row['content']).includes(text)));
  }
  function assertNobodySays(text: string): void {
    for (const replica of [anna, bosse])
      assert.ok(!texts(replica).includes(text), `${replica.name}: ${texts(replica)}`);
  }

  it('keeps a line that was acknowledged and lost, and what somebody wrote over its old state since', async () => {
    const backup = model.backUp();
    await alone(anna);
    rewrite(anna, 'Tove tänder lampan.', 'Tove tappar lampan.');
    await pass();
    model.restore(backup);
    await alone(bosse);
    rewrite(bosse, 'Tove tänder lampan.', 'Tove letar efter lampan.');
    await pass();
    await everybody();
    assertAllSay('Tove tappar lampan.');
    assertAllSay('Tove letar efter lampan.');
  });

  it('keeps a line that somebody rewrote since, where its deletion was lost', async () => {
    const backup = model.backUp();
    await alone(anna);
    remove(anna, 'Havet brusar.');
    await pass();
    model.restore(backup);
    await alone(bosse);
    rewrite(bosse, 'Havet brusar.', 'Havet ligger stilla.');
    await pass();
    await everybody();
    assertAllSay('Havet ligger stilla.');
  });

  it('deletes a line again whose deletion was lost, though another machine gave it back', async () => {
    await alone(bosse);
    rewrite(bosse, 'Havet brusar.', 'Havet ryter.');
    await everybody();
    const backup = model.backUp();
    await alone(anna);
    remove(anna, 'Havet ryter.');
    await pass();
    model.restore(backup);
    await everybody();
    assertNobodySays('Havet ryter.');
    assert.deepEqual(anna.store.setAsides(anna.projectId), []);
  });

  it('keeps the newest words where another machine gave back older ones first', async () => {
    const backup = model.backUp();
    rewrite(anna, 'Tove tänder lampan.', 'Tove tappar lampan.');
    await pass();
    await alone(anna);
    rewrite(anna, 'Tove tappar lampan.', 'Tove krossar lampan.');
    await pass();
    model.restore(backup);
    await alone(bosse);
    await everybody();
    assertAllSay('Tove krossar lampan.');
  });

  it('takes what somebody wrote over a line that the backup had', async () => {
    rewrite(anna, 'Tove tänder lampan.', 'Tove tappar lampan.');
    await pass();
    const backup = model.backUp();
    rewrite(anna, 'Havet brusar.', 'Havet ryter.');
    await pass();
    model.restore(backup);
    await alone(bosse);
    rewrite(bosse, 'Tove tappar lampan.', 'Tove letar efter lampan.');
    await everybody();
    assertAllSay('Tove letar efter lampan.');
    assertAllSay('Havet ryter.');
    assertNobodySays('Tove tappar lampan.');
    for (const replica of [anna, bosse]) assert.deepEqual(replica.store.setAsides(replica.projectId), []);
  });

  it('gives back a push that was taken among those of others and never pulled', async () => {
    await alone(bosse);
    rewrite(bosse, 'Havet brusar.', 'Havet ryter.');
    await pass();
    const backup = model.backUp();
    const { projectId } = anna;
    const id = randomUUID();
    bosse.remote.network = 'offline';
    anna.remote.network = 'online';
    anna.remote.pull = () => Promise.reject(new RemoteError('offline'));
    anna.library.apply([
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: { id, project_id: projectId, file_type: 'image', name: 'Fyren' },
      },
    ]);
    await pass();
    assert.ok(
      model.rows('rewrite_assets').some((row) => row['id'] === id),
      'it was taken',
    );
    Reflect.deleteProperty(anna.remote, 'pull');
    model.restore(backup);
    await everybody();
    assert.ok(
      model.rows('rewrite_assets').some((row) => row['id'] === id),
      'it was given back',
    );
    assert.ok(bosse.library.asset(id));
  });

  it('leaves no file behind of an asset that was lost there and deleted here', async () => {
    const { projectId } = anna;
    const id = randomUUID();
    const fileUrl = anna.media.relativePath(projectId, 'audio', id, 'röst.wav');
    const backup = model.backUp();
    anna.putMedia(fileUrl, Buffer.from('en röst'));
    const row = { id, project_id: projectId, file_type: 'audio', file_url: fileUrl } as const;
    await alone(anna);
    anna.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    await pass();
    assert.ok(model.media.has(fileUrl));
    anna.remote.network = 'offline';
    anna.library.apply([{ table: 'rewrite_assets', kind: 'delete', id }]);
    model.restore(backup);
    await everybody();
    assert.deepEqual([...model.media.keys()], []);
  });

  it('has a like: a library that went back to its own catches up, and doubles no line', async () => {
    await everybody();
    const kept = join(folder, 'backup');
    anna.replicator?.dispose();
    anna.library.dispose();
    cpSync(anna.directory, kept, { recursive: true });
    anna.restart();
    await everybody();
    rewrite(anna, 'Tove tänder lampan.', 'Tove tappar lampan.');
    anna.document = [...anna.document, element('action', 'Åskan går.')];
    anna.flush();
    await everybody();
    rewrite(bosse, 'Havet brusar.', 'Havet ryter.');
    await everybody();
    anna.replicator?.dispose();
    anna.library.dispose();
    rmSync(anna.directory, { recursive: true });
    cpSync(kept, anna.directory, { recursive: true });
    // The file of the script says what it said; a line that the library does not know gets an id of its own.
    anna.document = anna.document.map((line) => (line.text === 'Åskan går.' ? { ...line, id: randomUUID() } : line));
    anna.restart();
    await everybody();
    for (const text of ['Tove tappar lampan.', 'Havet ryter.', 'Åskan går.']) assertAllSay(text);
    assert.deepEqual(anna.document, bosse.document);
    for (const replica of [anna, bosse]) assert.deepEqual(replica.store.setAsides(replica.projectId), []);
  });
});
