/** What is said to the server and what comes of it, one thing at a time. Holds no timers: when to speak, the replicator decides. */
import type { Library } from '../library/library.ts';
import type { ReplicaStore, Share } from '../library/replicaStore.ts';
import type { Trace } from '../library/traces.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { applyPulled, scriptsOf } from './applyPull.ts';
import { type Pulled, readPulled } from './pulledRows.ts';
import { nextPush, settlePush, unmarkSettled } from './pushRows.ts';
import { type PullPage, type Push, type PushAnswer, RemoteError, type RemoteProject } from './remoteProject.ts';
import { withoutClipPatches } from './theirPins.ts';
import type { SharedWords } from './words.ts';

export interface ExchangeDeps {
  readonly projectId: string;
  readonly library: Library;
  readonly store: ReplicaStore;
  readonly remote: RemoteProject;
  readonly words: SharedWords;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** Most changes of one push; as many as a request may hold when left out. */
  readonly mostChanges?: number;
}

export class Exchange {
  readonly #deps: ExchangeDeps;
  readonly #onPush: () => void;
  #batch: number | undefined;
  #doubtful: ReadonlySet<string> = new Set();
  /** The server may have something that is not here. */
  needsPull = true;

  /** `onPush` is told when a push goes out. */
  constructor(deps: ExchangeDeps, onPush: () => void) {
    this.#deps = deps;
    this.#onPush = onPush;
  }

