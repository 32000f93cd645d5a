import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { after, before, describe, it } from 'mocha';
import { joinProjects, Members } from '../../../src/extension/sharing/members.ts';
import { type PushEntry, pullAnswer, pushAnswer } from '../../../src/extension/sharing/protocol.ts';
import { until } from '../../host/until.ts';
import { sampleProject } from '../postgres/replica.ts';
import { supabaseProject } from '../supabaseProject.ts';
import { type Backend, openBackend, type Person } from './backend.ts';

describe(`sharing, with supabase-js on ${supabaseProject() ? 'Supabase' : 'the stand-in'}`, () => {
  let backend: Backend;
  let owner: Person;
  let colleague: Person;
  let stranger: Person;
  const { ids, entries } = sampleProject(`Test ${randomUUID()}`);
  before(async () => {
    backend = await openBackend();
    [owner, colleague, stranger] = backend.people;
    assert.equal((await push(owner.client, entries)).status, 'applied');
  });
  after(async () => {
    const { data } = await owner.client.rpc('rewrite_pull', { project_id: ids.project });
    if (data)
      await push(owner.client, [{ table: 'rewrite_projects', kind: 'delete', id: ids.project }], {
        [ids.script]: data.cursor,
      });
    await backend.stop();
  });

  async function push(client: SupabaseClient, list: readonly PushEntry[], seen = {}, pushId: string = randomUUID()) {
    const changes = { protocol: 1, project_id: ids.project, push_id: pushId, seen, entries: list };
    const { data, error } = await client.rpc('rewrite_push', { changes });
    assert.equal(error, null);
    return pushAnswer.parse(data);
  }

  async function pull(client: SupabaseClient, after = '0') {
    const { data, error } = await client.rpc('rewrite_pull', { project_id: ids.project, after, protocol: 1 });
    assert.equal(error, null);
    return pullAnswer.parse(data);
  }

  it('gives back what was pushed', async () => {
    const { rows, role } = await pull(owner.client);
    assert.equal(role, 'owner');
    assert.ok(rows.rewrite_scene_content?.some(({ content }) => content === 'Är du där?'));
  });

  it('does a push once', async () => {
    const pushId = randomUUID();
    const rename: PushEntry[] = [
      { table: 'rewrite_characters', kind: 'update', id: ids.character, patch: { voice_id: 'sv+f2' } },
    ];
    const first = await push(owner.client, rename, {}, pushId);
    assert.deepEqual(await push(owner.client, rename, {}, pushId), { ...first, replayed: true });
  });

  it('refuses words as behind, and reports what it refuses', async () => {
    const { cursor } = await pull(owner.client);
    const edit = (content: string): PushEntry[] => [
      { table: 'rewrite_scene_content', kind: 'update', id: ids.line, patch: { content } },
    ];
    assert.equal((await push(owner.client, edit('Ja.'), { [ids.script]: cursor })).status, 'applied');
    assert.equal((await push(owner.client, edit('Nej.'), { [ids.script]: cursor })).status, 'behind');
    const answer = await push(owner.client, [
      { table: 'rewrite_tracks', kind: 'update', id: ids.track, patch: { type: 'smell' } },
    ]);
    assert.deepEqual(answer.status === 'applied' && answer.refused.map(({ reason, code }) => [reason, code]), [
      ['invalid', '23514'],
    ]);
  });

  it('lets those who are invited in, and nobody else', async () => {
    for (const client of [stranger.client, backend.anonymous]) {
      const { error, status } = await client.rpc('rewrite_pull', { project_id: ids.project });
      assert.equal(error?.code, '42501');
      assert.equal(status, client === backend.anonymous ? 401 : 403);
      const rows = await client.from('rewrite_scene_content').select().eq('id', ids.line);
      assert.deepEqual(rows.data ?? [], []);
    }
    const members = new Members(owner.client, ids.project);
    await members.invite(colleague.email, 'viewer');
    assert.ok((await joinProjects(colleague.client)).some(({ project_id }) => project_id === ids.project));
    assert.equal((await pull(colleague.client)).role, 'viewer');
    const { error } = await colleague.client.rpc('rewrite_push', {
      changes: { protocol: 1, project_id: ids.project, push_id: randomUUID(), seen: {}, entries: [] },
    });
    assert.deepEqual([error?.code, error?.details], ['42501', 'viewer']);
  });

  it('keeps media for members', async () => {
    const path = `${ids.project}/audio/${ids.asset}/tagning.mp3`;
    const bytes = randomBytes(10_000);
    const bucket = (client: SupabaseClient) => client.storage.from('rewrite-assets');
    assert.equal((await bucket(owner.client).upload(path, bytes, { contentType: 'audio/mpeg' })).error, null);
    const again = await bucket(owner.client).upload(path, bytes);
    assert.equal((again.error as { statusCode?: string } | null)?.statusCode, '409');
    const got = await bucket(colleague.client).download(path);
    assert.deepEqual(Buffer.from(await (got.data as Blob).arrayBuffer()), bytes);
    assert.ok((await bucket(stranger.client).download(path)).error);
    assert.ok((await bucket(colleague.client).upload(`${path}2`, bytes)).error);
    assert.deepEqual((await bucket(colleague.client).remove([path])).data, []);
    assert.equal((await bucket(owner.client).remove([path])).data?.length, 1);
  });

  it('tells members of changes by the socket', async () => {
    let heard = 0;
    let isListening = false;
    await owner.client.realtime.setAuth();
    owner.client
      .channel(`test-${randomUUID()}`)
      .on('postgres_changes', { event: '*', schema: 'public', table: 'rewrite_clips' }, () => {
        heard += 1;
      })
      .subscribe((state) => {
        isListening = state === 'SUBSCRIBED';
      });
    await until('the subscription', () => isListening);
    // A subscription of Supabase may begin a moment after it says so: change until it is heard.
    let frame = 0;
    await until('a hint', async () => {
      frame += 1;
      await push(owner.client, [
        { table: 'rewrite_clips', kind: 'update', id: ids.clip, patch: { start_frame: frame } },
      ]);
      return heard > 0;
    });
    await owner.client.removeAllChannels();
  });
});
