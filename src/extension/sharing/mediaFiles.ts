/** Media files on their way: read in pieces, received beside the media, and known by size and hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaSource } from './remoteProject.ts';

/** What a media file is known by. `sha256` in hex. */
export interface MediaFacts {
  readonly size: number;
  readonly sha256: string;
}

/** Reads a whole file for its facts; undefined when it is not there. */
export async function factsOf(path: string): Promise<MediaFacts | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const sum = createHash('sha256');
  for await (const piece of createReadStream(path)) sum.update(piece as Buffer);
  return { size: found.size, sha256: sum.digest('hex') };
}

/** Opens a file to be sent; `work` gets it in pieces, and it is closed afterwards. */
export async function withSource<T>(path: string, work: (source: MediaSource) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await work({
      size,
      async read(start, end) {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}

/** A file that is being received. It outlives the process: the next one goes on where this one stopped. */
export class IncomingFile {
  readonly path: string;

  /** `mediaRoot`: the folder of the media; `fileUrl`: what is received. */
  constructor(mediaRoot: string, fileUrl: string) {
    const name = createHash('sha256').update(fileUrl).digest('hex');
    this.path = join(mediaRoot, '.incoming', `${name}.part`);
  }

  /** How many bytes are here already. */
  async size(): Promise<number> {
    return (await stat(this.path).catch(() => undefined))?.size ?? 0;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
