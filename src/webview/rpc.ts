/** A typed peer over `postMessage`, used at both ends of every webview. Pure: the caller brings the post function. */
import * as z from 'zod/mini';

/** `method -> { params, result }`; both are zod schemas. */
export type Contract = Readonly<Record<string, { readonly params: z.ZodMiniType; readonly result: z.ZodMiniType }>>;

type Params<C extends Contract, M extends keyof C> = z.infer<C[M]['params']>;
type Result<C extends Contract, M extends keyof C> = z.infer<C[M]['result']>;

/** One handler for each method of a contract; it may throw, the caller then gets the message as an error. */
export type Handlers<C extends Contract> = {
  readonly [M in keyof C]: (params: Params<C, M>) => Result<C, M> | Promise<Result<C, M>>;
};

/** A call that was answered with an error, or can no longer be answered. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
}

const envelope = z.union([
  z.object({ kind: z.literal('tell'), method: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('answer'), id: z.int(), result: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.int(), message: z.string() }),
]);

interface Waiting {
  readonly method: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface Peer<Remote extends Contract> {
  /** Calls the other end. Rejects with {@link RpcError} when it fails there, answers nonsense, or this end is disposed. */
  call<M extends keyof Remote & string>(method: M, params: Params<Remote, M>): Promise<Result<Remote, M>>;
  /** Says something that needs no answer; a failure there is reported there. */
  tell<M extends keyof Remote & string>(method: M, params: Params<Remote, M>): void;
  /** Hands over one message as it came off the channel; anything that does not parse is reported and dropped. */
  receive(message: unknown): void;
  /** Rejects every call that still waits. */
  dispose(): void;
}

export interface PeerOptions<Local extends Contract, Remote extends Contract> {
  readonly local: Local;
  readonly remote: Remote;
  readonly handlers: Handlers<Local>;
  readonly post: (message: unknown) => void;
  /** Told of every message that did not parse and every handler that threw; for a log. */
  readonly onError: (message: string, cause?: unknown) => void;
}

/** Makes one end of a channel. Calls are answered in any order; each is answered once. */
export function createPeer<Local extends Contract, Remote extends Contract>(
  options: PeerOptions<Local, Remote>,
): Peer<Remote> {
  const { local, remote, handlers, post, onError } = options;
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let disposed = false;

  function run(method: string, rawParams: unknown): unknown {
    const entry = Object.hasOwn(local, method) ? local[method] : undefined;
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    if (!entry || !handler) throw new RpcError(`Unknown method ${method}`);
    const params = z.safeParse(entry.params, rawParams);
    if (!params.success) throw new RpcError(`Bad parameters for ${method}`);
    return handler(params.data as never);
  }

  async function answer(id: number, method: string, rawParams: unknown): Promise<void> {
    try {
      const result = await run(method, rawParams);
      if (!disposed) post({ kind: 'answer', id, result });
    } catch (cause) {
      onError(`${method} failed`, cause);
      if (!disposed) post({ kind: 'failure', id, message: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  /** Runs the handler at once, so that what is told keeps its order. */
  async function hear(method: string, rawParams: unknown): Promise<void> {
    try {
      await run(method, rawParams);
    } catch (cause) {
      onError(`${method} failed`, cause);
    }
  }

  function settle(id: number, act: (entry: Waiting) => void): void {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    act(entry);
  }

  return {
    call(method, params) {
      if (disposed) return Promise.reject(new RpcError('The other side is gone'));
      const id = nextId++;
      const promise = new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { method, resolve, reject });
      });
      post({ kind: 'call', id, method, params });
      return promise as Promise<never>;
    },
    tell(method, params) {
      if (!disposed) post({ kind: 'tell', method, params });
    },
    receive(message) {
      const parsed = z.safeParse(envelope, message);
      if (!parsed.success) return onError('A message did not parse');
      const { data } = parsed;
      if (data.kind === 'tell') return void hear(data.method, data.params);
      if (data.kind === 'call') return void answer(data.id, data.method, data.params);
      settle(data.id, (entry) => {
        if (data.kind === 'failure') return entry.reject(new RpcError(data.message));
        const result = z.safeParse(remote[entry.method]?.result ?? z.never(), data.result);
        if (result.success) entry.resolve(result.data);
        else entry.reject(new RpcError(`Bad answer from ${entry.method}`));
      });
    },
    dispose() {
      disposed = true;
      for (const entry of waiting.values()) entry.reject(new RpcError('The other side is gone'));
      waiting.clear();
    },
  };
}
