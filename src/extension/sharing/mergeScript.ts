/** The words of one script after a pull: rows merged element by element. Pure but for what it is given. */
import type { ScriptElement } from '../../language/document.ts';
import type { RowValues } from '../library/replicaStore.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import { uuidV5 } from '../library/uuid.ts';
import { type MergedElements, mergeElements } from './mergeElements.ts';
import { reconciled, sameValue } from './rowPatch.ts';
import { asWrittenHere } from './wireText.ts';
import type { SharedWords, WordRows } from './words.ts';

/** `base`: as both sides last agreed; `mine`: here; `theirs`: on the server. */
export interface ScriptVersions {
  readonly scriptId: string;
  readonly base: WordRows;
  readonly mine: WordRows;
  readonly theirs: WordRows;
}

export interface MergedScript {
  readonly rows: WordRows;
  /** Missing when nothing waited here: then the rows are theirs. */
  readonly words: MergedElements | undefined;
}

const sceneWords = ['element_id', 'scene_number', 'int_ext', 'location', 'time_of_day', 'order_index'] as const;
/** The columns that say what a line or heading says, wherever it stands. */
const spoken = ['scene_number', 'int_ext', 'location', 'time_of_day', 'type', 'content'] as const;
const contentWords = ['scene_id', 'element_id', 'type', 'content', 'order_index', 'character_name'] as const;

/** The rows that this machine has from now on. Recorded audio follows its own columns, whatever became of the words. */
export function mergeScript(versions: ScriptVersions, words: Pick<SharedWords, 'elementsOf' | 'plan'>): MergedScript {
  const { scriptId, mine } = versions;
  const [base, theirs] = [withOwnTexts(versions.base, mine), withOwnTexts(versions.theirs, mine)];
  if (!haveWordsChanged(base, mine)) return { rows: withAudio(theirs, versions, new Map()), words: undefined };
  const read = (rows: WordRows) => words.elementsOf(scriptId, rows);
  const merged = mergeElements({ base: read(base), mine: read(mine), theirs: read(theirs) }, (element) =>
    noteIdOf(scriptId, element),
  );
  const rows = changedBy(theirs, words.plan(scriptId, theirs, merged.elements));
  return { rows: withAudio(rows, versions, merged.adopted), words: merged };
}

/** What could not be sent as it is written here is no change. */
function withOwnTexts(rows: WordRows, mine: WordRows): WordRows {
  return { scenes: asWrittenHere(rows.scenes, mine.scenes), content: asWrittenHere(rows.content, mine.content) };
}

/** The note that keeps one version of an element is the same one wherever it is made. */
function noteIdOf(scriptId: string, { id, text }: ScriptElement): string {
  return uuidV5(scriptId, `version:${id}:${text}`);
}

/** True when the writer's words differ between two states of a script. */
export function haveWordsChanged(a: WordRows, b: WordRows): boolean {
  return haveRowsChanged(a.scenes, b.scenes, sceneWords) || haveRowsChanged(a.content, b.content, contentWords);
}

/** True when two states of a scene or line have the same words. */
export function saysTheSame(a: RowValues, b: RowValues): boolean {
  return spoken.every((column) => sameValue(a[column] ?? null, b[column] ?? null));
}

function haveRowsChanged<R extends { readonly id: string }>(
  a: readonly R[],
  b: readonly R[],
  columns: readonly (keyof R)[],
): boolean {
  if (a.length !== b.length) return true;
  const known = new Map(a.map((row) => [row.id, row]));
  return b.some((row) => {
    const other = known.get(row.id);
    return !other || columns.some((column) => !sameValue(row[column], other[column]));
  });
}

function changedBy(rows: WordRows, changes: ReturnType<SharedWords['plan']>): WordRows {
  const scenes = new Map<string, SceneRow>(rows.scenes.map((row) => [row.id, row]));
  const content = new Map<string, SceneContentRow>(rows.content.map((row) => [row.id, row]));
  for (const change of changes) {
    if (change.table === 'rewrite_scenes') {
      if (change.kind === 'delete') scenes.delete(change.id);
      else if (change.kind === 'insert') scenes.set(change.row.id, { ...emptyScene, ...change.row });
      else scenes.set(change.id, { ...(scenes.get(change.id) as SceneRow), ...change.patch });
    } else if (change.table === 'rewrite_scene_content') {
      if (change.kind === 'delete') content.delete(change.id);
      else if (change.kind === 'insert') content.set(change.row.id, { ...emptyLine, ...change.row });
      else content.set(change.id, { ...(content.get(change.id) as SceneContentRow), ...change.patch });
    }
  }
  return { scenes: [...scenes.values()], content: [...content.values()] };
}

const start = '1970-01-01T00:00:00.000Z';
const emptyScene = {
  scene_number: null,
  int_ext: null,
  location: null,
  time_of_day: null,
  created_at: start,
  updated_at: start,
};
const emptyLine = {
  content: null,
  character_name: null,
  audio_asset_id: null,
  audio_status: 'none',
  content_hash: null,
  created_at: start,
  updated_at: start,
} as const;

/** A line keeps the moments and the waiting audio columns that it has here; one that was adopted brings its audio along. */
function withAudio(rows: WordRows, { base, mine }: ScriptVersions, adopted: ReadonlyMap<string, string>): WordRows {
  const before = new Map(base.content.map((row) => [row.id, row]));
  const here = new Map(mine.content.map((row) => [adopted.get(row.element_id) ?? row.element_id, row]));
  const scenesHere = new Map(mine.scenes.map((row) => [row.id, row]));
  return {
    scenes: rows.scenes.map((row) =>
      row.created_at === start ? { ...row, ...momentsOf(scenesHere.get(row.id)) } : row,
    ),
    content: rows.content.map((row) => {
      const own = here.get(row.element_id);
      if (!own) return row;
      const audio = audioOf(row, own, before.get(own.id));
      return { ...row, ...(row.created_at === start && momentsOf(own)), ...audio };
    }),
  };
}

function momentsOf(row: { readonly created_at: string; readonly updated_at: string } | undefined) {
  return row && { created_at: row.created_at, updated_at: row.updated_at };
}

function audioOf(
  row: SceneContentRow,
  own: SceneContentRow,
  synced: SceneContentRow | undefined,
): Partial<SceneContentRow> {
  const pick = (from: SceneContentRow): RowValues => ({
    audio_asset_id: from.audio_asset_id,
    audio_status: from.audio_status,
  });
  const before = synced ?? (own.audio_asset_id === null ? own : undefined);
  return reconciled(pick(own), before && pick(before), pick(row)) as Partial<SceneContentRow>;
}
