// Opens the built timeline in Chromium with a host that answers from a model, as the extension would.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { moduleOptions } from '../../../src/webview/build.mjs';
import { packModel } from '../../../src/webview/timeline/protocol.ts';
import { toneWav } from '../../host/wav.ts';
import { strings } from './models.mjs';
import { styleOf, themes } from './themes.mjs';

const root = path.join(import.meta.dirname, '../../..');

/** Builds the page as `npm run package` does; resolves with its folder, which the caller removes. */
export async function buildPage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timeline-page-'));
  await esbuild.build({
    ...moduleOptions(true),
    absWorkingDir: root,
    entryPoints: { timeline: 'src/webview/timeline/main.tsx' },
    outdir: folder,
    logLevel: 'error',
  });
  return folder;
}

/** The other end of the page's channel: it answers `ready` and keeps everything else it is told in `window.told`. */
function fakeHost({ model, packed, state }) {
  window.told = [];
  window.model = model;
  window.saved = state;
  window.acquireVsCodeApi = () => ({
    getState: () => window.saved,
    setState: (next) => {
      window.saved = next;
    },
    postMessage: (message) => {
      window.told.push(message);
      if (message.kind !== 'call') return;
      const result = message.method === 'ready' ? { model: packed, caret: 'line-2' } : {};
      const answer = structuredClone({ kind: 'answer', id: message.id, result });
      if (message.method === 'ready') window.answeredAt = performance.now();
      window.postMessage(answer, '*');
    },
  });
  window.tellPage = (method, params) => window.postMessage({ kind: 'tell', method, params }, '*');
}

function html(theme) {
  const nonce = 'harness';
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}' 'self'; font-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'`;
  return `<!doctype html><html lang="en" style='${styleOf(theme)}'><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="/timeline.css"></head><body class="${theme.body}" data-strings="${encodeURIComponent(JSON.stringify(strings))}"><div id="root"></div>
<script type="module" nonce="${nonce}" src="/timeline.js"></script></body></html>`;
}

const types = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.wav': 'audio/wav' };

/** Serves the built page, the pages of each theme, and a tone for every sound. */
function serve(folder) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const theme = themes[pathname.slice(1)];
    if (theme) return response.setHeader('content-type', 'text/html').end(html(theme));
    response.setHeader('content-type', types[path.extname(pathname)] ?? 'application/octet-stream');
    if (pathname.startsWith('/sound/'))
      return pathname.includes('gone')
        ? response.writeHead(404).end()
        : response.end(toneWav({ sampleRate: 22_050, level: 0.27 }));
    const file = path.join(folder, path.posix.normalize(pathname));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    return response.end(fs.readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Runs `use` with a function that opens the timeline; everything is closed afterwards. */
export async function withTimelinePages(use) {
  const folder = await buildPage();
  const server = await serve(folder);
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  try {
    await use({
      folder,
      open: async ({
        model,
        theme = 'dark',
        width = 1130,
        height = 300,
        scale = 1,
        state,
        reducedMotion = 'no-preference',
      }) => {
        const context = await browser.newContext({
          viewport: { width, height },
          deviceScaleFactor: scale,
          reducedMotion,
        });
        const page = await context.newPage();
        await page.addInitScript(fakeHost, { model, packed: packModel(model), state });
        page.on('pageerror', (error) => console.error(`page: ${error.message}`));
        await page.goto(`http://127.0.0.1:${server.address().port}/${theme}`);
        return page;
      },
    });
  } finally {
    await browser.close();
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when the first whole picture stands on the canvas. */
export function untilPainted(page) {
  return page.waitForFunction(() => performance.getEntriesByName('timeline.painted').length > 0);
}
