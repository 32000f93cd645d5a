/** Rows of scripts that someone else changed, on their way into the texts. The replicator's door to open and closed scripts. */
import * as vscode from 'vscode';
import type { Change, Library } from '../library/library.ts';
import type { Log } from '../platform/log.ts';
import { commitAheadOfTexts } from './pendingText.ts';
import type { EditableScripts, EditableSession } from './scripts.ts';

export interface RemoteRowsDeps {
  readonly library: Library;
  readonly scripts: EditableScripts;
  readonly log: Log;
}

/**
 * Lets someone else's changes into the rows of scripts and makes their texts say them: the open document by the smallest edits, with
 * caret, selection, scroll, undo and ids kept and what the writer has typed meanwhile merged in; a closed script's file by opening,
 * editing and saving it. Scripts without a file on this machine have rows only.
 *
 * 1. What was typed in these scripts reaches their rows (so that `commit` finds the writer's words there).
 * 2. `commit(also)` is called at once. It must apply the rows **and `also`** with one `library.apply`: `also` notes durably that the
 *    texts are behind, so that a crash before step 3 loses nothing; until then no sync of a text overwrites the rows. It reads what
 *    it merges with from the library itself, at this moment. What it throws is thrown on, and nothing has changed.
 * 3. The texts follow. A document that had nothing unsaved is saved; one that had stays unsaved. Never throws for this step: what
 *    cannot be written now (read-only, refused) stays noted and follows later ({@link resumeRemoteRows}, or when the script is opened).
 *
 * `scriptIds`: every script whose scenes, content or title `commit` may change; deleted rows count for the script they were in.
 * Of each element only columns that its text fills matter here: a change of `audio_status` alone needs no call.
 */
export async function applyRemoteRows(
  deps: RemoteRowsDeps,
  scriptIds: Iterable<string>,
  commit: (also: readonly Change[]) => void,
): Promise<void> {
  const { library, scripts } = deps;
  const ids = [...new Set(scriptIds)].filter((id) => library.script(id) !== undefined);
  const open = sessionsOf(scripts, ids);
  await writeOut(open);
  const inText = ids.filter((id) => library.filesOfScript(id).length > 0);
  const before = commitAheadOfTexts(library, inText, commit);
  for (const session of open) {
    const image = before.get(session.link?.scriptId ?? '');
    if (image) session.rowsChanged(image);
  }
  for (const id of inText) await followRows(deps, id);
}

/** A writer who types on is waited for so many times; what is typed after that merges letter by letter. */
const WRITINGS = 4;

/** What was typed in any editor of these scripts, also on pages, is in their rows. */
async function writeOut(open: readonly EditableSession[]): Promise<void> {
  for (let writing = 0; writing < WRITINGS; writing++) {
    await Promise.all(open.map((session) => session.writeOut()));
    await Promise.all(open.map((session) => session.flush()));
    if (open.every(({ isWritten }) => isWritten)) return;
  }
}

/** Brings texts on that are behind their rows since a crash or a file that could not be written. For the start of sharing. Never throws. */
export async function resumeRemoteRows(deps: RemoteRowsDeps): Promise<void> {
  try {
    for (const { script_id } of deps.library.pendingTexts()) await followRows(deps, script_id);
  } catch (cause) {
    deps.log.warn('Changes of someone else wait for the library', cause);
  }
}

function sessionsOf(scripts: EditableScripts, ids: readonly string[]): readonly EditableSession[] {
  return scripts.sessions.filter(({ link }) => link !== undefined && ids.includes(link.scriptId));
}

async function followRows({ library, scripts, log }: RemoteRowsDeps, id: string): Promise<void> {
  const open = sessionsOf(scripts, [id]);
  if (open.length > 0) {
    await Promise.all(open.map((session) => session.followRows()));
    return;
  }
  for (const file of library.filesOfScript(id)) {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file));
      await scripts.open(document).followRows();
    } catch (cause) {
      log.warn(
        'The file of a script that someone else changed could not be opened; its text follows when it is',
        cause,
      );
    }
  }
}
