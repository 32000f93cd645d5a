import { randomUUID } from 'node:crypto';
import type { Log } from '../platform/log.ts';
import type { Library, NewRow } from './library.ts';
import type { TraceRow } from './rows.ts';

/** Counts, ids and codes. Never script text, names or keys. */
export type TraceDetails = Readonly<Record<string, string | number | boolean | null>> | null;

/** One request and what was done for it: its events are written together when it ends. */
export interface Trace {
  readonly traceId: string;
  /** Rows were changed. Durations are in milliseconds. */
  mutation(functionName: string, details?: TraceDetails, result?: TraceDetails, durationMs?: number): void;
  /** Another program or service was asked. */
  apiCall(functionName: string, details?: TraceDetails, result?: TraceDetails, durationMs?: number): void;
  /** Something was listened to, for `durationMs` so far. */
  subscription(functionName: string, details?: TraceDetails, result?: TraceDetails, durationMs?: number): void;
  /** Something failed; `error` is a code or kind. */
  error(functionName: string, error: string, durationMs?: number): void;
  /** Writes the events, the first with the duration of the whole. Later calls do nothing. Never throws. */
  end(result?: TraceDetails): void;
}

/** Where `rewrite_traces` gets its rows from. The library keeps about the newest 10,000. */
export interface Traces {
  /** Begins a request; nothing is written before its end. */
  begin(functionName: string, details?: TraceDetails): Trace;
}

/** Traces into a library. A trace that cannot be written is told to the log and lost: it never stands in the way of the work. */
export function createTraces(library: Pick<Library, 'apply'>, log: Log): Traces {
  return {
    begin: (functionName, details = null) => new BatchedTrace({ library, log, functionName, details }),
  };
}

interface Beginning {
  readonly library: Pick<Library, 'apply'>;
  readonly log: Log;
  readonly functionName: string;
  readonly details: TraceDetails;
}

class BatchedTrace implements Trace {
  readonly traceId = randomUUID();
  readonly #beginning: Beginning;
  readonly #startedAt = performance.now();
  readonly #timestamp = new Date().toISOString();
  readonly #events: NewRow<'rewrite_traces'>[] = [];
  #isEnded = false;

  constructor(beginning: Beginning) {
    this.#beginning = beginning;
  }

  mutation(functionName: string, details: TraceDetails = null, result: TraceDetails = null, durationMs?: number): void {
    this.#add('mutation', functionName, { arguments: details, result, duration_ms: whole(durationMs) });
  }

  apiCall(functionName: string, details: TraceDetails = null, result: TraceDetails = null, durationMs?: number): void {
    this.#add('api_call', functionName, { arguments: details, result, duration_ms: whole(durationMs) });
  }

  subscription(functionName: string, details: TraceDetails = null, result: TraceDetails = null, durationMs?: number) {
    this.#add('subscription', functionName, { arguments: details, result, duration_ms: whole(durationMs) });
  }

  error(functionName: string, error: string, durationMs?: number): void {
    this.#add('error', functionName, { error, duration_ms: whole(durationMs) });
  }

  end(result: TraceDetails = null): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { library, log, functionName, details } = this.#beginning;
    const start = this.#event('request_start', functionName, {
      timestamp: this.#timestamp,
      arguments: details,
      result,
      duration_ms: whole(performance.now() - this.#startedAt),
    });
    const rows = [start, ...this.#events];
    try {
      const changes = rows.map((row) => ({ table: 'rewrite_traces', kind: 'insert', row }) as const);
      library.apply(changes, 'soon');
    } catch (cause) {
      log.warn('A trace could not be written.', functionName, cause instanceof Error ? cause.name : '');
    }
  }

  #add(type: TraceRow['event_type'], functionName: string, more: Partial<TraceRow>): void {
    this.#events.push(this.#event(type, functionName, { timestamp: new Date().toISOString(), ...more }));
  }

  #event(type: TraceRow['event_type'], functionName: string, more: Partial<TraceRow>): NewRow<'rewrite_traces'> {
    return { id: randomUUID(), trace_id: this.traceId, event_type: type, function_name: functionName, ...more };
  }
}

function whole(durationMs: number | undefined): number | null {
  return durationMs === undefined ? null : Math.round(durationMs);
}
