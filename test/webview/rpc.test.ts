import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createPeer } from '../../src/webview/rpc.ts';

const contract = {
  double: { params: z.object({ value: z.number() }), result: z.number() },
  fail: { params: z.object({}), result: z.object({}) },
  note: { params: z.object({ text: z.string() }), result: z.object({}) },
} as const;

/** Two peers joined by a channel; what crosses is collected. */
function join() {
  const errors: string[] = [];
  const heard: string[] = [];
  const crossed: unknown[] = [];
  const left = createPeer({
    local: {},
    remote: contract,
    handlers: {},
    post: (message) => {
      crossed.push(message);
      right.receive(message);
    },
    onError: (message) => errors.push(message),
  });
  const right = createPeer({
    local: contract,
    remote: {},
    handlers: {
      double: ({ value }) => value * 2,
      fail: () => {
        throw new Error('The paper is torn');
      },
      note: ({ text }) => {
        heard.push(text);
        return {};
      },
    },
    post: (message) => left.receive(message),
    onError: (message) => errors.push(message),
  });
  return { left, right, errors, heard, crossed };
}

describe('rpc', () => {
  it('answers a call with the parsed result', async () => {
    assert.equal(await join().left.call('double', { value: 21 }), 42);
  });

  it('answers a call whose handler throws with its message', async () => {
    await assert.rejects(join().left.call('fail', {}), /The paper is torn/);
  });

  it('rejects parameters that do not parse, and says so at the receiving end', async () => {
    const { left, errors } = join();
    await assert.rejects(left.call('double', { value: 'x' as never }), /Bad parameters for double/);
    assert.equal(errors.length, 1);
  });

  it('runs what is told at once and in order', () => {
    const { left, heard } = join();
    left.tell('note', { text: 'a' });
    left.tell('note', { text: 'b' });
    assert.deepEqual(heard, ['a', 'b']);
  });

  it('reports nonsense and goes on', async () => {
    const { left, right, errors } = join();
    for (const nonsense of [undefined, 7, 'x', { kind: 'call' }, { kind: 'tell', method: '__proto__', params: {} }])
      right.receive(nonsense);
    assert.equal(errors.length, 5);
    assert.equal(await left.call('double', { value: 1 }), 2);
  });

  it('rejects what waits when it is disposed', async () => {
    const peer = createPeer({ local: {}, remote: contract, handlers: {}, post: () => {}, onError: () => {} });
    const waiting = peer.call('double', { value: 1 });
    peer.dispose();
    await assert.rejects(waiting, /gone/);
    await assert.rejects(peer.call('double', { value: 1 }), /gone/);
  });
});
