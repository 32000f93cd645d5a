import { statSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { type Durability, LibraryError } from './library.ts';
import { libraryError, resultCode } from './sqliteErrors.ts';

/** A value as SQLite takes it. Booleans, dates and undefined are not among them: older Node versions store them wrongly or throw. */
export type SqlValue = string | number | null;
export type SqlRow = Record<string, SQLOutputValue>;

/** The first SQLite in which a reset of the write-ahead log cannot lose commits. Source: https://www.sqlite.org/wal.html */
const leastVersion = [3, 51, 3] as const;
/** How long a statement waits for another window, in milliseconds. It blocks the whole host, so what runs must be short. */
const busyTimeoutMs = 5000;
const busyCode = 5;
const constraintCode = 19;

/** One open library file: statements are prepared once, writing transactions take the lock at their beginning. */
export class Connection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Which file this is, however it is named later. */
  readonly #fileId: string;
  #durability: Durability = 'now';

  private constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#fileId = fileIdOf(file) ?? '';
  }

  /** Opens or creates the file. Throws SQLite's own errors, or a LibraryError when this SQLite is too old. */
  static open(file: string): Connection {
    const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    try {
      requireVersion(database);
      useWriteAheadLog(database);
      database.exec('pragma synchronous = full');
      return new Connection(database, file);
    } catch (cause) {
      database.close();
      throw cause;
    }
  }

  /** The driver's object, for SQLite's backup only. */
  get database(): DatabaseSync {
    return this.#database;
  }

  /** True while the opened file is still the one under this name (it may have been set aside by another window). */
  isFile(file: string): boolean {
    return fileIdOf(file) === this.#fileId;
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#prepare(sql).all(...values);
  }

  get(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** Runs one statement; returns the number of rows it changed itself (cascades and triggers not counted). */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Runs a script of several statements. */
  script(sql: string): void {
    this.#database.exec(sql);
  }

  /** Runs `work` in one transaction that has the write lock from its start; an error undoes all of it. `work` must not await. */
  transaction<T>(work: () => T, durability: Durability = 'now'): T {
    this.#commitFor(durability);
    this.#prepare('begin immediate').run();
    try {
      const result = work();
      this.#prepare('commit').run();
      return result;
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw cause;
    }
  }

  /** In a write-ahead log `normal` leaves the sync to others: the next full commit, a checkpoint, or who asks for it. */
  #commitFor(durability: Durability): void {
    if (durability === this.#durability) return;
    this.#database.exec(`pragma synchronous = ${durability === 'now' ? 'full' : 'normal'}`);
    this.#durability = durability;
  }

  /** Inside a transaction: runs `work`, and undoes it alone when it breaks a rule of the tables. Returns whether it was kept. */
  attempt(work: () => void): boolean {
    this.#prepare('savepoint attempt').run();
    try {
      work();
      this.#prepare('release attempt').run();
      return true;
    } catch (cause) {
      this.#database.exec('rollback to attempt; release attempt');
      if (((resultCode(cause) ?? 0) & 0xff) === constraintCode) return false;
      throw cause;
    }
  }

  /** A number that changes when another connection commits; own commits do not count. */
  dataVersion(): number {
    return Number(this.get('pragma data_version')?.['data_version'] ?? 0);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function fileIdOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

function requireVersion(database: DatabaseSync): void {
  const version = String(database.prepare('select sqlite_version() as version').get()?.['version'] ?? '');
  const parts = version.split('.').map(Number);
  for (const [index, least] of leastVersion.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) {
      const message = `The library needs SQLite ${leastVersion.join('.')} or newer and this VS Code has ${version}; update VS Code.`;
      throw new LibraryError(message, { reason: 'unavailable' });
    }
  }
}

/** The change to WAL does not wait for other windows that do the same on a new file, whatever the timeout: so this does. */
function useWriteAheadLog(database: DatabaseSync): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; ; waitedMs += 20) {
    try {
      const mode = database.prepare('pragma journal_mode = wal').get()?.['journal_mode'];
      if (mode === 'wal') return;
      throw libraryError('unavailable', new Error(`journal mode is ${String(mode)}`));
    } catch (cause) {
      if (((resultCode(cause) ?? 0) & 0xff) !== busyCode || waitedMs >= busyTimeoutMs) throw cause;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
