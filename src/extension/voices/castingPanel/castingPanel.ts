import * as vscode from 'vscode';
import {
  type CastingModel,
  type CastingStrings,
  stringsAttribute,
  toHost,
  toPage,
} from '../../../webview/casting/protocol.ts';
import type { Handlers } from '../../../webview/rpc.ts';
import type { Disposable } from '../../platform/disposables.ts';
import type { Log } from '../../platform/log.ts';
import { openPanelPage } from '../../platform/panelPage.ts';

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
  readonly #page: ReturnType<typeof openPanelPage<typeof toHost, typeof toPage>>;
  /** What the page has, as JSON; missing until it is up. */
  #sent: string | undefined;
  #pendingFocus: 'cast' | 'voices' | 'takes' | undefined;

  constructor(panel: vscode.WebviewPanel, deps: CastingPanelDeps) {
    this.#panel = panel;
    this.#deps = deps;
    this.#page = openPanelPage(panel, {
      extensionUri: deps.extensionUri,
      bundle: 'casting',
      title: vscode.l10n.t('Casting'),
      name: 'Casting',
      icon: 'account',
      mediaRoots: [deps.mediaRoot],
      strings: deps.strings,
      stringsAttribute,
      local: toHost,
      remote: toPage,
      handlers: this.#handlers(),
      log: deps.log,
      onHidden: () => {
        this.#sent = undefined;
      },
      onClosed: deps.onClosed,
    });
  }

  /** The page is on screen and has its model. */
  get isUp(): boolean {
    return this.#sent !== undefined && this.#panel.visible;
  }

  show(focus: 'cast' | 'voices' | 'takes'): void {
    this.#panel.reveal(this.#panel.viewColumn, false);
    if (!this.isUp) this.#pendingFocus = focus;
    this.refresh();
    if (this.isUp) this.#page.peer.tell('focus', { on: focus });
  }

  /** Tells the page its model when it is another than it has. */
  refresh(): void {
    if (this.#sent === undefined) return;
    const before = this.#sent;
    const model = this.#read();
    if (before !== this.#sent) this.#page.peer.tell('model', model);
  }

  /** Plays a sound in the page; false when the browser wants a click first. */
  async play(elementId: string, path: string, rate: number): Promise<boolean> {
    return (await this.#page.peer.call('play', { elementId, uri: this.#uriOf(path), rate })).started;
  }

  stop(): void {
    if (this.isUp) this.#page.peer.tell('stop', {});
  }

  dispose(): void {
    this.#page.dispose();
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
    if (on) setImmediate(() => this.#page.peer.tell('focus', { on }));
  }

  #uriOf(path: string): string {
    return this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
  }

  #read(): CastingModel {
    const model = this.#deps.read();
    this.#sent = JSON.stringify(model);
    return model;
  }
}
