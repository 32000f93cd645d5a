/** The shared database over supabase-js: rpc for rows, Realtime for hints. Loaded when a project is shared. */
import type { PostgrestError, RealtimeChannel, SupabaseClient } from '@supabase/supabase-js';
import * as z from 'zod/mini';
import type { ReplicatedTable } from '../library/replicaStore.ts';
import type { TraceRow } from '../library/rows.ts';
import type { Disposable } from '../platform/disposables.ts';
import { protocolVersion, pullAnswer, pushAnswer } from './protocol.ts';
import type {
  HintedRow,
  Hints,
  PullPage,
  Push,
  PushAnswer,
  PushChange,
  RemoteError,
  RemoteProject,
} from './remoteProject.ts';
import { asRemoteError, remoteErrorOf } from './supabaseErrors.ts';
import { wireValue } from './wireText.ts';

/** Longer than a statement may take on the server. */
const answerWithinMs = 30_000;
/** Before a channel that the server has closed is opened anew. */
const listenAgainMs = 1_000;
/** The tables that Realtime tells of (data-model.md). */
const toldTables = [
  'rewrite_scripts',
  'rewrite_scenes',
  'rewrite_scene_content',
  'rewrite_timelines',
  'rewrite_tracks',
  'rewrite_clips',
  'rewrite_assets',
  'rewrite_characters',
] as const;

/** Each row is checked by itself (pulledRows.ts), so that one bad row does not keep the others away. */
const looseAnswer = z.extend(pullAnswer, {
  rows: z.record(z.string(), z.array(z.unknown())),
  deleted: z.record(z.string(), z.array(z.string())),
});

/** `client`: signed in as the writer. */
export function createSupabaseRemote(client: SupabaseClient): RemoteProject {
  return new SupabaseRemote(client);
}

class SupabaseRemote implements RemoteProject {
  readonly #client: SupabaseClient;

  constructor(client: SupabaseClient) {
    this.#client = client;
  }

  async push(push: Push, signal: AbortSignal): Promise<PushAnswer> {
    const changes = {
      protocol: protocolVersion,
      project_id: push.projectId,
      push_id: push.pushId,
      seen: Object.fromEntries(push.scriptIds.map((id) => [id, push.seen])),
      entries: push.changes.map(entryOf),
    };
    const answer = pushAnswer.parse(await this.#call('rewrite_push', { changes }, signal));
    if (answer.status !== 'applied') return { kind: 'behind' };
    const refused = answer.refused.map(({ index, reason, code }) => ({ index, reason, code }));
    const at = answer.at === undefined ? undefined : new Date(answer.at).toISOString();
    return { kind: 'done', before: answer.before, cursor: answer.cursor, at, refused };
  }

  async pull(projectId: string, after: string, signal: AbortSignal, pushed?: string): Promise<PullPage> {
    const request = {
      project_id: projectId,
      after,
      protocol: protocolVersion,
      ...(pushed !== undefined && { pushed }),
    };
    const answer = looseAnswer.parse(await this.#call('rewrite_pull', request, signal));
    return {
      rows: Object.entries(answer.rows).flatMap(([table, rows]) =>
        rows.map((row) => ({ table: table as ReplicatedTable, row })),
      ),
      deleted: Object.entries(answer.deleted).flatMap(([table, ids]) =>
        ids.map((id) => ({ table: table as ReplicatedTable, id })),
      ),
      cursor: answer.cursor,
      hasMore: answer.more,
      isRewound: answer.rewound,
      role: answer.role,
    };
  }

  async sendTraces(projectId: string, traces: readonly TraceRow[], signal: AbortSignal): Promise<void> {
    await this.#call('rewrite_push_traces', { project_id: projectId, traces: wireValue(traces) }, signal);
  }

  listen(projectId: string, hints: Hints): Disposable {
    let isHeard: boolean | undefined;
    const tell = (now: boolean) => {
      if (now === isHeard) return;
      isHeard = now;
      hints.onState(now);
    };
    let channel: RealtimeChannel | undefined;
    let timer: NodeJS.Timeout | undefined;
    let isEnded = false;
    const begin = async () => {
      const made = this.#channelOf(projectId, hints);
      channel = made;
      // Row-level security asks who listens, so the token goes first.
      await this.#client.realtime.setAuth().catch(() => {
        // Refused it tries again by itself, with the token that it has by then.
      });
      if (isEnded) return;
      made.subscribe((status) => {
        tell(status === 'SUBSCRIBED');
        if (status !== 'CLOSED' || channel !== made) return;
        // The server closes a channel whose token has ended, as after a night's sleep, and nothing else opens it again.
        channel = undefined;
        void this.#client.removeChannel(made);
        if (!isEnded) timer = setTimeout(() => void begin(), listenAgainMs);
      });
    };
    void begin();
    return {
      dispose: () => {
        isEnded = true;
        clearTimeout(timer);
        if (channel) void this.#client.removeChannel(channel);
      },
    };
  }

  #channelOf(projectId: string, hints: Hints): RealtimeChannel {
    let channel = this.#client.channel(`project:${projectId}`);
    for (const table of toldTables)
      channel = channel.on('postgres_changes', { event: '*', schema: 'public', table }, (payload) =>
        hints.onHint(hintedRow(table, payload.new)),
      );
    return channel;
  }

  async #call(name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<unknown> {
    const ends = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
    try {
      const { data, error, status } = await this.#client.rpc(name, args).abortSignal(ends);
      if (error) throw failureOf(error, status);
      return data;
    } catch (cause) {
      throw asRemoteError(cause);
    }
  }
}

/** Undefined for deletes, for tables without `updated_at`, and for whatever else does not say which state of which row it speaks of. */
function hintedRow(table: ReplicatedTable, row: unknown): HintedRow | undefined {
  const read = told.safeParse(row);
  const time = read.success ? Date.parse(read.data.updated_at) : Number.NaN;
  return read.success && Number.isFinite(time)
    ? { table, id: read.data.id, updatedAt: new Date(time).toISOString() }
    : undefined;
}

const told = z.object({ id: z.string(), updated_at: z.string() });

function failureOf({ code, details }: PostgrestError, status: number): RemoteError {
  return remoteErrorOf({ status, code, details: status === 0 ? '' : details });
}

function entryOf(change: PushChange) {
  const { table, kind } = change;
  switch (kind) {
    case 'insert':
      return { table, kind, row: change.row };
    case 'update':
      return { table, kind, id: change.id, patch: change.patch };
    case 'delete':
      return { table, kind, id: change.id };
  }
}
