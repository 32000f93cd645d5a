import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Runs `work` while no other process runs work under the same lock file; waits up to half an hour for its turn.
 * SQLite's file lock is used because the system lets go of it when its process dies, however that happens.
 */
export async function exclusively<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true });
  const lock = new DatabaseSync(lockFile, { timeout: 30 * 60_000 });
  try {
    lock.exec('begin exclusive');
    return await work();
  } finally {
    lock.close();
  }
}
