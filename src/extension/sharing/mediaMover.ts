/** Moves the media files that wait: sent once their rows are there, fetched when their rows have come, removed when those are gone. */
import * as z from 'zod/mini';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { MediaTransfer, ReplicaStore } from '../library/replicaStore.ts';
import type { Trace, Traces } from '../library/traces.ts';
import type { Log } from '../platform/log.ts';
import { factsOf, IncomingFile, type MediaFacts, withSource } from './mediaFiles.ts';
import { RemoteError, type RemoteMedia } from './remoteProject.ts';
import type { MediaMover } from './replicator.ts';

const filesAtOnce = 3;
/** A file that came damaged so often is left until the writer asks for it. */
const mostAttempts = 5;

export interface MediaMoverDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly store: ReplicaStore;
  readonly remote: RemoteMedia;
  readonly traces: Traces;
  readonly log: Log;
}

export function createMediaMover(deps: MediaMoverDeps): MediaMover {
  return new QueueingMover(deps);
}

/** What was received is not what was sent. */
class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

const knownFacts = z.object({ size: z.int(), sha256: z.string() });

class QueueingMover implements MediaMover {
  readonly #deps: MediaMoverDeps;

  constructor(deps: MediaMoverDeps) {
    this.#deps = deps;
  }

  async move(projectId: string, signal: AbortSignal): Promise<boolean> {
    const waiting = this.#deps.store.transfers(projectId).filter(({ attempts }) => attempts < mostAttempts);
    const failures = await this.#moveEach(waiting, signal, () => {}, this.#begin(projectId));
    const remote = failures.find((cause) => cause instanceof RemoteError && cause.reason !== 'invalid');
    if (remote) throw remote;
    return failures.length === 0;
  }

  async fetchAll(
    projectId: string,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
  ): Promise<number> {
    const { library, media, store } = this.#deps;
    const missing = library
      .assets(projectId)
      .flatMap(({ id, file_url }) => (file_url && !media.exists(file_url) ? [{ id, fileUrl: file_url }] : []));
    const transfers = missing.map(
      ({ id, fileUrl }): MediaTransfer => ({
        ...{ fileUrl, direction: 'download', projectId, assetId: id },
        ...{ resume: null, attempts: 0, failure: null },
      }),
    );
    store.write((writer) => {
      for (const transfer of transfers) writer.putTransfer(transfer);
    });
    let done = 0;
    const onMoved = () => onProgress(++done, transfers.length);
    const failures = await this.#moveEach(transfers, signal, onMoved, this.#begin(projectId));
    const remote = failures.find((cause) => cause instanceof RemoteError && cause.reason !== 'invalid');
    if (remote && !signal.aborted) throw remote;
    return missing.filter(({ fileUrl }) => !media.exists(fileUrl)).length;
  }

