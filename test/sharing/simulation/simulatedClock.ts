import type { Clock } from '../../../src/extension/platform/clock.ts';
import type { Disposable } from '../../../src/extension/platform/disposables.ts';

/** Time that passes when the schedule says so. */
export class SimulatedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): Disposable {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** Runs what is due within the time, earliest first; `between` is awaited after each. */
  async pass(milliseconds: number, between: () => Promise<void>): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await between();
    }
    this.#now = end;
  }
}
