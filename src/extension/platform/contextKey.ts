import * as vscode from 'vscode';
import type { Disposable } from './disposables.ts';

/** A `screenplay.*` key for `when` clauses. Set only when it changes; unset when disposed. */
export class ContextKey<T extends string | number | boolean> implements Disposable {
  readonly #name: string;
  #value: T | undefined;

  constructor(name: `screenplay.${string}`) {
    this.#name = name;
  }

  set(value: T | undefined): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand('setContext', this.#name, value);
  }

  dispose(): void {
    this.set(undefined);
  }
}
