/**
 * What a replica and the shared database say to each other: the arguments and answers of `rewrite_push`, `rewrite_pull`,
 * `rewrite_push_traces`, `rewrite_join` and `rewrite_invite` (supabase/migrations). Everything from the server is parsed by these schemas.
 *
 * **Cursors** are opaque text that only the server reads: a place in a project's change log. `'0'` is the beginning.
 *
 * **Errors** come as PostgREST's `{ code, message, details, hint }`; branch on `code` and `details` (see {@link serverErrors}).
 *
 * **Media** lie in the private bucket `rewrite-assets` under `{project_id}/{file_type}/{asset_id}/{filename}`, all UUIDs in lower case.
 * Members read, owners and editors add and delete; nobody overwrites, so upload without `upsert` and take `statusCode` 409 (`Duplicate`; Storage
 * sends it in the body of an HTTP 400, but as HTTP 409 for resumable uploads) as "it is there". Storage takes only
 * `[\w/!.*'() &$@=;:+,?-]` in names: letters such as å must be encoded by the client. The file name may not begin with a dot and has 200
 * characters at most. Source: https://supabase.com/docs/guides/storage/uploads/file-limits
 */
import * as z from 'zod/mini';
import { replicatedTables } from '../library/replicaStore.ts';
import { tables } from '../library/rows.ts';

/** The version of this contract. The server refuses others, see {@link serverErrors}. */
export const protocolVersion = 1;

/** The tables that are replicated, owners before what they own: rows can be inserted in this order and deleted in the reverse one. */
export const sharedTables = replicatedTables;
export type SharedTable = (typeof sharedTables)[number];

/** Columns of scenes and content that are no words: a change of these alone needs no `seen` and makes no other push "behind". */
export const columnsBesideWords: readonly string[] = ['updated_at', 'created_at', 'audio_asset_id', 'audio_status'];

/** The most entries that one push may hold; the server refuses more with HTTP 413. */
export const mostEntries = 5000;

/** A place in a project's change log: `'0'`, or a number and a stamp. */
export const cursor = z.string().check(z.regex(/^(?:0|[1-9]\d{0,17}\.[0-9a-f]{1,8})$/));

/** What a member may do: owners also invite, remove and delete the project; viewers only read. */
export const role = z.enum(['owner', 'editor', 'viewer']);
export type Role = z.infer<typeof role>;

const uuid = z.string().check(z.length(36));
const values = z.record(z.string(), z.json());

/**
 * One change, in the shape of the library's `Change`. `id` is the row's key (`clip_id` or `script_id` in tables that have no `id`).
 * - `insert` of a row that is there already (two machines made the same thing): it keeps what it has and takes what it lacks.
 * - `update` sets exactly the columns of `patch`; of a row that is not there it is refused as `gone`.
 * - `delete` of a row that is not there is fine. Cascades are the database's.
 *
 * `updated_at` is passed over: it is the server's time.
 */
export const pushEntry = z.discriminatedUnion('kind', [
  z.object({ table: z.enum(sharedTables), kind: z.literal('insert'), row: values }),
  z.object({ table: z.enum(sharedTables), kind: z.literal('update'), id: uuid, patch: values }),
  z.object({ table: z.enum(sharedTables), kind: z.literal('delete'), id: uuid }),
]);
export type PushEntry = z.infer<typeof pushEntry>;

/**
 * The argument `changes` of `rewrite_push(changes)`: one transaction on one project.
 * - `push_id` is made by the client, once for these very entries. A push that is sent again (its answer was lost) gets the answer of the
 *   first time, with `replayed`, and changes nothing. Answers are kept for 30 days. Only `applied` is remembered.
 * - `seen` names, for every script whose words the entries touch, the newest change that was merged into them: the cursor of the last pull,
 *   or of the last applied push if that is newer and its `before` was this cursor. A script that is not named counts as never seen.
 *   Words are `rewrite_scripts`, `rewrite_scenes`, `rewrite_scene_content` without {@link columnsBesideWords}.
 * - The first push of a project begins with the insert of its row in `rewrite_projects`; the caller becomes its owner.
 */
export const pushRequest = z.object({
  protocol: z.literal(protocolVersion),
  project_id: uuid,
  push_id: uuid,
  seen: z.record(z.string(), cursor),
  entries: z.array(pushEntry).check(z.maxLength(mostEntries)),
});
export type PushRequest = z.infer<typeof pushRequest>;

/**
 * An entry that the database refused; all others were carried out. `index` counts from 0 in `entries`.
 * - `gone`: an update of a row that was deleted. Deletes win: set the patch aside.
 * - `missing`: what it names is not there (its scene was deleted).
 * - `conflict`: a unique value is taken; `constraint` says which, such as `rewrite_projects_slug_key`, `rewrite_scenes_element_id_key`,
 *   `rewrite_characters_project_id_name_key` (a web client made the same character under another id).
 * - `forbidden`: the rights do not reach so far (another project's row, deleting the project as an editor).
 * - `invalid`: a value or column that the schema does not take.
 */
export const refusal = z.object({
  index: z.int(),
  reason: z.enum(['gone', 'missing', 'conflict', 'forbidden', 'invalid']),
  /** SQLSTATE. */
  code: z.string(),
  constraint: z.nullable(z.string()),
  /** For the log, not for writers. */
  message: z.string(),
});
export type Refusal = z.infer<typeof refusal>;

