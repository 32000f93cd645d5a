/** The words of a pull: each script's rows merged, written, and what the merge could not keep in the script set aside. */
import type { Change } from '../library/library.ts';
import type { RowKey, RowValues } from '../library/replicaStore.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import { newSetAsideId } from '../library/setAsideId.ts';
import { isMadeSince, isOfAnother, type PullContext, settle } from './applyPull.ts';
import type { MergedElements } from './mergeElements.ts';
import { mergeScript, saysTheSame } from './mergeScript.ts';
import { later } from './rowPatch.ts';
import type { WordRows } from './words.ts';

/** True for rows that are merged as words, not column by column. */
export function isWords({ table }: RowKey): boolean {
  return table === 'rewrite_scenes' || table === 'rewrite_scene_content';
}

/** `before`: the words of each script that may change, as the server had them until now. */
export function applyWords(context: PullContext, before: ReadonlyMap<string, WordRows>): void {
  const { pulled, writer, projectId, store } = context;
  const arrived = pulled.rows.filter((row) => isWords(row) && isOwn(context, row));
  const deleted = new Map(
    (pulled.isRewound ? arrived : []).flatMap((key) => {
      const row = writer.deletedThere(key);
      return row ? [[key.id, row] as const] : [];
    }),
  );
  for (const { row, ...key } of arrived) writer.setSynced(projectId, key, row);
  const gone = pulled.deleted.filter(
    (key) => isWords(key) && writer.synced(key) !== undefined && !isOfAnother(context, key),
  );
  for (const key of gone) writer.setSynced(projectId, key, undefined);
  for (const [scriptId, base] of before) {
    // Not here, or the script of another project that a row names.
    if (writer.projectOf({ table: 'rewrite_scripts', id: scriptId }) !== projectId) continue;
    const theirs = withoutStrays(store.syncedWords(scriptId));
    const agreed = pulled.isRewound ? agreedAfterReturn(context, { base, theirs, deleted }) : base;
    mergeOneScript(context, { scriptId, base: agreed, theirs });
  }
  for (const key of gone) if (!writer.local(key)) writer.unmark(key);
}

/** Words belong to a scene or script that the server told of; a row of another project's is left out. */
function isOwn(context: PullContext, key: RowKey): boolean {
  if (!isOfAnother(context, key)) return true;
  context.skipped.push({ table: key.table, id: key.id });
  return false;
}

function withoutStrays({ scenes, content }: WordRows): WordRows {
  const known = new Set(scenes.map(({ id }) => id));
  return { scenes, content: content.filter((row) => known.has(row.scene_id)) };
}

interface Return {
  readonly base: WordRows;
  readonly theirs: WordRows;
  /** Rows that the server had deleted and has again, as they were then. */
  readonly deleted: ReadonlyMap<string, RowValues>;
}

/**
 * The server went back to a backup. Rows of the backup are old states of what is here, so they are what both agreed on, and mine is the
 * newer. What is missing there is mine to add again. What was made since is theirs: over what the backup had, as ever; over what it had
 * lost, nobody knows, so both agreed on nothing and both are kept.
 */
function agreedAfterReturn({ pulled, seenAt }: PullContext, { base, theirs, deleted }: Return): WordRows {
  const heldUntil = pulled.rows
    .filter(({ row }) => !isMadeSince(row, seenAt))
    .reduce<string | undefined>((newest, { row }) => later(newest, row['updated_at'] as string | undefined), undefined);
  const pick = <R extends SceneRow | SceneContentRow>(then: readonly R[], now: readonly R[]) => {
    const known = new Map(then.map((row) => [row.id, row]));
    return now.flatMap((row) => {
      const [old, gone] = [known.get(row.id), deleted.get(row.id)];
      if (!isMadeSince(row, seenAt)) return old || gone ? [row] : [];
      if (old && heldUntil !== undefined && old.updated_at <= heldUntil) return [old];
      const last = old ?? gone;
      return last && saysTheSame(last, row) ? [row] : [];
    });
  };
  return { scenes: pick(base.scenes, theirs.scenes), content: pick(base.content, theirs.content) };
}

interface Sides {
  readonly scriptId: string;
  readonly base: WordRows;
  readonly theirs: WordRows;
}

