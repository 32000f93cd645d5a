/**
 * One shared project of this library: what waits is pushed in order, what others did is pulled, one thing at a time. It may be stopped at
 * any moment and begun again on the same file: whatever was not finished is done then.
 */
import type { Library } from '../library/library.ts';
import type { ReplicaStore, Share } from '../library/replicaStore.ts';
import type { Traces } from '../library/traces.ts';
import type { Clock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { Exchange } from './exchange.ts';
import { PushPace, restAfter } from './pace.ts';
import { type HintedRow, RemoteError, type RemoteProject } from './remoteProject.ts';
import { needsWriter, type SharingState } from './sharingState.ts';
import type { SharedWords } from './words.ts';

/** Media files follow the rows. */
export interface MediaMover {
  /** Moves what waits and can be moved; false when some of it failed and is worth another try. Throws RemoteError. */
  move(projectId: string, signal: AbortSignal): Promise<boolean>;
  /**
   * Fetches every file of the project that is not here, whatever happened before; `onProgress` is told after each. Resolves with how many are
   * not here at the end: their machines have not sent them yet. Throws RemoteError.
   */
  fetchAll(projectId: string, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<number>;
}

export interface ReplicatorDeps {
  readonly projectId: string;
  readonly library: Library;
  readonly store: ReplicaStore;
  readonly remote: RemoteProject;
  readonly words: SharedWords;
  readonly media: MediaMover;
  readonly traces: Traces;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** Most changes of one push; as many as a request may hold when left out. */
  readonly mostChanges?: number;
  /** 0..1; spreads machines that failed together. */
  readonly chance: () => number;
  /** Which window this is, and its process. */
  readonly window: { readonly id: string; readonly pid: number };
}

/** Another window replicates this project: it is asked again now and then whether it still does. */
const leaseCheckMs = 15_000;
const tracesEveryMs = 60_000;
const tracesABatch = 500;
/** Changes that wait this long after a commit go out together. */
const settleMs = 5;

export class Replicator implements Disposable {
  readonly #deps: ReplicatorDeps;
  readonly #lifetime = new Disposables();
  readonly #changed: Emitter<SharingState>;
  readonly #pace: PushPace;
  readonly #exchange: Exchange;
  #state: SharingState = { kind: 'syncing', waiting: 0, total: 0 };
  #timer: Disposable | undefined;
  #running: Promise<void> | undefined;
  #moving: Promise<void> | undefined;
  #movesAgain = false;
  #mediaFailures = 0;
  #abort = new AbortController();
  #isAskedAgain = false;
  readonly #hinted: HintedRow[] = [];
  #failures = 0;
  #total = 0;
  #listening: Disposable | undefined;
  #listenedSince = 0;
  #tracesSentAt = 0;

  constructor(deps: ReplicatorDeps) {
    this.#deps = deps;
    this.#pace = new PushPace(deps.clock.now());
    this.#exchange = new Exchange(deps, () => {
      this.#pace.spend(deps.clock.now());
      this.#showSyncing();
    });
    this.#tracesSentAt = deps.clock.now();
    this.#changed = this.#lifetime.add(new Emitter((cause) => deps.log.error('A listener of sharing failed', cause)));
    this.#lifetime.add(deps.library.onDidChange(() => this.#commitSeen()));
  }

  get projectId(): string {
    return this.#deps.projectId;
  }

  get state(): SharingState {
    return this.#state;
  }

  get onDidChangeState() {
    return this.#changed.event;
  }

  /** Begins, or begins again after the writer has done what was needed. */
  start(): void {
    this.#failures = 0;
    this.#exchange.needsPull = true;
    this.#wake(0);
  }

  /**
   * Something may have changed on the server. `row`: a state of a row that it has; one that this machine has sent itself, or fetched already,
   * asks for nothing.
   */
  hint(row?: HintedRow): void {
    if (row && this.#isHere(row)) return;
    // The answer to a push that is under way may come after what is told of it.
    if (row && this.#running) {
      this.#hinted.push(row);
      return;
    }
    this.#exchange.needsPull = true;
    this.#wake(0);
  }

  #isHere(row: HintedRow): boolean {
    return this.#deps.store.syncedTime(row) === row.updatedAt;
  }

  #hearAgain(): void {
    const rows = this.#hinted.splice(0);
    if (rows.every((row) => this.#isHere(row))) return;
    this.#exchange.needsPull = true;
    // After a failure the next try has its time already.
    if (this.#failures === 0) this.#wake(0);
  }

  /** Sends and fetches now; resolves when that is done, or has failed (then {@link state} says so). */
  async syncNow(): Promise<void> {
    this.#failures = 0;
    this.#exchange.needsPull = true;
    if (this.#running) {
      this.#isAskedAgain = true;
      await this.#running;
    } else await this.#run();
    await this.#moving;
  }

  /** Resolves when nothing is being sent or fetched just now. */
  async idle(): Promise<void> {
    await this.#running;
    await this.#moving;
  }

  /** Fetches every file that is not here; see {@link MediaMover.fetchAll}. */
  async fetchMedia(signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<number> {
    // Two must not write one file.
    while (this.#moving) await this.#moving;
    const ends = AbortSignal.any([signal, this.#abort.signal]);
    const fetching = this.#deps.media.fetchAll(this.projectId, ends, onProgress);
    this.#moving = fetching.then(
      () => {},
      () => {},
    );
    try {
      return await fetching;
    } finally {
      this.#moving = undefined;
      if (!this.#lifetime.isDisposed && this.#movesAgain) this.#moveMedia();
    }
  }

  pause(isPaused: boolean): void {
    this.#deps.store.write((writer) => writer.patchShare(this.projectId, { isPaused }));
    if (isPaused) this.#stopListening();
    this.start();
  }

  dispose(): void {
    this.#abort.abort();
    this.#timer?.dispose();
    this.#stopListening();
    this.#lifetime.dispose();
    try {
      this.#deps.store.endLease(this.projectId, this.#deps.window.id);
    } catch {
      // The library is closed or busy: another window sees that this process is gone.
    }
  }

  #commitSeen(): void {
    if (this.#running) {
      this.#isAskedAgain = true;
      return;
    }
    if (this.#failures > 0 || this.#state.kind === 'attention') return;
    const { clock } = this.#deps;
    this.#wake(Math.max(settleMs, this.#pace.delay(clock.now())), true);
  }

  /** `isLazy`: an earlier moment that was set stays. */
  #wake(milliseconds: number, isLazy = false): void {
    if (this.#lifetime.isDisposed) return;
    if (isLazy && this.#timer) return;
    this.#timer?.dispose();
    this.#timer = this.#deps.clock.after(milliseconds, () => {
      this.#timer = undefined;
      void this.#run();
    });
  }

  #run(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (this.#running) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#running = this.#cycle().finally(() => {
      this.#running = undefined;
      if (!this.#lifetime.isDisposed) this.#hearAgain();
      if (this.#isAskedAgain && !this.#lifetime.isDisposed) {
        this.#isAskedAgain = false;
        if (this.#failures === 0)
          this.#wake(Math.max(settleMs, this.#exchange.needsPull ? 0 : this.#pace.delay(this.#deps.clock.now())));
      }
    });
    return this.#running;
  }

  async #cycle(): Promise<void> {
    const { store, log, window, clock } = this.#deps;
    try {
      const share = store.share(this.projectId);
      if (!share || share.state === 'ended') return;
      if (share.isPaused) return this.#show({ kind: 'paused', waiting: store.waitingCount(this.projectId) });
      if (!store.lease(this.projectId, window.id, window.pid, clock.now())) return this.#wake(leaseCheckMs);
      if (this.#isLeftBehind()) return store.removeShare(this.projectId);
      this.#listen();
      await this.#work();
      this.#failures = 0;
      this.#tellRest(store.share(this.projectId) ?? share);
    } catch (cause) {
      this.#failed(cause, ++this.#failures);
      log.debug('Sharing stopped for now', cause instanceof RemoteError ? cause.reason : cause);
    }
  }

  /** The writer deleted the project here: that is leaving it, and deletes nothing for the others. */
  #isLeftBehind(): boolean {
    const { store, library } = this.#deps;
    return !library.project(this.projectId) && store.syncedKeys(this.projectId).length > 0;
  }

  async #work(): Promise<void> {
    const { traces, clock } = this.#deps;
    const trace = traces.begin('sharing.exchange', { project_id: this.projectId });
    const startedAt = clock.now();
    let hasWorked = false;
    try {
      hasWorked = await this.#exchange.run(trace, this.#abort.signal);
      if (hasWorked) await this.#sendTraces();
      this.#moveMedia();
    } catch (cause) {
      const reason = cause instanceof RemoteError ? cause.reason : 'fault';
      trace.error('sharing.exchange', reason, clock.now() - startedAt);
      hasWorked = this.#failures === 0;
      throw cause;
    } finally {
      if (hasWorked && !this.#lifetime.isDisposed) trace.end();
    }
  }

  /** Files move beside the words, which do not wait for them. */
  #moveMedia(): void {
    this.#movesAgain = true;
    this.#moving ??= this.#moveAll().finally(() => {
      this.#moving = undefined;
      const share = this.#deps.store.share(this.projectId);
      if (share && !this.#running && this.#state.kind === 'syncing') this.#tellRest(share);
    });
  }

  async #moveAll(): Promise<void> {
    try {
      while (this.#movesAgain && !this.#lifetime.isDisposed) {
        this.#movesAgain = false;
        const isDone = await this.#deps.media.move(this.projectId, this.#abort.signal);
        if (!isDone) this.#wake(restAfter(3, this.#deps.chance()), true);
        this.#mediaFailures = 0;
      }
    } catch (cause) {
      this.#failed(cause, ++this.#mediaFailures);
    }
  }

  /** Traces go along with other work, never by themselves. */
  async #sendTraces(): Promise<void> {
    const { store, remote, clock, log } = this.#deps;
    if (clock.now() - this.#tracesSentAt < tracesEveryMs) return;
    if (store.share(this.projectId)?.role === 'viewer') return;
    const { rows, next } = store.tracesToSend(this.projectId, tracesABatch);
    try {
      if (rows.length > 0) await remote.sendTraces(this.projectId, rows, this.#abort.signal);
    } catch (cause) {
      if (!(cause instanceof RemoteError && cause.reason === 'invalid')) throw cause;
      // Sent again they would be refused again, and hold up the words.
      log.warn('Traces were not taken', rows.length, cause.cause ?? '');
    }
    store.tracesSent(this.projectId, next);
    this.#tracesSentAt = clock.now();
  }

  #listen(): void {
    const { remote, clock } = this.#deps;
    if (this.#listening) return;
    this.#listenedSince = clock.now();
    this.#listening = remote.listen(this.projectId, {
      onHint: (row) => this.hint(row),
      onState: (isHeard) => {
        this.#noteSubscription(isHeard);
        // What was said while nobody heard it is asked for.
        if (isHeard) this.hint();
        else if (this.#failures > 0) this.#show(this.#offline('offline'));
        this.#listenedSince = clock.now();
      },
    });
  }

  /** With how long it took until something could be heard, or how long it could. */
  #noteSubscription(isHeard: boolean): void {
    const { traces, clock } = this.#deps;
    const trace = traces.begin('sharing.listen', { project_id: this.projectId });
    trace.subscription('postgres_changes', null, { heard: isHeard }, clock.now() - this.#listenedSince);
    trace.end();
  }

  #stopListening(): void {
    this.#listening?.dispose();
    this.#listening = undefined;
  }

  /** `failures`: how many there were in a row. A file that fails does not hold up words. */
  #failed(cause: unknown, failures: number): void {
    if (this.#lifetime.isDisposed) return;
    const { store, log, chance } = this.#deps;
    const reason = cause instanceof RemoteError ? cause.reason : 'failing';
    if (!(cause instanceof RemoteError)) log.error('Sharing failed', cause);
    if (reason === 'notMember' || reason === 'deleted') {
      store.write((writer) => writer.patchShare(this.projectId, { state: 'ended' }));
    }
    if (needsWriter(reason)) {
      // Who comes back after this, perhaps as somebody else, listens anew.
      this.#stopListening();
      this.#show({ kind: 'attention', waiting: store.waitingCount(this.projectId), reason });
      return;
    }
    this.#show(this.#offline(reason));
    const atLeast = cause instanceof RemoteError ? cause.retryAfterMs : undefined;
    this.#wake(restAfter(failures, chance(), atLeast), this.#failures === 0);
  }

  #offline(reason: RemoteError['reason']): SharingState {
    return { kind: 'offline', waiting: this.#deps.store.waitingCount(this.projectId), reason };
  }

  #tellRest(share: Share): void {
    const { store } = this.#deps;
    const waiting = store.waitingCount(this.projectId);
    this.#total = 0;
    if (share.role === 'viewer' && waiting > 0) this.#show({ kind: 'attention', waiting, reason: 'viewer' });
    else if (store.setAsides(this.projectId).length > 0) this.#show({ kind: 'attention', waiting, reason: 'setAside' });
    else if (waiting > 0 || this.#moving) this.#showSyncing();
    else this.#show({ kind: 'inSync' });
  }

  #showSyncing(): void {
    const waiting = this.#deps.store.waitingCount(this.projectId);
    this.#total = Math.max(this.#total, waiting);
    this.#show({ kind: 'syncing', waiting, total: this.#total });
  }

  #show(state: SharingState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
