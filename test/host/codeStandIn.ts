/**
 * The part of the desktop `code` program's command line that test runners use, on the VS Code server and a headless Chromium.
 * Ends with the code that the tests in the extension host ended with. Environment: `SCREENPLAY_TEST_LIMIT_SECONDS`, `SCREENPLAY_TEST_VERBOSE`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { tail } from './processes.ts';
import { startVsCodeServer } from './vscodeServer.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'disable-extensions': { type: 'boolean' },
  },
});

function text(name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The address of the workbench with what the desktop program is told on its command line. */
function workbenchAddress(address: string, authority: string): string {
  const remote = (file: string) => `vscode-remote://${authority}${path.resolve(file)}`;
  const development = [values['extensionDevelopmentPath'] ?? []].flat().filter((value) => typeof value === 'string');
  const payload = development.map((folder) => ['extensionDevelopmentPath', remote(folder)]);
  const tests = text('extensionTestsPath');
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  if (values['disable-extensions'] === true) payload.push(['disableExtensions', 'true']);
  payload.push(['skipWelcome', 'true']);
  const folder = positionals[0];
  const opened: Record<string, string> = folder === undefined ? { ew: 'true' } : { folder: path.resolve(folder) };
  return `${address}/?${new URLSearchParams({ ...opened, payload: JSON.stringify(payload) })}`;
}

/** Listens for the tests' end; a crashed page or a run beyond the limit counts as failed. Call before the page is opened. */
async function watchForExit(page: Page, limitSeconds: number): Promise<{ readonly code: Promise<number> }> {
  let resolve: (code: number) => void = () => {};
  const promise = new Promise<number>((settle) => {
    resolve = settle;
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    if (type === 'error' || type === 'warn') console.error(...args);
    else console.log(...args);
  });
  page.once('crash', () => {
    console.error('The workbench page crashed.');
    resolve(1);
  });
  setTimeout(() => {
    console.error(`The tests did not end within ${limitSeconds} s.`);
    resolve(124);
  }, limitSeconds * 1000).unref();
  if (process.env['SCREENPLAY_TEST_VERBOSE'] === '1') page.on('console', (line) => console.log(line.text()));
  return { code: promise };
}

async function main(home: string): Promise<number> {
  const userDataFolder = text('user-data-dir');
  const extensionsFolder = text('extensions-dir');
  const server = await startVsCodeServer({
    home,
    testDriver: true,
    ...(userDataFolder === undefined ? {} : { userDataFolder }),
    ...(extensionsFolder === undefined ? {} : { extensionsFolder }),
  });
  const browser = await openBrowser({ profile: path.join(home, 'browser') });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const exit = await watchForExit(page, Number(process.env['SCREENPLAY_TEST_LIMIT_SECONDS'] ?? 600));
    await page.goto(workbenchAddress(server.address, server.authority), { waitUntil: 'domcontentloaded' });
    const code = await exit.code;
    if (code !== 0) console.error(tail(server.log()));
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-code-'));
const end = (code: number) => {
  fs.rmSync(home, { recursive: true, force: true });
  process.exit(code);
};
process.once('SIGINT', () => end(130));
process.once('SIGTERM', () => end(143));
try {
  end(await main(home));
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  end(1);
}
