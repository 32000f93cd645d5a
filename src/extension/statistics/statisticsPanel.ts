import * as vscode from 'vscode';
import {
  type StatisticsModel,
  type StatisticsStrings,
  stringsAttribute,
  toHost,
  toPage,
} from '../../webview/statistics/protocol.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { openPanelPage } from '../platform/panelPage.ts';

export interface StatisticsPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly strings: StatisticsStrings;
  /** The figures to show now. */
  readonly read: () => StatisticsModel;
  readonly reveal: (elementId: string) => Promise<void>;
  readonly log: Log;
}

/** The figures of a script in a tab. */
export class StatisticsPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: StatisticsPanelDeps;
  readonly #page: ReturnType<typeof openPanelPage<typeof toHost, typeof toPage>>;
  /** What the page has, as JSON; missing until it is up. */
  #sent: string | undefined;

  constructor(panel: vscode.WebviewPanel, deps: StatisticsPanelDeps, onClosed: () => void) {
    this.#panel = panel;
    this.#deps = deps;
    this.#page = openPanelPage(panel, {
      extensionUri: deps.extensionUri,
      bundle: 'statistics',
      title: vscode.l10n.t('Statistics'),
      name: 'Statistics',
      icon: 'graph',
      strings: deps.strings,
      stringsAttribute,
      local: toHost,
      remote: toPage,
      handlers: {
        ready: () => ({ model: this.#read() }),
        reveal: async ({ elementId }) => {
          await deps.reveal(elementId);
          return {};
        },
        logError: ({ message }) => {
          deps.log.warn(`Statistics page: ${message}`);
          return {};
        },
      },
      log: deps.log,
      onHidden: () => {
        this.#sent = undefined;
      },
      onClosed,
    });
  }

  /** The page is up and has its figures. */
  get isUp(): boolean {
    return this.#sent !== undefined;
  }

  show(): void {
    this.#panel.reveal(this.#panel.viewColumn, false);
    this.refresh();
  }

  /** Tells the page its figures when they are others than it has. */
  refresh(): void {
    if (this.#sent === undefined) return;
    const before = this.#sent;
    const model = this.#read();
    if (before !== this.#sent) this.#page.peer.tell('model', model);
  }

  dispose(): void {
    this.#page.dispose();
  }

  #read(): StatisticsModel {
    const model = this.#deps.read();
    this.#sent = JSON.stringify(model);
    const title = vscode.l10n.t('Statistics');
    this.#panel.title = model.title === '' ? title : vscode.l10n.t('{0} — Statistics', model.title);
    return model;
  }
}
