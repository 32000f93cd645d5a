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
  /** Never rejects: an exchange without an answer resolves with one of status {@link noAnswer}, and {@link failure} says why. */
  readonly fetch: typeof fetch;
  /** Why no answer came; undefined while one may come. */
  failure(): unknown;
  /** The head of the answer; undefined while none has come. */
  seen(): SeenAnswer | undefined;
  /** Aborted when the exchange took too long, or when the caller's signal is. */
  readonly signal: AbortSignal;
  dispose(): void;
}

/** A status that no server gives. */
const noAnswer = 599;

/** The exchange took longer than it may. */
export class ExchangeStalled extends Error {
  override readonly name = 'ExchangeStalled';
}

/**
 * A `fetch` for one exchange with a watchdog: the SDK's own limit ends with the head of the answer, and a body that stalls would hang
 * for ever. That limit's timer is stopped only by an answer, so there always is one.
 */
export function watchedFetch(patience: Patience, caller: AbortSignal): WatchedFetch {
  const watchdog = new AbortController();
  const bark = (part: string) => watchdog.abort(new ExchangeStalled(`no ${part} in time`));
  let step = setTimeout(bark, patience.headMs, 'answer');
  const whole = setTimeout(bark, patience.totalMs, 'end');
  let seen: SeenAnswer | undefined;
  let isOver = false;
  const heard = () => {
    clearTimeout(step);
    // A body that nobody reads to its end may still bring a part.
    if (isOver) return;
    step = setTimeout(bark, patience.stallMs, 'progress');
  };
  const signal = AbortSignal.any([watchdog.signal, caller]);
  let failure: unknown;
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, signal }).catch((cause: unknown) => {
      failure = cause;
    });
    if (!response) return new Response(null, { status: noAnswer });
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
    failure: () => failure,
    dispose() {
      isOver = true;
      clearTimeout(step);
      clearTimeout(whole);
    },
  };
}

const nullBody: ReadonlySet<number> = new Set([204, 205, 304]);
