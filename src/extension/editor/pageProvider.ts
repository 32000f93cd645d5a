import * as vscode from 'vscode';
import { escapeHtml, webviewHtml } from '../platform/webviewHtml.ts';
import type { OpenPages } from './openPages.ts';
import type { ResolvedPage } from './stalePages.ts';

/** Above this many UTF-16 units (some 1,600 pages) a text is shown by the text editor only. */
const LONGEST_PAGE_TEXT = 2_000_000;

/** View types of the manifest: the page of `*.screenplay` files and the optional page of `*.fountain` files. */
export const pageViewTypes = ['screenplay.pageEditor', 'screenplay.fountainPage'] as const;

export interface PageProviderDeps {
  readonly extensionUri: vscode.Uri;
  /** Absolute path of the folder with the media files, which pages may play. */
  readonly mediaRoot: string;
  readonly pages: OpenPages;
}

export interface PageProvider extends vscode.Disposable {
  /** The open pages that VS Code has asked for, those too long to be shown among them. */
  readonly resolved: ReadonlySet<ResolvedPage>;
}

/** Shows screenplay documents as pages. VS Code owns text, dirty mark, undo and saving. */
export function registerPageProvider(deps: PageProviderDeps): PageProvider {
  const resolved = new Set<ResolvedPage>();
  const provider: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: (document, panel) => {
      const page = { uri: document.uri, panel };
      resolved.add(page);
      panel.onDidDispose(() => resolved.delete(page));
      return resolve(deps, document, panel);
    },
  };
  const options = {
    supportsMultipleEditorsPerDocument: true,
    webviewOptions: { retainContextWhenHidden: false, enableFindWidget: false },
  };
  const registered = vscode.Disposable.from(
    ...pageViewTypes.map((type) => vscode.window.registerCustomEditorProvider(type, provider, options)),
  );
  return { resolved, dispose: () => registered.dispose() };
}

async function resolve(
  { extensionUri, mediaRoot, pages }: PageProviderDeps,
  document: vscode.TextDocument,
  panel: vscode.WebviewPanel,
): Promise<void> {
  const built = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const { webview } = panel;
  if (document.getText().length > LONGEST_PAGE_TEXT) return showTooLong(webview);
  webview.options = { enableScripts: true, localResourceRoots: [built, vscode.Uri.file(mediaRoot)] };
  await pages.add(document, panel);
  webview.html = webviewHtml({
    webview,
    script: vscode.Uri.joinPath(built, 'editor.js'),
    style: vscode.Uri.joinPath(built, 'editor.css'),
    isModule: true,
    nonce: crypto.randomUUID(),
    title: document.uri.path.split('/').at(-1) ?? '',
    language: vscode.env.language,
  });
}

/** One sentence and the way out, in a page without scripts. */
function showTooLong(webview: vscode.Webview): void {
  const sentence = vscode.l10n.t('This file is too long to be laid out as pages.');
  const way = vscode.l10n.t('Open as Text');
  webview.options = { enableScripts: false, enableCommandUris: ['screenplay.openAsText'], localResourceRoots: [] };
  webview.html = `<!doctype html>
<html lang="${escapeHtml(vscode.env.language)}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
<body><p role="status">${escapeHtml(sentence)} <a href="command:screenplay.openAsText">${escapeHtml(way)}</a></p></body>
</html>`;
}
