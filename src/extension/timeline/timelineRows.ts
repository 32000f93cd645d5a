/** One timeline's rows as values: what changes make of them, and which changes take those back. Knows no VS Code. */
import type { Change, Library } from '../library/library.ts';
import type {
  ClipFadeRow,
  ClipOriginRow,
  ClipRow,
  LineTimingRow,
  TableName,
  TimelineRow,
  TrackRow,
  TrackSettingRow,
} from '../library/rows.ts';
import { keyColumn, keyOf } from '../library/sqliteWrites.ts';

export interface TimelineRowSet {
  readonly timeline: TimelineRow;
  readonly tracks: readonly TrackRow[];
  readonly clips: readonly ClipRow[];
  readonly origins: readonly ClipOriginRow[];
  readonly fades: readonly ClipFadeRow[];
  readonly timings: readonly LineTimingRow[];
  readonly trackSettings: readonly TrackSettingRow[];
}

/** The rows of a timeline. A rate that nothing can be counted in is read as 30. */
export function readRows(library: Library, timeline: TimelineRow): TimelineRowSet {
  const { id, frame_rate } = timeline;
  const isRate = frame_rate >= 1 && frame_rate <= 1000;
  return {
    timeline: isRate ? timeline : { ...timeline, frame_rate: 30 },
    tracks: library.tracks(id),
    clips: library.clips(id),
    origins: library.clipOrigins(id),
    fades: library.clipFades(id),
    timings: library.lineTimings(id),
    trackSettings: library.trackSettings(id),
  };
}

type AnyRow = Readonly<Record<string, unknown>>;
type Lists = Omit<TimelineRowSet, 'timeline'>;

const tableOf: Readonly<Record<keyof Lists, TableName>> = {
  tracks: 'rewrite_tracks',
  clips: 'rewrite_clips',
  origins: 'rewrite_clip_origins',
  fades: 'rewrite_clip_fades',
  timings: 'rewrite_line_timings',
  trackSettings: 'track_settings',
};

/** What the database fills in when an insert leaves it out, as far as a timeline's rows are looked at here. */
const defaults: Partial<Record<TableName, AnyRow>> = {
  rewrite_tracks: { name: null, muted: false, hidden: false },
  rewrite_clips: { asset_id: null, offset_frames: 0, name: null, volume: 1, opacity: 1 },
  rewrite_clip_origins: { pinned_start: false, pinned_trim: false, pinned_volume: false },
  rewrite_clip_fades: { fade_in_frames: 0, fade_out_frames: 0 },
  rewrite_line_timings: { shift_frames: 0, lead_frames: 0, follows_clip: false, left_out: false },
  track_settings: { solo: false, locked: false, height: null },
};

/** Rows by table and key. Rows of all kinds are alike here: records whose columns are compared and copied. */
class RowState {
  readonly #tables = new Map<TableName, Map<string, AnyRow>>();

  constructor(rows: TimelineRowSet) {
    this.#tables.set('rewrite_timelines', new Map([[rows.timeline.id, rows.timeline as AnyRow]]));
    for (const [list, table] of Object.entries(tableOf)) {
      const key = keyColumn(table);
      const entries = rows[list as keyof Lists] as readonly AnyRow[];
      this.#tables.set(table, new Map(entries.map((row) => [String(row[key]), row])));
    }
  }

  row(table: TableName, id: string): AnyRow | undefined {
    return this.#tables.get(table)?.get(id);
  }

