import * as vscode from 'vscode';
import { type CommandBody, runForWriter } from './commands.ts';
import { type Disposable, Disposables } from './disposables.ts';
import type { Log } from './log.ts';

export interface CommandBoardOptions {
  /** The commands that the manifest contributes. */
  readonly ids: readonly string[];
  /** Resolves when everything that answers commands has registered. A failure is told to the writer by each command that is run. */
  readonly ready: () => Promise<void>;
  readonly log: Log;
}

/**
 * The extension's commands: there as soon as it activates, answered once the rest has loaded. VS Code says "command not found" when a
 * contributed command is not registered by the end of the activation that it caused.
 */
export class CommandBoard implements Disposable {
  readonly #options: CommandBoardOptions;
  readonly #bodies = new Map<string, CommandBody>();
  readonly #fronts = new Map<string, Disposable>();
  readonly #lifetime = new Disposables();

  constructor(options: CommandBoardOptions) {
    this.#options = options;
    for (const id of options.ids) this.#addFront(id);
  }

  /** Gives a command its body, whose failures are told to the writer in one sentence and to the log with their cause. */
  readonly register = (id: string, body: CommandBody): Disposable => {
    this.#bodies.set(id, body);
    if (!this.#fronts.has(id)) this.#addFront(id);
    return { dispose: () => this.#bodies.delete(id) };
  };

  /** Takes away commands that nothing answers; to be called when everything has registered. Returns their ids. */
  removeUnanswered(): readonly string[] {
    const unanswered = [...this.#fronts.keys()].filter((id) => !this.#bodies.has(id));
    for (const id of unanswered) this.#fronts.get(id)?.dispose();
    return unanswered;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #addFront(id: string): void {
    const { log } = this.#options;
    const front = vscode.commands.registerCommand(id, (...args: readonly unknown[]) =>
      runForWriter(id, () => this.#run(id, args), log),
    );
    this.#fronts.set(id, this.#lifetime.add(front));
  }

  async #run(id: string, args: readonly unknown[]): Promise<unknown> {
    if (!this.#bodies.has(id)) await this.#options.ready();
    return this.#bodies.get(id)?.(...args);
  }
}
