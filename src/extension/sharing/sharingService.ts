/** Everything that runs while projects are shared: one replicator for each, with its account. Loaded when there is something to share. */
import { randomUUID } from 'node:crypto';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { ReplicaStore, Share } from '../library/replicaStore.ts';
import type { SqliteAccess } from '../library/sqliteLibrary.ts';
import { createReplicaStore } from '../library/sqliteReplica.ts';
import type { Traces } from '../library/traces.ts';
import { systemClock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { Account } from './account.ts';
import { createAccountRemote } from './accountRemote.ts';
import { createMediaMover } from './mediaMover.ts';
import { Replicator } from './replicator.ts';
import type { SharedWords } from './words.ts';

export interface SharingServiceDeps {
  readonly library: Library & SqliteAccess;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly words: SharedWords;
  /** The account at an address when it is signed in; asks the writer nothing. */
  readonly findAccount: (url: string) => Promise<Account | undefined>;
  readonly log: Log;
}

export class SharingService implements Disposable {
  readonly store: ReplicaStore;
  readonly #deps: SharingServiceDeps;
  readonly #lifetime = new Disposables();
  readonly #replicators = new Map<string, Replicator>();
  readonly #changed: Emitter<void>;
  readonly #window = { id: randomUUID(), pid: process.pid };

  constructor(deps: SharingServiceDeps) {
    this.#deps = deps;
    this.store = createReplicaStore(deps.library);
    this.#changed = this.#lifetime.add(new Emitter((cause) => deps.log.error('A listener of sharing failed', cause)));
  }

  /** A project began or ended being shared, or stands otherwise now. */
  get onDidChange() {
    return this.#changed.event;
  }

  get replicators(): readonly Replicator[] {
    return [...this.#replicators.values()];
  }

  replicator(projectId: string): Replicator | undefined {
    return this.#replicators.get(projectId);
  }

  /** Begins what this library shares; what runs already is left alone. */
  resume(): void {
    for (const share of this.store.shares()) if (!this.#replicators.has(share.projectId)) this.#start(share);
    this.#changed.fire();
  }

  /** Shares a project from now on. `isOwn`: it is here and goes to the server; else it comes from there. */
  begin(share: Omit<Share, 'cursor' | 'state' | 'isPaused'>, isOwn: boolean): Replicator {
    this.#replicators.get(share.projectId)?.dispose();
    this.store.addShare({ ...share, cursor: '0', state: 'active', isPaused: false }, isOwn);
    const replicator = this.#start(share);
    this.#changed.fire();
    return replicator;
  }

  /** Stops sharing on this machine; the project stays as it is, here and there. */
  end(projectId: string): void {
    this.#replicators.get(projectId)?.dispose();
    this.#replicators.delete(projectId);
    this.store.removeShare(projectId);
    this.#changed.fire();
  }

  dispose(): void {
    for (const replicator of this.replicators) replicator.dispose();
    this.#replicators.clear();
    this.#lifetime.dispose();
  }

  #start({ projectId, url }: Pick<Share, 'projectId' | 'url'>): Replicator {
    const { library, media, traces, words, findAccount, log } = this.#deps;
    const { store } = this;
    const remote = createAccountRemote(() => findAccount(url));
    const replicator = new Replicator({
      projectId,
      library,
      store,
      remote,
      words,
      media: createMediaMover({ library, media, store, remote, traces, log }),
      traces,
      clock: systemClock,
      log,
      newId: randomUUID,
      chance: Math.random,
      window: this.#window,
    });
    this.#replicators.set(projectId, replicator);
    replicator.onDidChangeState(() => this.#changed.fire());
    replicator.start();
    return replicator;
  }
}
