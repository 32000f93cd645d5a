import assert from 'node:assert/strict';
import type { Library } from '../../src/extension/library/library.ts';
import type { MediaStore } from '../../src/extension/library/media.ts';
import { Emitter } from '../../src/extension/platform/emitter.ts';
import { createVoiceAccount, type VoiceAccount } from '../../src/extension/voices/voiceAccount.ts';
import { until } from '../host/until.ts';
import { paidSuite, reasonOf } from './elevenLabs/paidSuite.ts';
import { goodKey } from './elevenLabs/standIn.ts';
import { keepingLog } from './voiceSetup.ts';

/** The account looks at neither before a line is spoken. */
const none = {} as Library & MediaStore;

describe('the account of a voice service', function () {
  this.timeout(60_000);
  const { start } = paidSuite();
  const kept = new Map<string, string>();
  const changed = new Emitter<{ readonly key: string }>();
  const log = keepingLog();
  const secrets = {
    get: async (name: string) => kept.get(name),
    store: async (name: string, value: string) => void kept.set(name, value),
    delete: async (name: string) => void kept.delete(name),
    onDidChange: changed.event,
  };
  let isTrusted = true;
  const open = (url: string): VoiceAccount =>
    createVoiceAccount({ library: none, media: none, secrets, log, isTrusted: () => isTrusted, address: () => url });

  beforeEach(() => {
    kept.clear();
    isTrusted = true;
  });

  it('has no voices without a key', async () => {
    const account = open('http://127.0.0.1:65000');
    assert.equal(await reasonOf(account.open()), 'noKey');
    assert.equal(await reasonOf(account.check()), 'noKey');
  });

  it('asks the service about a key at once, and keeps it only when told to', async () => {
    const service = await start({ credits: 5000 });
    const account = open(service.url);
    assert.equal((await account.check(goodKey)).limit, 5000);
    assert.equal(await account.hasKey(), false);
    await account.setKey(goodKey);
    assert.ok(await account.hasKey());
    assert.equal((await (await account.open()).voices(AbortSignal.timeout(5000))).length, 3);
  });

  it('tells what is left of the account of the stored key, and of no other', async () => {
    const service = await start({ credits: 5000 });
    const account = open(service.url);
    const seen: number[] = [];
    account.onDidSeeCredits(({ limit }) => seen.push(limit));
    await account.check(goodKey);
    assert.deepEqual(seen, []);
    await account.setKey(goodKey);
    changed.fire({ key: 'screenplay.elevenLabsKey' });
    await until('the credits', () => seen.length === 2);
    await account.check();
    await account.clearKey();
    assert.deepEqual(seen, [5000, 5000, 5000]);
  });

  it('says in one sentence that a key is not accepted, and that the service is out of reach', async () => {
    const service = await start();
    assert.equal(await reasonOf(open(service.url).check('sk_wrong')), 'badKey');
    await service.close();
    assert.equal(await reasonOf(open(service.url).check(goodKey)), 'offline');
    assert.ok(!log.lines.join().includes('sk_'));
  });

  it('closes its voices when the key changes in another window', async () => {
    const service = await start();
    const account = open(service.url);
    await account.setKey(goodKey);
    await account.open();
    kept.clear();
    changed.fire({ key: 'screenplay.elevenLabsKey' });
    assert.equal(account.current, undefined);
    assert.equal(await reasonOf(account.open()), 'noKey');
  });

  it('stays off the network in a folder that is not trusted', async () => {
    const service = await start();
    const account = open(service.url);
    await account.setKey(goodKey);
    isTrusted = false;
    assert.deepEqual([await reasonOf(account.open()), await reasonOf(account.check())], ['untrusted', 'untrusted']);
    assert.equal(service.counts.subscription, 0);
  });
});
