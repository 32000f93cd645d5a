/** What a pull changes here, in one transaction: rows, what is known of the server, marks, what is set aside, media to fetch. */

import type { Library } from '../library/library.ts';
import type { ReplicaStore, ReplicaWriter, RowKey, RowValues } from '../library/replicaStore.ts';
import { newSetAsideId } from '../library/setAsideId.ts';
import { applyWords, isWords } from './applyWords.ts';
import { mergeTitlePage } from './mergeTitlePage.ts';
import { parentsOf } from './parents.ts';
import type { Pulled, PulledRow } from './pulledRows.ts';
import { differs, later, reconciled, sameValue, waitingPatch } from './rowPatch.ts';
import { takeWords } from './takeWords.ts';
import { type Pins, withTheirPins } from './theirPins.ts';
import type { SharedWords } from './words.ts';

export interface PullDeps {
  readonly library: Pick<Library, 'scenes' | 'content' | 'assets' | 'characters' | 'timelines' | 'clipOrigins'>;
  readonly store: ReplicaStore;
  readonly words: Pick<SharedWords, 'elementsOf' | 'plan'>;
}

/** What one pull is applied with. */
export interface PullContext extends PullDeps {
  readonly projectId: string;
  readonly pulled: Pulled;
  readonly writer: ReplicaWriter;
  /** The server's time of the newest change that this library had before the pull. */
  readonly seenAt: string | undefined;
  /** Rows that could not be taken: they belong elsewhere, or what they hang on is not there. */
  readonly skipped: RowKey[];
}

/** The scripts whose words a pull changes: every one of these may get other rows. */
export function scriptsOf(
  store: ReplicaStore,
  { rows, deleted, isRewound }: Pulled,
  all: readonly string[],
): readonly string[] {
  if (isRewound) return all;
  const ids = new Set<string>();
  const scenes = new Map(rows.map(({ table, id, row }) => [table === 'rewrite_scenes' ? id : '', row['script_id']]));
  for (const { table, id, row } of rows) {
    if (table === 'rewrite_scripts' || table === 'rewrite_title_pages') ids.add(id);
    if (table === 'rewrite_scenes') ids.add(String(row['script_id']));
    if (table === 'rewrite_scene_content') {
      const sceneId = String(row['scene_id']);
      ids.add(String(scenes.get(sceneId) ?? store.scriptOf({ table: 'rewrite_scenes', id: sceneId }) ?? ''));
      ids.add(store.scriptOf({ table, id }) ?? '');
    }
  }
  for (const key of deleted) {
    if (isWords(key)) ids.add(store.scriptOf(key) ?? '');
    if (key.table === 'rewrite_title_pages') ids.add(key.id);
  }
  return [...ids].filter(
    (id) => all.includes(id) || rows.some((row) => row.table === 'rewrite_scripts' && row.id === id),
  );
}

/** Applies everything that a pull brought. Returns the rows that were not taken. */
export function applyPulled(context: PullContext, scriptIds: readonly string[]): readonly RowKey[] {
  const { pulled, writer, projectId } = context;
  // Without words of one's own that wait, theirs are taken as they come, however long the script.
  const isMerge = pulled.isRewound || context.store.hasWaitingWords(projectId);
  const before = isMerge ? new Map(scriptIds.map((id) => [id, context.store.syncedWords(id)])) : undefined;
  if (pulled.isRewound) forgetLost(context);
  for (const key of pulled.deleted) if (!isWords(key)) applyDelete(context, key);
  for (const row of pulled.rows) if (!isWords(row)) applyRow(context, row);
  if (before) applyWords(context, before);
  else takeWords(context);
  keepCurrent(context);
  writer.patchShare(projectId, { cursor: pulled.cursor, seenAt: newestOf(context), pushedCursor: undefined });
  return context.skipped;
}

function newestOf({ pulled, seenAt }: PullContext): string | undefined {
  return pulled.rows.reduce((newest, { row }) => later(newest, timeOf(row)), seenAt);
}

function timeOf(row: RowValues): string | undefined {
  const time = row['updated_at'];
  return typeof time === 'string' ? time : undefined;
}

