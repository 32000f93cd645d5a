import assert from 'node:assert/strict';
import { VoiceError } from '../../../src/extension/voices/voiceErrors.ts';
import { until } from '../../host/until.ts';
import { readWav } from '../voiceSetup.ts';
import { paidSuite, reasonOf, write } from './paidSuite.ts';
import type { Fault } from './standIn.ts';
import { spokenSeconds } from './standInSpeech.ts';

describe('a voice of ElevenLabs is not paid for twice', function () {
  this.timeout(60_000);
  const suite = paidSuite();
  const { start, open } = suite;

  const charged: readonly Fault[] = [
    ...([{ kind: 'resetAfter' }, { kind: 'resetInBody' }, { kind: 'truncated' }, { kind: 'cutSound' }] as const),
    ...([{ kind: 'chargedError', status: 500 }, { kind: 'stalledHead' }, { kind: 'stalledBody' }] as const),
  ];
  for (const fault of charged) {
    it(`after ${fault.kind}`, async () => {
      const service = await start({ fault: (index) => (index === 0 ? fault : undefined), historyDelayMs: 10 });
      const studio = open(service, { patience: { headMs: 150, stallMs: 150, totalMs: 2000 } });
      const spoken = await studio.generate(write(studio, ['Hej på dig.']).lines[0]);
      assert.equal(service.charges.length, 1);
      assert.ok(readWav(studio.media.resolve(spoken.fileUrl)).loudness > 0.05);
    });
  }

  it('after a reset before the charge, and is paid for then', async () => {
    const service = await start({ fault: (index) => (index === 0 ? { kind: 'resetBefore' } : undefined) });
    const studio = open(service);
    await studio.generate(write(studio, ['Hej.']).lines[0]);
    assert.deepEqual([service.counts.speech, service.charges.length], [2, 1]);
  });

  it('after an error that came late, though the history is a moment behind', async () => {
    const service = await start({
      ...{ latencyMs: 400, historyDelayMs: 150 },
      fault: (index) => (index === 0 ? { kind: 'chargedError', status: 500 } : undefined),
    });
    const studio = open(service, { settleMs: 2000 });
    await studio.generate(write(studio, ['Hej på dig.']).lines[0]);
    assert.equal(service.charges.length, 1);
  });

  it('when a long line is cancelled and asked for again while the service still speaks it', async () => {
    const service = await start({ latencyMs: 900 });
    const studio = open(service, { settleMs: 300 });
    const { lines } = write(studio, ['Det var en gång ett hus. '.repeat(300)]);
    const cancel = new AbortController();
    const lost = reasonOf(studio.generate(lines[0], {}, cancel.signal));
    await until('the request', () => service.counts.speech > 0);
    cancel.abort(new VoiceError('lineGone'));
    assert.equal(await lost, 'lineGone');
    await studio.generate(lines[0]);
    assert.equal(service.charges.length, 1);
  });

  it('when its sound drips', async () => {
    const service = await start({ fault: () => ({ kind: 'drip' }) });
    const studio = open(service, { patience: { headMs: 200, stallMs: 200, totalMs: 5000 } });
    await studio.generate(write(studio, ['Hej på dig du.']).lines[0]);
    assert.equal(service.charges.length, 1);
  });

  it('when the service’s clock is an hour off', async () => {
    for (const clockAheadMs of [3_600_000, -3_600_000]) {
      const service = await start({
        fault: (index) => (index === 0 ? { kind: 'resetAfter' } : undefined),
        clockAheadMs,
      });
      const studio = open(service);
      await studio.generate(write(studio, ['Hej.']).lines[0]);
      assert.equal(service.charges.length, 1);
    }
  });

  it('when the history gives its sounds as MP3', async () => {
    const service = await start({
      fault: (index) => (index === 0 ? { kind: 'resetAfter' } : undefined),
      historyForm: 'mp3',
    });
    const studio = open(service);
    const spoken = await studio.generate(write(studio, ['Det var en gång.']).lines[0]);
    const wav = readWav(studio.media.resolve(spoken.fileUrl));
    assert.ok(Math.abs(wav.seconds - spokenSeconds('Det var en gång') - 0.19) < 0.05, `${wav.seconds}`);
    assert.equal(service.charges.length, 1);
  });

  it('when its window died before the answer came', async () => {
    const service = await start({ latencyMs: 400 });
    const directory = suite.directory();
    const first = open(service, { isOwnerAlive: () => false }, directory);
    const { lines } = write(first, ['Hej på dig.']);
    const cancel = new AbortController();
    const lost = reasonOf(first.generate(lines[0], {}, cancel.signal));
    await until('the request', () => service.counts.speech > 0);
    cancel.abort(new VoiceError('lineGone'));
    assert.equal(await lost, 'lineGone');
    const second = open(service, { isOwnerAlive: () => false }, directory);
    await second.generate(lines[0]);
    assert.equal(service.charges.length, 1);
  });

  it('by another request with the same words and other settings', async () => {
    const lost = new Set([0, 1]);
    const service = await start({
      fault: (index) => (lost.has(index) ? { kind: 'resetAfter' } : undefined),
      limit: 5,
    });
    const studio = open(service);
    const calm = write(studio, ['Hej.'], { stability: 0.9 });
    const wild = write(studio, ['Hej.'], { stability: 0.1 });
    await Promise.all([studio.generate(calm.lines[0]), studio.generate(wild.lines[0])]);
    assert.equal(service.charges.length, 2);
    const rows = [...new Set(service.charges.map(({ body }) => body.voice_settings?.stability))];
    assert.deepEqual(rows.toSorted(), [0.1, 0.9]);
  });
});
