import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../platform/log.ts';
import { findSoundBackup, listBackups, restoreBackup, setAside } from './backups.ts';
import { LibraryError } from './library.ts';
import { migrate } from './migrations/migrate.ts';
import { enterWindow, leaveWindow } from './openWindows.ts';
import { Connection } from './sqliteConnection.ts';
import { asLibraryError } from './sqliteErrors.ts';
import type { LibraryBackup, LibraryDecision, LibraryTrouble } from './trouble.ts';

interface Options {
  readonly directory: string;
  readonly log: Log;
  readonly onTrouble: (trouble: LibraryTrouble) => void;
  /** Called when the file was opened. `isReplaced`: another file was there before, so everything may differ. */
  readonly onOpened: (connection: Connection, isReplaced: boolean) => void;
}

/** A trouble that waits for the writer, and which file it was about. */
interface OpenDecision {
  readonly error: LibraryError;
  readonly fileId: string;
}

/** The library's file on disk: opened by the first use, given up while it is damaged, opened again when another took its place. */
export class LibraryFile {
  readonly path: string;
  readonly #options: Options;
  readonly #windowId = randomUUID();
  #connection: Connection | undefined;
  #decision: OpenDecision | undefined;
  #toldObstacle: LibraryTrouble['kind'] | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.path = join(options.directory, 'library.db');
  }

  /** True when the file was opened, or tried and found to need a decision. */
  get isKnown(): boolean {
    return this.#connection !== undefined || this.#decision !== undefined;
  }

  /** Runs `work` on the open file. Whatever goes wrong is thrown as a LibraryError; a TypeError is the caller's mistake and stays one. */
  use<T>(work: (connection: Connection) => T): T {
    try {
      const result = work(this.#open());
      this.#toldObstacle = undefined;
      return result;
    } catch (cause) {
      if (cause instanceof TypeError) throw cause;
      throw this.#failed(asLibraryError(cause));
    }
  }

  /**
   * Waits until the log of this file's commits is on the disk. Only ever opens the log: closing another handle of the database itself
   * would drop SQLite's locks on it. Source: https://www.sqlite.org/howtocorrupt.html (2.2). Throws LibraryError.
   */
  async sync(): Promise<void> {
    if (!this.#connection) return;
    try {
      const log = await open(`${this.path}-wal`, 'r+');
      try {
        await log.sync();
      } finally {
        await log.close();
      }
    } catch (cause) {
      // Without a log everything stands in the file, synced when the log was taken over.
      if (isMissing(cause)) return;
      throw this.#failed(asLibraryError(cause));
    }
  }

  close(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    try {
      leaveWindow(connection, this.#windowId);
    } catch (cause) {
      this.#options.log.debug('The library was left without a word.', codeOf(cause));
    }
    connection.close();
  }

  #open(): Connection {
    const known = this.#connection;
    if (known?.isFile(this.path)) return known;
    if (this.#decision && this.#decision.fileId === fileIdOf(this.path)) throw this.#decision.error;
    const isReplaced = known !== undefined || this.#decision !== undefined;
    this.#giveUp();
    mkdirSync(this.#options.directory, { recursive: true });
    if (this.#isLost()) throw new LibraryError('The library file is missing or empty.', { reason: 'damaged' });
    const connection = this.#prepare();
    this.#connection = connection;
    this.#decision = undefined;
    this.#options.onOpened(connection, isReplaced);
    return connection;
  }

  #prepare(): Connection {
    const connection = Connection.open(this.path);
    try {
      migrate(connection);
      this.#enter(connection);
      return connection;
    } catch (cause) {
      connection.close();
      throw cause;
    }
  }

  /** A full disk or a busy file must not keep a writer from reading what is there. */
  #enter(connection: Connection): void {
    try {
      enterWindow(connection, this.#windowId, process.pid);
    } catch (cause) {
      const error = asLibraryError(cause);
      if (error.reason !== 'full' && error.reason !== 'busy') throw cause;
      this.#options.log.warn('The library was opened without entering this window.', codeOf(cause));
    }
  }

  /** A library that was backed up once and has nothing now did not begin this way. */
  #isLost(): boolean {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    const logSize = statSync(`${this.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    return size === 0 && logSize === 0 && listBackups(this.#options.directory).length > 0;
  }

  #giveUp(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #failed(error: LibraryError): LibraryError {
    const { log } = this.#options;
    switch (error.reason) {
      case 'damaged':
      case 'newer':
        return this.#decision?.error === error ? error : this.#askWriter(error.reason, error);
      case 'busy':
        log.warn('The library is locked by another process.', codeOf(error.cause));
        this.#tellObstacle('locked', error);
        return error;
      case 'full':
      case 'unavailable':
        log.error('The library cannot be used.', error.reason, codeOf(error.cause));
        this.#tellObstacle(error.reason, error);
        return error;
      default:
        return error;
    }
  }

  #tellObstacle(kind: 'locked' | 'full' | 'unavailable', error: LibraryError): void {
    if (this.#toldObstacle === kind) return;
    this.#toldObstacle = kind;
    this.#options.onTrouble({ kind, message: error.message });
  }

  #askWriter(kind: 'damaged' | 'newer', cause: LibraryError): LibraryError {
    const fileId = fileIdOf(this.path);
    this.#giveUp();
    this.#options.log.error('The library needs a decision.', kind, codeOf(cause.cause));
    const backup = findSoundBackup(this.#options.directory);
    const message = kind === 'newer' ? cause.message : damageSentence(backup);
    const error = new LibraryError(message, { reason: kind, cause });
    this.#decision = { error, fileId };
    const startWith = (copy: LibraryBackup | undefined) => this.#startWith(kind, fileId, copy);
    const decision: LibraryDecision = {
      kind,
      message,
      backup,
      restoreBackup: () => startWith(requireBackup(backup)),
      startAfresh: () => startWith(undefined),
    };
    this.#options.onTrouble(decision);
    return error;
  }

  /** Another window may have decided in the meantime; then its file is taken as it is. */
  #startWith(label: string, fileId: string, copy: LibraryBackup | undefined): void {
    try {
      if (fileIdOf(this.path) === fileId) {
        this.#giveUp();
        setAside(this.path, label, new Date());
        if (copy) restoreBackup(copy, this.path);
        else Connection.open(this.path).close();
      }
    } catch (cause) {
      throw asLibraryError(cause);
    }
    this.use(() => undefined);
  }
}

function requireBackup(backup: LibraryBackup | undefined): LibraryBackup {
  if (backup) return backup;
  throw new LibraryError('There is no backup of the library to restore; start with an empty library instead.', {
    reason: 'damaged',
  });
}

function damageSentence(backup: LibraryBackup | undefined): string {
  if (!backup) return 'The library file is damaged and has no backup; start with an empty library (the file is kept).';
  const day = backup.madeAt.toISOString().slice(0, 10);
  return `The library file is damaged; restore the backup of ${day} or start with an empty library (the file is kept).`;
}

function fileIdOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev}:${stats.ino}` : 'missing';
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** What the log may hold of an error: codes, never values. */
function codeOf(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  return 'errcode' in cause ? cause.errcode : 'code' in cause ? cause.code : cause.name;
}
