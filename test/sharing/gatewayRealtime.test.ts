import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { after, afterEach, before, describe, it } from 'mocha';
import { until } from '../host/until.ts';
import { clientOf, signedIn } from './gateway/client.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { sampleProject } from './postgres/replica.ts';

interface Heard {
  readonly table: string;
  readonly type: string;
  readonly row: Record<string, unknown>;
}

describe('the realtime socket of the stand-in, with the real supabase-js', () => {
  let gateway: Gateway;
  let owner: SupabaseClient;
  const clients: SupabaseClient[] = [];
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    owner = await signedIn(gateway, 'astrid@example.se');
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.removeAllChannels();
  });
  after(() => gateway.stop());

  async function push(entries: unknown[], projectId: string, seen = {}): Promise<string> {
    const { data } = await owner.rpc('rewrite_push', {
      changes: { protocol: 1, project_id: projectId, push_id: randomUUID(), seen, entries },
    });
    assert.equal(data.status, 'applied');
    return data.cursor;
  }

  /** Subscribes to a table, or to all; gives what is heard, as it comes. */
  async function listen(client: SupabaseClient, table?: string): Promise<{ heard: Heard[]; states: string[] }> {
    clients.push(client);
    const heard: Heard[] = [];
    const states: string[] = [];
    await client.realtime.setAuth();
    const channel = client.channel(`test-${randomUUID()}`);
    channel.on('postgres_changes', { event: '*', schema: 'public', ...(table && { table }) }, (change) => {
      heard.push({ table: change.table, type: change.eventType, row: { ...change.old, ...change.new } });
    });
    channel.subscribe((state) => states.push(state));
    await until('what was committed', () => states.includes('SUBSCRIBED'));
    return { heard, states };
  }

  it('tells members of inserts, updates and deletes after their commit', async () => {
    const { heard } = await listen(owner, 'rewrite_scene_content');
    const { ids, entries } = sampleProject();
    const cursor = await push(entries, ids.project);
    await until('what was committed', () => heard.length === 2);
    assert.deepEqual(
      heard.map(({ type }) => type),
      ['INSERT', 'INSERT'],
    );
    const seen = { [ids.script]: cursor };
    const next = await push(
      [{ table: 'rewrite_scene_content', kind: 'update', id: ids.line, patch: { content: 'Nej.' } }],
      ids.project,
      seen,
    );
    await until('what was committed', () => heard.length === 3);
    assert.equal(heard[2]?.row['content'], 'Nej.');
    await push([{ table: 'rewrite_scene_content', kind: 'delete', id: ids.line }], ids.project, { [ids.script]: next });
    await until('what was committed', () => heard.length === 4);
    assert.deepEqual(heard[3]?.row, { id: ids.line });
  });

  it('tells strangers and those who are not signed in nothing but the keys of deleted rows', async () => {
    const stranger = await listen(await signedIn(gateway, 'karl@example.se'));
    const anonymous = await listen(clientOf(gateway));
    const member = await listen(owner, 'rewrite_scripts');
    const { ids, entries } = sampleProject();
    const cursor = await push(entries, ids.project);
    await push([{ table: 'rewrite_scripts', kind: 'delete', id: ids.script }], ids.project, { [ids.script]: cursor });
    await until('what was committed', () => member.heard.some(({ type }) => type === 'DELETE'));
    await until('what was committed', () => stranger.heard.length > 0);
    for (const { heard } of [stranger, anonymous])
      for (const { type, row } of heard) assert.deepEqual([type, Object.keys(row)], ['DELETE', ['id']]);
  });

  it('tells of the eight tables only', async () => {
    const { heard } = await listen(owner);
    const { ids, entries } = sampleProject();
    await push(entries, ids.project);
    await owner.rpc('rewrite_push_traces', {
      project_id: ids.project,
      traces: [{ id: randomUUID(), trace_id: randomUUID(), event_type: 'mutation', function_name: 'x' }],
    });
    await push(
      [{ table: 'rewrite_characters', kind: 'update', id: ids.character, patch: { name: 'TOVA' } }],
      ids.project,
    );
    await until('what was committed', () => heard.some(({ type }) => type === 'UPDATE'));
    assert.deepEqual([...new Set(heard.map(({ table }) => table))].sort(), [
      'rewrite_assets',
      'rewrite_characters',
      'rewrite_clips',
      'rewrite_scene_content',
      'rewrite_scenes',
      'rewrite_scripts',
      'rewrite_timelines',
      'rewrite_tracks',
    ]);
  });

  it('comes back by itself after its sockets broke', async () => {
    const { heard, states } = await listen(await signedIn(gateway, 'astrid@example.se'), 'rewrite_scripts');
    gateway.sockets.drop();
    await until('what was committed', () => states.filter((state) => state === 'SUBSCRIBED').length === 2, 20_000);
    const { ids, entries } = sampleProject();
    await push(entries, ids.project);
    await until('what was committed', () => heard.some(({ row }) => row['id'] === ids.script));
  });

  it('closes a channel whose token has expired', async () => {
    const client = await signedIn(gateway, 'astrid@example.se');
    const { states } = await listen(client, 'rewrite_scripts');
    gateway.expireTokens();
    await owner.auth.refreshSession();
    const { ids, entries } = sampleProject();
    await push(entries, ids.project);
    await until('what was committed', () => states.includes('CLOSED'));
  });

  it('goes back to a backup and on from there', async () => {
    const { ids, entries } = sampleProject();
    await push(entries, ids.project);
    const backup = await gateway.backUp();
    const patch = (name: string) => [{ table: 'rewrite_projects', kind: 'update', id: ids.project, patch: { name } }];
    const lost = await push(patch('B'), ids.project);
    await gateway.restore(backup);
    const { data } = await owner.rpc('rewrite_pull', { project_id: ids.project, after: lost });
    assert.deepEqual([data.rewound, data.rows.rewrite_projects[0].name], [true, 'Fyren']);
    const { heard } = await listen(owner, 'rewrite_characters');
    await push(
      [{ table: 'rewrite_characters', kind: 'update', id: ids.character, patch: { name: 'TOVA' } }],
      ids.project,
    );
    await until('what was committed', () => heard.length === 1);
    const again = await owner.rpc('rewrite_pull', { project_id: ids.project, after: lost });
    assert.equal(again.data.rewound, true);
  });
});
