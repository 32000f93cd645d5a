import type { Disposable } from './disposables.ts';

/** A part of the extension that loads with its first use. */
export interface Lazy<T> extends Disposable {
  /** Makes the part the first time; always resolves with the same one. After a failure the next call tries again. */
  get(): Promise<T>;
  /** The part, if it has been made. */
  readonly made: T | undefined;
}

/** `make` imports what it needs dynamically. What it made is disposed with the result, also when it comes later than that. */
export function lazily<T extends Disposable>(make: () => Promise<T>): Lazy<T> {
  let promise: Promise<T> | undefined;
  let made: T | undefined;
  let isDisposed = false;
  const start = async () => {
    try {
      made = await make();
      if (isDisposed) made.dispose();
      return made;
    } catch (cause) {
      promise = undefined;
      throw cause;
    }
  };
  return {
    get: () => {
      promise ??= start();
      return promise;
    },
    get made() {
      return made;
    },
    dispose() {
      isDisposed = true;
      made?.dispose();
    },
  };
}
