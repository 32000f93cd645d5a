import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { after, afterEach, before, describe, it } from 'mocha';
import type { HintedRow } from '../../src/extension/sharing/remoteProject.ts';
import { createSupabaseRemote } from '../../src/extension/sharing/supabaseRemote.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { signedIn } from './gateway/client.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { sampleProject } from './postgres/replica.ts';
import { type GatewayReplica, type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });

describe('listening to a shared project', () => {
  let gateway: Gateway;
  let owner: SupabaseClient;
  const endings: (() => void | Promise<void>)[] = [];
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    owner = await signedIn(gateway, 'astrid@example.se');
  });
  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
    gateway.sockets.shape = undefined;
  });
  after(() => gateway.stop());

  /** Somebody makes a project, which is heard. */
  async function push(): Promise<void> {
    const { ids, entries } = sampleProject();
    const { data } = await owner.rpc('rewrite_push', {
      changes: { protocol: 1, project_id: ids.project, push_id: randomUUID(), seen: {}, entries },
    });
    assert.equal(data.status, 'applied');
  }
  async function listen(client: SupabaseClient) {
    const hints: (HintedRow | undefined)[] = [];
    const states: boolean[] = [];
    const listening = createSupabaseRemote(client).listen(randomUUID(), {
      onHint: (row) => hints.push(row),
      onState: (isHeard) => states.push(isHeard),
    });
    endings.push(() => listening.dispose());
    await until('the beginning', () => states.at(-1) === true);
    return { hints, states, listening };
  }

  it('begins anew when the server has closed its channel, as it does when the token has ended', async () => {
    const client = await signedIn(gateway, 'astrid@example.se');
    const { hints, states, listening } = await listen(client);
    gateway.expireTokens();
    await owner.auth.refreshSession();
    await push();
    await until('the end', () => states.at(-1) === false);
    await client.auth.refreshSession();
    await until('a new beginning', () => states.at(-1) === true, 20_000);
    const before = hints.length;
    await push();
    await until('a hint', () => hints.length > before);
    listening.dispose();
    await until('the end', () => client.getChannels().length === 0);
  });

  it('finds out that a socket has died in silence, and takes another', async () => {
    const client = await signedIn(gateway, 'astrid@example.se', { heartbeatIntervalMs: 200 });
    const { hints, states } = await listen(client);
    gateway.sockets.silence();
    await until('the loss', () => states.includes(false), 20_000);
    await until('another socket', () => states.at(-1) === true, 20_000);
    const before = hints.length;
    await push();
    await until('a hint', () => hints.length > before);
  });

  it('brings everything, whatever hints come twice, in another order, or not at all', async () => {
    const projectId = randomUUID();
    const open = async (email: string): Promise<Machine> => {
      const machine = await openMachine(gateway, projectId, email);
      endings.push(() => machine.close());
      return machine;
    };
    const inSync = (replica: GatewayReplica) =>
      until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync');
    const anna = await open('anna@example.se');
    makeProject(anna.replica, [element('sceneHeading', 'INT. FYREN - NATT')]);
    anna.replica.share(true);
    await inSync(anna.replica);
    await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
    const bosse = await open('bosse@example.se');
    await bosse.client.rpc('rewrite_join');
    bosse.replica.share(false);
    await inSync(bosse.replica);
    const shapes: readonly NonNullable<Gateway['sockets']['shape']>[] = [
      (changes) => [...changes, ...changes].toReversed(),
      () => [],
      (changes) => changes.slice(-1),
    ];
    for (const [index, shape] of shapes.entries()) {
      gateway.sockets.shape = shape;
      for (const text of ['Tove tänder lampan', 'Havet brusar', 'Åskan går']) {
        anna.replica.document = [...anna.replica.document, element('action', `${text} ${index}.`)];
        anna.replica.flush();
      }
      await anna.replica.replicator?.syncNow();
    }
    await until('all words at the other', () => bosse.replica.document.length === anna.replica.document.length);
    assert.deepEqual(bosse.replica.document, anna.replica.document);
  });
});
