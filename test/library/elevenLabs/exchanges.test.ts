import assert from 'node:assert/strict';
import { createSdkService } from '../../../src/extension/voices/elevenLabs/sdkService.ts';
import { until } from '../../host/until.ts';
import { paidSuite } from './paidSuite.ts';
import { type Fault, goodKey } from './standIn.ts';

describe('an exchange with ElevenLabs', function () {
  this.timeout(20_000);
  const { start } = paidSuite();

  const ask = {
    text: 'Hej.',
    voice: 'Rachel',
    model: 'eleven_multilingual_v2',
    settings: {},
    sampleRate: 24_000,
  } as const;
  /** Timers that would keep a process alive. */
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  const ends: readonly (readonly [string, Fault | undefined])[] = [
    ['was answered', undefined],
    ['was refused', { kind: 'error', status: 400, detail: { code: 'invalid_text' } }],
    ['was reset before its answer', { kind: 'resetBefore' }],
    ['was reset within its answer', { kind: 'resetInBody' }],
    ['had no answer in time', { kind: 'stalledHead' }],
    ['had half an answer in time', { kind: 'stalledBody' }],
  ];
  for (const [how, fault] of ends) {
    it(`that ${how} leaves no timer behind`, async () => {
      const server = await start({ fault: () => fault });
      const patience = { headMs: 100, stallMs: 100, totalMs: 60_000 };
      const service = createSdkService({ apiKey: goodKey, baseUrl: server.url, patience });
      const before = timers();
      await service.speak(ask, new AbortController().signal, () => {}).catch(() => {});
      assert.ok(timers() <= before, `${timers()} timers, ${before} before`);
    });
  }

  it('that was cancelled leaves no timer behind', async () => {
    const server = await start({ fault: () => ({ kind: 'stalledHead' }) });
    const service = createSdkService({ apiKey: goodKey, baseUrl: server.url });
    const before = timers();
    const cancel = new AbortController();
    const ended = service.speak(ask, cancel.signal, () => {}).catch((cause: unknown) => cause);
    await until('the request', () => server.counts.speech > 0);
    cancel.abort(new Error('enough'));
    assert.equal(((await ended) as Error).message, 'enough');
    assert.ok(timers() <= before, `${timers()} timers, ${before} before`);
  });

  it('without a network leaves no timer behind', async () => {
    const server = await start();
    await server.close();
    const service = createSdkService({ apiKey: goodKey, baseUrl: server.url });
    const before = timers();
    const cause = await service.models(new AbortController().signal).catch((failure: unknown) => failure);
    assert.equal((cause as { reason?: string }).reason, 'offline');
    assert.ok(timers() <= before, `${timers()} timers, ${before} before`);
  });
});
