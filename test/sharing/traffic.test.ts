import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { FaultyRemote } from './simulation/faultyRemote.ts';
import { type GatewayReplica, type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';
import { Replica } from './simulation/replica.ts';
import { ServerModel } from './simulation/serverModel.ts';
import { SimulatedClock } from './simulation/simulatedClock.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });
const scene = () => [element('sceneHeading', 'INT. FYREN - NATT'), element('action', 'Tove tänder lampan.')];

describe('what sharing asks of the network', () => {
  describe('in simulated time', () => {
    let folder: string;
    let clock: SimulatedClock;
    let model: ServerModel;
    let anna: Replica;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'sharing-traffic-'));
      clock = new SimulatedClock();
      model = new ServerModel(randomUUID());
      anna = new Replica({
        name: 'anna',
        directory: folder,
        projectId: model.projectId,
        remote: (onKilled) => new FaultyRemote(model, 'anna', () => 0, onKilled),
        clock,
        random: () => 0,
        onFault: (cause) => {
          throw cause;
        },
      });
      makeProject(anna, scene());
      anna.share(true);
      await pass(3_600_000);
    });
    after(() => {
      anna.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    const pass = (milliseconds: number) =>
      clock.pass(milliseconds, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        await anna.idle();
      });

    it('is nothing at all while nobody writes, for a whole day', async () => {
      const { requests } = anna.remote;
      await pass(86_400_000);
      assert.equal(anna.remote.requests, requests);
    });

    it('is less than a hundred requests for a page typed without a rest, and then the page is there', async () => {
      const { requests } = anna.remote;
      const letters = 1_800;
      for (let letter = 1; letter <= letters; letter++) {
        anna.document = anna.document.map((line) =>
          line.type === 'action' ? { ...line, text: `Tove skriver ${'å'.repeat(letter)}` } : line,
        );
        anna.flush();
        await pass(200);
      }
      await pass(10_000);
      const count = anna.remote.requests - requests;
      assert.ok(count >= 10 && count < 100, `${count} requests`);
      assert.ok(
        model.rows('rewrite_scene_content').some((row) => String(row['content']).endsWith('å'.repeat(letters))),
      );
    });
  });

  describe('over supabase-js and the stand-in', () => {
    let gateway: Gateway;
    const machines: Machine[] = [];
    let a: GatewayReplica;
    let b: GatewayReplica;
    before(async () => {
      gateway = await startGateway({ database: await createDatabase() });
      const projectId = randomUUID();
      const anna = await open(projectId, 'anna@example.se');
      makeProject(anna.replica, scene());
      anna.replica.share(true);
      await inSync(anna.replica);
      await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
      const bosse = await open(projectId, 'bosse@example.se');
      await bosse.client.rpc('rewrite_join');
      bosse.replica.share(false);
      await inSync(bosse.replica);
      [a, b] = [anna.replica, bosse.replica];
    });
    after(async () => {
      for (const machine of machines) await machine.close();
      await gateway.stop();
    });

    async function open(projectId: string, email: string): Promise<Machine> {
      const machine = await openMachine(gateway, projectId, email);
      machines.push(machine);
      return machine;
    }
    const inSync = (replica: GatewayReplica) =>
      until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync');
    const reads = (replica: GatewayReplica, text: string) =>
      until(`${replica.name} reads ${text}`, () => replica.document.some((line) => line.text === text));
    function rewrite(replica: GatewayReplica, text: string): void {
      replica.document = replica.document.map((line) => (line.type === 'action' ? { ...line, text } : line));
      replica.flush();
    }
    function countPulls(replica: GatewayReplica): { readonly count: number } {
      const counted = { count: 0 };
      const pull = replica.remote.pull.bind(replica.remote);
      replica.remote.pull = (...args) => {
        counted.count++;
        return pull(...args);
      };
      return counted;
    }

    it('is one socket a machine', () => {
      assert.equal(gateway.sockets.count, 2);
    });

    it('is no pull for what a machine has sent itself', async () => {
      const own = countPulls(a);
      for (const text of ['Tove släcker lampan.', 'Tove går.', 'Tove vänder om.']) {
        rewrite(a, text);
        await reads(b, text);
        await inSync(a);
      }
      // Hints come in order: this one after all of Anna's own.
      rewrite(b, 'Bosse väntar.');
      await reads(a, 'Bosse väntar.');
      assert.equal(own.count, 1);
    });

    it('lets words through while a file is under way', async () => {
      const id = randomUUID();
      const fileUrl = a.media.relativePath(a.projectId, 'video', id, 'film.mp4');
      a.putMedia(fileUrl, Buffer.from('en lång film'));
      gateway.faults.add({ match: 'POST /storage/v1/object', fault: { kind: 'hang' } });
      const row = { id, project_id: a.projectId, file_type: 'video', file_url: fileUrl } as const;
      a.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
      await until('the file is under way', () =>
        gateway.faults.requests.some((request) => request.startsWith('POST /storage/v1/object')),
      );
      rewrite(a, 'Filmen är lång.');
      await reads(b, 'Filmen är lång.');
      assert.equal(a.replicator?.state.kind, 'syncing');
      gateway.faults.clear();
      await until('the film is there', () => b.media.exists(fileUrl));
      await inSync(a);
    });
  });
});
