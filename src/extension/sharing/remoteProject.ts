/** The shared database as the replicator sees it. One object serves one signed-in writer; whose network it is, the adapter knows. */
import type { ReplicatedTable, RowKey, RowValues, ShareRole } from '../library/replicaStore.ts';
import type { TraceRow } from '../library/rows.ts';
import type { Disposable } from '../platform/disposables.ts';
import { HumanError } from '../platform/errors.ts';

/** One row to be changed. An insert of a row that is there fills what that lacks; an update of a missing row is refused as `gone`. */
export type PushChange = RowKey &
  (
    | { readonly kind: 'insert'; readonly row: RowValues }
    | { readonly kind: 'update'; readonly patch: RowValues }
    | { readonly kind: 'delete' }
  );

/** Changes of one project, made in one transaction, in this order. */
export interface Push {
  readonly projectId: string;
  /** A UUID: a push that comes again, because its answer was lost, gets the first one's answer and changes nothing. */
  readonly pushId: string;
  /** The last change that this library has seen. Words are refused as `behind` when the server has newer ones of the same script. */
  readonly seen: string;
  /** The scripts whose words are among the changes. */
  readonly scriptIds: readonly string[];
  readonly changes: readonly PushChange[];
}

/** A change that was left out of a push. `index` is its place there; `gone`: the row was deleted; the others are the database's reasons. */
export interface Refusal {
  readonly index: number;
  readonly reason: 'gone' | 'missing' | 'conflict' | 'forbidden' | 'invalid';
  /** SQLSTATE. */
  readonly code: string;
}

/**
 * `done`: committed, but for what was refused. `before` and `cursor` are the places of the last change before and after it, `at` the server's
 * time of it (the `updated_at` of every row it changed; ISO-8601). `behind`: nothing was done; there is something to pull first.
 */
export type PushAnswer =
  | {
      readonly kind: 'done';
      readonly before: string;
      readonly cursor: string;
      readonly at: string | undefined;
      readonly refused: readonly Refusal[];
    }
  | { readonly kind: 'behind' };

/** Rows as they are now of what has changed after a cursor, and what was deleted. */
export interface PullPage {
  readonly rows: readonly { readonly table: ReplicatedTable; readonly row: unknown }[];
  readonly deleted: readonly RowKey[];
  /** The place of the last change in this page. */
  readonly cursor: string;
  readonly hasMore: boolean;
  /** The server does not know the cursor: it went back to a backup. This page then begins with the first change. */
  readonly isRewound: boolean;
  /** The caller's role now. */
  readonly role: ShareRole;
}

/** A row that a hint speaks of, as it is after the change: `updatedAt` in ISO-8601. */
export interface HintedRow extends RowKey {
  readonly updatedAt: string;
}

export interface Hints {
  /** Something may have changed; `row` where it is known what. */
  onHint(row?: HintedRow): void;
  onState(isHeard: boolean): void;
}

export interface RemoteProject {
  push(push: Push, signal: AbortSignal): Promise<PushAnswer>;
  /**
   * What has changed after a cursor. `pushed`: the cursor of a later push; when the server does not know that one any more, it went back to a
   * backup as well.
   */
  pull(projectId: string, after: string, signal: AbortSignal, pushed?: string): Promise<PullPage>;
  sendTraces(projectId: string, traces: readonly TraceRow[], signal: AbortSignal): Promise<void>;
  /**
   * Calls `onHint` when something may have changed, and `onState` when hints begin (`true`) and stop (`false`) to be heard. Hints may come
   * twice, late, in any order or never.
   */
  listen(projectId: string, hints: Hints): Disposable;
}

/** A file that is read piece by piece. */
export interface MediaSource {
  readonly size: number;
  /** The bytes from `start` to `end` (half-open, within the size). */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The shared media files. Paths follow the data model: `{project_id}/{file_type}/{asset_id}/{filename}`. Everything may throw RemoteError. */
export interface RemoteMedia {
  /**
   * Uploads a file; one that is there already stays. `resume` is where an earlier try stopped; `onResume` is told where this one could go
   * on, as soon as that is known.
   */
  upload(
    path: string,
    source: MediaSource,
    resume: string | null,
    onResume: (resume: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Calls `take` with the bytes from `from` on, in order. False: the file is not there (yet). */
  download(
    path: string,
    from: number,
    take: (bytes: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Removes a file; one that is not there is fine. */
  remove(path: string, signal: AbortSignal): Promise<void>;
}

/**
 * Why the server could not be asked. `offline`: no answer. `busy`: it wants to be left alone for a while. `failing`: an error of its own.
 * `signedOut`: the session is over. `notMember`: the project is not this writer's any more. `deleted`: the project is gone.
 * `clientTooOld` and `serverTooOld`: the two do not speak the same protocol. `invalid`: the request itself is wrong.
 */
export type RemoteReason =
  | 'offline'
  | 'busy'
  | 'failing'
  | 'signedOut'
  | 'notMember'
  | 'deleted'
  | 'clientTooOld'
  | 'serverTooOld'
  | 'invalid';

/** The sentences are keys of the translation. */
const sentences: Record<RemoteReason, string> = {
  offline: 'There is no connection to the shared project; your work is kept here and sent later.',
  busy: 'The shared project is busy; your work is kept here and sent in a moment.',
  failing: 'The shared project had a fault of its own; your work is kept here and sent later.',
  signedOut: 'You are signed out of the shared project; sign in to send and receive changes.',
  notMember: 'You are no longer a member of the shared project; your copy stays here.',
  deleted: 'The shared project was deleted by its owner; your copy stays here.',
  clientTooOld: 'The shared project needs a newer version of this extension; update it to go on sharing.',
  serverTooOld: 'The shared database is older than this extension; ask whoever runs it to update it.',
  invalid: 'The shared project did not understand a change; the log tells more.',
};

export class RemoteError extends HumanError {
  override readonly name = 'RemoteError';
  readonly reason: RemoteReason;
  /** How long to wait at least, in milliseconds, where the server said so. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: RemoteReason, options?: ErrorOptions & { readonly retryAfterMs?: number }) {
    super(sentences[reason], options);
    this.reason = reason;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** The sentence that a state of sharing is told with. */
export function sentenceOf(reason: RemoteReason): string {
  return sentences[reason];
}