  /**
   * Ends a push that was begun, pulls what is needed, and pushes until nothing waits. Returns whether anything was done. Throws RemoteError
   * and LibraryError; calling again goes on from there.
   */
  async run(trace: Trace, signal: AbortSignal): Promise<boolean> {
    let hasWorked = false;
    const unfinished = this.#deps.store.inFlight(this.#deps.projectId);
    // Only this class writes it, and in the same version of the file.
    if (unfinished) hasWorked = await this.#push(withoutClipPatches(unfinished as Push), trace, signal);
    // The first push makes the project: before it there is nothing to pull.
    if (this.#isFirst()) this.needsPull = false;
    for (;;) {
      if (this.needsPull) hasWorked = (await this.#pull(trace, signal)) || hasWorked;
      if (!(await this.#pushNext(trace, signal))) break;
      hasWorked = true;
    }
    this.#doubtful = new Set();
    return hasWorked;
  }

  #isFirst(): boolean {
    const { store, library, projectId } = this.#deps;
    const share = store.share(projectId);
    const isOwn = share?.role === 'owner' && share.cursor === '0' && library.project(projectId) !== undefined;
    return isOwn && store.syncedKeys(projectId).length === 0;
  }

  async #pushNext(trace: Trace, signal: AbortSignal): Promise<boolean> {
    const { store, library, newId } = this.#deps;
    const share = store.share(this.#deps.projectId);
    if (!share) return false;
    if (share.role === 'viewer') {
      unmarkSettled(store, share.projectId);
      return false;
    }
    // Deleted here meanwhile: what went with it is not deleted for the others.
    if (!library.project(share.projectId)) return false;
    const most = this.#batch ?? this.#deps.mostChanges;
    const push = nextPush(store, {
      projectId: this.#deps.projectId,
      pushId: newId(),
      seen: share.cursor,
      ...(most !== undefined && { most }),
    });
    if (!push) {
      this.#batch = undefined;
      return false;
    }
    await this.#push(push, trace, signal);
    return true;
  }

  async #push(push: Push, trace: Trace, signal: AbortSignal): Promise<boolean> {
    const { store, remote, clock } = this.#deps;
    const startedAt = clock.now();
    this.#onPush();
    let answer: PushAnswer;
    try {
      answer = await remote.push(push, signal);
    } catch (cause) {
      if (cause instanceof RemoteError && cause.reason === 'invalid') return this.#pushWasInvalid(push, cause);
      throw cause;
    }
    const ms = clock.now() - startedAt;
    if (answer.kind === 'behind') {
      trace.apiCall('rewrite_push', { changes: push.changes.length }, { status: 'behind' }, ms);
      store.write((writer) => writer.setInFlight(this.#deps.projectId, undefined));
      this.needsPull = true;
      return true;
    }
    trace.apiCall('rewrite_push', { changes: push.changes.length }, { refused: answer.refused.length }, ms);
    const cursorBefore = store.share(this.#deps.projectId)?.cursor;
    const settled = settlePush(store, push, answer, this.#doubtful);
    this.#doubtful = settled.doubtful;
    // Somebody else wrote in between: their changes are pulled, together with what the server made of ours.
    if (settled.needsPull || answer.before !== cursorBefore) this.needsPull = true;
    return true;
  }

  /** A change that makes the server choke is found by halves, and set aside when it is alone. */
  #pushWasInvalid(push: Push, cause: RemoteError): boolean {
    const { store, log } = this.#deps;
    log.warn('A push was not understood', push.changes.length, cause.cause ?? '');
    if (push.changes.length > 1) {
      this.#batch = Math.ceil(push.changes.length / 2);
      store.write((writer) => writer.setInFlight(this.#deps.projectId, undefined));
      return true;
    }
    const refused = [{ index: 0, reason: 'invalid', code: '' } as const];
    const { cursor = '0' } = store.share(this.#deps.projectId) ?? {};
    settlePush(store, push, { kind: 'done', before: cursor, cursor, at: undefined, refused }, new Set());
    return true;
  }

  async #pull(trace: Trace, signal: AbortSignal): Promise<boolean> {
    const { store, clock, log } = this.#deps;
    const share = store.share(this.#deps.projectId);
    if (!share) return false;
    this.needsPull = false;
    const startedAt = clock.now();
    try {
      const pages = await this.#pages(share, signal);
      const role = pages.at(-1)?.role ?? share.role;
      if (role !== share.role) store.write((writer) => writer.patchShare(share.projectId, { role }));
      const pulled = readPulled(share.projectId, pages);
      const rows = pulled.rows.length + pulled.deleted.length;
      const isNothing = rows === 0 && pulled.cursor === share.cursor && !pulled.isRewound;
      if (isNothing && share.pushedCursor === undefined) return false;
      const result = { rows, refused: pulled.refusedCount };
      trace.apiCall('rewrite_pull', { after: share.cursor }, result, clock.now() - startedAt);
      if (pulled.refusedCount > 0) log.warn('The server sent rows that do not belong here', pulled.refusedCount);
      const appliedAt = clock.now();
      await this.#apply(pulled);
      trace.mutation('applyPulled', null, { rows }, clock.now() - appliedAt);
      return true;
    } catch (cause) {
      this.needsPull = true;
      throw cause;
    }
  }

  /** All pages of one pull: rows of one may hang on rows of a later one. */
  async #pages(share: Share, signal: AbortSignal): Promise<readonly PullPage[]> {
    const pages: PullPage[] = [];
    for (let after = share.cursor; ; ) {
      const pushed = pages.length === 0 ? share.pushedCursor : undefined;
      const page = await this.#deps.remote.pull(share.projectId, after, signal, pushed);
      // A server that went back to a backup in the middle of this begins anew.
      if (page.isRewound) pages.length = 0;
      pages.push(page);
      after = page.cursor;
      if (!page.hasMore) return pages;
    }
  }

  async #apply(pulled: Pulled): Promise<void> {
    const { projectId, library, store, words, log } = this.#deps;
    const known = library.scripts(projectId).map(({ id }) => id);
    const scriptIds = scriptsOf(store, pulled, known);
    await words.applyRows(scriptIds, (also) => {
      const skipped = store.write((writer) => {
        const { seenAt } = store.share(projectId) ?? {};
        const context = { library, store, words, projectId, pulled, writer, seenAt, skipped: [] };
        const left = applyPulled(context, scriptIds);
        for (const change of also) writer.apply(change);
        return left;
      });
      if (skipped.length > 0) log.warn('Rows from the server could not be kept', skipped.length);
    });
  }
}
