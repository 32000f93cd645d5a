import { type FSWatcher, watch } from 'node:fs';
import type { Disposable } from '../platform/disposables.ts';

/** Several writes of one commit wake once. */
const settleMs = 40;
/** For file systems that tell nothing. */
const safetyMs = 5000;

/**
 * Calls `check` shortly after something in the folder was written, and every five seconds to be safe. It only wakes: what has
 * changed, if anything, is the caller's to find out. Never keeps the process alive.
 */
export function watchCommits(directory: string, check: () => void): Disposable {
  let pending: NodeJS.Timeout | undefined;
  const wake = () => {
    if (pending) return;
    pending = setTimeout(() => {
      pending = undefined;
      check();
    }, settleMs);
    pending.unref();
  };
  const watcher = watchFolder(directory, wake);
  const safety = setInterval(check, safetyMs);
  safety.unref();
  return {
    dispose() {
      watcher?.close();
      clearInterval(safety);
      clearTimeout(pending);
    },
  };
}

function watchFolder(directory: string, wake: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { persistent: false }, wake);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    // No watching here (a network share, too many watches): the slow check remains.
    return undefined;
  }
}
