import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'mocha';
import { keyOf } from '../../src/extension/sharing/supabaseMedia.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';
import { until } from '../host/until.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import type { KilledMachineOptions } from './killedMachine.ts';
import { createDatabase } from './postgres/migrated.ts';
import { type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';

const rounds = 3;
const lines: readonly ScriptElement[] = ['Anna börjar.', 'Bosse börjar.'].map((text) => ({
  id: randomUUID(),
  type: 'action',
  text,
}));

describe('two machines that are killed (kill -9) again and again while they write, voice and share', () => {
  let gateway: Gateway;
  const projectId = randomUUID();
  const folders: string[] = [];
  const machines: Machine[] = [];
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    const anna = await openMachine(gateway, projectId, 'anna@example.se');
    makeProject(anna.replica, [{ id: randomUUID(), type: 'sceneHeading', text: 'INT. FYREN - NATT' }, ...lines]);
    anna.replica.share(true);
    await inSync(anna);
    await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
    const bosse = await openMachine(gateway, projectId, 'bosse@example.se');
    await bosse.client.rpc('rewrite_join');
    bosse.replica.share(false);
    await inSync(bosse);
    for (const { replica, client } of [anna, bosse]) {
      folders.push(replica.directory);
      replica.dispose();
      await client.realtime.disconnect();
    }
  });
  after(async () => {
    for (const machine of machines) await machine.close();
    await gateway.stop();
  });

  const inSync = ({ replica }: Machine) =>
    until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync', 60_000);

  /** Runs a machine until it has said a few things, and kills it at a moment that the seed chooses. Gives the last it said. */
  async function killOne(name: string, at: number, from: number, random: (below: number) => number): Promise<number> {
    const { access_token, refresh_token } = await gateway.signIn(`${name}@example.se`);
    const options: KilledMachineOptions = {
      ...{ url: gateway.url, publishableKey: gateway.publishableKey, session: { access_token, refresh_token } },
      ...{ directory: folders[at] ?? '', projectId, name, elementId: lines[at]?.id ?? '', from },
    };
    const worker = join(import.meta.dirname, 'killedMachine.ts');
    const child = spawn(process.execPath, [worker, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const last = from + 3 + random(60);
    let said = from - 1;
    for await (const line of createInterface({ input: child.stdout })) {
      assert.match(line, /^said /);
      said = Number(line.slice(5));
      if (said === last) child.kill('SIGKILL');
    }
    assert.ok(said >= last, `${name} ended by itself`);
    return said;
  }

  it('end equal with each other and the server, with all that was said, and every file', async () => {
    const random = createRandom(7);
    let said = [0, 0];
    for (let round = 0; round < rounds; round++)
      said = await Promise.all(
        ['anna', 'bosse'].map((name, at) => killOne(name, at, (said[at] ?? 0) + 1, createRandom(random(1e6)))),
      );
    for (const [at, name] of ['anna', 'bosse'].entries()) {
      const machine = await openMachine(gateway, projectId, `${name}@example.se`, folders[at]);
      machines.push(machine);
      machine.replica.read();
      machine.replica.startReplicator();
    }
    for (const machine of [...machines, ...machines]) {
      await machine.replica.replicator?.syncNow();
      await inSync(machine);
    }
    for (const { replica, faults } of machines) {
      assert.deepEqual(faults, []);
      for (const [at, name] of ['anna', 'bosse'].entries()) {
        const line = replica.document.find(({ id }) => id === lines[at]?.id);
        assert.equal(line?.text, `${name} skriver ${said[at]}.`);
      }
      assert.deepEqual(replica.store.setAsides(projectId), []);
      for (const { file_url } of replica.library.assets(projectId)) {
        const kept = await gateway.storage.bytesOf('rewrite-assets', keyOf(file_url ?? ''));
        assert.ok(
          kept && Buffer.compare(kept, readFileSync(replica.media.resolve(file_url ?? ''))) === 0,
          `${file_url}`,
        );
      }
    }
    const [a, b] = machines.map(({ replica }) =>
      replica.library
        .assets(projectId)
        .map(({ id }) => id)
        .sort(),
    );
    assert.deepEqual(a, b);
    assert.ok((a?.length ?? 0) > rounds, `${a?.length} voices`);
  });
});
