/** Opens the built casting page alone in Chromium, with a host that answers as the extension would. For tests and pictures. */
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type CastingModel, type OfferedVoice, stringsAttribute } from '../../../src/webview/casting/protocol.ts';
import { root } from '../folders.ts';
import { ensureChromium } from '../provision.ts';
import { editorThemes, styleOf, type ThemeName } from './editorThemes.ts';

const address = 'http://casting.test';

async function build(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { casting: 'src/webview/casting/main.tsx' },
    ...{ bundle: true, write: false, platform: 'browser', format: 'iife', target: 'chrome140', outdir: '/' },
    ...{ jsx: 'automatic', jsxImportSource: 'preact', assetNames: '[name]', logLevel: 'error' },
    loader: { '.ttf': 'file' },
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
}

/** What the page says in English, read from where the extension says it. */
function englishStrings(): Readonly<Record<string, string>> {
  const source = fs.readFileSync(path.join(root, 'src/extension/voices/castingPanel/castingStrings.ts'), 'utf8');
  return Object.fromEntries([...source.matchAll(/(\w+): t\(\s*'(.*?)',?\s*\)/g)].map(([, key, text]) => [key, text]));
}

function html(theme: ThemeName): string {
  const { body } = editorThemes[theme];
  const policy = `default-src 'none'; script-src 'nonce-harness'; style-src 'nonce-harness' 'self'; font-src 'self'; img-src 'self' data:`;
  const strings = encodeURIComponent(JSON.stringify(englishStrings()));
  return `<!doctype html><html lang="en" style="--vscode-font-size: 13px; ${styleOf(editorThemes[theme])}"><head><meta charset="utf-8"><title>Casting</title>
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta property="csp-nonce" content="harness" nonce="harness">
<link rel="stylesheet" href="/casting.css"></head><body class="${body}" ${stringsAttribute}="${strings}"><div id="root"></div>
<script nonce="harness" src="/casting.js"></script></body></html>`;
}

/** What the page has told its host, oldest first. */
export interface Told {
  readonly method: string;
  readonly params: unknown;
}

export interface CastingPages {
  /** `told` grows as the page talks. */
  open(options: {
    readonly model: CastingModel;
    readonly voices: readonly OfferedVoice[];
    readonly theme?: ThemeName;
    readonly width?: number;
  }): Promise<{ readonly page: Page; told(): Promise<readonly Told[]> }>;
  close(): Promise<void>;
}

/** Runs in the page before its script. */
function fakeHost({ model, voices }: { readonly model: unknown; readonly voices: unknown }): void {
  const told: unknown[] = [];
  const answers: Readonly<Record<string, unknown>> = { ready: { model }, searchVoices: { voices } };
  Object.assign(window, {
    told,
    acquireVsCodeApi: () => ({
      getState: () => undefined,
      setState: () => {},
      postMessage(message: {
        readonly kind: string;
        readonly id?: number;
        readonly method: string;
        readonly params: unknown;
      }) {
        told.push({ method: message.method, params: message.params });
        if (message.kind !== 'call') return;
        const answer = { kind: 'answer', id: message.id, result: answers[message.method] ?? {} };
        setTimeout(() => window.postMessage(answer, '*'));
      },
    }),
  });
}

export async function startCastingPages(): Promise<CastingPages> {
  const files = await build();
  const browser: Browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  return {
    async open({ model, voices, theme = 'dark', width = 1180 }) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      await context.route(`${address}/**`, async (route) => {
        const content = files.get(path.basename(new URL(route.request().url()).pathname));
        const types = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' } as const;
        const contentType = types[path.extname(route.request().url()) as keyof typeof types] ?? 'text/html';
        await route.fulfill({ contentType, body: content ? Buffer.from(content) : html(theme) });
      });
      const page = await context.newPage();
      await page.addInitScript(fakeHost, { model, voices });
      await page.goto(address);
      await page.locator('.casting, .empty').waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return { page, told: () => page.evaluate(() => (window as unknown as { told: Told[] }).told) };
    },
    close: () => browser.close(),
  };
}