/**
 * The answer of `rewrite_push`.
 * - `applied`: committed. `before` is the newest change before it and `cursor` the newest after it: a replica whose own cursor is `before`
 *   may go on from `cursor` without pulling, for nobody else wrote between. `at` is the server's time of the push, which the rows it changed
 *   have as `updated_at`.
 * - `behind`: nothing was done, because others changed words of `scripts` after what `seen` names: pull, merge, push anew under a new `push_id`.
 * - `rewound`: nothing was done, because the server does not know a cursor of `seen` (it was set back to a backup): pull first.
 */
export const pushAnswer = z.discriminatedUnion('status', [
  z.object({
    protocol: z.int(),
    status: z.literal('applied'),
    before: cursor,
    cursor,
    at: z.optional(z.string()),
    refused: z.array(refusal),
    replayed: z.optional(z.boolean()),
  }),
  z.object({ protocol: z.int(), status: z.literal('behind'), cursor, scripts: z.array(uuid) }),
  z.object({ protocol: z.int(), status: z.literal('rewound'), cursor }),
]);
export type PushAnswer = z.infer<typeof pushAnswer>;

/**
 * The arguments of `rewrite_pull(project_id, after)`. `page`: how many changes one answer covers, 1 to 5000 (the default). `pushed`: the
 * cursor of an applied push later than `after`, so that a server which lost that push says `rewound`.
 */
export const pullRequest = z.object({
  project_id: uuid,
  after: cursor,
  protocol: z.literal(protocolVersion),
  page: z.optional(z.int()),
  pushed: z.optional(cursor),
});
export type PullRequest = z.infer<typeof pullRequest>;

const rowLists = z.object({
  rewrite_projects: z.optional(z.array(tables.rewrite_projects)),
  rewrite_scripts: z.optional(z.array(tables.rewrite_scripts)),
  rewrite_scenes: z.optional(z.array(tables.rewrite_scenes)),
  rewrite_assets: z.optional(z.array(tables.rewrite_assets)),
  rewrite_scene_content: z.optional(z.array(tables.rewrite_scene_content)),
  rewrite_timelines: z.optional(z.array(tables.rewrite_timelines)),
  rewrite_tracks: z.optional(z.array(tables.rewrite_tracks)),
  rewrite_clips: z.optional(z.array(tables.rewrite_clips)),
  rewrite_characters: z.optional(z.array(tables.rewrite_characters)),
  rewrite_clip_origins: z.optional(z.array(tables.rewrite_clip_origins)),
  rewrite_clip_fades: z.optional(z.array(tables.rewrite_clip_fades)),
  rewrite_line_timings: z.optional(z.array(tables.rewrite_line_timings)),
  rewrite_title_pages: z.optional(z.array(tables.rewrite_title_pages)),
});

/**
 * The answer of `rewrite_pull`: the current rows of every id that changed after the cursor, and the ids that are gone, by table.
 * - Times are Postgres' ISO-8601 text with microseconds and offset (`2026-11-25T22:56:16.123456+00:00`); bring them to the library's form.
 * - With `more`, pull again from `cursor`. Rows of one page may name rows of a later one: apply all pages in one transaction, owners first,
 *   or with foreign keys deferred. After the page without `more` the rows are those of one moment.
 * - `rewound`: the server does not know `after` or `pushed` (it was set back to a backup), so this answer starts from the beginning. Rows that the
 *   replica has and that come neither as rows nor as deleted are lost on the server and have to be pushed again.
 * - `role` is the caller's role now.
 */
export const pullAnswer = z.object({
  protocol: z.int(),
  role,
  rewound: z.boolean(),
  cursor,
  more: z.boolean(),
  rows: rowLists,
  deleted: z.partialRecord(z.enum(sharedTables), z.array(uuid)),
});
export type PullAnswer = z.infer<typeof pullAnswer>;

/** The arguments of `rewrite_push_traces`: 1000 at most, from writers of the project. The answer counts those that were new. */
export const pushTracesRequest = z.object({ project_id: uuid, traces: z.array(tables.rewrite_traces) });

/** The answer of `rewrite_join()`, which accepts every invitation to the caller's e-mail: the caller's projects. */
export const joinAnswer = z.array(z.object({ project_id: uuid, name: z.string(), role }));
export type JoinedProject = z.infer<typeof joinAnswer>[number];

/** The arguments of `rewrite_invite`: a new invitation, or another role for whom it is there. Owners only. The answer is the member's id. */
export const inviteRequest = z.object({ project_id: uuid, email: z.string(), role });

/** A row of `rewrite_members`. Without `user_id` it is an invitation that was not accepted yet. */
export const memberRow = z.object({
  id: uuid,
  project_id: uuid,
  user_id: z.nullable(uuid),
  email: z.nullable(z.string()),
  role,
  created_at: z.string(),
  updated_at: z.string(),
});
export type MemberRow = z.infer<typeof memberRow>;

/**
 * The errors that the functions raise, as PostgREST's `code` and `details`.
 * Source of the HTTP status: https://docs.postgrest.org/en/stable/references/errors.html
 */
export const serverErrors = {
  /** HTTP 403 (401 when not signed in). `details`: `stranger` (never or no longer a member) or `viewer` (may read, not write). */
  notAllowed: '42501',
  /** HTTP 410, `details: deleted`: the owner deleted the project; told to those who were members. */
  deleted: 'PT410',
  /** HTTP 413: too many entries. */
  tooLarge: 'PT413',
  /** HTTP 426, `details: client`: the extension has to be updated. */
  clientTooOld: 'PT426',
  /** HTTP 501, `details: server`: the migrations have to be run. `PGRST202` (HTTP 404) means the same where there is no function at all. */
  serverTooOld: 'PT501',
  noFunction: 'PGRST202',
  /** HTTP 401: the session has expired or is no longer known. */
  jwtExpired: 'PGRST303',
} as const;
