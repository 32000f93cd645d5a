import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { LibraryBackup } from './trouble.ts';

/** How many daily copies are kept. */
const keptBackups = 7;
/** Pages a step: between steps the host's loop runs, so a large library is copied without a pause. */
const pagesPerStep = 100;
const backupName = /^library-\d{4}-\d{2}-\d{2}\.db$/;

/** Where the copy of a day (UTC) lies. */
export function backupPath(directory: string, day: Date): string {
  return join(backupFolder(directory), `library-${day.toISOString().slice(0, 10)}.db`);
}

/** The copies that are there, newest first. */
export function listBackups(directory: string): readonly LibraryBackup[] {
  if (!existsSync(backupFolder(directory))) return [];
  return readdirSync(backupFolder(directory))
    .filter((name) => backupName.test(name))
    .sort()
    .reverse()
    .map((name) => join(backupFolder(directory), name))
    .map((path) => ({ path, madeAt: statSync(path).mtime }));
}

/** The newest copy that SQLite finds nothing wrong with. */
export function findSoundBackup(directory: string): LibraryBackup | undefined {
  return listBackups(directory).find(({ path }) => problemsOf(path).length === 0);
}

/**
 * Copies an open library to its file of the day, replacing an earlier one of that day, and drops the oldest copies beyond seven. A copy
 * that is not whole is removed and nothing is dropped for it. Resolves to the copy's path.
 */
export async function makeBackup(database: DatabaseSync, directory: string, day: Date): Promise<string> {
  const path = backupPath(directory, day);
  const unfinished = `${path}.${process.pid}.part`;
  mkdirSync(backupFolder(directory), { recursive: true });
  try {
    await backup(database, unfinished, { rate: pagesPerStep });
    const problems = problemsOf(unfinished);
    if (problems.length > 0) throw new Error(`the copy is not whole: ${problems[0]}`);
    syncFile(unfinished);
    renameSync(unfinished, path);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + suffix, { force: true });
  }
  for (const old of listBackups(directory).slice(keptBackups)) rmSync(old.path, { force: true });
  return path;
}

/** Puts a copy in the place of the library file, which must be gone or set aside. */
export function restoreBackup(copy: LibraryBackup, file: string): void {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    copyFileSync(copy.path, unfinished);
    syncFile(unfinished);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Renames a library file and what belongs to it (`-wal`, `-shm`) to a free name with the moment in it, so that nothing is lost.
 * Returns the new path, or undefined when there was no file.
 */
export function setAside(file: string, label: string, moment: Date): string | undefined {
  if (!existsSync(file)) return undefined;
  const stamp = moment.toISOString().slice(0, 19).replaceAll(':', '-');
  const stem = join(dirname(file), `${basename(file, '.db')}.${label}-${stamp}`);
  let target = `${stem}.db`;
  for (let count = 2; existsSync(target); count++) target = `${stem}-${count}.db`;
  // The log goes first: left behind, SQLite would replay it into the file that comes next.
  for (const suffix of ['-wal', '-shm', '']) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  return target;
}

/** What SQLite finds wrong with a file; empty when it is whole. */
export function problemsOf(path: string): readonly string[] {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare('pragma quick_check').all();
    return rows.map((row) => String(row['quick_check'])).filter((line) => line !== 'ok');
  } catch (cause) {
    return [cause instanceof Error ? cause.message : String(cause)];
  } finally {
    database?.close();
  }
}

function backupFolder(directory: string): string {
  return join(directory, 'backups');
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
