import assert from 'node:assert/strict';
import net from 'node:net';
import { MediaError } from '../../../src/extension/library/media.ts';
import { BatchRun, type BatchState } from '../../../src/extension/voices/batch/batchRun.ts';
import { stopsAll, stopsSpeaker, VoiceError } from '../../../src/extension/voices/voiceErrors.ts';
import { until } from '../../host/until.ts';
import { readWav } from '../voiceSetup.ts';
import { cast, type PaidStudio } from './paidStudio.ts';
import { paidSuite, write } from './paidSuite.ts';
import { goodKey, type StandIn } from './standIn.ts';

const count = 24;
const words = Array.from({ length: count }, (_, index) => `Nummer ${index + 1} ligger kvar vid bryggan.`);

describe('a batch of voices of ElevenLabs', function () {
  this.timeout(60_000);
  const { start, open } = paidSuite();

  /** A batch as the writer begins one. */
  function begin(studio: PaidStudio, lines: readonly string[]) {
    const batch = new BatchRun({
      speak: async ({ elementId }, signal) =>
        (await studio.generate(elementId, { isBatch: true, language: 'sv' }, signal)).isNew,
      width: () => studio.jobs.capacity(),
      stopsAll,
      stopsSpeaker,
    });
    const speakerOf = (id: string) => studio.library.line(id)?.line.character_name ?? '';
    const price = { characters: 0, credits: 0, isCached: false };
    const wanted = lines.map((elementId) => ({ elementId, speaker: speakerOf(elementId), ...price }));
    return { batch, ended: batch.add(wanted) };
  }

  const reasons = ({ failures }: BatchState) => [
    ...new Set(failures.map(({ cause }) => (cause instanceof VoiceError ? cause.reason : String(cause)))),
  ];

  /** What is finished is whole, the rest is as before, and each payment is a voice. */
  function checkKept(studio: PaidStudio, service: StandIn, lines: readonly string[], state: BatchState): void {
    const rows = lines.map((id) => studio.library.line(id)?.line);
    assert.ok(rows.every((row) => row?.audio_status === 'generated' || row?.audio_status === 'none'));
    const voiced = rows.filter((row) => row?.audio_status === 'generated');
    assert.equal(voiced.length, state.done);
    assert.equal(state.done + state.failures.length + state.left.length, count);
    for (const row of voiced) {
      const asset = studio.library.asset(row?.audio_asset_id ?? '');
      assert.ok(readWav(studio.media.resolve(asset?.file_url ?? '')).loudness > 0.03);
    }
    const bodies = service.charges.map(({ body }) => body.text);
    assert.equal(new Set(bodies).size, bodies.length, 'nothing is paid for twice');
  }

  async function makeRest(
    studio: PaidStudio,
    service: StandIn,
    lines: readonly string[],
    batch: BatchRun,
  ): Promise<void> {
    const again = await batch.retry();
    assert.equal(again?.failures.length, 0, JSON.stringify(again && reasons(again)));
    assert.ok(lines.every((id) => studio.library.line(id)?.line.audio_status === 'generated'));
    assert.equal(service.charges.length, count);
    assert.deepEqual(studio.library.unansweredVoiceRequests(), []);
  }

  it('is spoken in the order of the script, never more at once than the service takes', async () => {
    const service = await start({ limit: 3, latencyMs: 20 });
    const studio = open(service);
    const { lines } = write(studio, words);
    const { done } = await begin(studio, lines).ended;
    assert.equal(done, count);
    assert.deepEqual([service.widest <= 3, service.refusals], [true, 0]);
    const order = service.charges.map(({ body }) => words.indexOf(body.text));
    for (const [at, place] of order.entries()) assert.ok(Math.abs(at - place) < 3, `${order}`);
  });

  type State = StandIn['state'];
  const mishaps: readonly {
    readonly name: string;
    readonly reason: string;
    readonly happen: (state: State) => void;
    readonly mend: (state: State) => void;
  }[] = [
    {
      ...{ name: 'its key is revoked', reason: 'badKey' },
      happen: (state) => Object.assign(state, { key: 'another' }),
      mend: (state) => Object.assign(state, { key: goodKey }),
    },
    {
      ...{ name: 'its credits are used up', reason: 'noCredits' },
      happen: (state) => Object.assign(state, { credits: 1 }),
      mend: (state) => Object.assign(state, { credits: 1_000_000 }),
    },
    {
      ...{ name: 'its voice is deleted at the service', reason: 'voiceGone' },
      happen: ({ voices }) => voices.clear(),
      mend: ({ voices }) => voices.add('Rachel'),
    },
  ];
  for (const { name, reason, happen, mend } of mishaps) {
    it(`stops at once when ${name}, keeps what is made, and makes the rest later`, async () => {
      const service = await start({ limit: 2, latencyMs: 25 });
      const studio = open(service);
      const { lines } = write(studio, words);
      const { batch, ended } = begin(studio, lines);
      await until('some voices', () => batch.state.done >= 3);
      happen(service.state);
      const sent = service.counts.speech;
      const state = await ended;
      assert.deepEqual(reasons(state), [reason]);
      assert.ok(state.done >= 3 && state.done < count);
      assert.ok(service.counts.speech <= sent + 5, `${service.counts.speech - sent} requests after it`);
      checkKept(studio, service, lines, state);
      mend(service.state);
      await makeRest(studio, service, lines, batch);
    });
  }

  it('tells of a network that goes, and pays for nothing twice when it comes back', async () => {
    const service = await start({ limit: 3, latencyMs: 40 });
    // The network is between the studio and the service: its end is the end of every connection.
    let isGone = false;
    const proxy = await proxyTo(service.url, () => isGone);
    const studio = open({ url: proxy.url });
    const { lines } = write(studio, words);
    const { batch, ended } = begin(studio, lines);
    await until('some voices', () => batch.state.done >= 3);
    isGone = true;
    proxy.cut();
    const state = await ended;
    assert.ok(
      reasons(state).every((reason) => reason === 'offline' || reason === 'maybePaid'),
      `${reasons(state)}`,
    );
    checkKept(studio, service, lines, state);
    isGone = false;
    await proxy.reopen();
    await makeRest(studio, service, lines, batch);
    await proxy.close();
  });

  it('stops when the disk is full, and fetches what was paid for once there is room', async () => {
    const service = await start({ limit: 2, latencyMs: 20 });
    const studio = open(service);
    const { lines } = write(studio, words);
    const adopt = studio.media.adopt.bind(studio.media);
    let isFull = false;
    studio.media.adopt = (...file) => (isFull ? Promise.reject(new MediaError('full')) : adopt(...file));
    const { batch, ended } = begin(studio, lines);
    await until('some voices', () => batch.state.done >= 3);
    isFull = true;
    const state = await ended;
    // An answer frees its place before its sound is stored: some more are on their way when the first cannot be.
    assert.ok(state.endedBy === 'failure' && service.counts.speech < count, `${service.counts.speech} requests`);
    assert.match(state.failures.map(({ cause }) => String(cause)).join(), /disk is full/);
    checkKept(studio, service, lines, state);
    isFull = false;
    await makeRest(studio, service, lines, batch);
  });

  it('goes on with the other voices when one is gone', async () => {
    const service = await start({ limit: 3 });
    const studio = open(service);
    const { projectId, lines } = write(studio, words);
    const odd = lines.filter((_, index) => index % 2 === 1);
    for (const id of odd) {
      const row = studio.library.line(id)?.line;
      if (row)
        studio.library.apply([
          { table: 'rewrite_scene_content', kind: 'update', id: row.id, patch: { character_name: 'ADAM' } },
        ]);
    }
    cast(studio.library, projectId, 'ADAM', 'Gone');
    const state = await begin(studio, lines).ended;
    assert.deepEqual([state.done, reasons(state)], [count / 2, ['voiceGone']]);
    assert.equal(state.failures.length, count / 2);
    assert.ok(service.counts.speech < count / 2 + 4, `${service.counts.speech} requests`);
  });
});

/** A way to the service that can be cut. */
async function proxyTo(target: string, isGone: () => boolean) {
  const { port: to } = new URL(target);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    if (isGone()) return void near.destroy();
    const far = net.connect(Number(to), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    reopen: () => listen(port),
    async close() {
      cut();
    },
  };
}
