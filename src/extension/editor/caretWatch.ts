import * as vscode from 'vscode';
import { caretAt } from '../../language/carets.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { ScriptSession, Scripts } from '../sync/scripts.ts';
import type { OpenPages } from './openPages.ts';

/** A line of an open script. */
export interface ScriptPlace {
  readonly session: ScriptSession;
  readonly elementId: string;
  /** UTF-16 units into the element's text; missing where only the line is known. */
  readonly offset?: number;
}

/** Elements that are selected, in the order of the script. */
export interface ScriptSelection {
  readonly session: ScriptSession;
  readonly elementIds: readonly string[];
}

/** Knows in which line of which script the writer is, whatever editor shows it. */
export class CaretWatch implements Disposable {
  readonly #scripts: Scripts;
  readonly #pages: () => OpenPages;
  readonly #lifetime = new Disposables();
  readonly #moved: Emitter<ScriptPlace>;
  #last: ScriptPlace | undefined;

  constructor(scripts: Scripts, pages: () => OpenPages, onError: (cause: unknown) => void) {
    this.#scripts = scripts;
    this.#pages = pages;
    this.#moved = this.#lifetime.add(new Emitter(onError));
    this.#lifetime.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        const place = this.#placeIn(textEditor);
        if (place) this.note(place);
      }),
    );
    this.#lifetime.add(
      scripts.onDidClose((session) => {
        if (this.#last?.session === session) this.#last = undefined;
      }),
    );
  }

  /** The caret came to another element. */
  get onDidMove() {
    return this.#moved.event;
  }

  /** The caret is known to be here now. */
  note(place: ScriptPlace): void {
    if (this.#last?.session === place.session && this.#last.elementId === place.elementId) return;
    this.#last = place;
    this.#moved.fire(place);
  }

  /** Asks the focused page, or reads the focused text editor; with neither focused, where the caret last was. */
  async current(): Promise<ScriptPlace | undefined> {
    const active = this.#pages().active;
    if (active) {
      const caret = await active.page.caret();
      if (!caret) return undefined;
      return { session: active.script, ...caret };
    }
    const editor = vscode.window.activeTextEditor;
    return (editor && this.#placeIn(editor)) ?? this.#last;
  }

  /** What the focused page or text editor has selected; a caret alone selects the element that it is in. */
  async selected(): Promise<ScriptSelection | undefined> {
    const active = this.#pages().active;
    if (active) return { session: active.script, elementIds: await active.page.selectedElements() };
    const editor = vscode.window.activeTextEditor;
    const session = editor && this.#scripts.sessions.find((open) => open.document === editor.document);
    return session && { session, elementIds: elementsIn(editor, session) };
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #placeIn(editor: vscode.TextEditor): ScriptPlace | undefined {
    const { document, selection } = editor;
    const session = this.#scripts.sessions.find((open) => open.document === document);
    if (!session) return undefined;
    const caret = caretAt(document.getText(), session.elements, document.offsetAt(selection.active));
    return caret && { session, ...caret };
  }
}

function elementsIn({ document, selections }: vscode.TextEditor, session: ScriptSession): readonly string[] {
  const ranges = selections.map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  return session.elements
    .filter((element) => ranges.some(({ start, end }) => element.start <= end && start <= element.end))
    .map(({ id }) => id);
}
