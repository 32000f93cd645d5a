import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { type Clock, systemClock } from '../../src/extension/platform/clock.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { connectGateway } from './gateway/database.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase, type SupabaseDatabase } from './postgres/migrated.ts';
import { type GatewayReplica, type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });
const words = ['INT. FYREN - NATT', 'Tove tänder lampan.', 'Regnet slår mot rutan.', 'Åskan går.'];

describe('traces of sharing', () => {
  let gateway: Gateway;
  let database: SupabaseDatabase;
  let late = 0;
  /** Anna's. */
  const clock: Clock = { now: () => systemClock.now() + late, after: (ms, run) => systemClock.after(ms, run) };
  const machines: Machine[] = [];
  before(async () => {
    database = await createDatabase();
    gateway = await startGateway({ database });
  });
  after(async () => {
    for (const machine of machines) await machine.close();
    await gateway.stop();
  });

  const inSync = (replica: GatewayReplica) =>
    until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync');
  const open = async (projectId: string, email: string, itsClock = systemClock) => {
    const more = { clock: itsClock, hasTraces: true };
    const machine = await openMachine(gateway, projectId, email, undefined, more);
    machines.push(machine);
    return machine;
  };
  async function say(replica: GatewayReplica, index: number): Promise<void> {
    replica.document = [...replica.document, element('action', words[index] ?? '')];
    replica.flush();
    await replica.replicator?.syncNow();
    await inSync(replica);
  }
  const sent = () => gateway.faults.requests.filter((request) => request.includes('rewrite_push_traces')).length;
  const onServer = async () => {
    const server = connectGateway(database);
    const rows = await server.admin('select * from public.rewrite_traces');
    await server.close();
    return rows;
  };

  it('tell of every kind with its duration, are sent in one batch, say no word of the script, and never come back', async () => {
    const projectId = randomUUID();
    const anna = await open(projectId, 'anna@example.se', clock);
    const a = anna.replica;
    makeProject(a, [element('sceneHeading', words[0] ?? ''), element('action', words[1] ?? '')]);
    a.share(true);
    await inSync(a);
    await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
    const bosse = await open(projectId, 'bosse@example.se');
    const b = bosse.replica;
    await bosse.client.rpc('rewrite_join');
    b.share(false);
    await inSync(b);

    const asset = randomUUID();
    const file_url = a.media.relativePath(projectId, 'audio', asset, 'röst.wav');
    a.putMedia(file_url, Buffer.from('ljud'));
    const row = { id: asset, project_id: projectId, file_type: 'audio', file_url } as const;
    a.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    await until('the file at the other', () => b.media.exists(file_url));
    await say(b, 2);
    await until('the words at the first', () => a.document.some(({ text }) => text === words[2]));
    gateway.faults.add({ fault: { kind: 'status', status: 500 }, match: 'rewrite_push' });
    a.document = [...a.document, element('action', words[3] ?? '')];
    a.flush();
    await until('the fault', () => a.replicator?.state.kind === 'offline');
    gateway.sockets.drop();
    await until('the loss of the socket', () =>
      a.library.recentTraces(100).some(({ result }) => JSON.stringify(result) === '{"heard":false}'),
    );
    await inSync(a);
    assert.equal(sent(), 0, 'traces do not go by themselves, nor with every exchange');

    const kept = a.library.recentTraces(1_000);
    late += 61_000;
    await say(a, 1);
    await until('the batch', () => sent() > 0);
    await inSync(a);
    assert.equal(sent(), 1);
    const rows = await onServer();
    const ids = new Set(rows.map(({ id }) => id));
    assert.ok(kept.every(({ id }) => ids.has(id)));
    const measured = rows.filter(({ duration_ms }) => typeof duration_ms === 'number' && duration_ms >= 0);
    const named = (type: string) =>
      new Set(measured.flatMap((each) => (each['event_type'] === type ? [each['function_name']] : [])));
    assert.deepEqual(named('api_call'), new Set(['rewrite_push', 'rewrite_pull', 'media.upload']));
    assert.deepEqual(named('mutation'), new Set(['applyPulled']));
    assert.deepEqual(named('subscription'), new Set(['postgres_changes']));
    assert.deepEqual(named('error'), new Set(['sharing.exchange']));
    assert.equal(measured.length, rows.length, 'each event has a duration');

    const said = JSON.stringify(rows);
    const { data } = await anna.client.auth.getSession();
    const secrets = [gateway.publishableKey, data.session?.access_token, data.session?.refresh_token, 'example.se'];
    for (const secret of [...words, ...secrets]) {
      assert.ok(secret);
      assert.ok(!said.includes(secret), secret);
    }
    await b.replicator?.syncNow();
    const atBosse = new Set(b.library.recentTraces(1_000).map(({ id }) => id));
    assert.ok(kept.every(({ id }) => !atBosse.has(id)));
  });
});
