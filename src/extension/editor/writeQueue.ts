/**
 * When what was typed in a page is written to the document. Every write is one undo stop of VS Code, so typing is gathered:
 * it is written when there was no key for a moment, some time after its first key at most, or at once when asked. Writes run one after
 * another.
 */

import type { Clock } from '../platform/clock.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { WriteResult } from '../sync/documentEdit.ts';
import { longestRunMs, runPauseMs } from './typingRuns.ts';

/** How long typing is gathered, in milliseconds. */
export interface TypingPause {
  /** Without a key. */
  readonly idleMs: number;
  /** Since the first key. */
  readonly longestMs: number;
}

export const usualPause: TypingPause = { idleMs: runPauseMs, longestMs: longestRunMs };
/** While a script is shared: others wait for its words. Undo takes the parts of a run together all the same (typingRuns.ts). */
export const sharedPause: TypingPause = { idleMs: 80, longestMs: 240 };
/** VS Code refuses an edit when versions race; a fresh one then gets through after a few tries. */
const ATTEMPTS = 25;
const LONGEST_REST_MS = 30_000;

export interface WriteQueueOptions<T> {
  /** What shall stand in the document now. */
  readonly latest: () => T;
  readonly write: (target: T) => Promise<WriteResult>;
  /** The document refused for good, at least for now; it is tried again later. Told once until a write succeeds. */
  readonly onStuck: (cause: unknown) => void;
  readonly clock: Clock;
  /** {@link usualPause} when missing. */
  readonly pause?: (() => TypingPause) | undefined;
}

export class WriteQueue<T> implements Disposable {
  readonly #options: WriteQueueOptions<T>;
  #tail: Promise<void> = Promise.resolve();
  #timer: Disposable | undefined;
  #firstKeyAt: number | undefined;
  /** Counts changes of the document that we did not make: a target taken before one is out of date. */
  #revision = 0;
  #failures = 0;
  #isDisposed = false;

  constructor(options: WriteQueueOptions<T>) {
    this.#options = options;
  }

  /** True while typing waits to be written. */
  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Something was typed: it is written when the typing pauses. */
  later(): void {
    const { clock, pause } = this.#options;
    const { idleMs, longestMs } = pause?.() ?? usualPause;
    const now = clock.now();
    this.#firstKeyAt ??= now;
    this.#wait(Math.max(0, Math.min(idleMs, this.#firstKeyAt + longestMs - now)));
  }

  /** Writes what shall stand in the document at this moment, even if more is typed before its turn comes. */
  now(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#firstKeyAt = undefined;
    const target = this.#options.latest();
    const revision = this.#revision;
    void this.run(() => this.#writeOut(() => (revision === this.#revision ? target : this.#options.latest())));
  }

  /** The document changed by another hand than ours. */
  documentMoved(): void {
    this.#revision++;
  }

  /** Runs `job` after everything that is queued now. Rejects when it fails; what comes after it runs all the same. */
  run(job: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(job);
    this.#tail = done.catch(() => {});
    return done;
  }

  /** Writes what waits; resolves when nothing is queued any more. */
  async drain(): Promise<void> {
    this.now();
    let tail: Promise<void> | undefined;
    while (tail !== this.#tail) {
      tail = this.#tail;
      await tail;
    }
  }

  /** Nothing is started any more; what is queued still runs. */
  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  async #writeOut(target: () => T): Promise<void> {
    try {
      if (await this.#try(target())) this.#failures = 0;
      else this.#rest(undefined);
    } catch (cause) {
      this.#rest(cause);
    }
  }

  async #try(first: T): Promise<boolean> {
    let wanted = first;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if ((await this.#options.write(wanted)) !== 'refused') return true;
      await this.#pause(5 + attempt * 4);
      wanted = this.#options.latest();
    }
    return false;
  }

  #rest(cause: unknown): void {
    this.#failures++;
    if (this.#failures === 1) this.#options.onStuck(cause);
    this.#wait(Math.min(500 * 2 ** (this.#failures - 1), LONGEST_REST_MS));
  }

  #wait(milliseconds: number): void {
    this.#timer?.dispose();
    if (this.#isDisposed) return;
    this.#timer = this.#options.clock.after(milliseconds, () => this.now());
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(milliseconds, resolve);
    });
  }
}
