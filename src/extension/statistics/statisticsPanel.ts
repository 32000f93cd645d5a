import * as vscode from 'vscode';
import { createPeer, type Peer } from '../../webview/rpc.ts';
import {
  type StatisticsModel,
  type StatisticsStrings,
  stringsAttribute,
  toHost,
  toPage,
} from '../../webview/statistics/protocol.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { webviewHtml } from '../platform/webviewHtml.ts';

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
  readonly #peer: Peer<typeof toPage>;
  readonly #lifetime = new Disposables();
  /** What the page has, as JSON; missing until it is up. */
  #sent: string | undefined;

  constructor(panel: vscode.WebviewPanel, deps: StatisticsPanelDeps, onClosed: () => void) {
    this.#panel = panel;
    this.#deps = deps;
    const { webview } = panel;
    this.#peer = this.#lifetime.add(
      createPeer({
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
        post: (message) => void webview.postMessage(message),
        onError: (message, cause) => deps.log.warn(`Statistics: ${message}`, cause),
      }),
    );
    this.#lifetime.add(webview.onDidReceiveMessage((message) => this.#peer.receive(message)));
    this.#lifetime.add(
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; it asks for its figures when it is back.
        if (!panel.visible) this.#sent = undefined;
      }),
    );
    this.#lifetime.add(
      panel.onDidDispose(() => {
        this.#lifetime.dispose();
        onClosed();
      }),
    );
    panel.iconPath = new vscode.ThemeIcon('graph');
    this.#load();
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
    if (before !== this.#sent) this.#peer.tell('model', model);
  }

  dispose(): void {
    this.#lifetime.dispose();
    this.#panel.dispose();
  }

  #read(): StatisticsModel {
    const model = this.#deps.read();
    this.#sent = JSON.stringify(model);
    const title = vscode.l10n.t('Statistics');
    this.#panel.title = model.title === '' ? title : vscode.l10n.t('{0} — Statistics', model.title);
    return model;
  }

  #load(): void {
    const { extensionUri, strings } = this.#deps;
    const { webview } = this.#panel;
    const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [bundle] };
    webview.html = webviewHtml({
      webview,
      script: vscode.Uri.joinPath(bundle, 'statistics.js'),
      style: vscode.Uri.joinPath(bundle, 'statistics.css'),
      nonce: crypto.randomUUID(),
      title: vscode.l10n.t('Statistics'),
      language: vscode.env.language,
      bodyAttributes: { [stringsAttribute]: encodeURIComponent(JSON.stringify(strings)) },
    });
  }
}
