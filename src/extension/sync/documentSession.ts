import * as vscode from 'vscode';
import type { TextChange } from '../../language/carryIds.ts';
import type { ScriptElement, TitlePageEntry } from '../../language/document.ts';
import { diffElements } from '../../language/edits.ts';
import { alignElements } from '../../language/identity.ts';
import type { TextEdit } from '../../language/textEdit.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import type { Clock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { DocumentEdit, WriteResult } from './documentEdit.ts';
import { RowFollower } from './rowFollower.ts';
import { RowSync } from './rowSync.ts';
import type { ScriptImage } from './scriptImage.ts';
import type { ScriptRows } from './scriptRows.ts';
import type { EditableSession, PlacedElement, ScriptLink, ScriptSession, TypingEditor } from './scripts.ts';
import { ScriptText } from './scriptText.ts';

/** Above this many UTF-16 units (some 1,600 pages) a text is read when the typing pauses, not at every keystroke, and has no rows. */
const LONGEST_FOLLOWED = 2_000_000;
const READ_PAUSE_MS = 1_000;

export interface DocumentSessionDeps {
  readonly document: vscode.TextDocument;
  readonly newId: () => string;
  /** The words that the writer's settings ask for; missing when they are every language's. */
  readonly words: WordIndex | undefined;
  /** The rows of this file; missing for a document that has no file. */
  readonly rows: ScriptRows | undefined;
  /** The text is so long that its rows do not follow; told once. */
  readonly onTooLong: () => void;
  readonly log: Log;
  readonly clock: Clock;
  /** How long typing rests before the rows follow, in milliseconds. */
  readonly rowIdleMs?: (() => number) | undefined;
}

/** One open document: its text with lasting ids, kept equal at every change event, and its rows, which follow. */
export class DocumentSession implements EditableSession, Disposable {
  readonly document: vscode.TextDocument;
  readonly #script: ScriptText;
  readonly #rows: ScriptRows | undefined;
  readonly #sync: RowSync;
  readonly #follower: RowFollower | undefined;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #editors = new Set<TypingEditor>();
  readonly #onTooLong: () => void;
  readonly #lifetime = new Disposables();
  readonly #changed: Emitter<ScriptSession>;
  readonly #edited: Emitter<DocumentEdit>;
  readonly #idsChanged: Emitter<ReadonlyMap<string, string>>;
  #reading: Disposable | undefined;
  /** What the file says. */
  #saved: ScriptImage | undefined;
  #isClosing = false;
  #hasToldLength = false;

