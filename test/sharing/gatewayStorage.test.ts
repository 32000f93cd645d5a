import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { after, before, describe, it } from 'mocha';
import { signedIn } from './gateway/client.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { sampleProject } from './postgres/replica.ts';

describe('storage of the stand-in, with the real supabase-js', () => {
  let gateway: Gateway;
  let owner: SupabaseClient;
  let project: string;
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    owner = await signedIn(gateway, 'astrid@example.se');
    const { ids, entries } = sampleProject();
    project = ids.project;
    await owner.rpc('rewrite_push', {
      changes: { protocol: 1, project_id: project, push_id: randomUUID(), seen: {}, entries },
    });
  });
  after(() => gateway.stop());

  const newPath = () => `${project}/audio/${randomUUID()}/take-1.mp3`;
  const bucket = (client = owner) => client.storage.from('rewrite-assets');

  it('keeps what a member uploads, byte for byte, and lists it', async () => {
    const path = newPath();
    const bytes = randomBytes(100_000);
    const { error } = await bucket().upload(path, bytes, { contentType: 'audio/mpeg' });
    assert.equal(error, null);
    const { data } = await bucket().download(path);
    assert.deepEqual(Buffer.from(await (data as Blob).arrayBuffer()), bytes);
    const listed = await bucket().list(path.slice(0, path.lastIndexOf('/')));
    assert.deepEqual(
      listed.data?.map(({ name, metadata }) => [name, metadata?.['size']]),
      [['take-1.mp3', 100_000]],
    );
  });

  it('refuses a second upload under the same name and leaves the first', async () => {
    const path = newPath();
    await bucket().upload(path, Buffer.from('one'));
    const again = await bucket().upload(path, Buffer.from('two'));
    assert.equal((again.error as { statusCode?: string }).statusCode, '409');
    const over = await bucket().upload(path, Buffer.from('two'), { upsert: true });
    assert.equal((over.error as { statusCode?: string }).statusCode, '403');
    assert.equal(String(await gateway.storage.bytesOf('rewrite-assets', path)), 'one');
  });

  it('refuses names that Storage does not take', async () => {
    const { error } = await bucket().upload(`${project}/audio/${randomUUID()}/ö.mp3`, Buffer.from('x'));
    assert.match(error?.message ?? '', /Invalid key/);
  });

  it('serves a part of a file, and a signed address without a session', async () => {
    const path = newPath();
    await bucket().upload(path, Buffer.from('0123456789'));
    const { data } = await bucket().createSignedUrl(path, 60);
    const whole = await fetch(data?.signedUrl ?? '');
    assert.equal(await whole.text(), '0123456789');
    const part = await fetch(data?.signedUrl ?? '', { headers: { range: 'bytes=4-' } });
    assert.deepEqual([part.status, await part.text()], [206, '456789']);
    assert.equal((await fetch(`${data?.signedUrl}x`)).status, 400);
  });

  it('hides and protects everything from a stranger', async () => {
    const path = newPath();
    await bucket().upload(path, Buffer.from('x'));
    const stranger = bucket(await signedIn(gateway, 'karl@example.se'));
    assert.ok((await stranger.download(path)).error);
    assert.ok((await stranger.createSignedUrl(path, 60)).error);
    assert.ok((await stranger.upload(newPath(), Buffer.from('x'))).error);
    assert.deepEqual((await stranger.list(project)).data, []);
    assert.deepEqual((await stranger.remove([path])).data, []);
    assert.ok((await gateway.storage.names('rewrite-assets')).includes(path));
    assert.equal((await bucket().remove([path])).data?.length, 1);
  });

  describe('resumable uploads', () => {
    const encoded = (values: Record<string, string>) =>
      Object.entries(values)
        .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
        .join(',');

    async function headers(): Promise<Record<string, string>> {
      const { data } = await owner.auth.getSession();
      const token = data.session?.access_token;
      return { apikey: gateway.publishableKey, authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
    }

    async function create(objectName: string, length: number): Promise<Response> {
      return fetch(`${gateway.url}/storage/v1/upload/resumable`, {
        method: 'POST',
        headers: {
          ...(await headers()),
          'upload-length': String(length),
          'upload-metadata': encoded({ bucketName: 'rewrite-assets', objectName, contentType: 'audio/mpeg' }),
        },
      });
    }

    it('go on after a lost answer from the offset that the server tells', async () => {
      const path = newPath();
      const bytes = randomBytes(3000);
      const place = (await create(path, 3000)).headers.get('location') ?? '';
      const patch = async (from: number, to: number) =>
        fetch(place, {
          method: 'PATCH',
          headers: {
            ...(await headers()),
            'upload-offset': String(from),
            'content-type': 'application/offset+octet-stream',
          },
          body: bytes.subarray(from, to),
        });
      assert.equal((await patch(0, 1000)).headers.get('upload-offset'), '1000');
      gateway.faults.add({ fault: { kind: 'dropAfter' }, match: 'PATCH' });
      await assert.rejects(patch(1000, 2000));
      const head = await fetch(place, { method: 'HEAD', headers: await headers() });
      assert.equal(head.headers.get('upload-offset'), '2000');
      assert.equal((await patch(1000, 2000)).status, 409);
      assert.equal((await patch(2000, 3000)).status, 204);
      assert.deepEqual(await gateway.storage.bytesOf('rewrite-assets', path), bytes);
    });

    it('are refused at once where the policies do not allow the name', async () => {
      for (const name of [
        `${randomUUID()}/audio/${randomUUID()}/x.mp3`,
        `${project}/audio/${randomUUID()}/../x.mp3`,
        `${project}/audio/x.mp3`,
      ])
        assert.equal((await create(name, 3)).status, 403, name);
      const path = newPath();
      await bucket().upload(path, Buffer.from('x'));
      assert.equal((await create(path, 3)).status, 409);
    });
  });
});
