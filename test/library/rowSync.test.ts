import assert from 'node:assert/strict';
import { RowSync } from '../../src/extension/sync/rowSync.ts';
import { FakeClock } from '../language/simulation/fakeClock.ts';

function follow() {
  const clock = new FakeClock();
  const writes: number[] = [];
  const failures: number[] = [];
  let isBusy = false;
  const sync = new RowSync({
    clock,
    write: () => {
      if (isBusy) throw new Error('busy');
      writes.push(clock.now());
    },
    onFailure: (_cause, attempt) => failures.push(attempt),
  });
  return { clock, sync, writes, failures, setBusy: (busy: boolean) => (isBusy = busy) };
}

describe('the rows of a script', () => {
  it('follow half a second after the last keystroke', () => {
    const { clock, sync, writes } = follow();
    sync.schedule();
    clock.advance(300);
    sync.schedule();
    clock.advance(499);
    assert.deepEqual(writes, []);
    clock.advance(1);
    assert.deepEqual(writes, [800]);
  });

  it('follow within a second of typing that does not pause', () => {
    const { clock, sync, writes } = follow();
    for (let key = 0; key < 20; key++) {
      sync.schedule();
      clock.advance(100);
    }
    assert.ok((writes[0] ?? Number.POSITIVE_INFINITY) <= 1000);
    assert.equal(writes.length, 2);
  });

  it('follow at once when asked, and not again for the same keystroke', () => {
    const { clock, sync, writes } = follow();
    sync.schedule();
    sync.flush();
    clock.advance(5_000);
    assert.deepEqual(writes, [0]);
  });

  it('are tried again with growing rests while the library is busy, and never given up', () => {
    const { clock, sync, writes, failures, setBusy } = follow();
    setBusy(true);
    sync.schedule();
    clock.advance(10_000);
    assert.deepEqual(failures, [1, 2, 3, 4]);
    assert.ok(sync.isBehind);
    setBusy(false);
    clock.advance(30_000);
    assert.equal(writes.length, 1);
    assert.ok(!sync.isBehind);
  });

  it('tell who asked when they cannot be written, and follow later all the same', () => {
    const { clock, sync, writes, setBusy } = follow();
    setBusy(true);
    assert.throws(() => sync.flush(), /busy/);
    setBusy(false);
    clock.advance(2_000);
    assert.equal(writes.length, 1);
  });

  it('do not follow any more after the end', () => {
    const { clock, sync, writes } = follow();
    sync.schedule();
    sync.dispose();
    clock.advance(5_000);
    assert.deepEqual(writes, []);
  });
});
