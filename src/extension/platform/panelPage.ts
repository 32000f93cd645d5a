import * as vscode from 'vscode';
import { type Contract, createPeer, type Handlers, type Peer } from '../../webview/rpc.ts';
import { Disposables } from './disposables.ts';
import type { Log } from './log.ts';
import { webviewHtml } from './webviewHtml.ts';

/** A tab with a page of ours: what it is called, which bundle of dist/webview it loads, and what the two ends say to each other. */
export interface PanelPage<Local extends Contract, Remote extends Contract> {
  readonly extensionUri: vscode.Uri;
  /** Name of the bundle's `.js` and `.css` without their ending. */
  readonly bundle: string;
  /** Title of the page, in the writer's language; log lines begin with `name`, which is English. */
  readonly title: string;
  readonly name: string;
  /** A codicon. */
  readonly icon: string;
  /** Folders beside the bundle that the page may read, such as the media root. */
  readonly mediaRoots?: readonly string[];
  /** Texts of the page, put into the body's data attribute of that name. */
  readonly strings: unknown;
  readonly stringsAttribute: string;
  readonly local: Local;
  readonly remote: Remote;
  readonly handlers: Handlers<Local>;
  readonly log: Log;
  /** The page is hidden, and so gone: it says `ready` again when it is back. */
  readonly onHidden: () => void;
  readonly onClosed: () => void;
}

/** Loads a page into a panel and speaks with it for as long as the tab is open; `dispose` closes the tab. */
export function openPanelPage<Local extends Contract, Remote extends Contract>(
  panel: vscode.WebviewPanel,
  page: PanelPage<Local, Remote>,
): { readonly peer: Peer<Remote>; readonly dispose: () => void } {
  const { webview } = panel;
  const { local, remote, handlers, log, name } = page;
  const lifetime = new Disposables();
  const peer = lifetime.add(
    createPeer({
      local,
      remote,
      handlers,
      post: (message) => void webview.postMessage(message),
      onError: (message, cause) => log.warn(`${name}: ${message}`, cause),
    }),
  );
  lifetime.add(webview.onDidReceiveMessage((message) => peer.receive(message)));
  lifetime.add(
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.onHidden();
    }),
  );
  lifetime.add(
    panel.onDidDispose(() => {
      lifetime.dispose();
      page.onClosed();
    }),
  );
  panel.iconPath = new vscode.ThemeIcon(page.icon);
  load(webview, page);
  const dispose = () => {
    lifetime.dispose();
    panel.dispose();
  };
  return { peer, dispose };
}

function load<Local extends Contract, Remote extends Contract>(
  webview: vscode.Webview,
  page: PanelPage<Local, Remote>,
): void {
  const bundles = vscode.Uri.joinPath(page.extensionUri, 'dist', 'webview');
  const media = (page.mediaRoots ?? []).map((path) => vscode.Uri.file(path));
  webview.options = { enableScripts: true, localResourceRoots: [bundles, ...media] };
  webview.html = webviewHtml({
    webview,
    script: vscode.Uri.joinPath(bundles, `${page.bundle}.js`),
    style: vscode.Uri.joinPath(bundles, `${page.bundle}.css`),
    nonce: crypto.randomUUID(),
    title: page.title,
    language: vscode.env.language,
    bodyAttributes: { [page.stringsAttribute]: encodeURIComponent(JSON.stringify(page.strings)) },
  });
}
