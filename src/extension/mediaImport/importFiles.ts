/** Makes assets of files: looked into, copied into the media store, and only then known to the library. Knows no VS Code. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';
import type { Library, NewRow } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import { convertMedia, peaksOf } from './convertMedia.ts';
import { MediaImportError } from './mediaImportError.ts';
import { type Probe, probeMedia } from './probeMedia.ts';

export interface ImportDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly signal: AbortSignal;
}

export interface Imported {
  readonly assetId: string;
  readonly name: string;
  /** The project had a file with these very bytes already; that asset is meant. */
  readonly isKnown: boolean;
  /** A film whose sound VS Code does not play. */
  readonly isMute: boolean;
}

/** What an imported asset remembers of its making. */
const importedMetadata = z.object({ sha256: z.string() });

/**
 * Imports one file into a project. Rejects with a {@link MediaImportError} or {@link MediaError} for the writer, or with the signal's
 * reason; then neither file nor row is left.
 */
export async function importFile(path: string, projectId: string, deps: ImportDeps): Promise<Imported> {
  const { library, media, signal } = deps;
  const probe = await probeMedia(path);
  const isMute = probe.type === 'video' && probe.isMute;
  const sha256 = await hashOf(path, signal);
  const known = library
    .assets(projectId)
    .find((asset) => z.safeParse(importedMetadata, asset.metadata).data?.sha256 === sha256);
  if (known?.file_url && media.exists(known.file_url)) {
    return { assetId: known.id, name: known.name ?? basename(path), isKnown: true, isMute };
  }
  const assetId = randomUUID();
  const name = nameFor(path, probe);
  const temporary = join(await media.temporaryFolder(), `${assetId}${extname(name)}`);
  const fileUrl = media.relativePath(projectId, probe.type, assetId, name);
  try {
    await takeOver(path, temporary, probe);
    signal.throwIfAborted();
    const row = await rowFor({ assetId, projectId, name, fileUrl, sha256, probe, temporary });
    await media.adopt(temporary, fileUrl);
    await keepRow(library, media, row);
  } finally {
    await rm(temporary, { force: true });
  }
  return { assetId, name, isKnown: false, isMute };
}

/** The file stays under its own name; what was converted ends as what it is now. */
function nameFor(path: string, probe: Probe): string {
  const name = basename(path);
  const change = probe.type === 'image' ? undefined : probe.change;
  return change === undefined ? name : `${name.slice(0, name.length - extname(name).length)}.${change}`;
}

async function takeOver(path: string, temporary: string, probe: Probe): Promise<void> {
  if (probe.type === 'image' || probe.change === undefined) return copyFile(path, temporary);
  await convertMedia(path, temporary, probe.change);
  // Streams that cannot be copied are left out without an error: what came out must be what went in.
  if ((await probeMedia(temporary)).type !== probe.type) throw new MediaImportError('codec');
  return undefined;
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}

async function rowFor(file: {
  readonly assetId: string;
  readonly projectId: string;
  readonly name: string;
  readonly fileUrl: string;
  readonly sha256: string;
  readonly probe: Probe;
  readonly temporary: string;
}): Promise<NewRow<'rewrite_assets'>> {
  const { probe, sha256 } = file;
  const peaks = probe.type === 'audio' ? await peaksOf(file.temporary) : undefined;
  return {
    id: file.assetId,
    project_id: file.projectId,
    name: file.name,
    file_type: probe.type,
    file_url: file.fileUrl,
    ...(probe.type === 'image' ? {} : { duration_ms: probe.durationMs }),
    ...(probe.type === 'audio' ? {} : { width: probe.width, height: probe.height }),
    metadata: { sha256, ...(peaks === undefined ? {} : { peaks }) },
  };
}

async function keepRow(library: Library, media: MediaStore, row: NewRow<'rewrite_assets'>): Promise<void> {
  try {
    library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
  } catch (cause) {
    // A file that no row knows would lie there for ever.
    if (row.file_url) await media.remove(row.file_url);
    throw cause;
  }
}