  rows(table: TableName): readonly AnyRow[] {
    return [...(this.#tables.get(table)?.values() ?? [])];
  }

  apply(change: Change): void {
    const table = this.#tables.get(change.table);
    if (!table) return;
    const id = keyOf(change);
    if (change.kind === 'insert') table.set(id, { ...defaults[change.table], ...change.row });
    else if (change.kind === 'delete') this.#remove(change.table, id);
    else {
      const row = table.get(id);
      if (row) table.set(id, { ...row, ...change.patch });
    }
  }

  /** The rows that go with a row, itself first. */
  withDependents(table: TableName, id: string): readonly { table: TableName; row: AnyRow }[] {
    const row = this.row(table, id);
    if (!row) return [];
    const of = (dependent: TableName, column: string) =>
      this.rows(dependent)
        .filter((candidate) => candidate[column] === id)
        .flatMap((candidate) => this.withDependents(dependent, String(candidate[keyColumn(dependent)])));
    if (table === 'rewrite_clips') {
      return [{ table, row }, ...this.#one('rewrite_clip_origins', id), ...this.#one('rewrite_clip_fades', id)];
    }
    if (table === 'rewrite_tracks') {
      return [{ table, row }, ...this.#one('track_settings', id), ...of('rewrite_clips', 'track_id')];
    }
    return [{ table, row }];
  }

  #one(table: TableName, id: string): { table: TableName; row: AnyRow }[] {
    const row = this.row(table, id);
    return row ? [{ table, row }] : [];
  }

  #remove(table: TableName, id: string): void {
    for (const gone of this.withDependents(table, id)) {
      this.#tables.get(gone.table)?.delete(String(gone.row[keyColumn(gone.table)]));
    }
  }

  toRowSet(): TimelineRowSet {
    const lists = Object.fromEntries(Object.entries(tableOf).map(([list, table]) => [list, this.rows(table)]));
    // Rows go in and come out by table, so each list holds what its table holds.
    return { timeline: this.rows('rewrite_timelines')[0], ...lists } as unknown as TimelineRowSet;
  }
}

/** The rows as they are after changes. Changes of other tables are passed over. */
export function applyChanges(rows: TimelineRowSet, changes: readonly Change[]): TimelineRowSet {
  const state = new RowState(rows);
  for (const change of changes) state.apply(change);
  return state.toRowSet();
}

/** The changes that lead back, in order. Rows that went with others come back with them. */
export function invertChanges(rows: TimelineRowSet, changes: readonly Change[]): readonly Change[] {
  const state = new RowState(rows);
  const inverse: Change[][] = [];
  for (const change of changes) {
    inverse.push(invert(state, change));
    state.apply(change);
  }
  return inverse.reverse().flat();
}

function invert(state: RowState, change: Change): Change[] {
  const { table } = change;
  const id = keyOf(change);
  if (change.kind === 'insert') return [{ table, kind: 'delete', id } as Change];
  if (change.kind === 'delete') {
    return state
      .withDependents(table, id)
      .map((gone) => ({ table: gone.table, kind: 'insert', row: gone.row }) as Change);
  }
  const row = state.row(table, id);
  if (!row) return [];
  const patch = Object.fromEntries(Object.keys(change.patch).map((column) => [column, row[column]]));
  return [{ table, kind: 'update', id, patch } as Change];
}

/** One step of undoing or doing again: `changes` are made as far as what `after` left is still there. */
export interface Step {
  readonly changes: readonly Change[];
  readonly after: readonly Change[];
}

/**
 * The part of a step that still makes sense: columns that somebody else has changed since keep their newer value, rows that are gone stay
 * gone, rows that came back are not made twice.
 */
export function stillPossible(rows: TimelineRowSet, { changes, after }: Step): readonly Change[] {
  const state = new RowState(rows);
  const left = valuesLeftBy(after);
  const possible: Change[] = [];
  for (const change of changes) {
    const kept = possiblePart(state, change, left);
    if (!kept) continue;
    possible.push(kept);
    state.apply(kept);
    noteValues(left, kept);
  }
  return possible;
}

/** Column values that changes wrote, by table, key and column. */
function valuesLeftBy(changes: readonly Change[]): Map<string, unknown> {
  const left = new Map<string, unknown>();
  for (const change of changes) noteValues(left, change);
  return left;
}

function noteValues(left: Map<string, unknown>, change: Change): void {
  if (change.kind === 'delete') return;
  const values = Object.entries(change.kind === 'insert' ? change.row : change.patch);
  for (const [column, value] of values) left.set(`${change.table} ${keyOf(change)} ${column}`, value);
}

function possiblePart(state: RowState, change: Change, left: ReadonlyMap<string, unknown>): Change | undefined {
  const { table } = change;
  const id = keyOf(change);
  const row = state.row(table, id);
  if (change.kind === 'delete') return row && change;
  if (change.kind === 'insert') return row || !hasParent(state, change) ? undefined : change;
  if (!row) return undefined;
  const isOurs = ([column]: [string, unknown]) => {
    const key = `${table} ${id} ${column}`;
    return !left.has(key) || left.get(key) === row[column];
  };
  const patch = Object.fromEntries(Object.entries(change.patch).filter(isOurs));
  return Object.keys(patch).length === 0 ? undefined : ({ ...change, patch } as Change);
}

function hasParent(state: RowState, change: Extract<Change, { kind: 'insert' }>): boolean {
  switch (change.table) {
    case 'rewrite_clips':
      return state.row('rewrite_tracks', change.row.track_id) !== undefined;
    case 'rewrite_clip_origins':
    case 'rewrite_clip_fades':
      return state.row('rewrite_clips', change.row.clip_id) !== undefined;
    case 'track_settings':
      return state.row('rewrite_tracks', change.row.track_id) !== undefined;
    default:
      return true;
  }
}
