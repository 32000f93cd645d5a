import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { clientOf, signedIn } from './gateway/client.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { sampleProject } from './postgres/replica.ts';

describe('the stand-in for Supabase, with the real supabase-js', () => {
  let gateway: Gateway;
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
  });
  after(() => gateway.stop());

  const pushOf = (projectId: string, entries: unknown[]) => ({
    changes: { protocol: 1, project_id: projectId, push_id: randomUUID(), seen: {}, entries },
  });

  it('carries functions with the rights of who is signed in', async () => {
    const owner = await signedIn(gateway, 'astrid@example.se');
    const { ids, entries } = sampleProject();
    const pushed = await owner.rpc('rewrite_push', pushOf(ids.project, entries));
    assert.equal(pushed.error, null);
    assert.equal(pushed.data.status, 'applied');
    const pulled = await owner.rpc('rewrite_pull', { project_id: ids.project });
    assert.equal(pulled.data.rows.rewrite_scene_content.length, 2);
    const stranger = await signedIn(gateway, 'karl@example.se');
    const refused = await stranger.rpc('rewrite_pull', { project_id: ids.project });
    assert.deepEqual([refused.status, refused.error?.code, refused.error?.details], [403, '42501', 'stranger']);
    assert.equal((await clientOf(gateway).rpc('rewrite_pull', { project_id: ids.project })).status, 401);
  });

  it('reads and writes tables under row-level security', async () => {
    const owner = await signedIn(gateway, 'astrid@example.se');
    const made = await owner.from('rewrite_projects').insert({ name: 'Öster', slug: randomUUID() }).select().single();
    assert.equal(made.error, null);
    const changed = await owner.from('rewrite_projects').update({ name: 'Väster' }).eq('id', made.data.id).select();
    assert.equal(changed.data?.[0]?.name, 'Väster');
    const stranger = await signedIn(gateway, 'karl@example.se');
    assert.deepEqual((await stranger.from('rewrite_projects').select().eq('id', made.data.id)).data, []);
    assert.equal((await owner.from('rewrite_projects').delete().eq('id', made.data.id)).status, 204);
  });

  it('signs in by e-mail code, once', async () => {
    const client = clientOf(gateway);
    const email = 'tove@example.se';
    await client.auth.signInWithOtp({ email });
    const token = gateway.letters.at(-1)?.code ?? '';
    const { data } = await client.auth.verifyOtp({ email, token, type: 'email' });
    assert.equal(data.user?.email, email);
    const again = await clientOf(gateway).auth.verifyOtp({ email, token, type: 'email' });
    assert.equal(again.error?.code, 'otp_expired');
  });

  it('refuses an expired token and takes the refreshed one', async () => {
    const client = await signedIn(gateway, 'tove@example.se');
    gateway.expireTokens();
    const refused = await client.rpc('rewrite_join');
    assert.deepEqual([refused.status, refused.error?.code], [401, 'PGRST303']);
    assert.equal((await client.auth.refreshSession()).error, null);
    assert.equal((await client.rpc('rewrite_join')).error, null);
  });

  it('commits and loses the answer when told to, and a second sending changes nothing', async () => {
    const owner = await signedIn(gateway, 'astrid@example.se');
    const { ids, entries } = sampleProject();
    const request = pushOf(ids.project, entries);
    gateway.faults.add({ fault: { kind: 'dropAfter' }, match: '/rpc/rewrite_push' });
    assert.equal((await owner.rpc('rewrite_push', request)).status, 0);
    const again = await owner.rpc('rewrite_push', request);
    assert.equal(again.data.replayed, true);
    assert.equal(again.data.cursor, (await owner.rpc('rewrite_pull', { project_id: ids.project })).data.cursor);
  });

  it('answers with the faults it is given', async () => {
    const client = await signedIn(gateway, 'astrid@example.se');
    gateway.faults.add({ fault: { kind: 'status', status: 429, retryAfterSeconds: 2 }, match: 'rewrite_join' });
    assert.equal((await client.rpc('rewrite_join')).status, 429);
    gateway.faults.add({ fault: { kind: 'dropBefore' }, match: /rewrite_join/ });
    assert.equal((await client.rpc('rewrite_join')).status, 0);
    assert.equal((await client.rpc('rewrite_join')).status, 200);
  });
});
