import type { Disposable } from './disposables.ts';

/** Subscribes a listener; the result ends the subscription. Fits VS Code's own `Event` for one-argument listeners. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** An event source for code that must run without VS Code. A listener that throws does not keep others from hearing. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly #onError: (cause: unknown) => void;

  constructor(onError: (cause: unknown) => void = () => {}) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (cause) {
        this.#onError(cause);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
