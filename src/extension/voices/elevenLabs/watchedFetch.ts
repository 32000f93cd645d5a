/** How long an exchange may take, milliseconds. */
export interface Patience {
  /** From the request to the answer's head. */
  readonly headMs: number;
  /** Between two parts of the answer's body. */
  readonly stallMs: number;
  /** Altogether. */
  readonly totalMs: number;
}

/** What was seen of an answer, also of one that broke off. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: Headers;
}

export interface WatchedFetch {
  readonly fetch: typeof fetch;
  /** The head of the answer; undefined while none has come. */
  seen(): SeenAnswer | undefined;
  /** Aborted when the exchange took too long, or when the caller's signal is. */
  readonly signal: AbortSignal;
  dispose(): void;
}

/** The exchange took longer than it may. */
export class ExchangeStalled extends Error {
  override readonly name = 'ExchangeStalled';
}

/**
 * A `fetch` for one exchange with a watchdog: the SDK's own limit ends with the head of the answer, and a body that stalls would hang
 * for ever.
 */
export function watchedFetch(patience: Patience, caller: AbortSignal): WatchedFetch {
  const watchdog = new AbortController();
  const bark = (part: string) => watchdog.abort(new ExchangeStalled(`no ${part} in time`));
  let step = setTimeout(bark, patience.headMs, 'answer');
  const whole = setTimeout(bark, patience.totalMs, 'end').unref();
  let seen: SeenAnswer | undefined;
  const heard = () => {
    clearTimeout(step);
    step = setTimeout(bark, patience.stallMs, 'progress');
  };
  const signal = AbortSignal.any([watchdog.signal, caller]);
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, signal });
    seen = { status: response.status, headers: response.headers };
    heard();
    const body = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(part, controller) {
          heard();
          controller.enqueue(part);
        },
      }),
      { signal },
    );
    return new Response(nullBody.has(response.status) ? null : (body ?? null), response);
  };
  return {
    fetch: watched,
    signal,
    seen: () => seen,
    dispose() {
      clearTimeout(step);
      clearTimeout(whole);
    },
  };
}

const nullBody: ReadonlySet<number> = new Set([204, 205, 304]);
