import * as vscode from 'vscode';
import { stringsAttribute, toHost, toPage } from '../../webview/exports/protocol.ts';
import { createPeer, type Peer } from '../../webview/rpc.ts';
import { Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { webviewHtml } from '../platform/webviewHtml.ts';
import type { MixClip, Mixer } from './mixdown.ts';
import { exportSampleRate, type Stereo } from './soundFile.ts';
import type { FilmMaker, FilmPlan } from './writeFilm.ts';

export interface ExportPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly mediaRoot: string;
  /** Absolute path of a `file_url`. */
  readonly resolve: (fileUrl: string) => string;
  readonly log: Log;
}

/** The tab that mixes an export and shows how far it is. Closing it cancels. */
export class ExportPanel implements Mixer, FilmMaker, vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: ExportPanelDeps;
  readonly #lifetime = new Disposables();
  readonly #cancelled = new AbortController();
  readonly #peer: Peer<typeof toPage>;
  readonly #isUp: Promise<void>;
  #takeBytes: ((position: number, data: Uint8Array) => Promise<void>) | undefined;

  constructor(deps: ExportPanelDeps) {
    this.#deps = deps;
    // Kept alive while it is hidden: an export goes on while the writer writes.
    this.#panel = vscode.window.createWebviewPanel(
      'screenplay.export',
      vscode.l10n.t('Export'),
      { viewColumn: vscode.ViewColumn.Active, preserveFocus: true },
      {
        enableScripts: true,
        retainContextWhenHidden: true,
        localResourceRoots: [this.#dist, vscode.Uri.file(deps.mediaRoot)],
      },
    );
    const { webview } = this.#panel;
    const up = Promise.withResolvers<void>();
    this.#isUp = up.promise;
    this.#peer = this.#lifetime.add(
      createPeer({
        local: toHost,
        remote: toPage,
        handlers: {
          ready: () => {
            up.resolve();
            return {};
          },
          cancel: () => {
            this.#cancelled.abort(new vscode.CancellationError());
            return {};
          },
          filmBytes: async ({ position, data }) => {
            await this.#takeBytes?.(position, new Uint8Array(data));
            return {};
          },
          logError: ({ message }) => {
            deps.log.warn(`Export page: ${message}`);
            return {};
          },
        },
        post: (message) => void webview.postMessage(message),
        onError: (message, cause) => deps.log.warn(`Export: ${message}`, cause),
      }),
    );
    this.#lifetime.add(webview.onDidReceiveMessage((message) => this.#peer.receive(message)));
    this.#lifetime.add(this.#panel.onDidDispose(() => this.#closed()));
    this.#panel.iconPath = new vscode.ThemeIcon('export');
    webview.html = this.#html(webview);
  }

  /** Aborted when the writer cancels or closes the tab; its reason is a `CancellationError`. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  async mix(clips: readonly MixClip[], fromSeconds: number, seconds: number): Promise<Stereo> {
    await this.#unlessCancelled(this.#isUp);
    const params = { clips: this.#addressed(clips), fromSeconds, seconds, sampleRate: exportSampleRate };
    const { left, right, failed } = await this.#unlessCancelled(this.#peer.call('mix', params));
    this.#noteFailed(failed);
    return [new Float32Array(left), new Float32Array(right)];
  }

  /** The kinds of film that VS Code's browser can write here, best first. */
  async filmFormats(width: number, height: number): Promise<readonly FilmPlan['format'][]> {
    await this.#unlessCancelled(this.#isUp);
    return (await this.#unlessCancelled(this.#peer.call('filmFormats', { width, height }))).formats;
  }

  async beginFilm(plan: FilmPlan, take: (position: number, data: Uint8Array) => Promise<void>): Promise<void> {
    this.#takeBytes = take;
    const { pictures, captions, ...rest } = plan;
    const film = { ...rest, pictures: this.#addressed(pictures), captions: [...captions] };
    await this.#unlessCancelled(this.#peer.call('beginFilm', film));
  }

  async addToFilm(fromFrame: number, toFrame: number, clips: readonly MixClip[]): Promise<void> {
    const params = { fromFrame, toFrame, clips: this.#addressed(clips) };
    this.#noteFailed((await this.#unlessCancelled(this.#peer.call('addToFilm', params))).failed);
  }

  async finishFilm(): Promise<void> {
    await this.#unlessCancelled(this.#peer.call('finishFilm', {}));
    this.#takeBytes = undefined;
  }

  progress(done: number, what: string): void {
    if (!this.signal.aborted) this.#peer.tell('progress', { done, what });
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** With the address at which the page can fetch each file. */
  #addressed<T extends { readonly fileUrl: string }>(files: readonly T[]): (Omit<T, 'fileUrl'> & { uri: string })[] {
    const { webview } = this.#panel;
    return files.map(({ fileUrl, ...rest }) => ({
      ...rest,
      uri: webview.asWebviewUri(vscode.Uri.file(this.#deps.resolve(fileUrl))).toString(),
    }));
  }

  #noteFailed(failed: readonly string[]): void {
    if (failed.length > 0)
      this.#deps.log.warn(`${failed.length} files of an export could not be read and are left out`);
  }

  get #dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.#deps.extensionUri, 'dist', 'webview');
  }

  #closed(): void {
    this.#cancelled.abort(new vscode.CancellationError());
    this.#lifetime.dispose();
  }

  #unlessCancelled<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    const cancelled = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return Promise.race([work, cancelled]);
  }

  #html(webview: vscode.Webview): string {
    const strings = {
      title: vscode.l10n.t('Exporting the timeline'),
      cancel: vscode.l10n.t('Cancel'),
      done: vscode.l10n.t('{0} % done'),
    };
    return webviewHtml({
      webview,
      script: vscode.Uri.joinPath(this.#dist, 'exports.js'),
      style: vscode.Uri.joinPath(this.#dist, 'exports.css'),
      nonce: crypto.randomUUID(),
      title: strings.title,
      language: vscode.env.language,
      bodyAttributes: { [stringsAttribute]: encodeURIComponent(JSON.stringify(strings)) },
    });
  }
}
