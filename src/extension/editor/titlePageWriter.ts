import * as vscode from 'vscode';
import type { TitlePageEntry } from '../../language/document.ts';
import { changedRange } from '../../language/mergeText.ts';
import type { TextEdit } from '../../language/textEdit.ts';
import { newTitlePage, titlePageEdit } from '../../language/titlePageEdit.ts';
import type { Clock } from '../platform/clock.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { EditableSession } from '../sync/scripts.ts';
import type { PageSession } from './pageSession.ts';

/** Typing is written after this pause, so that it is one step of undo. */
const IDLE_MS = 500;
/** VS Code refuses an edit when versions race. */
const ATTEMPTS = 10;

/** An entry with what it says now. `index`: where the page showed it, which tells entries of one key apart. */
export interface EditedEntry {
  readonly index: number;
  readonly key: string;
  readonly value: string;
}

/** Writes what is typed on a page's title page into the document. */
export interface TitlePageWriter extends Disposable {
  /** An entry says something else now; written when the typing pauses. */
  edit(entry: EditedEntry): void;
  /** Puts a title page before a script that has none. */
  add(): void;
  readonly isWaiting: boolean;
  /** What waits is written when this resolves. */
  flush(): Promise<void>;
}

/** Its edits wait for those of the script's elements, and these for them. */
export function createTitlePageWriter(
  script: EditableSession,
  session: PageSession,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): TitlePageWriter {
  const waiting = new Map<string, EditedEntry>();
  let timer: Disposable | undefined;

  const write = (next: () => TextEdit | undefined) =>
    session.afterWriting(async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const edit = next();
        if (!edit || (await applyTo(script.document, edit))) return;
        await new Promise<void>((resolve) => clock.after(5 + attempt * 10, resolve));
      }
      log.warn('The title page could not be written to the document');
    });
  const flush = async () => {
    timer?.dispose();
    timer = undefined;
    const edits = [...waiting.values()];
    waiting.clear();
    for (const { index, key, value } of edits)
      await write(() => titlePageEdit(script.titlePage, placeOf(script.titlePage, { index, key }), value));
  };
  return {
    edit(entry) {
      waiting.set(`${entry.index} ${entry.key}`, entry);
      timer?.dispose();
      timer = clock.after(IDLE_MS, () => void flush());
    },
    add: () =>
      void write(() =>
        script.titlePage.length > 0 ? undefined : newTitlePage(script.document.getText(), suggested(script)),
      ),
    get isWaiting() {
      return waiting.size > 0;
    },
    flush,
    dispose: () => timer?.dispose(),
  };
}

/** Other hands may have added or taken away entries above it. */
function placeOf(entries: readonly TitlePageEntry[], { index, key }: Pick<EditedEntry, 'index' | 'key'>): number {
  return entries[index]?.key === key ? index : entries.findIndex((entry) => entry.key === key);
}

/** The file's name as the title, today as the date; the rest is for the writer. */
function suggested({ document }: EditableSession) {
  const name =
    document.uri.path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/u, '') ?? '';
  return [
    { key: 'Title', value: name },
    { key: 'Credit', value: vscode.l10n.t('written by') },
    { key: 'Author', value: '' },
    { key: 'Draft date', value: new Date().toISOString().slice(0, 10) },
    { key: 'Contact', value: '' },
  ];
}

async function applyTo(document: vscode.TextDocument, edit: TextEdit): Promise<boolean> {
  const before = document.getText().slice(edit.start, edit.end).replace(/\r\n/gu, '\n');
  const isLf = before.length === edit.end - edit.start;
  const { start, aEnd, bEnd } = isLf
    ? changedRange(before, edit.text)
    : { start: 0, aEnd: edit.end - edit.start, bEnd: edit.text.length };
  const change = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(edit.start + start), document.positionAt(edit.start + aEnd));
  change.replace(document.uri, range, edit.text.slice(start, bEnd));
  return vscode.workspace.applyEdit(change);
}
