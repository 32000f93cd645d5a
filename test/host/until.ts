import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until `look` gives something else than `undefined` or `false`, and returns it. A throw counts as "not yet".
 * @throws {Error} naming `what` and the last failure after `limitMs`
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 30_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  let failure: unknown;
  while (Date.now() < end) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      failure = undefined;
    } catch (cause) {
      failure = cause;
    }
    await pause(50);
  }
  const reason = failure instanceof Error ? `: ${failure.message}` : '';
  throw new Error(`Waited ${limitMs / 1000} s for ${what}${reason}`, { cause: failure });
}
