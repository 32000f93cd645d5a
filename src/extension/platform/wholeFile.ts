import { randomUUID } from 'node:crypto';
import { constants, copyFile, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that it is there whole or not at all: under a temporary name beside it, synced, renamed. What was there before stays
 * until then. Rejects with what `fill` or the file system rejects with, and leaves nothing behind.
 */
export function writeWholeFile(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  return replaceWhole(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** Copies a file in the way of {@link writeWholeFile}. */
export function copyWholeFile(from: string, to: string): Promise<void> {
  return replaceWhole(to, async (temporary) => {
    await copyFile(from, temporary, constants.COPYFILE_EXCL);
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

async function replaceWhole(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    await make(temporary);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}
