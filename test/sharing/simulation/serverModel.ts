/** The shared database as a model: what supabase/migrations do, by the contract of protocol.ts, without SQL. For thousands of schedules. */
import type { ReplicatedTable, RowKey, RowValues, ShareRole } from '../../../src/extension/library/replicaStore.ts';
import { replicatedTables } from '../../../src/extension/library/replicaStore.ts';
import { tables } from '../../../src/extension/library/rows.ts';
import { parentsOf } from '../../../src/extension/sharing/parents.ts';
import {
  type PullPage,
  type Push,
  type PushAnswer,
  type PushChange,
  type Refusal,
  RemoteError,
} from '../../../src/extension/sharing/remoteProject.ts';

interface LogEntry extends RowKey {
  readonly seq: number;
  readonly stamp: string;
  readonly isDelete: boolean;
  readonly scriptId: string | undefined;
}

interface State {
  readonly rows: Map<string, RowValues>;
  readonly log: LogEntry[];
  readonly answers: Map<string, PushAnswer>;
  readonly members: Map<string, ShareRole>;
  isDeleted: boolean;
}

const besideWords = new Set(['updated_at', 'created_at', 'audio_asset_id', 'audio_status']);
const keyOf = (table: string, id: string) => `${table}/${id}`;
const idColumn = (table: ReplicatedTable) =>
  table === 'rewrite_clip_origins' || table === 'rewrite_clip_fades'
    ? 'clip_id'
    : table === 'rewrite_title_pages'
      ? 'script_id'
      : 'id';

export class ServerModel {
  readonly projectId: string;
  #state: State = { rows: new Map(), log: [], answers: new Map(), members: new Map(), isDeleted: false };
  /** Files by path. Storage is not part of the database's backups. */
  readonly media = new Map<string, Uint8Array>();
  #time: number;
  #stamps = 1;
  /** Most changes that one page covers. */
  page = 50;
  pushCount = 0;
  onChange: () => void = () => {};
  /** A change that it refuses, whatever it says. */
  refuses: (change: PushChange) => Refusal['reason'] | undefined = () => undefined;

  /** `year`: what its clock says, whatever those of the machines say. */
  constructor(projectId: string, year = 2026) {
    this.projectId = projectId;
    this.#time = Date.UTC(year, 0, 1);
  }

  get members(): Map<string, ShareRole> {
    return this.#state.members;
  }

  rows(table: ReplicatedTable): readonly RowValues[] {
    const found = [...this.#state.rows].filter(([key]) => key.startsWith(`${table}/`));
    return found.map(([, row]) => row);
  }

  backUp(): State {
    const { rows, log, answers, members, isDeleted } = this.#state;
    return { rows: new Map(rows), log: [...log], answers: new Map(answers), members: new Map(members), isDeleted };
  }

  /** Back to a backup: rows, log, answers; members are kept, as an administrator would see to. */
  restore(backup: State): void {
    const { members } = this.#state;
    this.#state = {
      rows: new Map(backup.rows),
      log: [...backup.log],
      answers: new Map(backup.answers),
      members,
      isDeleted: false,
    };
    this.onChange();
  }

  deleteProject(): void {
    this.#state.rows.clear();
    this.#state.isDeleted = true;
    this.onChange();
  }

