import type { Disposable } from '../platform/disposables.ts';

/** Joins calls that come close together into one, `delayMs` after the first. */
export function coalesce(act: () => void, delayMs: number): (() => void) & Disposable {
  let timer: NodeJS.Timeout | undefined;
  const trigger = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, delayMs);
  };
  return Object.assign(trigger, { dispose: () => clearTimeout(timer) });
}
