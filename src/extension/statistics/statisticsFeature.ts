import * as vscode from 'vscode';
import { systemClock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { columnBesideScript } from '../platform/editorGroups.ts';
import type { ScriptSession } from '../sync/scripts.ts';
import { type StatisticsDeps, statisticsPanelType } from './registerStatistics.ts';
import { emptyStatistics } from './statisticsModel.ts';
import { StatisticsPanel } from './statisticsPanel.ts';
import { readStatistics } from './statisticsSource.ts';
import { statisticsStrings } from './statisticsStrings.ts';

/** While somebody types the figures follow at this pace. */
const paceMilliseconds = 250;

/** The figures of the script in hand, beside it, live. Counts nothing while they are not shown. */
export class StatisticsFeature implements Disposable {
  readonly #deps: StatisticsDeps;
  readonly #lifetime = new Disposables();
  #panel: StatisticsPanel | undefined;
  /** Listens while there is a panel. */
  #following = new Disposables();
  /** Where the caret was last. */
  #session: ScriptSession | undefined;
  #pending: Disposable | undefined;

  constructor(deps: StatisticsDeps) {
    this.#deps = deps;
    this.#lifetime.add({ dispose: () => this.#panel?.dispose() });
  }

  async show(): Promise<void> {
    this.#session = (await this.#deps.editors.currentElement())?.session ?? this.#session;
    const column = this.#panel ? undefined : await columnBesideScript();
    if (this.#panel || column === undefined) this.#panel?.show();
    else this.#adopt(vscode.window.createWebviewPanel(statisticsPanelType, vscode.l10n.t('Statistics'), column));
  }

  /** Takes over a panel that VS Code kept over a reload. */
  restore(panel: vscode.WebviewPanel): void {
    if (this.#panel) panel.dispose();
    else this.#adopt(panel);
  }

  dispose(): void {
    this.#following.dispose();
    this.#lifetime.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri, editors, library, log } = this.#deps;
    const read = () => {
      const session = this.#shown();
      return session ? readStatistics(session, library, log) : emptyStatistics;
    };
    const reveal = (elementId: string) => editors.reveal(elementId);
    this.#panel = new StatisticsPanel(panel, { extensionUri, strings: statisticsStrings(), read, reveal, log }, () => {
      this.#panel = undefined;
      this.#following.dispose();
    });
    this.#follow();
  }

  /** The script in hand, else one that is open. */
  #shown(): ScriptSession | undefined {
    const { sessions } = this.#deps.scripts;
    return sessions.find((session) => session === this.#session) ?? sessions[0];
  }

  #follow(): void {
    const { scripts, editors, library } = this.#deps;
    this.#following = new Disposables();
    const changed = () => this.#changed();
    this.#following.add(
      editors.onDidMoveCaret(({ session }) => {
        if (session === this.#session) return;
        this.#session = session;
        changed();
      }),
    );
    this.#following.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#documentChanged(document)));
    for (const event of [scripts.onDidOpen, scripts.onDidClose]) this.#following.add(event(changed));
    this.#following.add(library.onDidChange(changed));
    this.#following.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('screenplay.editor.paperSize')) changed();
      }),
    );
    this.#following.add({ dispose: () => this.#pending?.dispose() });
  }

  #documentChanged(document: vscode.TextDocument): void {
    if (this.#shown()?.document === document) this.#changed();
  }

  /** Many changes within a moment are counted once. */
  #changed(): void {
    this.#pending ??= systemClock.after(paceMilliseconds, () => {
      this.#pending = undefined;
      this.#panel?.refresh();
    });
  }
}
