/** Files that a page hands over slice by slice because they have no address: they lie in the media store's temporary folder until they are imported. */
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DroppedSlice } from '../../webview/timeline/editing/editMessages.ts';
import { safeFileName } from '../library/fileNames.ts';
import type { MediaStore } from '../library/media.ts';

/** A page that goes wrong shall not fill the disk: more than any film of an animatic. */
const maxFileBytes = 8 * 1024 ** 3;

interface Unfinished {
  readonly folder: string;
  readonly path: string;
  size: number;
}

export class DroppedFiles {
  readonly #media: Pick<MediaStore, 'temporaryFolder'>;
  readonly #files = new Map<string, Unfinished>();

  constructor(media: Pick<MediaStore, 'temporaryFolder'>) {
    this.#media = media;
  }

  /** Adds the next bytes of a file. Rejects, and forgets the file, when they are not the next ones or cannot be written. */
  async take({ fileId, name, at, bytes }: DroppedSlice): Promise<void> {
    const file = this.#files.get(fileId) ?? (await this.#begin(fileId, name));
    try {
      if (at !== file.size || at + bytes.byteLength > maxFileBytes) throw new Error(`Unexpected bytes at ${at}`);
      file.size += bytes.byteLength;
      await appendFile(file.path, bytes);
    } catch (cause) {
      await this.forget([fileId]);
      throw cause;
    }
  }

  /** Where the files lie; those that never came are left out. */
  pathsOf(fileIds: readonly string[]): readonly string[] {
    return fileIds.flatMap((id) => this.#files.get(id)?.path ?? []);
  }

  async forget(fileIds: readonly string[]): Promise<void> {
    for (const id of fileIds) {
      const file = this.#files.get(id);
      this.#files.delete(id);
      if (file) await rm(file.folder, { recursive: true, force: true });
    }
  }

  /** A folder of its own for each: two files of a drop may have the same name. */
  async #begin(fileId: string, name: string): Promise<Unfinished> {
    const folder = join(await this.#media.temporaryFolder(), `dropped-${fileId}`);
    await mkdir(folder);
    const file = { folder, path: join(folder, safeFileName(name)), size: 0 };
    this.#files.set(fileId, file);
    return file;
  }
}
