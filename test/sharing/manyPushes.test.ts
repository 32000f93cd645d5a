import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { replicatedTables } from '../../src/extension/library/replicaStore.ts';
import { sendAgain } from '../../src/extension/sharing/decisions.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { FaultyRemote } from './simulation/faultyRemote.ts';
import { makeProject } from './simulation/gatewayReplica.ts';
import { Replica } from './simulation/replica.ts';
import { ServerModel } from './simulation/serverModel.ts';
import { SimulatedClock } from './simulation/simulatedClock.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });

const script = (): readonly ScriptElement[] => [
  element('sceneHeading', 'INT. FYREN - NATT'),
  ...Array.from({ length: 12 }, (_, index) => element('action', `Tove tänder lampa ${index}.`)),
];

describe('a project that takes more than one push', () => {
  let folder: string;
  let clock: SimulatedClock;
  let model: ServerModel;
  const replicas: Replica[] = [];
  const faults: unknown[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sharing-many-'));
    clock = new SimulatedClock();
    model = new ServerModel(randomUUID());
  });

  afterEach(() => {
    for (const replica of replicas.splice(0)) replica.dispose();
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(faults.splice(0), []);
  });

  function machine(mostChanges: number): Replica {
    const replica = new Replica({
      name: 'anna',
      directory: join(folder, String(replicas.length)),
      projectId: model.projectId,
      remote: (onKilled) => new FaultyRemote(model, 'anna', (below) => below - 1, onKilled),
      clock,
      random: () => 0,
      onFault: (cause) => faults.push(cause),
      mostChanges,
    });
    replicas.push(replica);
    makeProject(replica, script());
    return replica;
  }

  const idle = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(replicas.map((replica) => replica.idle()));
  };
  async function pass(milliseconds = 60_000): Promise<void> {
    await clock.pass(milliseconds, idle);
    await idle();
  }

  for (const mostChanges of [1, 2, 3, 10])
    it(`comes whole in pushes of ${mostChanges}, and names its script and timeline at the end`, async () => {
      const anna = machine(mostChanges);
      anna.share(true);
      await pass();
      assert.deepEqual(anna.store.setAsides(anna.projectId), []);
      assert.equal(anna.replicator?.state.kind, 'inSync');
      assert.equal(model.rows('rewrite_scene_content').length, 12);
      const [project] = model.rows('rewrite_projects');
      const own = anna.library.project(anna.projectId);
      assert.ok(own?.current_script_id && own.current_timeline_id);
      assert.equal(project?.['current_script_id'], own.current_script_id);
      assert.equal(project?.['current_timeline_id'], own.current_timeline_id);
    });

  it('keeps a new row here, and all that hangs on it, that the server refuses for good', async () => {
    const anna = machine(100);
    model.refuses = ({ table }) => (table === 'rewrite_timelines' ? 'invalid' : undefined);
    anna.share(true);
    await pass();
    const [timeline] = anna.library.timelines(anna.projectId);
    assert.ok(timeline);
    assert.equal(anna.library.tracks(timeline.id).length, 2);
    assert.ok(anna.library.project(anna.projectId));
    assert.ok(anna.store.setAsides(anna.projectId).some(({ id }) => id === timeline.id));
    assert.equal(model.rows('rewrite_scene_content').length, 12);
  });

  it('deletes nothing for the others when its writer deletes it in the middle', async () => {
    const anna = machine(5);
    anna.share(true);
    await pass();
    const before = replicatedTables.map((table) => model.rows(table).length);
    const push = anna.remote.push.bind(anna.remote);
    anna.remote.push = (body) => {
      anna.remote.push = push;
      anna.library.apply([{ table: 'rewrite_projects', kind: 'delete', id: anna.projectId }]);
      return push(body);
    };
    anna.document = anna.document.map((line) => ({ ...line, text: `${line.text} Igen.` }));
    anna.flush();
    await pass();
    assert.deepEqual(
      replicatedTables.map((table) => model.rows(table).length),
      before,
    );
    assert.equal(anna.store.share(anna.projectId), undefined);
  });

  it('sends what was refused once more when its writer says so, and then it is there', async () => {
    const anna = machine(100);
    model.refuses = ({ table }) => (table === 'rewrite_assets' ? 'invalid' : undefined);
    const id = randomUUID();
    const row = { id, project_id: anna.projectId, file_type: 'image', name: 'Fyren' } as const;
    anna.share(true);
    await pass();
    anna.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    await pass();
    const [aside] = anna.store.setAsides(anna.projectId);
    assert.ok(aside && anna.library.asset(id));
    assert.deepEqual(model.rows('rewrite_assets'), []);
    model.refuses = () => undefined;
    sendAgain(anna.store, aside);
    anna.store.dropSetAside(aside.setAsideId);
    await anna.replicator?.syncNow();
    assert.equal(model.rows('rewrite_assets').length, 1);
    assert.equal(anna.replicator?.state.kind, 'inSync');
  });
});
