import * as vscode from 'vscode';
import type { ElementCaret } from '../../language/carets.ts';
import { languageOf } from '../../language/scriptLanguage.ts';
import type { Library } from '../library/library.ts';
import { systemClock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { EditableScripts, EditableSession, ScriptSession } from '../sync/scripts.ts';
import { lineStatesOf, type WhyStale } from './lineStates.ts';
import { PageGroup, type PageListener } from './pageGroup.ts';
import type { PagePanel } from './pagePanel.ts';
import { getPageSettings } from './pageSettings.ts';
import { getPageStrings } from './pageStrings.ts';
import { affectsReadOnly, isReadOnly } from './readOnlyFiles.ts';
import { sharedPause, usualPause } from './writeQueue.ts';

/** Commits come several a second while a batch of voices is made; the pages follow at this pace. */
const LINE_STATES_PACE_MS = 60;

export interface OpenPagesDeps {
  readonly scripts: EditableScripts;
  readonly library: Library;
  readonly listener: PageListener;
  readonly whyStale: WhyStale;
  /** Others wait for what is typed here. */
  readonly isShared: () => boolean;
  readonly log: Log;
}

/** A page and the script it shows. */
export interface OpenPage {
  readonly script: EditableSession;
  readonly page: PagePanel;
}

/** All pages that are open. */
export class OpenPages implements Disposable {
  readonly #deps: OpenPagesDeps;
  readonly #run = crypto.randomUUID();
  readonly #groups = new Map<vscode.TextDocument, PageGroup>();
  readonly #readOnly = new WeakSet<vscode.TextDocument>();
  readonly #lifetime = new Disposables();
  readonly #added = new Emitter<OpenPage>();
  #pendingStates: Disposable | undefined;
  #left: { readonly text: string; readonly index: number; readonly offset: number } | undefined;

  constructor(deps: OpenPagesDeps) {
    this.#deps = deps;
    this.#lifetime.add(this.#added);
    this.#lifetime.add(deps.library.onDidChange(() => this.#lineStatesChanged()));
    this.#lifetime.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affectsReadOnly(event)) void this.#askReadOnly();
        if (!event.affectsConfiguration('screenplay') && !event.affectsConfiguration('editor.fontSize')) return;
        for (const group of this.#groups.values()) group.applySettings();
      }),
    );
    this.#lifetime.add(
      vscode.workspace.onWillSaveTextDocument((event) => {
        const group = this.#groups.get(event.document);
        if (group) event.waitUntil(group.prepareSave());
      }),
    );
    this.#lifetime.add({ dispose: () => this.#pendingStates?.dispose() });
  }

  /** A page was opened in a tab. */
  get onDidAdd() {
    return this.#added.event;
  }

  get all(): readonly OpenPage[] {
    return [...this.#groups.values()].flatMap((group) => group.panels.map((page) => ({ script: group.script, page })));
  }

  /** The page that has the focus of its window. */
  get active(): OpenPage | undefined {
    return this.all.find(({ page }) => page.panel.active);
  }

  of(script: ScriptSession): readonly PagePanel[] {
    return this.#groups.get(script.document)?.panels ?? [];
  }

  /** Joins a tab's webview to the document's pages. */
  async add(document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> {
    if (await isReadOnly(document)) this.#readOnly.add(document);
    else this.#readOnly.delete(document);
    const group = this.#groups.get(document) ?? this.#createGroup(document);
    const page = group.add(panel, () => {
      this.#groups.delete(document);
      group.dispose();
    });
    this.#lifetime.add(page);
    const place = this.#placeIn(group.script);
    if (place) page.reveal(place);
    this.#added.fire({ script: group.script, page });
  }

  /** Everything typed in the pages of a document stands in it when this resolves. */
  async flush(document: vscode.TextDocument): Promise<void> {
    await this.#groups.get(document)?.flush();
  }

  dispose(): void {
    this.#lifetime.dispose();
    for (const group of this.#groups.values()) group.dispose();
    this.#groups.clear();
  }

  /** Saving an untitled script opens its file anew, and the untitled one is gone by then: its caret is kept when the focus leaves it. */
  async #keepPlace(script: EditableSession, page: PagePanel): Promise<void> {
    if (!script.document.isUntitled) return;
    const caret = await page.caret();
    await this.flush(script.document);
    const index = script.elements.findIndex((element) => element.id === caret?.elementId);
    this.#left = caret && index >= 0 ? { text: script.document.getText(), index, offset: caret.offset } : undefined;
  }

  /** Where the writer goes on in a file that was an untitled script. */
  #placeIn(script: EditableSession): ElementCaret | undefined {
    const left = this.#left;
    if (left?.text !== script.document.getText() || script.document.isUntitled) return undefined;
    this.#left = undefined;
    const element = script.elements[left.index];
    return element && { elementId: element.id, offset: left.offset };
  }

  async #askReadOnly(): Promise<void> {
    for (const [document, group] of this.#groups) {
      const isNow = await isReadOnly(document);
      if (isNow === this.#readOnly.has(document)) continue;
      if (isNow) this.#readOnly.add(document);
      else this.#readOnly.delete(document);
      group.applySettings();
    }
  }

  #createGroup(document: vscode.TextDocument): PageGroup {
    const { scripts, listener, isShared, log } = this.#deps;
    const script = scripts.open(document);
    const group = new PageGroup({
      script,
      listener,
      onSettled: (page) => void this.#keepPlace(script, page),
      log,
      clock: systemClock,
      typingPause: () => (isShared() ? sharedPause : usualPause),
      run: this.#run,
      newId: () => crypto.randomUUID(),
      strings: getPageStrings,
      settings: () => getPageSettings(document, this.#readOnly.has(document), () => languageOf(script) ?? 'en'),
      lineStates: () => this.#lineStates(script),
    });
    this.#groups.set(document, group);
    return group;
  }

  #lineStates(script: ScriptSession) {
    if (!script.link) return [];
    try {
      return lineStatesOf(this.#deps.library, script.link, this.#deps.whyStale);
    } catch (cause) {
      this.#deps.log.warn('The voices of a script could not be read', cause);
      return [];
    }
  }

  #lineStatesChanged(): void {
    this.#pendingStates ??= systemClock.after(LINE_STATES_PACE_MS, () => {
      this.#pendingStates = undefined;
      for (const group of this.#groups.values()) group.showLineStates();
    });
  }
}
