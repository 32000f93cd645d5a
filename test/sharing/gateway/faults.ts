/** Faults of network and server, injected by tests into the gateway. */

/** What goes wrong with a request. */
export type Fault =
  /** Answers with this status instead of doing anything; 429 and 503 may say when to try again. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** The connection breaks before anything was done. */
  | { readonly kind: 'dropBefore' }
  /** Everything is done and committed, then the connection breaks without an answer. */
  | { readonly kind: 'dropAfter' }
  /** No answer comes, until {@link Faults.clear}: then the connection breaks. Nothing was done. */
  | { readonly kind: 'hang' }
  /** The answer comes later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The access token is refused as expired (HTTP 401, `PGRST303`). */
  | { readonly kind: 'expired' };

export interface FaultRule {
  readonly fault: Fault;
  /** Found in `METHOD /path?query`; every request when left out. */
  readonly match?: string | RegExp | ((request: string) => boolean);
  /** How often it acts, 1 when left out; `Infinity` for always. */
  readonly times?: number;
}

export interface Faults {
  /** Added to every answer of HTTP and every message of a socket, in milliseconds. */
  latencyMs: number;
  /** Rules are tried in the order of adding. Returns the removal. */
  add(rule: FaultRule): () => void;
  /** Removes all rules and lets hanging requests break. Latency stays. */
  clear(): void;
  /** Every request that came, as `METHOD /path?query`. */
  readonly requests: readonly string[];
}

/** The gateway's side. */
export interface FaultsInside extends Faults {
  /** Notes a request; gives the fault that hits it. */
  take(request: string): Fault | undefined;
  /** Resolves when hanging requests shall break. */
  cleared(): Promise<void>;
}

function matches({ match }: FaultRule, request: string): boolean {
  if (match === undefined) return true;
  if (typeof match === 'string') return request.includes(match);
  return match instanceof RegExp ? match.test(request) : match(request);
}

export function createFaults(latencyMs = 0): FaultsInside {
  let rules: { rule: FaultRule; left: number }[] = [];
  const hanging: (() => void)[] = [];
  const requests: string[] = [];
  return {
    latencyMs,
    requests,
    add(rule) {
      const entry = { rule, left: rule.times ?? 1 };
      rules.push(entry);
      return () => {
        rules = rules.filter((each) => each !== entry);
      };
    },
    clear() {
      rules = [];
      for (const release of hanging.splice(0)) release();
    },
    take(request) {
      requests.push(request);
      const entry = rules.find(({ rule, left }) => left > 0 && matches(rule, request));
      if (!entry) return undefined;
      entry.left -= 1;
      return entry.rule.fault;
    },
    cleared: () => new Promise((resolve) => hanging.push(resolve)),
  };
}