  #begin(projectId: string): Trace {
    return this.#deps.traces.begin('sharing.media', { project_id: projectId });
  }

  /** Some at once; gives what failed. */
  async #moveEach(
    transfers: readonly MediaTransfer[],
    signal: AbortSignal,
    onMoved: () => void,
    trace: Trace,
  ): Promise<unknown[]> {
    const queue = [...transfers];
    const failures: unknown[] = [];
    let hasMoved = false;
    const work = async () => {
      for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
        const startedAt = performance.now();
        const name = `media.${next.direction}`;
        try {
          if (await this.#moveOne(next, signal)) {
            trace.apiCall(name, { asset_id: next.assetId }, null, performance.now() - startedAt);
            hasMoved = true;
          }
          onMoved();
        } catch (cause) {
          failures.push(cause);
          const reason = cause instanceof RemoteError ? cause.reason : 'fault';
          trace.error(name, reason, performance.now() - startedAt);
          // Nobody answers: the others would not fare better.
          if (cause instanceof RemoteError && cause.reason !== 'invalid') queue.length = 0;
        }
      }
    };
    await Promise.all(Array.from({ length: filesAtOnce }, work));
    // Written it wakes the replicator, which shall rest after failures.
    if (hasMoved) trace.end();
    return failures;
  }

  /** False when there was nothing to move yet. */
  async #moveOne(transfer: MediaTransfer, signal: AbortSignal): Promise<boolean> {
    const { library, media, remote, log } = this.#deps;
    try {
      switch (transfer.direction) {
        case 'upload':
          await this.#upload(transfer, signal);
          return true;
        case 'download':
          return await this.#download(transfer, signal);
        case 'removeRemote':
          // Somebody gave the asset back meanwhile.
          if (!library.asset(transfer.assetId)) await remote.remove(transfer.fileUrl, signal);
          this.#drop(transfer);
          return true;
        case 'removeLocal':
          await media.remove(transfer.fileUrl);
          this.#drop(transfer);
          return true;
      }
    } catch (cause) {
      if (cause instanceof RemoteError && cause.reason !== 'invalid') throw cause;
      log.warn('A media file could not be moved', transfer.direction, cause instanceof Error ? cause.name : '');
      this.#putOff(transfer, cause instanceof Error ? cause.name : 'fault');
      throw cause;
    }
  }

  async #upload(transfer: MediaTransfer, signal: AbortSignal): Promise<void> {
    const { library, media, remote, store } = this.#deps;
    const asset = library.asset(transfer.assetId);
    const facts = asset && (await factsOf(media.resolve(transfer.fileUrl)));
    // The asset was deleted, or has no file on this machine either.
    if (!asset || !facts) return this.#drop(transfer);
    const onResume = (resume: string) => store.write((writer) => writer.putTransfer({ ...transfer, resume }));
    await withSource(media.resolve(transfer.fileUrl), (source) =>
      remote.upload(transfer.fileUrl, source, transfer.resume, onResume, signal),
    );
    // This change of the row tells the others that the file is there, and what it must be.
    this.#noteFacts(transfer.assetId, facts);
    this.#drop(transfer);
    // Deleted while it was under way: the file must not outlive its row.
    if (!library.asset(transfer.assetId))
      store.write((writer) => writer.putTransfer({ ...transfer, direction: 'removeRemote', resume: null }));
  }

  #noteFacts(assetId: string, facts: MediaFacts): void {
    const { library } = this.#deps;
    const asset = library.asset(assetId);
    const known = asset?.metadata ?? {};
    if (!asset || typeof known !== 'object' || Array.isArray(known)) return;
    if (known['size'] === facts.size && known['sha256'] === facts.sha256) return;
    const metadata = { ...known, ...facts };
    library.apply([{ table: 'rewrite_assets', kind: 'update', id: assetId, patch: { metadata } }]);
  }

  async #download(transfer: MediaTransfer, signal: AbortSignal): Promise<boolean> {
    const { library, media, remote } = this.#deps;
    const asset = library.asset(transfer.assetId);
    if (!asset || media.exists(transfer.fileUrl)) {
      this.#drop(transfer);
      return true;
    }
    const expected = knownFacts.safeParse(asset.metadata);
    const incoming = new IncomingFile(library.mediaRoot, transfer.fileUrl);
    // Checked before a byte is asked for: the path comes from the server.
    media.resolve(transfer.fileUrl);
    const have = await incoming.size();
    if (!expected.success || have < expected.data.size) {
      const isThere = await remote.download(transfer.fileUrl, have, (bytes) => incoming.append(bytes), signal);
      // Its machine has not sent it yet; when it has, the row changes and this is tried again.
      if (!isThere) return false;
    }
    const facts = await factsOf(incoming.path);
    if (!facts || (expected.success && (facts.size !== expected.data.size || facts.sha256 !== expected.data.sha256))) {
      await incoming.discard();
      throw new DamagedFile();
    }
    await media.adopt(incoming.path, transfer.fileUrl);
    this.#drop(transfer);
    // Those who show it have looked for the file in vain until now.
    library.apply([{ table: 'rewrite_assets', kind: 'update', id: asset.id, patch: { name: asset.name } }]);
    return true;
  }

  #drop({ fileUrl, direction }: MediaTransfer): void {
    this.#deps.store.write((writer) => writer.dropTransfer(fileUrl, direction));
  }

  #putOff(transfer: MediaTransfer, failure: string): void {
    this.#deps.store.write((writer) => writer.putTransfer({ ...transfer, attempts: transfer.attempts + 1, failure }));
  }
}