/** The server went back to a backup: what it had and has no longer is to be sent again. */
function forgetLost({ store, projectId, pulled, writer }: PullContext): void {
  const known = new Set([...pulled.rows, ...pulled.deleted].map(({ table, id }) => `${table}/${id}`));
  for (const key of store.syncedKeys(projectId)) {
    if (known.has(`${key.table}/${key.id}`)) continue;
    if (key.table === 'rewrite_assets' && !writer.local(key)) dropLostFile(writer, projectId, key);
    writer.forgetSynced(key);
    writer.mark(projectId, key);
  }
}

/** Its deletion here was never sent, and now there is no row to delete: the file would lie there for ever. */
function dropLostFile(writer: ReplicaWriter, projectId: string, key: RowKey): void {
  const fileUrl = writer.synced(key)?.['file_url'];
  if (typeof fileUrl !== 'string' || fileUrl === '') return;
  const transfer = { fileUrl, projectId, assetId: key.id, resume: null, attempts: 0, failure: null };
  writer.putTransfer({ ...transfer, direction: 'removeRemote' });
}

function applyDelete(context: PullContext, key: RowKey): void {
  const { writer, projectId } = context;
  const synced = writer.synced(key);
  const local = writer.local(key);
  // A row that the server is not known to have is one that was made here since (again, perhaps): it stays.
  if (!synced || key.table === 'rewrite_projects' || isOfAnother(context, key)) return;
  if (local && waitingPatch(local, synced)) {
    writer.setAside({ ...key, setAsideId: newSetAsideId(), projectId, reason: 'deletedThere', detail: { row: local } });
  }
  if (key.table === 'rewrite_assets') dropMedia(context, key.id, synced);
  writer.setLocal(key, undefined);
  writer.setSynced(projectId, key, undefined);
  writer.unmark(key);
}

function dropMedia({ writer, projectId }: PullContext, assetId: string, row: RowValues): void {
  const fileUrl = row['file_url'];
  if (typeof fileUrl !== 'string') return;
  const transfer = { fileUrl, projectId, assetId, resume: null, attempts: 0, failure: null };
  for (const direction of ['upload', 'download'] as const) writer.dropTransfer(fileUrl, direction);
  // An upload may have ended after the other machine had removed the file.
  for (const direction of ['removeLocal', 'removeRemote'] as const) writer.putTransfer({ ...transfer, direction });
}

function applyRow(context: PullContext, pulledRow: PulledRow): void {
  const { writer, projectId, pulled } = context;
  const { row, ...key } = pulledRow;
  if (!belongs(context, pulledRow)) {
    context.skipped.push(key);
    return;
  }
  const local = writer.local(key);
  const known = writer.synced(key);
  const wasDeleted = !local && (known !== undefined || (pulled.isRewound && writer.deletedThere(key) !== undefined));
  const isOld = pulled.isRewound && known !== undefined && !isMadeSince(row, context.seenAt);
  writer.setSynced(projectId, key, row);
  if (wasDeleted) {
    writer.mark(projectId, key);
    return;
  }
  const base = isOld ? row : known;
  const found = local ? reconciled(local, base, row) : row;
  const next = withOwnWords(context, key, { found, local, base, row });
  if (!writer.setLocal(key, withParents(context, key, next))) context.skipped.push(key);
  settle(context, key, row);
  if (key.table === 'rewrite_assets') fetchMedia(context, key.id, row, known);
}

interface Meeting {
  readonly found: RowValues;
  readonly local: RowValues | undefined;
  readonly base: RowValues | undefined;
  readonly row: RowValues;
}

/** What columns alone do not tell: a cast voice, the pins of a clip, and the entries of a title page. */
function withOwnWords(context: PullContext, key: RowKey, { found, local, base, row }: Meeting): RowValues {
  if (key.table === 'rewrite_characters') return withOwnVoice(context, key, found);
  if (key.table === 'rewrite_clips') return withTheirPins(found, row, pinsOf(context, key.id));
  if (key.table !== 'rewrite_title_pages' || !local) return found;
  const text = (of: RowValues | undefined) => String(of?.['content'] ?? '');
  const [mine, theirs] = [text(local), text(row)];
  const merged = mergeTitlePage(text(base), mine, theirs);
  if (merged.isConflict) {
    const detail = { script_id: key.id, base: text(base), mine, theirs };
    const { projectId, writer } = context;
    writer.setAside({ ...key, setAsideId: newSetAsideId(), projectId, reason: 'bothChanged', detail });
  }
  return { ...found, content: merged.text };
}

