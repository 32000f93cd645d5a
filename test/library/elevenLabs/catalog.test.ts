import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Emitter } from '../../../src/extension/platform/emitter.ts';
import { createElevenLabsCatalog, type Memory } from '../../../src/extension/voices/catalog/elevenLabsCatalog.ts';
import { createVoiceAccount } from '../../../src/extension/voices/voiceAccount.ts';
import { keepingLog } from '../voiceSetup.ts';
import { paidSuite } from './paidSuite.ts';
import { goodKey, type StandIn } from './standIn.ts';

describe('the voices that ElevenLabs offers', function () {
  this.timeout(20_000);
  const { start, open } = paidSuite();
  const signal = new AbortController().signal;
  const samples: http.Server[] = [];
  after(() => {
    for (const server of samples) server.close();
  });

  /** A server of samples on the web; counts what is asked of it. */
  async function sampleServer(bytes: number) {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked++;
      response.end(Buffer.alloc(bytes, 1));
    });
    samples.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/sample.mp3`, asked: () => asked };
  }

  function catalogOf(service: StandIn, { isTrusted = true, key = goodKey } = {}) {
    const { library, media } = open(service);
    const log = keepingLog();
    const kept = new Map<string, unknown>();
    const memory: Memory = { get: (name) => kept.get(name), update: async (name, value) => void kept.set(name, value) };
    const secrets = {
      get: async () => (key === '' ? undefined : key),
      ...{ store: async () => {}, delete: async () => {}, onDidChange: new Emitter<{ readonly key: string }>().event },
    };
    const deps = { library, media, secrets, log, isTrusted: () => isTrusted, address: () => service.url };
    const account = createVoiceAccount(deps);
    return { catalog: createElevenLabsCatalog(account, { media, memory, log }), log };
  }

  const found = async (catalog: ReturnType<typeof catalogOf>['catalog'], query: string) =>
    (await catalog.search(query, signal)).map(({ voiceId }) => voiceId);

  it('are found by words of their names and traits, in any case and order', async () => {
    const { catalog } = catalogOf(await start());
    assert.deepEqual(await found(catalog, ''), ['Rachel', 'Adam', 'Bella']);
    assert.deepEqual(await found(catalog, 'SWEDISH male'), ['Adam']);
    assert.deepEqual(await found(catalog, 'fem aud'), ['Rachel', 'Bella']);
    assert.deepEqual(await found(catalog, 'adam calm'), ['Adam']);
    assert.deepEqual(await found(catalog, 'norwegian'), []);
    const [rachel] = await catalog.search('rachel', signal);
    assert.deepEqual(rachel, {
      voiceId: 'Rachel',
      name: 'Rachel - calm',
      traits: ['female', 'swedish', 'audio drama'],
    });
    assert.equal(catalog.nameOf('Adam'), 'Adam - calm');
  });

  it('are asked for again when the writer looks anew, and not before', async () => {
    const service = await start();
    const { catalog } = catalogOf(service);
    await found(catalog, '');
    service.state.voices.add('Clara');
    assert.deepEqual([await found(catalog, 'clara'), service.counts.voices], [[], 1]);
    catalog.refresh?.();
    assert.deepEqual([await found(catalog, 'clara'), service.counts.voices], [['Clara'], 2]);
  });

  it('let a sample be heard that costs nothing and is fetched once', async () => {
    const sample = await sampleServer(2000);
    const service = await start({ previewOf: () => sample.url });
    const { catalog } = catalogOf(service);
    const line = { text: 'Hej.', language: 'sv' };
    const paths = [await catalog.preview('Adam', line, signal), await catalog.preview('Rachel', line, signal)];
    assert.equal(fs.statSync(paths[0] ?? '').size, 2000);
    assert.deepEqual([sample.asked(), service.charges.length], [1, 0]);
  });

  it('have no sample where there is none, where it is too large, and where its address is not safe', async () => {
    const large = await sampleServer(6_000_000);
    for (const address of [null, large.url, 'http://example.invalid/a.mp3', 'file:///etc/passwd', 'nonsense']) {
      const { catalog } = catalogOf(await start({ previewOf: () => address }));
      assert.equal(await catalog.preview('Adam', { text: 'Hej.', language: 'sv' }, signal), undefined, `${address}`);
    }
  });

  it('are none without a key, with a refused one and in a folder that is not trusted; only the refused one is told to the log', async () => {
    const service = await start();
    const without = catalogOf(service, { key: '' });
    const refused = catalogOf(service, { key: 'sk_wrong' });
    const untrusted = catalogOf(service, { isTrusted: false });
    for (const { catalog } of [without, refused, untrusted]) assert.deepEqual(await found(catalog, ''), []);
    assert.deepEqual(
      [without, refused, untrusted].map(({ log }) => log.lines.length),
      [0, 1, 0],
    );
    assert.ok(!refused.log.lines.join().includes('sk_wrong'));
  });
});
