import type * as vscode from 'vscode';

/** What a webview's page is made of. Script and style are files below its `localResourceRoots`. */
export interface WebviewPage {
  readonly webview: vscode.Webview;
  readonly script: vscode.Uri;
  readonly style: vscode.Uri;
  /** A fresh `crypto.randomUUID()` for each page; only scripts and styles that carry it run. */
  readonly nonce: string;
  readonly title: string;
  /** BCP 47 language of what the page says; the writer's own script language belongs on its text. */
  readonly language?: string;
  /** The script is a module, whose chunks are let in by its nonce. */
  readonly isModule?: boolean;
  /** `data-*` attributes of the body; values are escaped here. */
  readonly bodyAttributes?: Readonly<Record<string, string>>;
}

/**
 * The HTML of a webview: an empty root under a strict content security policy. Only our own script runs; styles, fonts, pictures,
 * sound and fetches come from the extension's own resource address, nothing from the network.
 * Policy after https://code.visualstudio.com/api/extension-guides/webview#content-security-policy.
 */
export function webviewHtml(page: WebviewPage): string {
  const { webview, nonce } = page;
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
    `media-src ${source} blob:`,
    `connect-src ${source}`,
  ].join('; ');
  const attributes = Object.entries(page.bodyAttributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
  return `<!doctype html>
<html lang="${escapeHtml(page.language ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta property="csp-nonce" content="${nonce}" nonce="${nonce}">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" href="${escapeHtml(webview.asWebviewUri(page.style).toString())}">
</head>
<body${attributes}>
<div id="root"></div>
<script${page.isModule === true ? ' type="module"' : ''} nonce="${nonce}" src="${escapeHtml(webview.asWebviewUri(page.script).toString())}"></script>
</body>
</html>`;
}

/** Text made safe for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (mark) => names[mark] ?? mark);
}
