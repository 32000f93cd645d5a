/** Anything that can be let go of; VS Code's own Disposable fits it. */
export interface Disposable {
  dispose(): void;
}

/** A bag of disposables with one lifetime. What is added after `dispose` is disposed at once. */
export class Disposables implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Keeps `item` until {@link dispose}; returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = this.#items;
    this.#items = [];
    for (const item of items.reverse()) item.dispose();
  }
}
