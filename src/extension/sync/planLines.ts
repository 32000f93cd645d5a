/** The changes of a script's content rows: words, places, speakers, and what a change of words means for recorded audio. */
import type { Change, NewRow } from '../library/library.ts';
import type { AudioStatus, SceneContentRow } from '../library/rows.ts';
import { orderIndexes } from './orderIndexes.ts';
import type { SyncState, Undated } from './planSync.ts';
import { type LinePlan, rowIdOf } from './scriptScenes.ts';
import { contentHash, isStoredAs, storedText } from './storedText.ts';

/** A scene's row with the lines that belong in it. */
export interface SceneLines {
  readonly sceneId: string;
  readonly lines: readonly LinePlan[];
}

type ContentRow = Undated<SceneContentRow>;
type Words = Pick<ContentRow, 'type' | 'content' | 'content_hash'>;
/** Everything of a row that follows the script. */
type Wanted = Words & Pick<ContentRow, 'scene_id' | 'order_index' | 'character_name' | 'audio_status'>;

/** Updates first (lines move out of scenes that go), then deletes, then inserts. Assets are never touched. */
export function planLines(state: SyncState, scenes: readonly SceneLines[]): readonly Change[] {
  const rows = new Map(state.content.map((row) => [row.element_id, row]));
  const takes = new Takes(state.assets);
  const updates: Change[] = [];
  const inserts: Change[] = [];
  for (const { sceneId, lines } of scenes) {
    const places = orderIndexes(lines.map((line) => rows.get(line.element.id)?.order_index));
    for (const [index, line] of lines.entries()) {
      const place = { scene_id: sceneId, order_index: places[index] ?? 0 };
      const row = rows.get(line.element.id);
      if (!row) {
        const added = newLine(rowIdOf(state.script.id, line.element.id), line, place, takes);
        inserts.push({ table: 'rewrite_scene_content', kind: 'insert', row: added });
        continue;
      }
      rows.delete(row.element_id);
      const patch = patchOf(row, line, place, takes);
      if (patch) updates.push({ table: 'rewrite_scene_content', kind: 'update', id: row.id, patch });
    }
  }
  const deletes = Array.from(
    rows.values(),
    (row): Change => ({ table: 'rewrite_scene_content', kind: 'delete', id: row.id }),
  );
  return [...updates, ...deletes, ...inserts];
}

/** The words of a line as columns; a row that says them already is given back itself. */
function wordsOf({ element }: LinePlan, row?: ContentRow): Words {
  if (row?.content_hash && isStoredAs(row, element)) return row;
  const { type, content } = storedText(element);
  const isSame = row?.content === content && row.content_hash !== null;
  return { type, content, content_hash: isSame ? row.content_hash : contentHash(content) };
}

type Place = Pick<ContentRow, 'scene_id' | 'order_index'>;

/** The columns that differ, undefined when none does: thousands of lines are compared at a keystroke, and one differs. */
function patchOf(row: ContentRow, line: LinePlan, place: Place, takes: Takes): Partial<Wanted> | undefined {
  const words = wordsOf(line, row);
  const status = statusAfter(row, words, takes);
  const isPlaced = row.scene_id === place.scene_id && row.order_index === place.order_index;
  if (words === row && isPlaced && row.character_name === line.speaker && row.audio_status === status) return undefined;
  const { type, content, content_hash } = words;
  const wanted: Wanted = { type, content, content_hash, ...place, character_name: line.speaker, audio_status: status };
  const patch = Object.entries(wanted).filter(([column, value]) => row[column as keyof Wanted] !== value);
  return patch.length > 0 ? Object.fromEntries(patch) : undefined;
}

/**
 * A job that runs keeps its status: it sets the right one when it ends. A line without audio cannot be generated or stale.
 * Unchanged words change nothing: the line may be stale because its character was given another voice.
 */
function statusAfter(row: ContentRow, words: Words, takes: Takes): AudioStatus {
  if (row.audio_status === 'generating') return 'generating';
  if (row.audio_asset_id === null) return 'none';
  const spoken = takes.hashOf(row.audio_asset_id);
  const isUnchanged = row.content_hash === words.content_hash;
  // Someone else may have changed the words without knowing which ones the audio speaks.
  const isWrong = row.audio_status === 'generated' && spoken !== undefined && spoken !== words.content_hash;
  if (isUnchanged && !isWrong && (row.audio_status !== 'none' || spoken === undefined)) return row.audio_status;
  return spoken === words.content_hash ? 'generated' : 'stale';
}

/** A line that came back (undo, a paste of what was cut) gets the audio that was made for it. */
function newLine(id: string, line: LinePlan, place: Place, takes: Takes): NewRow<'rewrite_scene_content'> {
  const words = wordsOf(line);
  const row = { id, element_id: line.element.id, ...place, ...words, character_name: line.speaker };
  const take = takes.takeFor(line.element.id, words.content_hash);
  if (!take) return row;
  const isCurrent = take.contentHash === words.content_hash;
  return { ...row, audio_asset_id: take.id, audio_status: isCurrent ? 'generated' : 'stale' };
}

/** One recorded take: `contentHash` is that of the words it speaks, as far as its asset says. */
interface Take {
  readonly id: string;
  readonly contentHash: string | undefined;
}

/** The takes of a project by what the planner asks for. */
class Takes {
  readonly #hashes = new Map<string, string | undefined>();
  readonly #takes = new Map<string, Take[]>();

  /** Assets come oldest first, so the last take of a line is its newest. */
  constructor(assets: SyncState['assets']) {
    for (const { id, file_type, metadata } of assets) {
      if (file_type !== 'audio' || metadata === null || typeof metadata !== 'object' || Array.isArray(metadata))
        continue;
      const { content_hash: hash, element_id: elementId } = metadata;
      const take = { id, contentHash: typeof hash === 'string' ? hash : undefined };
      this.#hashes.set(id, take.contentHash);
      if (typeof elementId !== 'string') continue;
      const takes = this.#takes.get(elementId);
      if (takes) takes.push(take);
      else this.#takes.set(elementId, [take]);
    }
  }

  hashOf(assetId: string): string | undefined {
    return this.#hashes.get(assetId);
  }

  /** The newest take that speaks these words, else the newest of the line. */
  takeFor(elementId: string, hash: string | null): Take | undefined {
    const takes = this.#takes.get(elementId);
    return takes?.findLast((take) => take.contentHash === hash) ?? takes?.at(-1);
  }
}
