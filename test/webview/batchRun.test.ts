import assert from 'node:assert/strict';
import { type BatchLine, needsAsking, planBatch } from '../../src/extension/voices/batch/batchPlan.ts';
import { BatchRun, type BatchState } from '../../src/extension/voices/batch/batchRun.ts';

const line = (elementId: string, more: Partial<BatchLine> = {}): BatchLine => ({
  ...{ elementId, speaker: 'TOVE', characters: 10, credits: 10, isCached: false },
  ...more,
});

/** A voice that speaks when it is told to. */
class Stage {
  readonly asked: string[] = [];
  readonly #waiting = new Map<string, PromiseWithResolvers<boolean>>();
  readonly states: BatchState[] = [];
  readonly run: BatchRun;

  constructor(width = 2) {
    this.run = new BatchRun({
      speak: ({ elementId }, signal) => {
        this.asked.push(elementId);
        const answer = Promise.withResolvers<boolean>();
        this.#waiting.set(elementId, answer);
        signal.addEventListener('abort', () => answer.reject(signal.reason));
        return answer.promise;
      },
      width: () => width,
      stopsAll: (cause) => cause === 'no credits',
      stopsSpeaker: (cause) => cause === 'voice gone',
    });
    this.run.onDidChange((state) => this.states.push(state));
  }

  async finish(elementId: string, isNew = true): Promise<void> {
    this.#waiting.get(elementId)?.resolve(isNew);
    await settled();
  }

  async fail(elementId: string, cause: unknown): Promise<void> {
    this.#waiting.get(elementId)?.reject(cause);
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

const four = ['a', 'b', 'c', 'd'].map((id) => line(id));

describe('a batch of voices', () => {
  it('asks for its lines in order, as many at a time as the provider takes', async () => {
    const stage = new Stage();
    const ended = stage.run.add(four);
    assert.deepEqual(stage.asked, ['a', 'b']);
    await stage.finish('b');
    assert.deepEqual(stage.asked, ['a', 'b', 'c']);
    for (const id of ['a', 'c', 'd']) await stage.finish(id, id !== 'd');
    const { done, reused, phase } = await ended;
    assert.deepEqual([done, reused, phase], [4, 1, 'ended']);
  });

  it('begins no line while it is paused, and goes on where it stood', async () => {
    const stage = new Stage();
    const ended = stage.run.add(four);
    stage.run.pause();
    await stage.finish('a');
    assert.deepEqual(stage.asked, ['a', 'b']);
    stage.run.resume();
    assert.deepEqual(stage.asked, ['a', 'b', 'c']);
    for (const id of ['b', 'c', 'd']) await stage.finish(id);
    assert.equal((await ended).done, 4);
  });

  it('can be paused when its last line is on its way, and still ends', async () => {
    const stage = new Stage();
    const ended = stage.run.add([line('a')]);
    stage.run.pause();
    await stage.finish('a');
    assert.equal((await ended).phase, 'ended');
  });

  it('keeps what is finished when it is cancelled, and can make the rest later', async () => {
    const stage = new Stage();
    const ended = stage.run.add(four);
    await stage.finish('a');
    stage.run.cancel();
    await settled();
    const state = await ended;
    assert.deepEqual(
      [state.done, state.failures.length, state.left.map(({ elementId }) => elementId), state.endedBy],
      [1, 0, ['b', 'c', 'd'], 'writer'],
    );
    const again = stage.run.retry();
    assert.deepEqual(stage.asked, ['a', 'b', 'c', 'b', 'c']);
    for (const id of ['b', 'c', 'd']) await stage.finish(id);
    assert.equal((await again)?.done, 3);
  });

  it('goes on after a line that fails, tells why, and asks for that line alone again', async () => {
    const stage = new Stage();
    const ended = stage.run.add(four);
    await stage.fail('b', 'too long');
    for (const id of ['a', 'c', 'd']) await stage.finish(id);
    const { failures, done } = await ended;
    assert.deepEqual([failures.map(({ line, cause }) => [line.elementId, cause]), done], [[['b', 'too long']], 3]);
    const again = stage.run.retry();
    await stage.finish('b');
    assert.deepEqual([(await again)?.total, (await again)?.done], [1, 1]);
  });

  it('stops at a failure that all lines would meet, and lets those on their way come home', async () => {
    const stage = new Stage();
    const ended = stage.run.add(four);
    await stage.fail('a', 'no credits');
    assert.deepEqual(stage.asked, ['a', 'b']);
    await stage.finish('b');
    const { done, failures, left, endedBy } = await ended;
    assert.deepEqual([done, failures.length, left.length, endedBy], [1, 1, 2, 'failure']);
  });

  it('asks for no further line of a speaker whose voice is gone, and goes on with the others', async () => {
    const stage = new Stage();
    const [a, b, c, d] = four.map((each, index) => ({ ...each, speaker: index === 3 ? 'ÅKE' : 'TOVE' }));
    assert.ok(a && b && c && d);
    const ended = stage.run.add([a, b, c, d]);
    await stage.fail('a', 'voice gone');
    assert.deepEqual(stage.asked, ['a', 'b', 'd']);
    await stage.fail('b', 'voice gone');
    await stage.finish('d');
    const { done, failures } = await ended;
    assert.deepEqual([done, failures.map(({ line }) => line.elementId)], [1, ['a', 'c', 'b']]);
  });

  it('takes in lines that are asked for while it runs, each once', async () => {
    const stage = new Stage(1);
    const first = stage.run.add([line('a'), line('b')]);
    const second = stage.run.add([line('b'), line('c')]);
    for (const id of ['a', 'b', 'c']) await stage.finish(id);
    assert.deepEqual([await first, stage.asked], [await second, ['a', 'b', 'c']]);
    assert.equal((await first).total, 3);
  });

  it('ends at once when there is nothing to make', async () => {
    const stage = new Stage();
    assert.equal((await stage.run.add([])).phase, 'ended');
    assert.equal(stage.run.retry(), undefined);
  });
});

describe('the plan of a batch', () => {
  it('counts what is to be made, and what is there already for nothing', () => {
    const { lines, silent, estimate } = planBatch([
      line('a', { characters: 100, credits: 50.5 }),
      line('b', { speaker: 'ISLA', isCached: true }),
      line('c', { characters: 0 }),
    ]);
    assert.deepEqual([lines.length, silent], [2, 1]);
    assert.deepEqual(estimate, { lines: 2, speakers: 2, characters: 100, credits: 51, cached: 1 });
  });

  for (const { lines, characters, threshold, asks } of [
    { lines: 1, characters: 9000, threshold: 0, asks: false },
    { lines: 2, characters: 1, threshold: 0, asks: true },
    { lines: 9, characters: 3000, threshold: 3000, asks: false },
    { lines: 9, characters: 3001, threshold: 3000, asks: true },
  ]) {
    it(`${asks ? 'asks' : 'does not ask'} before ${lines} lines of ${characters} with the threshold ${threshold}`, () => {
      assert.equal(needsAsking({ lines, characters, speakers: 1, credits: 0, cached: 0 }, threshold), asks);
    });
  }
});