/** Before the pull reaches the origins themselves, which hang on their clips. */
function pinsOf({ writer, pulled }: PullContext, id: string): Pins {
  const key = { table: 'rewrite_clip_origins', id } as const;
  const here = writer.local(key);
  if (!here) return { here, there: undefined };
  const there = pulled.rows.find((row) => row.table === key.table && row.id === id)?.row ?? writer.synced(key);
  return { here, there };
}

/** Another client made a character of the same name under an id of its own: theirs stays, with the voice that was cast here. */
function withOwnVoice({ writer, library, projectId }: PullContext, key: RowKey, row: RowValues): RowValues {
  const own = library.characters(projectId).find(({ id, name }) => name === row['name'] && id !== key.id);
  if (!own || writer.synced({ table: 'rewrite_characters', id: own.id })) return row;
  writer.setLocal({ table: 'rewrite_characters', id: own.id }, undefined);
  writer.unmark({ table: 'rewrite_characters', id: own.id });
  if (row['voice_id'] !== null || own.voice_id === null) return row;
  return { ...row, voice_id: own.voice_id, voice_settings: own.voice_settings };
}

/** A row is left marked when it is still not what the server has. */
export function settle({ writer, projectId }: PullContext, key: RowKey, synced: RowValues | undefined): void {
  if (differs(writer.local(key), synced)) writer.mark(projectId, key);
  else writer.unmark(key);
}

/**
 * After a return to a backup: whether the server's row was changed since, and is no old state. This library spoke with the server before the
 * return, so whatever is younger than all it had seen came after it.
 */
export function isMadeSince(row: RowValues, seenAt: string | undefined): boolean {
  const time = timeOf(row);
  return time !== undefined && (seenAt === undefined || time > seenAt);
}

/** A row of another project that this library has: no server but that project's own speaks of it. */
export function isOfAnother({ writer, projectId }: PullContext, key: RowKey): boolean {
  const owner = writer.projectOf(key);
  return owner !== undefined && owner !== projectId;
}

/** No row takes one of another project's over, or hangs itself on one. */
export function belongs(context: PullContext, { table, id, row }: PulledRow): boolean {
  const { writer, projectId } = context;
  if (isOfAnother(context, { table, id })) return false;
  return parentsOf(table).every(({ column, table: parent, isOptional }) => {
    const parentId = row[column];
    if (typeof parentId !== 'string') return true;
    const found = writer.projectOf({ table: parent, id: parentId });
    return (
      found === projectId ||
      (found === undefined &&
        (isOptional || parent === 'rewrite_projects' || !writer.local({ table: parent, id: parentId })))
    );
  });
}

/** What a row points at and is not here (deleted here, not sent yet) it does not point at. */
export function withParents({ writer }: PullContext, { table }: RowKey, row: RowValues): RowValues {
  const missing = parentsOf(table).filter(({ column, table: parent, isOptional, isLate }) => {
    const parentId = row[column];
    return isOptional && !isLate && typeof parentId === 'string' && !writer.local({ table: parent, id: parentId });
  });
  return missing.length === 0 ? row : { ...row, ...Object.fromEntries(missing.map(({ column }) => [column, null])) };
}

function fetchMedia(
  { writer, projectId }: PullContext,
  assetId: string,
  row: RowValues,
  known: RowValues | undefined,
): void {
  const fileUrl = row['file_url'];
  const isKnown = known !== undefined && known['file_url'] === fileUrl && sameValue(known['metadata'], row['metadata']);
  if (typeof fileUrl !== 'string' || isKnown) return;
  writer.putTransfer({ fileUrl, direction: 'download', projectId, assetId, resume: null, attempts: 0, failure: null });
}

/** The project's current script and timeline may come after it, or never. */
function keepCurrent(context: PullContext): void {
  const { writer, projectId } = context;
  const key = { table: 'rewrite_projects', id: projectId } as const;
  const project = writer.local(key);
  if (!project) return;
  const script = project['current_script_id'];
  const timeline = project['current_timeline_id'];
  const isLost =
    (typeof script === 'string' && !writer.local({ table: 'rewrite_scripts', id: script })) ||
    (typeof timeline === 'string' && !writer.local({ table: 'rewrite_timelines', id: timeline }));
  if (isLost) writer.setLocal(key, { ...project, current_script_id: null, current_timeline_id: null });
}
