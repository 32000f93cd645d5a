import { LibraryError, type LibraryErrorReason } from './library.ts';

/** SQLite's primary result codes that this code tells apart. Source: https://www.sqlite.org/rescode.html */
const code = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  canNotOpen: 14,
  constraint: 19,
  notADatabase: 26,
};
/** Extended codes: a key that is taken already, and a shared-memory file that could not grow (a full disk in WAL mode). */
const extended = { primaryKey: 1555, unique: 2067, rowId: 2579, sharedMemorySize: 4874 };

const sentences: Record<LibraryErrorReason, string> = {
  busy: 'The library is busy in another window; try again in a moment.',
  full: 'The disk is full, so the library could not be saved; free some space and try again.',
  damaged: 'The library file is damaged; restore a backup or start with an empty library.',
  newer: 'The library was made by a newer version of this extension; update the extension to use it.',
  unavailable: 'The library file cannot be used; check that its folder can be read and written.',
  conflict: 'The library already holds this, probably from another window; try again.',
  refused: 'The library did not accept a change that does not fit what it holds; reload the window and try again.',
};

/** A {@link LibraryError} with the sentence that belongs to its reason. */
export function libraryError(reason: LibraryErrorReason, cause?: unknown): LibraryError {
  return new LibraryError(sentences[reason], { reason, cause });
}

/** What an error of `node:sqlite` or of the file system means to a writer; a {@link LibraryError} is given back as it is. */
export function asLibraryError(cause: unknown): LibraryError {
  if (cause instanceof LibraryError) return cause;
  return libraryError(reasonOf(cause), cause);
}

/** SQLite's extended result code of an error, undefined when it has none. */
export function resultCode(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !('errcode' in cause)) return undefined;
  return typeof cause.errcode === 'number' ? cause.errcode : undefined;
}

function reasonOf(cause: unknown): LibraryErrorReason {
  const result = resultCode(cause);
  if (result === undefined) return isDiskFull(cause) ? 'full' : 'unavailable';
  if (result === extended.primaryKey || result === extended.unique || result === extended.rowId) return 'conflict';
  if (result === extended.sharedMemorySize) return 'full';
  switch (result & 0xff) {
    case code.busy:
    case code.locked:
      return 'busy';
    case code.full:
      return 'full';
    case code.corrupt:
    case code.notADatabase:
      return 'damaged';
    case code.constraint:
      return 'refused';
    default:
      return 'unavailable';
  }
}

/** True for the file system's ways to say that there is no room: disk, quota, or the process's file-size limit. */
export function isDiskFull(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === 'ENOSPC' || cause.code === 'EDQUOT' || cause.code === 'EFBIG';
}
