/** A writer's machine: a real library on disk, the real replicator, an open script. It can be killed and started again. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '../../../src/extension/library/library.ts';
import { createMediaStore, type MediaStore } from '../../../src/extension/library/media.ts';
import type { ReplicaStore } from '../../../src/extension/library/replicaStore.ts';
import { createLibrary } from '../../../src/extension/library/sqliteLibrary.ts';
import { createReplicaStore } from '../../../src/extension/library/sqliteReplica.ts';
import { createTraces, type Trace, type Traces } from '../../../src/extension/library/traces.ts';
import type { Clock } from '../../../src/extension/platform/clock.ts';
import { createMediaMover } from '../../../src/extension/sharing/mediaMover.ts';
import type { RemoteMedia, RemoteProject } from '../../../src/extension/sharing/remoteProject.ts';
import { Replicator } from '../../../src/extension/sharing/replicator.ts';
import type { SharedWords } from '../../../src/extension/sharing/words.ts';
import { knownElements } from '../../../src/extension/sync/knownElements.ts';
import { planSync } from '../../../src/extension/sync/planSync.ts';
import { planWords } from '../../../src/extension/sync/planWords.ts';
import { readSyncState, usedElsewhere } from '../../../src/extension/sync/syncState.ts';
import type { ScriptElement } from '../../../src/language/document.ts';
import { silentLog } from '../../library/libraryFolder.ts';
import type { FaultyRemote } from './faultyRemote.ts';

const silentTrace: Trace = { traceId: '', mutation() {}, apiCall() {}, subscription() {}, error() {}, end() {} };
/** Traces that nobody looks at. */
export const silentTraces: Traces = { begin: () => silentTrace };
/** No process has it: a replicator that was killed holds nothing. */
const deadPid = 2 ** 30;

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export interface ReplicaOptions<R> {
  readonly name: string;
  readonly directory: string;
  readonly projectId: string;
  /** `onKilled`: the process dies in the middle of a request. */
  readonly remote: (onKilled: () => void) => R;
  readonly clock: Clock;
  readonly random: (below: number) => number;
  readonly onFault: (cause: unknown) => void;
  /** Most changes of one push; the replicator's own when left out. */
  readonly mostChanges?: number;
  /** Traces are written to the library, and sent. */
  readonly hasTraces?: boolean;
}

export class Replica<R extends RemoteProject & RemoteMedia = FaultyRemote> {
  readonly name: string;
  readonly remote: R;
  readonly #options: ReplicaOptions<R>;
  readonly projectId: string;
  library!: ReturnType<typeof createLibrary>;
  store!: ReplicaStore;
  media!: MediaStore;
  replicator: Replicator | undefined;
  get directory(): string {
    return this.#options.directory;
  }

  /** What the open script says; ahead of its rows until {@link flush}. */
  document: readonly ScriptElement[] = [];
  scriptId: string | undefined;
  isKilled = false;
  #killed = deferred();

  constructor(options: ReplicaOptions<R>) {
    this.#options = options;
    this.name = options.name;
    this.projectId = options.projectId;
    mkdirSync(options.directory, { recursive: true });
    this.remote = options.remote(() => this.kill());
    this.open();
  }

  open(): void {
    const { directory, onFault } = this.#options;
    const log = { ...silentLog, error: (message: unknown, ...more: unknown[]) => onFault([message, ...more]) };
    this.library = createLibrary({ directory, log, backupDelayMs: 1e9 });
    this.store = createReplicaStore(this.library);
    this.media = createMediaStore({ root: join(directory, 'media') });
    this.isKilled = false;
    this.#killed = deferred();
  }

  /** Begins to share; the first one brings the project along. */
  share(isOwner: boolean): void {
    const share = {
      projectId: this.projectId,
      url: 'https://x',
      publishableKey: 'x',
      state: 'active',
      isPaused: false,
      cursor: '0',
    } as const;
    this.store.addShare({ ...share, role: isOwner ? 'owner' : 'editor' }, isOwner);
    this.startReplicator();
  }

  startReplicator(): void {
    const { clock, random, mostChanges, hasTraces } = this.#options;
    const traces = hasTraces ? createTraces(this.library, silentLog) : silentTraces;
    const { library, store, remote, media } = this;
    this.replicator = new Replicator({
      projectId: this.projectId,
      ...(mostChanges !== undefined && { mostChanges }),
      library,
      store,
      remote,
      words: this.words(),
      media: createMediaMover({ library, media, store, remote, traces, log: silentLog }),
      traces,
      clock,
      log: { ...silentLog, error: (message: unknown, ...more: unknown[]) => this.#options.onFault([message, ...more]) },
      newId: randomUUID,
      chance: () => random(1000) / 1000,
      window: { id: randomUUID(), pid: deadPid },
    });
    this.replicator.start();
  }

  /** The process dies now. */
  kill(): void {
    this.isKilled = true;
    this.#killed.resolve();
  }

  /** Resolves when the process dies. */
  get killed(): Promise<void> {
    return this.#killed.promise;
  }

  /** What a dead process held: nothing is said or written any more. */
  abandon(): void {
    try {
      this.dispose();
    } catch {
      // Nothing of it reaches the disk.
    }
  }

  /** Like kill -9, then a start: what was typed comes back with the editor, everything else from the file. */
  restart(): void {
    const old = this.replicator;
    old?.dispose();
    this.library.dispose();
    this.open();
    this.flush();
    if (old && this.store.share(this.projectId)) this.startReplicator();
  }

  /** Resolves when the replicator rests; a killed one never does. */
  async idle(): Promise<void> {
    await Promise.race([this.replicator?.idle(), this.#killed.promise]);
  }

  /** The rows say what the script says. */
  flush(): void {
    const state = this.scriptId === undefined ? undefined : readSyncState(this.library, this.scriptId);
    if (!state) return;
    this.library.apply(planSync(state, { elements: this.document }, usedElsewhere(this.library, state)));
  }

  /** The open script says what the rows say. */
  read(): void {
    this.scriptId ??= this.library.scripts(this.projectId)[0]?.id;
    if (this.scriptId === undefined) return;
    const { library, scriptId } = this;
    this.document = knownElements(scriptId, library.scenes(scriptId), library.content(scriptId));
  }

  /** A voice was made: its file is there before its row. */
  putMedia(fileUrl: string, bytes: Uint8Array): void {
    const path = this.media.resolve(fileUrl);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }

  words(): SharedWords {
    return {
      elementsOf: (scriptId, { scenes, content }) => knownElements(scriptId, scenes, content),
      plan: planWords,
      applyRows: async (scriptIds, commit: (also: readonly Change[]) => void) => {
        await Promise.resolve();
        if (scriptIds.length > 0) this.flush();
        if (this.isKilled) await new Promise(() => {});
        commit([]);
        if (scriptIds.length > 0) this.read();
      },
    };
  }

  dispose(): void {
    this.replicator?.dispose();
    this.library.dispose();
  }
}
