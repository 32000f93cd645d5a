/** When to ask the server: at once after a quiet time, seldom while somebody types on, later and later while it does not answer. Pure. */

/** What is typed after a rest goes out at once; a page that is typed without one takes less than a hundred requests. */
const mostTokens = 24;
const tokenMs = 5_000;
const firstRestMs = 1_000;
const longestRestMs = 300_000;

/** So many pushes may go out at once; after that one every five seconds. Times are in milliseconds of one clock. */
export class PushPace {
  #tokens = mostTokens;
  #countedAt: number;

  constructor(now: number) {
    this.#countedAt = now;
  }

  /** How long the next push has to wait. */
  delay(now: number): number {
    this.#count(now);
    return this.#tokens >= 1 ? 0 : Math.ceil((1 - this.#tokens) * tokenMs);
  }

  /** A push goes out. */
  spend(now: number): void {
    this.#count(now);
    this.#tokens = Math.max(0, this.#tokens - 1);
  }

  #count(now: number): void {
    this.#tokens = Math.min(mostTokens, this.#tokens + Math.max(0, now - this.#countedAt) / tokenMs);
    this.#countedAt = now;
  }
}

/** How long to rest after the `failures`th failure in a row; `chance` in 0..1 spreads machines that failed together. */
export function restAfter(failures: number, chance: number, atLeastMs = 0): number {
  const rest = Math.min(firstRestMs * 2 ** Math.max(0, failures - 1), longestRestMs);
  return Math.max(atLeastMs, Math.round(rest * (0.5 + chance / 2)));
}
