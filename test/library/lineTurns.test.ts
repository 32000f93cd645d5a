import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/extension/platform/clock.ts';
import { createLineTurns, type LineTurns, type QueuedLine } from '../../src/extension/voices/queue/lineTurns.ts';
import { VoiceError, type VoiceErrorReason } from '../../src/extension/voices/voiceErrors.ts';

const never = new AbortController().signal;
const lane = { name: 'standard', provider: 'elevenlabs', atFirst: 1 } as const;
const line: QueuedLine = { lane, voice: 'Rachel', isUrgent: false };

/** A clock that stands still until it is told to go on. */
function handClock(): Clock & { pass(milliseconds: number): Promise<void> } {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return { dispose: () => timers.delete(timer) };
    },
    async pass(milliseconds) {
      now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.run();
      }
      await setImmediate();
    },
  };
}

describe('turns of lines', () => {
  let clock: ReturnType<typeof handClock>;
  let turns: LineTurns;
  beforeEach(() => {
    clock = handClock();
    turns = createLineTurns({ clock, random: () => 1, delayMs: 100 });
  });
  afterEach(() => turns.dispose());

  const reasonOf = (result: Promise<unknown>) =>
    result.then(
      () => 'done',
      (cause: unknown) => (cause instanceof VoiceError ? cause.reason : String(cause)),
    );
  const failing = (reason: VoiceErrorReason) => async () => {
    throw new VoiceError(reason);
  };

  it('come one after the other where one is allowed', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await setImmediate();
      log.push(`${name} ends`);
    };
    await Promise.all(['a', 'b'].map((name) => turns.take(line, work(name), never).result));
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('come again after a failure that may pass', async () => {
    let tries = 0;
    const turn = turns.take(
      line,
      async () => {
        tries++;
        if (tries < 3) throw new VoiceError('serviceBusy', undefined, 50);
        return tries;
      },
      never,
    );
    await setImmediate();
    await clock.pass(50);
    await clock.pass(50);
    assert.equal(await turn.result, 3);
  });

  for (const reason of ['badKey', 'noCredits', 'diskFull', 'untrusted'] as const) {
    it(`fail unsent, all of them, after ${reason}`, async () => {
      let sent = 0;
      const first = turns.take(line, failing(reason), never).result;
      const others = ['Rachel', 'Adam'].map(
        (voice) => turns.take({ ...line, voice }, async () => sent++, never).result,
      );
      assert.deepEqual(await Promise.all([first, ...others].map(reasonOf)), [reason, reason, reason]);
      assert.equal(sent, 0);
    });
  }

  it('fail with their voice alone when the voice is gone', async () => {
    const first = turns.take(line, failing('voiceGone'), never).result;
    const same = turns.take(line, async () => 1, never).result;
    const other = turns.take({ ...line, voice: 'Adam' }, async () => 1, never).result;
    assert.deepEqual(await Promise.all([first, same, other].map(reasonOf)), ['voiceGone', 'voiceGone', 'done']);
  });

  it('end within a pause when they are cancelled, and leave the place to the next', async () => {
    const cancel = new AbortController();
    const torn = reasonOf(turns.take(line, failing('serviceDown'), cancel.signal).result);
    await setImmediate();
    cancel.abort(new VoiceError('lineGone'));
    assert.equal(await torn, 'lineGone');
    const next = turns.take(line, async () => 'next', never).result;
    await clock.pass(1000);
    assert.equal(await next, 'next');
  });

  it('never begin when they are cancelled before', async () => {
    const cancel = new AbortController();
    cancel.abort(new VoiceError('lineGone'));
    let begun = 0;
    assert.equal(await reasonOf(turns.take(line, async () => begun++, cancel.signal).result), 'lineGone');
    assert.equal(begun, 0);
  });

  it('end with the window', async () => {
    const running = turns.take(line, () => setImmediate('heard'), never).result;
    const waiting = turns.take(line, async () => 'never', never).result;
    turns.dispose();
    assert.equal(await running, 'heard');
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  describe('of lines that are made ready before they are sent', () => {
    const prepared: QueuedLine = { ...line, lane: { ...lane, isPrepared: true } };
    const sending = (sent: string[], name: string, answer: Promise<void>) =>
      turns.take(
        prepared,
        async (slot) => {
          await slot.take();
          sent.push(name);
          await answer;
          return name;
        },
        never,
      ).result;

    it('are sent one after the other where one is allowed', async () => {
      const sent: string[] = [];
      const first = Promise.withResolvers<void>();
      const lines = [sending(sent, 'a', first.promise), sending(sent, 'b', Promise.resolve())];
      await setImmediate();
      assert.deepEqual(sent, ['a']);
      first.resolve();
      assert.deepEqual(await Promise.all(lines), ['a', 'b']);
    });

    it('fail unsent when the one before them fails for all', async () => {
      const sent: string[] = [];
      const first = Promise.withResolvers<void>();
      const lines = ['a', 'b', 'c'].map((name) => sending(sent, name, first.promise));
      await setImmediate();
      first.reject(new VoiceError('noCredits'));
      assert.deepEqual(await Promise.all(lines.map(reasonOf)), ['noCredits', 'noCredits', 'noCredits']);
      assert.deepEqual(sent, ['a']);
    });

    it('are not sent when they are cancelled, and leave the place to the next', async () => {
      const sent: string[] = [];
      const first = Promise.withResolvers<void>();
      const cancel = new AbortController();
      const a = sending(sent, 'a', first.promise);
      const b = turns.take(prepared, (slot) => slot.take().then(() => sent.push('b')), cancel.signal).result;
      const c = sending(sent, 'c', Promise.resolve());
      await setImmediate();
      cancel.abort(new VoiceError('lineGone'));
      assert.equal(await reasonOf(b), 'lineGone');
      first.resolve();
      assert.deepEqual(await Promise.all([a, c]), ['a', 'c']);
      assert.deepEqual(sent, ['a', 'c']);
    });

    it('wait while they are held', async () => {
      const sent: string[] = [];
      turns.hold(true);
      const a = sending(sent, 'a', Promise.resolve());
      await setImmediate();
      assert.deepEqual(sent, []);
      turns.hold(false);
      assert.equal(await a, 'a');
    });
  });
});
