/** Opens the built page editor alone in Chromium, with a host that answers as the extension would. For tests, figures and pictures. */
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { readingSettings } from '../../../src/language/readingSettings.ts';
import type { PageSettings, PageStart } from '../../../src/webview/editor/protocol.ts';
import { defaultStrings } from '../../../src/webview/editor/strings.ts';
import { root } from '../folders.ts';
import { ensureChromium } from '../provision.ts';
import { installFakeHost } from './editorFakeHost.ts';
import { editorThemes, styleOf, type Theme, type ThemeName } from './editorThemes.ts';

interface PageBuild {
  readonly pageOptions: (production: boolean) => esbuild.BuildOptions;
}

/** Builds the page as `npm run package` does; returns its folder, which the caller removes. */
export async function buildEditorPage(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'editor-page-'));
  const { pageOptions }: PageBuild = await import(pathToFileURL(path.join(root, 'src/webview/build.mjs')).href);
  await esbuild.build({
    ...pageOptions(true),
    absWorkingDir: root,
    entryPoints: { editor: 'src/webview/editor/main.ts' },
    outdir: folder,
    logLevel: 'error',
  });
  return folder;
}

/** What the page that is opened next starts from. */
type Beginning = Parameters<typeof installFakeHost>[0];

/** The policy is the one of `webviewHtml.ts`. What an earlier page left in the browser is gone. */
function html(theme: Theme, beginning: Beginning): string {
  const nonce = 'harness';
  const given = JSON.stringify(beginning).replaceAll('<', '\\u003c');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}' 'self'; font-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'`;
  return `<!doctype html><html lang="en" style="${styleOf(theme)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta property="csp-nonce" content="${nonce}">
<script nonce="${nonce}">localStorage.clear();(${installFakeHost})(${given})</script>
<link rel="stylesheet" href="/editor.css"></head><body class="${theme.body}"><div id="root"></div>
<script type="module" nonce="${nonce}" src="/editor.js"></script></body></html>`;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/** `seconds` of silence as a WAV file: 16 bits, mono, 8,000 Hz. */
function silence(seconds: number): Buffer {
  const bytes = Math.round(8000 * seconds) * 2;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(16000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes, 40);
  return wav;
}

interface Served {
  readonly folder: string;
  beginning: Beginning | undefined;
}

/** What stands at a path: a page for each theme, the built files, and silence at `/sound/SECONDS.wav`. */
function contentAt(pathname: string, { folder, beginning }: Served): string | Buffer | undefined {
  const theme = editorThemes[pathname.slice(1) as ThemeName];
  if (theme) return beginning && html(theme, beginning);
  if (pathname.startsWith('/sound/')) {
    const seconds = Number.parseFloat(path.basename(pathname));
    return Number.isNaN(seconds) ? undefined : silence(seconds);
  }
  const file = path.join(folder, path.normalize(pathname));
  return fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file) : undefined;
}

function serve(served: Served): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const content = contentAt(pathname, served);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', contentTypes[path.extname(pathname)] ?? 'text/html').end(content);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export interface OpenOptions {
  readonly script: Pick<PageStart, 'elements' | 'lineStates'>;
  readonly titlePage?: PageStart['titlePage'];
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly settings?: Partial<PageSettings>;
  /** View state from an earlier look. */
  readonly saved?: unknown;
}

export const usualSettings: PageSettings = {
  paperSize: 'a4',
  language: 'sv',
  reading: readingSettings.parse({}),
  readOnly: false,
  completion: true,
  continued: false,
  zoom: 100,
  fontScale: 1,
  focusMode: false,
  typewriter: false,
};

/** The page editor, built and served, to be opened as often as wished. */
export interface EditorPages {
  /** Where the built files are. */
  readonly folder: string;
  /** Resolves when the page has its text and its faces. It takes the place of the one before, unless that was closed. */
  open(options: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Builds and serves the page editor and starts a browser. */
export async function startEditorPages(): Promise<EditorPages> {
  const folder = await buildEditorPage();
  const served: Served = { folder, beginning: undefined };
  const server = await serve(served);
  const { port } = server.address() as AddressInfo;
  let page: Page | undefined;
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  return {
    folder,
    open: async (options) => {
      served.beginning = beginningOf(options);
      const { theme = 'dark', width = 1130, height = 900 } = options;
      if (!page || page.isClosed()) page = await (await browser.newContext()).newPage();
      await page.setViewportSize({ width, height });
      await page.goto(`http://127.0.0.1:${port}/${theme}`);
      await page.waitForSelector('.page-text > p, [role="alert"]');
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function beginningOf({ script, titlePage = [], settings, saved }: OpenOptions): Beginning {
  const start: PageStart = {
    elements: script.elements,
    titlePage,
    foreign: 0,
    lineStates: script.lineStates,
    settings: { ...usualSettings, ...settings },
    strings: defaultStrings,
  };
  return { start, saved };
}
