/**
 * Kills a machine at a step of its own work: between two statements of a transaction, between a file's temporary name and its own, between
 * a file and its row. From then on nothing of it reaches the disk, as after kill -9: SQLite is left in the middle of its transaction, and
 * every further write fails. Steps are counted over the whole process, so only one machine may be at work.
 */
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

type Method = (...args: unknown[]) => unknown;
/** Steps that change the disk; what only reads is none. */
const fileSteps = ['open', 'copyFile', 'link', 'mkdir', 'rename', 'rm', 'rmdir'] as const;

class Killed extends Error {
  override readonly name = 'Killed';
}

export class KillSwitch {
  #isCounting = false;
  #isDead = false;
  #killAt = Number.POSITIVE_INFINITY;
  #onKilled = () => {};
  steps = 0;
  readonly #restore: (() => void)[] = [];

  install(): void {
    this.#wrap(StatementSync.prototype as unknown as Record<string, Method>, 'run', false);
    this.#wrap(DatabaseSync.prototype as unknown as Record<string, Method>, 'exec', false);
    for (const name of fileSteps) this.#wrap(fsPromises as unknown as Record<string, Method>, name, true);
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const restore of this.#restore.splice(0)) restore();
    syncBuiltinESMExports();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Counts from now on, and kills before the step with this number, the first being 0. */
  arm(killAt: number, onKilled: () => void): void {
    Object.assign(this, { steps: 0 });
    this.#killAt = killAt;
    this.#onKilled = onKilled;
    this.#isCounting = true;
  }

  /** The next process: everything works again. */
  disarm(): void {
    this.#isCounting = false;
    this.#isDead = false;
  }

  #step(): void {
    if (this.#isDead) throw new Killed();
    if (!this.#isCounting || this.steps++ < this.#killAt) return;
    this.#isDead = true;
    this.#onKilled();
    throw new Killed();
  }

  #wrap(owner: Record<string, Method>, name: string, isAsync: boolean): void {
    const original = owner[name];
    if (!original) throw new Error(`There is no ${name}`);
    const step = () => this.#step();
    owner[name] = isAsync
      ? async function (this: unknown, ...args) {
          step();
          return original.apply(this, args);
        }
      : function (this: unknown, ...args) {
          step();
          return original.apply(this, args);
        };
    this.#restore.push(() => {
      owner[name] = original;
    });
  }
}
