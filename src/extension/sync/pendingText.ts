/** Someone else's change that stands in the rows of a script and not yet in its file. */
import type { Change, Library } from '../library/library.ts';
import { imageOfRows, parseImage, type ScriptImage, storedImage, withTheirChanges } from './scriptImage.ts';

/** A change that someone else made to the rows of a script: text that said `base` shall say `theirs`. */
export interface PendingChange {
  readonly revision: string;
  readonly base: ScriptImage;
  readonly theirs: ScriptImage;
}

/** What is pending for one script. Every call may throw LibraryError. */
export interface PendingText {
  pending(): PendingChange | undefined;
  /** Keeps what someone else changed apart from what the rows get from now on, while the file is not saved. */
  holdPending(revision: string): void;
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
    holdPending(revision) {
      const found = row();
      if (found?.revision !== revision || found.theirs !== null) return;
      const theirs = storedImage(imageOfRows(library, found.script_id, parseImage(found.base)));
      library.apply([{ table: 'pending_texts', kind: 'update', id: found.script_id, patch: { theirs } }]);
    },
    endPending(revision) {
      const found = row();
      if (found?.revision === revision)
        library.apply([{ table: 'pending_texts', kind: 'delete', id: found.script_id }]);
    },
  };
}

/** Commits changes to the rows of scripts together with notes that their texts are behind. What `commit` throws is thrown on. */
export function commitAheadOfTexts(
  library: Library,
  scriptIds: readonly string[],
  commit: (also: readonly Change[]) => void,
): void {
  const before = new Map(scriptIds.map((id) => [id, imageOfRows(library, id)]));
  commit(Array.from(before, ([id, image]) => noteOf(library, id, image)));
  for (const [id, image] of before) growHeld(library, id, image);
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
  const grown = withTheirChanges(before, imageOfRows(library, id, before), parseImage(row.theirs));
  const theirs = storedImage({ ...grown, title: library.script(id)?.title ?? null });
  library.apply([{ table: 'pending_texts', kind: 'update', id, patch: { theirs } }]);
}
