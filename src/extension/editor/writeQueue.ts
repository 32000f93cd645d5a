/**
 * When what was typed in a page is written to the document. Every write is one undo stop of VS Code, so typing is gathered:
 * it is written after {@link IDLE_MS} without a key, {@link LONGEST_MS} at most, or at once when asked. Writes run one after another.
 */

import type { Clock } from '../platform/clock.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { WriteResult } from '../sync/documentEdit.ts';

const IDLE_MS = 300;
const LONGEST_MS = 2_000;
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
    const { clock } = this.#options;
    const now = clock.now();
    this.#firstKeyAt ??= now;
    this.#wait(Math.max(0, Math.min(IDLE_MS, this.#firstKeyAt + LONGEST_MS - now)));
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
