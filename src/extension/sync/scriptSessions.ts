import * as vscode from 'vscode';
import { createWordLookup, type WordIndex } from '../../language/words/wordIndex.ts';
import type { Library } from '../library/library.ts';
import { createTraces, type Traces } from '../library/traces.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { affectsReading, readingSettingsOf } from '../platform/readingSettings.ts';
import { DocumentSession } from './documentSession.ts';
import { followScriptFiles, isThere, type ScriptFiles } from './scriptFiles.ts';
import { createScriptRows } from './scriptRows.ts';
import type { EditableScripts, EditableSession, ScriptSession } from './scripts.ts';

export interface ScriptsDeps {
  readonly library: Library;
  /** Where each sync is told; by default into the library. */
  readonly traces?: Traces;
  readonly log: Log;
  /** Makes an id for an element that never had one: `crypto.randomUUID`. */
  readonly newId: () => string;
  readonly clock?: Clock;
  /** How long typing rests before the rows follow, in milliseconds; half a second when missing. */
  readonly rowIdleMs?: () => number;
}

const isScreenplay = (document: vscode.TextDocument) => document.languageId === 'screenplay';

/** Follows every open screenplay. What is open already gets its session after the caller's turn, so that activation reads no file. */
export function createScripts(deps: ScriptsDeps): EditableScripts {
  return new OpenScripts(deps);
}

class OpenScripts implements EditableScripts {
  readonly #deps: ScriptsDeps;
  readonly #traces: Traces;
  readonly #lifetime = new Disposables();
  readonly #sessions = new Map<vscode.TextDocument, DocumentSession>();
  readonly #opened: Emitter<ScriptSession>;
  readonly #closed: Emitter<ScriptSession>;
  readonly #files: ScriptFiles;
  readonly #lookUp = createWordLookup();

  readonly #others = {
    exists: isThere,
    isInUse: (scriptId: string) =>
      this.sessions.some(({ link, document }) => link?.scriptId === scriptId && document.isDirty),
  };

  constructor(deps: ScriptsDeps) {
    this.#deps = deps;
    this.#traces = deps.traces ?? createTraces(deps.library, deps.log);
    const onError = (cause: unknown) => deps.log.error('A listener of the open scripts failed', cause);
    this.#opened = this.#lifetime.add(new Emitter(onError));
    this.#closed = this.#lifetime.add(new Emitter(onError));
    const { workspace } = vscode;
    this.#lifetime.add(workspace.onDidOpenTextDocument((document) => this.#seen(document)));
    this.#lifetime.add(workspace.onDidCloseTextDocument((document) => this.#close(document)));
    this.#lifetime.add(workspace.onDidChangeTextDocument((event) => this.#changed(event)));
    this.#lifetime.add(workspace.onDidSaveTextDocument((document) => this.#sessions.get(document)?.saved()));
    this.#files = this.#lifetime.add(followScriptFiles(deps.library, deps.log, deps.clock ?? systemClock));
    this.#lifetime.add(
      workspace.onDidChangeConfiguration((event) => {
        if (affectsReading(event)) this.#readAnew();
      }),
    );
    const first = setImmediate(() => {
      for (const document of workspace.textDocuments) this.#seen(document);
    });
    this.#lifetime.add({ dispose: () => clearImmediate(first) });
  }

  get sessions(): readonly EditableSession[] {
    return [...this.#sessions.values()];
  }

  get onDidOpen() {
    return this.#opened.event;
  }

  get onDidClose() {
    return this.#closed.event;
  }

  open(document: vscode.TextDocument): EditableSession {
    const known = this.#sessions.get(document);
    if (known) return known;
    const { library, log, newId, clock = systemClock, rowIdleMs } = this.#deps;
    const place = placeOf(document);
    const session = new DocumentSession({
      document,
      newId,
      words: this.#wordsFor(document),
      log,
      clock,
      rowIdleMs,
      onTooLong: tellTooLong,
      rows: place && createScriptRows({ library, traces: this.#traces, place, others: this.#others }),
    });
    this.#sessions.set(document, session);
    this.#files.finishRename(document.uri.toString());
    session.findRows();
    this.#opened.fire(session);
    return session;
  }

  withElement(elementId: string): ScriptSession | undefined {
    return this.sessions.find((session) => session.elements.some((element) => element.id === elementId));
  }

  dispose(): void {
    for (const document of [...this.#sessions.keys()]) this.#close(document);
    this.#lifetime.dispose();
  }

  #seen(document: vscode.TextDocument): void {
    if (!isScreenplay(document) || document.isClosed) return;
    try {
      this.open(document);
    } catch (cause) {
      this.#deps.log.error('A script could not be followed', cause);
    }
  }

  /** A document that changes its language closes and opens again, so that is all there is to watch. */
  #close(document: vscode.TextDocument): void {
    const session = this.#sessions.get(document);
    if (!session) return;
    this.#sessions.delete(document);
    this.#closed.fire(session);
    session.close();
  }

  #wordsFor(document: vscode.TextDocument): WordIndex | undefined {
    return this.#lookUp(readingSettingsOf(document));
  }

  #readAnew(): void {
    for (const [document, session] of this.#sessions) session.readWith(this.#wordsFor(document));
  }

  #changed(event: vscode.TextDocumentChangeEvent): void {
    this.#sessions.get(event.document)?.documentChanged(event);
  }
}

function tellTooLong(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('This script is so long that only its text can be edited: it has no pages, voices or timeline.'),
  );
}

/** Where a script lies; missing for documents that are no file (untitled, an older version in a diff). */
function placeOf(document: vscode.TextDocument) {
  const { uri } = document;
  if (uri.scheme !== 'file' && uri.scheme !== 'vscode-remote') return undefined;
  const folder = vscode.Uri.joinPath(uri, '..');
  const folderUri = folder.toString().replace(/\/$/, '');
  return {
    fileUri: uri.toString(),
    folderUri,
    folderName: decodeURIComponent(folderUri.slice(folderUri.lastIndexOf('/') + 1)) || folderUri,
    title: decodeURIComponent(uri.path.slice(uri.path.lastIndexOf('/') + 1)).replace(/\.[^.]+$/, ''),
  };
}
