/** Someone else's change that stands in the rows of a script and not yet in its file. */
import type { Change, Library } from '../library/library.ts';
import { withChangesWhole } from './mergeImages.ts';
import { imageOfRows, parseImage, type ScriptImage, storedImage } from './scriptImage.ts';

/** A change that someone else made to the rows of a script: text that said `base` shall say `theirs`. */
export interface PendingChange {
  readonly revision: string;
  readonly base: ScriptImage;
  readonly theirs: ScriptImage;
}

/** What is pending for one script. Every call may throw LibraryError. */
export interface PendingText {
  pending(): PendingChange | undefined;
  /**
   * Keeps what someone else changed apart from what the rows get from now on, while the file is not saved. `saved`: what the file says,
   * when that is known; the change is then kept as one of the file.
   */
  holdPending(revision: string, saved?: ScriptImage): void;
  /** What the rows say now, after they said `before`. */
  rowsAfter(before: ScriptImage): ScriptImage | undefined;
  /** The file says it: nothing is pending any more, unless more has come. */
  endPending(revision: string): void;
}

export function createPendingText(library: Library, scriptId: () => string | undefined): PendingText {
  function row() {
    const id = scriptId();
    return id === undefined ? undefined : library.pendingText(id);
  }

  return {
    pending() {
      const found = row();
      if (!found) return undefined;
      const base = parseImage(found.base);
      const theirs = found.theirs === null ? imageOfRows(library, found.script_id, base) : parseImage(found.theirs);
      return { revision: found.revision, base, theirs };
    },
    holdPending(revision, saved) {
      const found = row();
      if (found?.revision !== revision || found.theirs !== null) return;
      const base = parseImage(found.base);
      const now = imageOfRows(library, found.script_id, base);
      const patch = saved
        ? { base: storedImage({ ...saved, title: base.title ?? null }), theirs: heldImage(base, now, saved) }
        : { theirs: storedImage(now) };
      library.apply([{ table: 'pending_texts', kind: 'update', id: found.script_id, patch }]);
    },
    rowsAfter(before) {
      const id = scriptId();
      return id === undefined ? undefined : imageOfRows(library, id, before);
    },
    endPending(revision) {
      const found = row();
      if (found?.revision === revision)
        library.apply([{ table: 'pending_texts', kind: 'delete', id: found.script_id }]);
    },
  };
}

/**
 * Commits changes to the rows of scripts together with notes that their texts are behind. Returns what the rows of each said before.
 * What `commit` throws is thrown on.
 */
export function commitAheadOfTexts(
  library: Library,
  scriptIds: readonly string[],
  commit: (also: readonly Change[]) => void,
): ReadonlyMap<string, ScriptImage> {
  const before = new Map(scriptIds.map((id) => [id, imageOfRows(library, id)]));
  commit(Array.from(before, ([id, image]) => noteOf(library, id, image)));
  for (const [id, image] of before) growHeld(library, id, image);
  return before;
}

/** An older note keeps its base: the text still says that. */
function noteOf(library: Library, id: string, image: ScriptImage): Change {
  const revision = crypto.randomUUID();
  if (library.pendingText(id)) return { table: 'pending_texts', kind: 'update', id, patch: { revision } };
  return { table: 'pending_texts', kind: 'insert', row: { script_id: id, revision, base: storedImage(image) } };
}

/** A change held apart, because its document is unsaved, takes in what has come now. */
function growHeld(library: Library, id: string, before: ScriptImage): void {
  const row = library.pendingText(id);
  if (!row || row.theirs === null) return;
  const theirs = heldImage(before, imageOfRows(library, id, before), parseImage(row.theirs));
  library.apply([{ table: 'pending_texts', kind: 'update', id, patch: { theirs } }]);
}

/** The change from `before` to `now`, made to what the file says. */
function heldImage(before: ScriptImage, now: ScriptImage, file: ScriptImage) {
  return storedImage({ ...withChangesWhole(before, now, file), title: now.title ?? null });
}
