/**
 * When the rows follow a script: half a second after the last keystroke, a second after the first at most, at once when asked.
 * A library that cannot be written now is tried again with growing rests until it can; nothing is given up.
 */
import type { Clock } from '../platform/clock.ts';
import type { Disposable } from '../platform/disposables.ts';

/** How long typing rests before the rows follow, in milliseconds. */
export const usualIdleMs = 500;
/** In place of half a second while a script is shared: somebody else waits for its words. Pushes have a pace of their own. */
export const sharedIdleMs = 10;
const LONGEST_MS = 900;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;

export interface RowSyncOptions {
  /** Makes the rows equal the text now, in one transaction. Throws when the library cannot be used. */
  readonly write: () => void;
  /** Told of every failed try; the first of a row of failures has `attempt` 1. */
  readonly onFailure: (cause: unknown, attempt: number) => void;
  readonly clock: Clock;
  /** How long typing rests before the rows follow, in milliseconds; half a second when missing. */
  readonly idleMs?: (() => number) | undefined;
}

export class RowSync implements Disposable {
  readonly #options: RowSyncOptions;
  #timer: Disposable | undefined;
  #firstChangeAt: number | undefined;
  #failures = 0;

  constructor(options: RowSyncOptions) {
    this.#options = options;
  }

  /** True while rows are behind the text. */
  get isBehind(): boolean {
    return this.#timer !== undefined;
  }

  /** The text changed: the rows follow soon. Never writes by itself, so it costs a keystroke nothing. */
  schedule(): void {
    const { clock } = this.#options;
    const now = clock.now();
    this.#firstChangeAt ??= now;
    if (this.#failures > 0 && this.#timer) return;
    const idleMs = this.#options.idleMs?.() ?? usualIdleMs;
    this.#wait(Math.max(0, Math.min(idleMs, this.#firstChangeAt + LONGEST_MS - now)));
  }

  /** Writes now. Throws what the library throws; it is then tried again all the same. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#firstChangeAt = undefined;
    try {
      this.#options.write();
      this.#failures = 0;
    } catch (cause) {
      this.#failures++;
      this.#wait(Math.min(FIRST_REST_MS * 2 ** (this.#failures - 1), LONGEST_REST_MS));
      this.#options.onFailure(cause, this.#failures);
      throw cause;
    }
  }

  /** Writes what is behind, if anything is; a failure goes to `onFailure` alone. */
  settle(): void {
    if (this.isBehind) this.#try();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #try(): void {
    try {
      this.flush();
    } catch {
      // Told to onFailure and tried again later.
    }
  }

  #wait(milliseconds: number): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.after(milliseconds, () => this.#try());
  }
}
