/**
 * Open scripts: every open screenplay TextDocument has one session that holds its elements with their lasting ids,
 * whichever editor shows it. Rows follow the session within a second of the last keystroke (scriptSync.ts).
 */
import type * as vscode from 'vscode';
import type { ScriptElement, TitlePageEntry } from '../../language/document.ts';
import type { PlacedElement } from '../../language/placedElements.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Event } from '../platform/emitter.ts';
import type { DocumentEdit, WriteResult } from './documentEdit.ts';
import type { ScriptImage } from './scriptImage.ts';

export type { PlacedElement };

/** Which rows a file stands for on this machine. */
export interface ScriptLink {
  readonly projectId: string;
  readonly scriptId: string;
}

export interface ScriptSession {
  readonly document: vscode.TextDocument;
  /** What the document's text says now, with ids. */
  readonly elements: readonly PlacedElement[];
  readonly titlePage: readonly TitlePageEntry[];
  /** The words that the text is read with; missing when they are every language's. */
  readonly words: WordIndex | undefined;
  readonly onDidChange: Event<ScriptSession>;
  /** The project and script of this file, made on first open; missing while the library cannot be used or the file is untitled. */
  readonly link: ScriptLink | undefined;
  /** Makes the rows equal the text now; resolves when they are. */
  flush(): Promise<void>;
}

/** An editor that holds back what was typed a moment ago. */
export interface TypingEditor {
  /** Everything that was typed, as far as is known, stands in the document. */
  readonly isWritten: boolean;
  /** Everything typed stands in the document when this resolves. */
  flush(): Promise<void>;
}

/** A session as editors use it: it can be written to, and says what became of its ids. */
export interface EditableSession extends ScriptSession {
  /** Heard at every change of the elements, before `onDidChange`. */
  readonly onDidEdit: Event<DocumentEdit>;
  /** Elements got other ids without a change of the text (found again in the library): old → new; empty when the rows became known and knew them all. */
  readonly onDidChangeIds: Event<ReadonlyMap<string, string>>;
  /** Makes the document say `target` with one minimal edit that keeps the writer's spacing; a refused one is to be tried again. */
  write(target: readonly ScriptElement[]): Promise<WriteResult>;
  /** Has an editor asked for what it holds back before someone else's changes come in. */
  addEditor(editor: TypingEditor): Disposable;
  /** Everything typed in its editors, as far as is known, stands in the document. */
  readonly isWritten: boolean;
  /** Has its editors write what they hold back. */
  writeOut(): Promise<void>;
  /** Someone else's changes were made to the rows, which said `before` and were equal to the text. */
  rowsChanged(before: ScriptImage): void;
  /** Makes the document say what someone else has changed in its rows ({@link applyRemoteRows}); resolves when it does, or cannot now. */
  followRows(): Promise<void>;
}

export interface Scripts extends Disposable {
  readonly sessions: readonly ScriptSession[];
  readonly onDidOpen: Event<ScriptSession>;
  readonly onDidClose: Event<ScriptSession>;
  /** The session of a document, made when there is none. */
  open(document: vscode.TextDocument): ScriptSession;
  /** The open session that has this element. */
  withElement(elementId: string): ScriptSession | undefined;
}

/** Open scripts as the editors use them. */
export interface EditableScripts extends Scripts {
  readonly sessions: readonly EditableSession[];
  open(document: vscode.TextDocument): EditableSession;
}

/** The dialogue that is spoken at an element: itself, or the one that its cue or parenthetical leads to. */
export function dialogueAt(elements: readonly ScriptElement[], elementId: string): ScriptElement | undefined {
  const index = elements.findIndex((element) => element.id === elementId);
  for (let at = index; at >= 0 && at < elements.length; at++) {
    const element = elements[at];
    if (element?.type === 'dialogue') return element;
    if (element?.type !== 'character' && element?.type !== 'parenthetical') return undefined;
  }
  return undefined;
}

/** The editors that scripts are shown in: the page and the text editor alike. */
export interface ScriptEditors {
  /** Asks the focused page for its caret (or reads the text editor's); with neither focused, the last script caret. */
  currentElement(): Promise<{ readonly session: ScriptSession; readonly elementId: string } | undefined>;
  /** The elements that the selection of the focused page or text editor touches, in order; with neither focused, none. */
  selectedElements(): Promise<{ readonly session: ScriptSession; readonly elementIds: readonly string[] } | undefined>;
  /** The caret came to another element, in any editor. */
  readonly onDidMoveCaret: Event<{ readonly session: ScriptSession; readonly elementId: string }>;
  /** Opens the script of an element (by its rows when it is closed) and puts the caret there. */
  reveal(elementId: string): Promise<void>;
  /** Selects from one element to another in the page that has the focus; false when none of this script has it. */
  select(session: ScriptSession, firstId: string, lastId: string): boolean;
}
