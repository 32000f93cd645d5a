/** Media files: where they lie and how they are written. */
import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { HumanError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { isFileName, safeFileName } from './fileNames.ts';
import { isProcessAlive } from './processes.ts';
import { sharedRun } from './sharedRun.ts';
import { isDiskFull } from './sqliteErrors.ts';
import { isUuid } from './uuid.ts';

/** A media file cannot be stored or found. `full`: no room on the disk. `outside`: the path is not one below the media folder. */
export class MediaError extends HumanError {
  override readonly name = 'MediaError';
  readonly reason: 'full' | 'outside' | 'unavailable';

  constructor(reason: MediaError['reason'], cause?: unknown) {
    super(sentences[reason], { cause });
    this.reason = reason;
  }
}

const sentences = {
  full: 'The disk is full, so the file could not be saved; free some space and try again.',
  outside: 'This media file lies outside the media folder and is not opened.',
  unavailable: 'The media file cannot be saved or read; check that its folder can be written.',
} as const;

export interface MediaStore {
  /**
   * `{project_id}/{file_type}/{asset_id}/{filename}` with a sanitised file name: what `file_url` holds. Throws {@link MediaError} when
   * an id is no UUID.
   */
  relativePath(projectId: string, fileType: 'image' | 'audio' | 'video', assetId: string, fileName: string): string;
  /** Absolute path of a `file_url`; throws {@link MediaError} when it would leave the media root, also by a symbolic link. */
  resolve(fileUrl: string): string;
  /** Writes bytes to a temporary name on the same volume, syncs, renames. Throws a {@link MediaError} that names a full disk as such. */
  write(fileUrl: string, bytes: Uint8Array): Promise<void>;
  /** Takes over a finished file (same volume) under its final name, synced. */
  adopt(temporaryPath: string, fileUrl: string): Promise<void>;
  /**
   * Puts a stored file at a temporary path too, from where it can be adopted: one file under two names where the file system can, else a
   * copy. Stored files are never written to again.
   */
  share(fileUrl: string, temporaryPath: string): Promise<void>;
  /** Removes a file and its now empty folder; a missing file is fine. */
  remove(fileUrl: string): Promise<void>;
  /** True when the file is there and not empty. */
  exists(fileUrl: string): boolean;
  /** A folder for unfinished files of this process, on the media volume; made on first use. What crashed processes left is removed. */
  temporaryFolder(): Promise<string>;
}

/** Media files below `root`, an absolute path (the library's `mediaRoot`). Making the store touches nothing. */
export function createMediaStore({ root, log }: { readonly root: string; readonly log?: Log }): MediaStore {
  return new FileMediaStore(root, log);
}

const unfinishedFolder = '.unfinished';

class FileMediaStore implements MediaStore {
  readonly #root: string;
  readonly #log: Log | undefined;
  #temporary: Promise<string> | undefined;
  /** Temporary paths whose bytes are on the disk already. */
  readonly #synced = new Set<string>();
  /** A batch places many files in few folders: they share the sync of one. */
  readonly #folderSyncs = new Map<string, { readonly run: () => Promise<void>; users: number }>();

  constructor(root: string, log: Log | undefined) {
    this.#root = root;
    this.#log = log;
  }

  relativePath(projectId: string, fileType: 'image' | 'audio' | 'video', assetId: string, fileName: string): string {
    if (!isUuid(projectId) || !isUuid(assetId)) throw new MediaError('outside');
    return [projectId, fileType, assetId, safeFileName(fileName)].join('/');
  }

  resolve(fileUrl: string): string {
    const parts = fileUrl.split('/');
    if (!parts.every(isFileName)) throw new MediaError('outside');
    const path = join(this.#root, ...parts);
    if (!this.#isInside(path)) throw new MediaError('outside');
    return path;
  }

  async write(fileUrl: string, bytes: Uint8Array): Promise<void> {
    const target = this.resolve(fileUrl);
    await this.#guard(async () => {
      const temporary = join(await this.temporaryFolder(), `${randomUUID()}.part`);
      try {
        const file = await open(temporary, 'wx');
        try {
          await file.writeFile(bytes);
        } finally {
          await file.close();
        }
        await this.#place(temporary, target);
      } finally {
        await rm(temporary, { force: true });
      }
    });
  }

  async adopt(temporaryPath: string, fileUrl: string): Promise<void> {
    const target = this.resolve(fileUrl);
    await this.#guard(() => this.#place(temporaryPath, target));
  }

  async share(fileUrl: string, temporaryPath: string): Promise<void> {
    const source = this.resolve(fileUrl);
    await this.#guard(async () => {
      const isLinked = await link(source, temporaryPath).then(
        () => true,
        () => false,
      );
      if (isLinked) this.#synced.add(temporaryPath);
      else await copyFile(source, temporaryPath);
    });
  }

  async remove(fileUrl: string): Promise<void> {
    const target = this.resolve(fileUrl);
    await this.#guard(async () => {
      await rm(target, { force: true });
      await rmdir(dirname(target)).catch(() => {
        // Not empty, or gone already: both are fine.
      });
    });
  }

  exists(fileUrl: string): boolean {
    try {
      const stats = statSync(this.resolve(fileUrl), { throwIfNoEntry: false });
      return stats?.isFile() === true && stats.size > 0;
    } catch {
      // A path that may not be used holds no file for us.
      return false;
    }
  }

  temporaryFolder(): Promise<string> {
    this.#temporary ??= this.#makeTemporaryFolder().catch((cause: unknown) => {
      this.#temporary = undefined;
      throw asMediaError(cause);
    });
    return this.#temporary;
  }

  async #makeTemporaryFolder(): Promise<string> {
    const all = join(this.#root, unfinishedFolder);
    const own = join(all, `${process.pid}-${randomUUID().slice(0, 8)}`);
    await mkdir(own, { recursive: true });
    const leftovers = (await readdir(all)).filter((name) => !isProcessAlive(Number.parseInt(name, 10)));
    for (const name of leftovers) await rm(join(all, name), { recursive: true, force: true });
    if (leftovers.length > 0) this.#log?.info('Unfinished media files were removed.', leftovers.length);
    return own;
  }

  /** Synced before and after the rename, so that a row may point at the file from now on, whatever happens to the power. */
  async #place(temporary: string, target: string): Promise<void> {
    const folder = dirname(target);
    if (!this.#synced.delete(temporary)) await sync(temporary, 'r+');
    const madeFirst = await mkdir(folder, { recursive: true });
    await rename(temporary, target);
    const last = madeFirst === undefined ? folder : dirname(madeFirst);
    const changed: string[] = [];
    for (let at = folder; ; at = dirname(at)) {
      changed.push(at);
      if (at === last || at === dirname(at)) break;
    }
    await Promise.all(changed.map((each) => this.#syncFolder(each)));
  }

  async #syncFolder(folder: string): Promise<void> {
    const sharing = this.#folderSyncs.get(folder) ?? { run: sharedRun(() => syncFolder(folder)), users: 0 };
    this.#folderSyncs.set(folder, sharing);
    sharing.users++;
    try {
      await sharing.run();
    } finally {
      sharing.users--;
      if (sharing.users === 0) this.#folderSyncs.delete(folder);
    }
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#log?.error(
        'A media file could not be stored or removed.',
        cause instanceof Error && 'code' in cause ? cause.code : '',
      );
      throw asMediaError(cause);
    }
  }

  /** Follows the links of the part of the path that is there already. */
  #isInside(path: string): boolean {
    if (!existsSync(this.#root)) return true;
    const root = realpathSync(this.#root);
    let at = path;
    while (!existsSync(at) && at !== this.#root) at = dirname(at);
    const way = relative(root, realpathSync(at));
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  }
}

function asMediaError(cause: unknown): MediaError {
  if (cause instanceof MediaError) return cause;
  return new MediaError(isDiskFull(cause) ? 'full' : 'unavailable', cause);
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows cannot sync a folder and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r');
}
