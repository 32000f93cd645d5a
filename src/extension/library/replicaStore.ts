/**
 * What the library knows about its shared projects, beside their rows: which rows wait to be sent, what the server had last, what was
 * refused, which media files are on their way. Calls are synchronous and short, as all of the library's; any may throw LibraryError.
 */
import type { Change } from './library.ts';
import type { Row, TableName } from './rows.ts';

/** The tables of a project that are replicated, parents before children. `rewrite_traces` are sent and never fetched. */
export const replicatedTables = [
  'rewrite_projects',
  'rewrite_scripts',
  'rewrite_scenes',
  'rewrite_assets',
  'rewrite_scene_content',
  'rewrite_timelines',
  'rewrite_tracks',
  'rewrite_clips',
  'rewrite_characters',
  'rewrite_clip_origins',
  'rewrite_clip_fades',
  'rewrite_line_timings',
  'rewrite_title_pages',
] as const satisfies readonly TableName[];

export type ReplicatedTable = (typeof replicatedTables)[number];

/** A row as values of its columns, as the schemas of rows.ts give them. */
export type RowValues = Readonly<Record<string, unknown>>;

/** Which row: `id` is the table's key (`clip_id` in `rewrite_clip_origins`). */
export interface RowKey {
  readonly table: ReplicatedTable;
  readonly id: string;
}

export type ShareRole = 'owner' | 'editor' | 'viewer';

/** A project that this library shares. */
export interface Share {
  readonly projectId: string;
  /** The address of the Supabase project. */
  readonly url: string;
  /** Not a secret: rights come with signing in. */
  readonly publishableKey: string;
  readonly role: ShareRole;
  /** `ended`: the server no longer has it for this writer; the project stays here as it is. */
  readonly state: 'active' | 'ended';
  readonly isPaused: boolean;
  /** The server's name for the last change of its log that is in this library; `'0'` before the first. */
  readonly cursor: string;
  /** The server's time (ISO-8601) of the newest change up to `cursor`: what is younger was made since. */
  readonly seenAt?: string | undefined;
  /** The cursor after a push that was taken among changes of others which are not here yet. */
  readonly pushedCursor?: string | undefined;
}

/** A marked row: as it is here (undefined: deleted) and as the server had it last (undefined: never, or deleted there). */
export interface WaitingRow extends RowKey {
  readonly local: RowValues | undefined;
  readonly synced: RowValues | undefined;
  /** When the first change that waits was made; ISO-8601. */
  readonly markedAt: string;
}

/** Why something of the writer's is not in the shared project. */
export type SetAsideReason = 'refused' | 'deletedThere' | 'changedThere' | 'bothChanged';

/** A change that could not be shared, kept until the writer has decided. */
export interface SetAside extends RowKey {
  readonly setAsideId: string;
  readonly projectId: string;
  readonly reason: SetAsideReason;
  /**
   * `refused`: `row` as it was here (null when gone), `kind`, `code` and `why`. `deletedThere`, `changedThere`: of a line `type`, `text` and
   * `after`, the element before it; of another row `row`, as it was here. `bothChanged`: `mine` and `theirs`, the two texts; of a line its
   * `type` here and `noteId`, the element that keeps mine, of a title page `base`, what both knew.
   */
  readonly detail: RowValues;
  readonly setAsideAt: string;
}

export type TransferDirection = 'upload' | 'download' | 'removeRemote' | 'removeLocal';

/** A media file on its way. */
export interface MediaTransfer {
  readonly fileUrl: string;
  readonly direction: TransferDirection;
  readonly projectId: string;
  readonly assetId: string;
  /** Where to go on: the address of an upload that was begun. */
  readonly resume: string | null;
  readonly attempts: number;
  /** Why the last attempt failed: a code. */
  readonly failure: string | null;
}

/** Writes of one transaction. Rows are upserted column for column; timestamps are taken as given. */
export interface ReplicaWriter {
  local(key: RowKey): RowValues | undefined;
  synced(key: RowKey): RowValues | undefined;
  isMarked(key: RowKey): boolean;
  /** The project that a row of the library belongs to; undefined when there is no such row. */
  projectOf(key: RowKey): string | undefined;
  /** Inserts or replaces the row here; undefined deletes it, and what hangs on it. False: the library would not take it. */
  setLocal(key: RowKey, row: RowValues | undefined): boolean;
  /** Writes any other change of the library in the same transaction. */
  apply(change: Change): void;
  /** Undefined: the server has it no longer. That is remembered, for a server that goes back to a backup. */
  setSynced(projectId: string, key: RowKey, row: RowValues | undefined): void;
  /** The server is not known to have had it. */
  forgetSynced(key: RowKey): void;
  /** The row as it was when it was deleted on the server, empty when that is not known; undefined when it was not deleted there. */
  deletedThere(key: RowKey): RowValues | undefined;
  mark(projectId: string, key: RowKey): void;
  unmark(key: RowKey): void;
  patchShare(projectId: string, patch: Partial<Omit<Share, 'projectId'>>): void;
  setInFlight(projectId: string, body: unknown): void;
  setAside(entry: Omit<SetAside, 'setAsideAt'>): void;
  putTransfer(transfer: MediaTransfer): void;
  dropTransfer(fileUrl: string, direction: TransferDirection): void;
}

export interface ReplicaStore {
  shares(): readonly Share[];
  share(projectId: string): Share | undefined;
  /** Begins to share: from now on every commit marks its rows. `markAll` marks what is there already. */
  addShare(share: Share, markAll: boolean): void;
  /** Forgets all that is known of a share; the project's rows stay. */
  removeShare(projectId: string): void;
  /** How many rows wait. */
  waitingCount(projectId: string): number;
  /** True when scenes or lines wait. */
  hasWaitingWords(projectId: string): boolean;
  /** Marked rows, parents before children. */
  waiting(projectId: string): readonly WaitingRow[];
  /** The rows of a script's words as the server had them last. */
  syncedWords(scriptId: string): {
    readonly scenes: readonly Row<'rewrite_scenes'>[];
    readonly content: readonly Row<'rewrite_scene_content'>[];
  };
  /** The script that a scene or content row was in on the server last. */
  scriptOf(key: RowKey): string | undefined;
  /** `updated_at` of a row as the server had it last. */
  syncedTime(key: RowKey): string | undefined;
  /** Every row the server is known to have. */
  syncedKeys(projectId: string): readonly RowKey[];
  inFlight(projectId: string): unknown;
  setAsides(projectId: string): readonly SetAside[];
  dropSetAside(setAsideId: string): void;
  transfers(projectId: string): readonly MediaTransfer[];
  /** Runs `work` in one transaction. */
  write<T>(work: (writer: ReplicaWriter) => T): T;
  /** Takes the right to replicate a project, or keeps it; false while another living window has it. `now` in milliseconds. */
  lease(projectId: string, windowId: string, pid: number, now: number): boolean;
  endLease(projectId: string, windowId: string): void;
  /** Traces written after `shares.traces_from` that concern the project, oldest first, and where the next batch begins. */
  tracesToSend(
    projectId: string,
    limit: number,
  ): { readonly rows: readonly Row<'rewrite_traces'>[]; readonly next: number };
  tracesSent(projectId: string, next: number): void;
}