  push(user: string, push: Push): PushAnswer {
    this.#requireMember(user, push.changes[0]?.table === 'rewrite_projects');
    if (this.members.get(user) === 'viewer') throw new RemoteError('invalid', { cause: new Error('viewer pushed') });
    const known = this.#state.answers.get(push.pushId);
    if (known) return known;
    const seen = this.#placeOf(push.seen);
    if (seen === undefined || this.#isBehind(push.changes, seen)) return { kind: 'behind' };
    this.pushCount++;
    this.#time += 1000;
    const before = this.#head();
    const refused: Refusal[] = [];
    push.changes.forEach((change, index) => {
      const reason = this.refuses(change) ?? this.#apply(change);
      if (reason) refused.push({ index, reason, code: '' });
    });
    for (const reason of this.#brokenLate()) refused.push({ index: projectAt(push), reason, code: '23503' });
    const at = new Date(this.#time).toISOString();
    const answer: PushAnswer = { kind: 'done', before, cursor: this.#head(), at, refused };
    this.#state.answers.set(push.pushId, answer);
    if (before !== this.#head()) this.onChange();
    return answer;
  }

  pull(user: string, after: string, pushed = '0'): PullPage {
    this.#requireMember(user, false);
    const known = this.#placeOf(pushed) === undefined ? undefined : this.#placeOf(after);
    const place = known ?? 0;
    const entries = this.#state.log.filter(({ seq }) => seq > place);
    const page = entries.slice(0, this.page);
    const keys = new Map(page.map(({ table, id }) => [keyOf(table, id), { table, id }]));
    const rows: { table: ReplicatedTable; row: RowValues }[] = [];
    const deleted: RowKey[] = [];
    for (const [key, { table, id }] of keys) {
      const row = this.#state.rows.get(key);
      if (row) rows.push({ table, row: { ...row } });
      else deleted.push({ table, id });
    }
    const last = page.at(-1);
    const cursor = last ? `${last.seq}.${last.stamp}` : known === undefined ? '0' : after;
    const hasMore = entries.length > page.length;
    return { rows, deleted, cursor, hasMore, isRewound: known === undefined, role: this.members.get(user) ?? 'viewer' };
  }

  #requireMember(user: string, makesProject: boolean): void {
    if (this.#state.isDeleted) throw new RemoteError('deleted');
    if (makesProject && this.#state.rows.size === 0) {
      this.members.set(user, 'owner');
      return;
    }
    if (!this.members.has(user)) throw new RemoteError('notMember');
  }

  #head(): string {
    const last = this.#state.log.at(-1);
    return last ? `${last.seq}.${last.stamp}` : '0';
  }

  #placeOf(cursor: string): number | undefined {
    if (cursor === '0') return 0;
    const [seq = '', stamp] = cursor.split('.');
    const entry = this.#state.log[Number(seq) - 1];
    return entry?.stamp === stamp ? Number(seq) : undefined;
  }

  #isBehind(changes: readonly PushChange[], seen: number): boolean {
    const scripts = new Set(changes.filter(isOfWords).map((change) => this.#scriptOf(change)));
    return this.#state.log.some(({ seq, scriptId }) => seq > seen && scriptId !== undefined && scripts.has(scriptId));
  }

  #scriptOf(change: RowKey, row = changeRow(change)): string | undefined {
    const found = { ...this.#state.rows.get(keyOf(change.table, change.id)), ...row };
    if (change.table === 'rewrite_scripts') return change.id;
    if (change.table === 'rewrite_scenes') return String(found['script_id']);
    if (change.table !== 'rewrite_scene_content') return undefined;
    const scene = this.#state.rows.get(keyOf('rewrite_scenes', String(found['scene_id'])));
    return scene && String(scene['script_id']);
  }

  #apply(change: PushChange): Refusal['reason'] | undefined {
    const { table, id } = change;
    const key = keyOf(table, id);
    const known = this.#state.rows.get(key);
    if (change.kind === 'delete') {
      if (known) this.#delete(table, id);
      return undefined;
    }
    if (change.kind === 'update' && !known) return 'gone';
    const given = change.kind === 'insert' ? change.row : change.patch;
    const next: Record<string, unknown> = { ...(known ?? this.#emptyRow(table)) };
    for (const [column, value] of Object.entries(given)) {
      const isKept = change.kind === 'insert' && known && (known[column] ?? null) !== null;
      if (!isKept) next[column] = value;
    }
    const refusal = this.#refusal(table, id, next);
    if (refusal) return refusal;
    if (known && JSON.stringify(known) === JSON.stringify(next)) return undefined;
    if ('updated_at' in next || hasUpdateTime(table)) next['updated_at'] = new Date(this.#time).toISOString();
    const isOfText =
      !known || Object.keys(next).some((column) => !besideWords.has(column) && known[column] !== next[column]);
    const before = this.#scriptOf(change, {});
    this.#state.rows.set(key, next);
    const after = this.#scriptOf(change, {});
    if (isOfText && before !== undefined && before !== after) this.#note(table, id, false, before);
    this.#note(table, id, false, isOfText ? after : undefined);
    return undefined;
  }

  #emptyRow(table: ReplicatedTable): RowValues {
    const created = new Date(this.#time).toISOString();
    const common =
      table.startsWith('rewrite_clip_') || table === 'rewrite_title_pages' || table === 'rewrite_line_timings'
        ? {}
        : { created_at: created };
    const nulls = Object.fromEntries(Object.keys(columns[table]).map((column) => [column, null]));
    return { ...nulls, ...defaults[table], ...common };
  }

  #refusal(table: ReplicatedTable, id: string, row: RowValues): Refusal['reason'] | undefined {
    for (const { column, table: parent, isLate } of parentsOf(table)) {
      const value = row[column];
      if (typeof value === 'string' && !isLate && !this.#state.rows.has(keyOf(parent, value))) return 'missing';
    }
    const isTaken = (column: string) =>
      this.rows(table).some((other) => other[column] === row[column] && other[idColumn(table)] !== id);
    if ((table === 'rewrite_scenes' || table === 'rewrite_scene_content') && isTaken('element_id')) return 'conflict';
    if (table === 'rewrite_characters' && isTaken('name')) return 'conflict';
    return undefined;
  }

  /** What the project points at must be there when the push ends. */
  #brokenLate(): Refusal['reason'][] {
    const key = keyOf('rewrite_projects', this.projectId);
    const project = this.#state.rows.get(key);
    const broken = parentsOf('rewrite_projects').filter(({ column, table }) => {
      const value = project?.[column];
      return typeof value === 'string' && !this.#state.rows.has(keyOf(table, value));
    });
    if (!project || broken.length === 0) return [];
    this.#state.rows.set(key, { ...project, ...Object.fromEntries(broken.map(({ column }) => [column, null])) });
    return ['missing'];
  }

  #delete(table: ReplicatedTable, id: string): void {
    const scriptId = this.#scriptOf({ table, id }, {});
    this.#state.rows.delete(keyOf(table, id));
    this.#note(table, id, true, scriptId);
    for (const child of replicatedTables) {
      for (const { column, table: parent, isOptional } of parentsOf(child)) {
        if (parent !== table) continue;
        for (const row of this.rows(child)) {
          if (row[column] !== id) continue;
          const childId = String(row[idColumn(child)]);
          if (!isOptional) this.#delete(child, childId);
          else {
            this.#state.rows.set(keyOf(child, childId), { ...row, [column]: null });
            this.#note(child, childId, false, undefined);
          }
        }
      }
    }
  }

  #note(table: ReplicatedTable, id: string, isDelete: boolean, scriptId: string | undefined): void {
    const stamp = (this.#stamps++ * 7919).toString(16).slice(-8);
    this.#state.log.push({ table, id, seq: this.#state.log.length + 1, stamp, isDelete, scriptId });
  }
}

function projectAt({ changes }: Push): number {
  return Math.max(
    0,
    changes.findLastIndex(({ table }) => table === 'rewrite_projects'),
  );
}

function isOfWords(change: PushChange): boolean {
  if (change.table === 'rewrite_scripts') return true;
  if (change.table !== 'rewrite_scenes' && change.table !== 'rewrite_scene_content') return false;
  return change.kind !== 'update' || Object.keys(change.patch).some((column) => !besideWords.has(column));
}

function changeRow(change: RowKey & Partial<{ row: RowValues; patch: RowValues }>): RowValues {
  return change.row ?? change.patch ?? {};
}

function hasUpdateTime(table: ReplicatedTable): boolean {
  return 'updated_at' in columns[table];
}

const columns = Object.fromEntries(replicatedTables.map((table) => [table, tables[table].shape])) as Record<
  ReplicatedTable,
  object
>;
const defaults: Partial<Record<ReplicatedTable, RowValues>> = {
  rewrite_scene_content: { audio_status: 'none' },
  rewrite_timelines: { duration_seconds: 300, frame_rate: 30, width: 1920, height: 1080 },
  rewrite_tracks: { muted: false, hidden: false },
  rewrite_clips: { offset_frames: 0, volume: 1, opacity: 1 },
  rewrite_clip_origins: { pinned_start: false, pinned_trim: false, pinned_volume: false },
  rewrite_clip_fades: { fade_in_frames: 0, fade_out_frames: 0 },
};
