/** A small film with sound for tests, encoded by the browser that also runs them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import type { BrowserContext } from 'playwright-core';
import { root } from './folders.ts';

interface Build {
  readonly moduleOptions: (production: boolean) => esbuild.BuildOptions;
}

/** The bytes of a WebM of three seconds: colours, and a tone of 440 Hz. */
export async function makeFilm(browser: BrowserContext): Promise<Uint8Array> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-film-'));
  const page = await browser.newPage();
  try {
    const build: Build = await import(pathToFileURL(path.join(root, 'src/webview/build.mjs')).href);
    await esbuild.build({
      ...build.moduleOptions(false),
      absWorkingDir: root,
      entryPoints: { film: 'test/host/pages/filmPage.ts' },
      outdir: folder,
      logLevel: 'error',
    });
    await page.route('http://localhost/**', (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.endsWith('.js')) return route.fulfill({ path: path.join(folder, pathname) });
      return route.fulfill({
        contentType: 'text/html',
        body: '<title>Film</title><script type="module" src="/film.js"></script>',
      });
    });
    await page.goto('http://localhost/');
    await page.waitForFunction(() => window.makeFilm !== undefined);
    return Uint8Array.from(await page.evaluate(async () => [...new Uint8Array(await window.makeFilm())]));
  } finally {
    await page.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