  constructor({ document, newId, words, rows, onTooLong, log, clock, rowIdleMs }: DocumentSessionDeps) {
    const onError = (cause: unknown) => log.error('A listener of a script failed', cause);
    this.document = document;
    this.#script = new ScriptText(document.getText(), newId, words);
    this.#rows = rows && this.#lifetime.add(rows);
    this.#log = log;
    this.#clock = clock;
    this.#newId = newId;
    this.#onTooLong = onTooLong;
    this.#changed = this.#lifetime.add(new Emitter(onError));
    this.#edited = this.#lifetime.add(new Emitter(onError));
    this.#idsChanged = this.#lifetime.add(new Emitter(onError));
    this.#follower = rows && this.#createFollower(rows);
    this.#sync = this.#lifetime.add(
      new RowSync({
        write: () => this.#writeRows(),
        onFailure: (cause, attempt) => {
          if (attempt === 1) log.warn('The rows of a script could not be written; they are tried again', cause);
        },
        clock,
        idleMs: rowIdleMs,
      }),
    );
  }

  get elements(): readonly PlacedElement[] {
    return this.#script.elements;
  }

  get titlePage(): readonly TitlePageEntry[] {
    return this.#script.titlePage;
  }

  get words(): WordIndex | undefined {
    return this.#script.words;
  }

  get link(): ScriptLink | undefined {
    return this.#rows?.link;
  }

  get onDidChange() {
    return this.#changed.event;
  }

  get onDidEdit() {
    return this.#edited.event;
  }

  get onDidChangeIds() {
    return this.#idsChanged.event;
  }

  /** Finds the file's rows and takes the ids they know, then lets the rows follow. Never throws: what cannot be done now is tried again. */
  findRows(): void {
    this.#noteSaved();
    if (!this.#hasRows()) return;
    this.#sync.schedule();
    try {
      this.#takeKnownIds();
      if (this.#follower?.isBehind) void this.#follower.follow();
    } catch (cause) {
      this.#log.warn('The library could not be read; the script is open all the same', cause);
    }
  }

  /** The writer's settings ask for other words. */
  readWith(words: WordIndex | undefined): void {
    if (words === this.words) return;
    if (this.#reading) this.#readNow('external');
    this.#tell(this.#script.readWith(words));
  }

  /** The document changed, or only its dirty mark or line ends did. */
  documentChanged(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0 && this.#script.text === this.document.getText()) return;
    if (this.#isTooLong) {
      this.#reading?.dispose();
      this.#reading = this.#clock.after(READ_PAUSE_MS, () => this.#readNow('external'));
      return;
    }
    const cause = causeOf(event.reason);
    this.#readNow(cause, event.contentChanges.length > 0 ? changesOf(event) : undefined);
    if (cause !== 'external' || this.document.isDirty) return;
    this.#recallIds();
    this.#noteSaved();
    this.#follower?.readAgain();
  }

  async write(target: readonly ScriptElement[]): Promise<WriteResult> {
    if (this.document.isClosed) return this.#writeClosed(target);
    if (this.#reading) this.#readNow('external');
    if (!diffElements(this.elements, target)) return 'same';
    const planned = this.#script.planWrite(target);
    if (!planned) {
      this.#tell(this.#script.restate(target));
      return 'same';
    }
    const endWaiting = this.#script.expect([planned], target);
    const isApplied = await applyTo(this.document, [planned]);
    const hasCome = endWaiting();
    return isApplied && hasCome ? 'written' : 'refused';
  }

  /** The tab was closed with words on the way: they reach the file's document if it still says what it said. */
  async #writeClosed(target: readonly ScriptElement[]): Promise<WriteResult> {
    const planned = this.#script.planWrite(target);
    if (!planned) return 'same';
    const document = await vscode.workspace.openTextDocument(this.document.uri);
    if (document.getText() !== this.#script.text) return 'same';
    return (await applyTo(document, [planned])) ? 'same' : 'refused';
  }

  async followRows(): Promise<void> {
    if (this.#reading) this.#readNow('external');
    if (this.#hasRows()) await this.#follower?.follow();
  }

  addEditor(editor: TypingEditor): Disposable {
    this.#editors.add(editor);
    return { dispose: () => this.#editors.delete(editor) };
  }

  get isWritten(): boolean {
    return [...this.#editors].every((editor) => editor.isWritten);
  }

  async writeOut(): Promise<void> {
    await Promise.all([...this.#editors].map((editor) => editor.flush()));
  }

  rowsChanged(before: ScriptImage): void {
    this.#follower?.changedFrom(before);
  }

  /** The document was saved: rows that are behind are written, and what someone else changed is in the file. */
  saved(): void {
    this.settle();
    this.#noteSaved();
    try {
      this.#rows?.keepLink();
    } catch (cause) {
      this.#log.warn('A saved script could not be linked to its file', cause);
    }
    this.#follower?.saved();
  }

  async flush(): Promise<void> {
    if (this.#reading) this.#readNow('external');
    if (this.#follower?.isBehind) await this.followRows();
    if (this.#hasRows()) this.#sync.flush();
  }

  /** Writes rows that are behind, if any; failures are logged and tried again. */
  settle(): void {
    if (this.#reading) this.#readNow('external');
    this.#sync.settle();
  }

  /** Ends the session when its rows have caught up; while the library cannot be written it goes on trying. */
  close(): void {
    this.#isClosing = true;
    this.settle();
    if (!this.#sync.isBehind) this.dispose();
  }

  dispose(): void {
    this.#reading?.dispose();
    this.#reading = undefined;
    this.#lifetime.dispose();
  }

  #readNow(cause: 'undo' | 'redo' | 'external', changes?: readonly TextChange[]): void {
    this.#reading?.dispose();
    this.#reading = undefined;
    this.#tell(this.#script.follow(this.document.getText(), cause, changes));
  }

  #tell(edit: DocumentEdit): void {
    this.#edited.fire(edit);
    this.#changed.fire(this);
    if (this.#hasRows()) this.#sync.schedule();
  }

  get #isTooLong(): boolean {
    return this.#script.text.length > LONGEST_FOLLOWED;
  }

  #hasRows(): boolean {
    if (!this.#rows || !this.#isTooLong) return this.#rows !== undefined;
    if (!this.#hasToldLength) this.#onTooLong();
    this.#hasToldLength = true;
    return false;
  }

  #writeRows(): void {
    if (!this.#rows || !this.#hasRows()) return;
    if (!this.#rows.link) this.#takeKnownIds();
    if (this.#follower?.isBehind) {
      // The rows are ahead of the text: writing it now would undo what someone else has changed.
      void this.#follower.follow();
      return;
    }
    this.#rows.write(this.#script.image, this.#script.titlePage, this.words);
    if (this.#isClosing) this.dispose();
  }

  #createFollower(rows: ScriptRows): RowFollower {
    return new RowFollower({
      rows,
      text: {
        image: () => this.#script.image,
        saved: () => this.#saved,
        isDirty: () => this.document.isDirty,
        write: (target) => this.#takeOver(target),
        save: () => this.document.save(),
      },
      onFollowed: () => this.#sync.schedule(),
      newId: this.#newId,
      log: this.#log,
      clock: this.#clock,
    });
  }

  /** Makes the document say what someone else has changed. Pages hear of it as of any edit that is not theirs. */
  async #takeOver(target: ScriptImage): Promise<WriteResult> {
    if (this.document.isClosed) return 'refused';
    const edits = this.#script.planEdits(target);
    if (edits.length === 0) return 'same';
    const endWaiting = this.#script.expect(edits, target.elements, 'rows');
    const isApplied = await applyTo(this.document, edits);
    if (!endWaiting() && isApplied) this.#adopt(alignElements(target.elements, this.elements));
    return isApplied ? 'written' : 'refused';
  }

  #noteSaved(): void {
    if (!this.document.isDirty) this.#saved = this.#script.image;
  }

  #takeKnownIds(): void {
    const wasLinked = this.link !== undefined;
    this.#adopt(this.#rows?.find(this.#script.elements) ?? []);
    // Rows that could not be read until now may hold voices of elements that kept their ids.
    if (!wasLinked && this.link) this.#idsChanged.fire(new Map());
  }

  /** The file was read again: another window that shares the library may have given what is new in it its ids. */
  #recallIds(): void {
    if (!this.#rows || !this.#hasRows()) return;
    try {
      this.#adopt(this.#rows.recall(this.#script.elements));
    } catch (cause) {
      this.#log.warn('The library could not be asked for the ids of a file that changed', cause);
    }
  }

  #adopt(known: readonly (string | undefined)[]): void {
    const changed = this.#script.adoptIds(known);
    if (changed.size === 0) return;
    if (this.#saved) this.#saved = withIds(this.#saved, changed);
    this.#idsChanged.fire(changed);
    this.#changed.fire(this);
  }
}

function withIds({ elements, ...image }: ScriptImage, changed: ReadonlyMap<string, string>): ScriptImage {
  return { ...image, elements: elements.map((element) => ({ ...element, id: changed.get(element.id) ?? element.id })) };
}

function applyTo(document: vscode.TextDocument, edits: readonly TextEdit[]): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits)
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  return vscode.workspace.applyEdit(edit);
}

function causeOf(reason: vscode.TextDocumentChangeReason | undefined): 'undo' | 'redo' | 'external' {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo';
  if (reason === vscode.TextDocumentChangeReason.Redo) return 'redo';
  return 'external';
}

function changesOf(event: vscode.TextDocumentChangeEvent): readonly TextChange[] {
  return event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
    offset: rangeOffset,
    deleted: rangeLength,
    inserted: text,
  }));
}
