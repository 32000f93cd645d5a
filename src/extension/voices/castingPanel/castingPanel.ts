import * as vscode from 'vscode';
import {
  type CastingModel,
  type CastingStrings,
  stringsAttribute,
  toHost,
  toPage,
} from '../../../webview/casting/protocol.ts';
import { createPeer, type Handlers, type Peer } from '../../../webview/rpc.ts';
import { type Disposable, Disposables } from '../../platform/disposables.ts';
import type { Log } from '../../platform/log.ts';
import { webviewHtml } from '../../platform/webviewHtml.ts';

export const castingPanelType = 'screenplay.casting';

type Events = Omit<Handlers<typeof toHost>, 'ready' | 'logError'>;

export interface CastingPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly mediaRoot: string;
  readonly strings: CastingStrings;
  readonly log: Log;
  /** The model to show now. */
  readonly read: () => CastingModel;
  /** What the page showed before it was reloaded. */
  readonly restore: (view: {
    readonly characterId?: string | undefined;
    readonly elementId?: string | undefined;
  }) => void;
  readonly events: (uriOf: (path: string) => string) => Events;
  readonly onClosed: () => void;
}

/** The casting page in a tab. */
export class CastingPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: CastingPanelDeps;
  readonly #peer: Peer<typeof toPage>;
  readonly #lifetime = new Disposables();
  /** What the page has, as JSON; missing until it is up. */
  #sent: string | undefined;
  #pendingFocus: 'cast' | 'voices' | 'takes' | undefined;

  constructor(panel: vscode.WebviewPanel, deps: CastingPanelDeps) {
    this.#panel = panel;
    this.#deps = deps;
    const { webview } = panel;
    this.#peer = this.#lifetime.add(
      createPeer({
        local: toHost,
        remote: toPage,
        handlers: this.#handlers(),
        post: (message) => void webview.postMessage(message),
        onError: (message, cause) => deps.log.warn(`Casting: ${message}`, cause),
      }),
    );
    this.#lifetime.add(webview.onDidReceiveMessage((message) => this.#peer.receive(message)));
    this.#lifetime.add(
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; it asks for its model when it is back.
        if (!panel.visible) this.#sent = undefined;
      }),
    );
    this.#lifetime.add(
      panel.onDidDispose(() => {
        this.#lifetime.dispose();
        deps.onClosed();
      }),
    );
    panel.iconPath = new vscode.ThemeIcon('account');
    this.#load();
  }

  /** The page is on screen and has its model. */
  get isUp(): boolean {
    return this.#sent !== undefined && this.#panel.visible;
  }

  show(focus: 'cast' | 'voices' | 'takes'): void {
    this.#panel.reveal(this.#panel.viewColumn, false);
    if (!this.isUp) this.#pendingFocus = focus;
    this.refresh();
    if (this.isUp) this.#peer.tell('focus', { on: focus });
  }

  /** Tells the page its model when it is another than it has. */
  refresh(): void {
    if (this.#sent === undefined) return;
    const before = this.#sent;
    const model = this.#read();
    if (before !== this.#sent) this.#peer.tell('model', model);
  }

  /** Plays a sound in the page; false when the browser wants a click first. */
  async play(elementId: string, path: string, rate: number): Promise<boolean> {
    return (await this.#peer.call('play', { elementId, uri: this.#uriOf(path), rate })).started;
  }

  stop(): void {
    if (this.isUp) this.#peer.tell('stop', {});
  }

  dispose(): void {
    this.#lifetime.dispose();
    this.#panel.dispose();
  }

  #handlers(): Handlers<typeof toHost> {
    const deps = this.#deps;
    return {
      ...deps.events((path) => this.#uriOf(path)),
      ready: ({ view }) => {
        if (view) deps.restore(view);
        const model = this.#read();
        this.#focusSoon();
        return { model };
      },
      logError: ({ message }) => {
        deps.log.warn(`Casting page: ${message}`);
        return {};
      },
    };
  }

  /** After the answer to `ready`, which is posted when this turn is over. */
  #focusSoon(): void {
    const on = this.#pendingFocus;
    this.#pendingFocus = undefined;
    if (on) setImmediate(() => this.#peer.tell('focus', { on }));
  }

  #uriOf(path: string): string {
    return this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
  }

  #read(): CastingModel {
    const model = this.#deps.read();
    this.#sent = JSON.stringify(model);
    return model;
  }

  #load(): void {
    const { extensionUri, mediaRoot, strings } = this.#deps;
    const { webview } = this.#panel;
    const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [bundle, vscode.Uri.file(mediaRoot)] };
    webview.html = webviewHtml({
      webview,
      script: vscode.Uri.joinPath(bundle, 'casting.js'),
      style: vscode.Uri.joinPath(bundle, 'casting.css'),
      nonce: crypto.randomUUID(),
      title: vscode.l10n.t('Casting'),
      language: vscode.env.language,
      bodyAttributes: { [stringsAttribute]: encodeURIComponent(JSON.stringify(strings)) },
    });
  }
}
