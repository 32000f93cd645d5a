import * as vscode from 'vscode';
import { withoutPlace } from '../../language/document.ts';
import type { LineState, PageStart, SettingChange } from '../../webview/editor/protocol.ts';
import type { Clock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { EditableSession, TypingEditor } from '../sync/scripts.ts';
import { PagePanel } from './pagePanel.ts';
import { PageSession } from './pageSession.ts';
import { changePageSetting } from './pageSettings.ts';
import { createTitlePageWriter, type EditedEntry, type TitlePageWriter } from './titlePageWriter.ts';
import type { TypingPause } from './writeQueue.ts';

/** What a page tells the rest of the extension. */
export interface PageListener {
  readonly caretMoved: (session: EditableSession, elementId: string) => void;
  readonly voiceAsked: (elementId: string) => void;
  readonly playAsked: (elementId: string) => void;
  readonly played: (line: { readonly elementId: string; readonly wasStopped: boolean }) => void;
}

export interface PageGroupDeps {
  readonly script: EditableSession;
  readonly listener: PageListener;
  /** The caret left an element, or a page lost the focus. */
  readonly onSettled: (page: PagePanel) => void;
  readonly settings: () => PageStart['settings'];
  /** The page's texts, for a script in this language (BCP 47). */
  readonly strings: (scriptLanguage: string) => PageStart['strings'];
  readonly lineStates: () => LineState[];
  /** Another one in each run of the extension host. */
  readonly run: string;
  readonly newId: () => string;
  readonly clock: Clock;
  /** How long typing is gathered before it is written. */
  readonly typingPause: () => TypingPause;
  readonly log: Log;
}

/** The pages of one document, kept equal with it by one session. */
export class PageGroup implements TypingEditor, Disposable {
  readonly script: EditableSession;
  readonly session: PageSession;
  readonly #deps: PageGroupDeps;
  readonly #panels = new Set<PagePanel>();
  readonly #lifetime = new Disposables();
  readonly #titlePages: TitlePageWriter;
  #titlePage: string;

  constructor(deps: PageGroupDeps) {
    const { script, clock, newId, log } = deps;
    this.#deps = deps;
    this.script = script;
    this.#titlePage = JSON.stringify(script.titlePage);
    this.session = this.#lifetime.add(
      new PageSession({
        document: script,
        clock,
        newId,
        typingPause: deps.typingPause,
        onStuck: (cause) => {
          log.warn('What was typed in a page could not be written to the document; it is tried again', cause);
          void vscode.window.showWarningMessage(
            vscode.l10n.t('What you typed is still only on the page: the file cannot be changed at the moment.'),
          );
        },
      }),
    );
    this.#titlePages = this.#lifetime.add(createTitlePageWriter(script, this.session, { clock, log }));
    this.#lifetime.add(
      script.onDidEdit((edit) => {
        this.session.documentEdited(edit);
        if (edit.cause === 'undo' || edit.cause === 'redo') this.#finishStep(edit.cause);
      }),
    );
    this.#lifetime.add(script.addEditor(this));
    this.#lifetime.add(script.onDidEdit(() => this.#showTitlePage()));
    this.#lifetime.add(
      script.onDidChangeIds((ids) => {
        if (ids.size > 0) this.session.idsChanged(ids);
        this.showLineStates();
      }),
    );
  }

  get isWritten(): boolean {
    return this.session.isSettled && !this.#titlePages.isWaiting;
  }

  get panels(): readonly PagePanel[] {
    return [...this.#panels];
  }

  /** The page of a new tab. `onLast` is called when the group's last page is gone and everything typed is written. */
  add(webviewPanel: vscode.WebviewPanel, onLast: () => void): PagePanel {
    const { clock, log } = this.#deps;
    const page: PagePanel = new PagePanel(
      webviewPanel,
      this.#eventsOf(webviewPanel, () => page),
      { clock, log },
    );
    const joined = this.session.join(page);
    this.#panels.add(page);
    webviewPanel.onDidChangeViewState(() => {
      if (!webviewPanel.visible) this.session.settle();
    });
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(page);
      joined.dispose();
      page.dispose();
      void this.#writeOut().then(() => this.#panels.size === 0 && onLast());
    });
    return page;
  }

  /** What is saved is what the pages say, without lines that say nothing and are not being written. */
  async prepareSave(): Promise<void> {
    await this.flush();
    const carets = await Promise.all(this.panels.map((page) => page.caret()));
    this.session.removeEmptyLines(new Set(carets.flatMap((caret) => caret?.elementId ?? [])));
    await this.session.flush();
  }

  /** Everything typed in any page stands in the document when this resolves. */
  async flush(): Promise<void> {
    await Promise.all(this.panels.map((page) => page.flush()));
    await this.#writeOut();
  }

  showLineStates(): void {
    if (!this.panels.some((page) => page.isUp)) return;
    const states = this.#deps.lineStates();
    for (const page of this.#panels) page.showLineStates(states);
  }

  applySettings(): void {
    const settings = this.#deps.settings();
    for (const page of this.#panels) page.applySettings(settings);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #eventsOf(webviewPanel: vscode.WebviewPanel, page: () => PagePanel) {
    const { listener, onSettled, settings, strings, lineStates } = this.#deps;
    const done = {};
    const after = (act: () => void) => {
      act();
      return done;
    };
    return {
      start: (): PageStart => {
        const { elements, foreign } = this.session.start(page());
        const pageSettings = settings();
        return {
          elements: elements.map(withoutPlace),
          titlePage: this.script.titlePage.map(({ key, value }) => ({ key, value })),
          foreign,
          run: this.#deps.run,
          lineStates: lineStates(),
          settings: pageSettings,
          strings: strings(pageSettings.language),
        };
      },
      splice: (splice: Parameters<PageSession['take']>[1]) => after(() => this.session.take(page(), splice)),
      history: async ({ command }: { readonly command: 'undo' | 'redo' }) => {
        await this.#titlePages.flush();
        await this.session.stepHistory(async () => {
          if (await becomesActive(webviewPanel, this.#deps.clock)) await vscode.commands.executeCommand(command);
        });
        return done;
      },
      settle: () =>
        after(() => {
          this.session.settle();
          onSettled(page());
        }),
      generateVoice: (line: { readonly elementId: string }) => after(() => listener.voiceAsked(line.elementId)),
      playLine: (line: { readonly elementId: string }) => after(() => listener.playAsked(line.elementId)),
      played: (line: { readonly elementId: string; readonly wasStopped: boolean }) =>
        after(() => listener.played(line)),
      editTitlePage: (entry: EditedEntry) => after(() => this.#titlePages.edit(entry)),
      addTitlePage: () => after(() => this.#titlePages.add()),
      changeSetting: (change: SettingChange) => changePageSetting(change).then(() => done),
      caretMoved: (elementId: string) => listener.caretMoved(this.script, elementId),
    };
  }

  /** VS Code's own menu undoes a write at a time, too. */
  #finishStep(command: 'undo' | 'redo'): void {
    if (!this.session.isWithinRun) return;
    void this.session.finishStep(async () => {
      if (this.panels.some(({ panel }) => panel.active)) await vscode.commands.executeCommand(command);
    });
  }

  async #writeOut(): Promise<void> {
    await this.#titlePages.flush();
    await this.session.flush();
  }

  #showTitlePage(): void {
    const written = JSON.stringify(this.script.titlePage.map(({ key, value }) => [key, value]));
    if (written === this.#titlePage) return;
    this.#titlePage = written;
    for (const page of this.#panels) page.showTitlePage(this.script.titlePage);
  }
}

/** How long VS Code may take to make an editor the active one, in milliseconds. */
const ACTIVATION_MS = 1_000;

/**
 * VS Code undoes in the active editor. A page that has the keyboard but is not active, because it took the focus while it came up or VS
 * Code has not said yet that it is, is made active; one that is out of sight is left alone.
 */
function becomesActive(panel: vscode.WebviewPanel, clock: Clock): Promise<boolean> {
  if (panel.active || !panel.visible) return Promise.resolve(panel.active);
  return new Promise((resolve) => {
    const lifetime = new Disposables();
    const end = () => {
      lifetime.dispose();
      resolve(panel.active);
    };
    lifetime.add(panel.onDidChangeViewState(() => panel.active && end()));
    lifetime.add(clock.after(ACTIVATION_MS, end));
    panel.reveal(panel.viewColumn, false);
  });
}