function mergeOneScript(context: PullContext, { scriptId, base, theirs }: Sides): void {
  const { library, words, writer } = context;
  const mine = { scenes: library.scenes(scriptId), content: library.content(scriptId) };
  const { rows, words: merged } = mergeScript({ scriptId, base, mine, theirs }, words);
  const keys = touchedByServer(context, [base, mine, theirs]);
  const write = <R extends SceneRow | SceneContentRow>(
    table: 'rewrite_scenes' | 'rewrite_scene_content',
    list: readonly R[],
    here: readonly R[],
  ) => {
    const known = new Map(here.map((row) => [row.id, row]));
    for (const row of list) {
      if (isTheSame(known.get(row.id), row)) continue;
      const key = { table, id: row.id };
      keys.push(key);
      if (!writer.setLocal(key, withAsset(context, row))) context.skipped.push(key);
    }
  };
  write('rewrite_scenes', rows.scenes, mine.scenes);
  write('rewrite_scene_content', rows.content, mine.content);
  for (const key of surplus(mine, rows)) {
    writer.setLocal(key, undefined);
    keys.push(key);
  }
  // Marks of rows that neither side has touched are right as they are.
  for (const key of keys) settle(context, key, writer.synced(key));
  if (merged) keepAside(context, scriptId, merged);
}

/** The rows of one script that the pull speaks of. */
function touchedByServer({ pulled }: PullContext, versions: readonly WordRows[]): RowKey[] {
  const own = new Set(versions.flatMap(({ scenes, content }) => [...scenes, ...content].map(({ id }) => id)));
  return [...pulled.rows, ...pulled.deleted]
    .filter((key) => isWords(key) && own.has(key.id))
    .map(({ table, id }) => ({ table, id }));
}

/** True when a row is here as it shall be, but for its moments. */
function isTheSame(here: RowValues | undefined, row: RowValues): boolean {
  const isTime = (column: string) => column === 'created_at' || column === 'updated_at';
  return here !== undefined && Object.keys(row).every((column) => isTime(column) || row[column] === here[column]);
}

function withAsset({ writer }: PullContext, row: SceneRow | SceneContentRow): RowValues {
  if (!('audio_asset_id' in row) || row.audio_asset_id === null) return row;
  return writer.local({ table: 'rewrite_assets', id: row.audio_asset_id }) ? row : { ...row, audio_asset_id: null };
}

/** Rows that are here and not in the merged script; content first, so that a scene takes nothing along. */
function surplus(mine: WordRows, rows: WordRows): readonly RowKey[] {
  const [scenes, content] = [new Set(rows.scenes.map(({ id }) => id)), new Set(rows.content.map(({ id }) => id))];
  return [
    ...mine.content
      .filter(({ id }) => !content.has(id))
      .map(({ id }) => ({ table: 'rewrite_scene_content', id }) as const),
    ...mine.scenes.filter(({ id }) => !scenes.has(id)).map(({ id }) => ({ table: 'rewrite_scenes', id }) as const),
  ];
}

function keepAside(context: PullContext, scriptId: string, merged: MergedElements): void {
  const { writer, projectId } = context;
  const keep = (id: string, reason: 'bothChanged' | 'deletedThere' | 'changedThere', detail: RowValues) =>
    writer.setAside({
      table: 'rewrite_scene_content',
      id,
      setAsideId: newSetAsideId(),
      projectId,
      reason,
      detail: { script_id: scriptId, ...detail },
    });
  for (const { id, noteId, mine, theirs } of merged.conflicts)
    keep(id, 'bothChanged', { noteId, type: mine.type, mine: mine.text, theirs: theirs.text });
  for (const { id, type, text } of merged.deletedThere)
    keep(id, 'deletedThere', { type, text, after: merged.before.get(id) });
  for (const { id, type, text } of merged.changedThere)
    keep(id, 'changedThere', { type, text, after: merged.before.get(id) });
  for (const change of adoptions(context, merged.adopted)) writer.apply(change);
}

/** What was made for a line that turned out to be theirs goes on under its id: takes, and the clips that speak it. */
function adoptions({ library, projectId }: PullContext, adopted: ReadonlyMap<string, string>): readonly Change[] {
  if (adopted.size === 0) return [];
  const changes: Change[] = [];
  for (const { id, metadata } of library.assets(projectId)) {
    if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) continue;
    const element_id = adopted.get(String(metadata['element_id']));
    if (element_id === undefined) continue;
    changes.push({ table: 'rewrite_assets', kind: 'update', id, patch: { metadata: { ...metadata, element_id } } });
  }
  for (const timeline of library.timelines(projectId)) {
    for (const { clip_id: id, element_id: mine } of library.clipOrigins(timeline.id)) {
      const element_id = adopted.get(mine);
      if (element_id !== undefined)
        changes.push({ table: 'rewrite_clip_origins', kind: 'update', id, patch: { element_id } });
    }
  }
  return changes;
}
