/** A writer at a real VS Code workbench: a VS Code server with the packaged extension installed, and a headless Chromium. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { screenshotsFolder } from './folders.ts';
import { until } from './until.ts';
import { installExtension, type Settings, startVsCodeServer, type VsCodeServer } from './vscodeServer.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

export interface WorkbenchOptions {
  /** The packaged extension to install. */
  readonly vsix: string;
  /** Files of the folder that is opened: path below it → text or bytes. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly theme?: keyof typeof themes;
  readonly settings?: Settings;
  /** True: the folder opens in restricted mode. */
  readonly workspaceTrust?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

const extensionId = 'creator-studio.creator-studio-screenplay';

/** Opens a workbench on a new folder with the given files; {@link Workbench.close} ends it and removes everything. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-workbench-'));
  const folder = path.join(home, 'folder');
  for (const [name, content] of Object.entries(options.files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  await installExtension({ home }, options.vsix);
  const workbench = new Workbench(home, folder, options);
  try {
    await workbench.start();
    return workbench;
  } catch (cause) {
    await workbench.screenshot('did-not-open').catch(() => undefined);
    await workbench.close();
    throw cause;
  }
}

export class Workbench {
  /** The folder that is open, absolute. */
  readonly folder: string;
  readonly #home: string;
  readonly #options: WorkbenchOptions;
  #server: VsCodeServer | undefined;
  #browser: BrowserContext | undefined;
  #page: Page | undefined;
  #port = 0;

  constructor(home: string, folder: string, options: WorkbenchOptions) {
    this.#home = home;
    this.folder = folder;
    this.#options = options;
  }

  /** The workbench's page. */
  get page(): Page {
    if (this.#page === undefined) throw new Error('The workbench is not open.');
    return this.#page;
  }

  /** Where the extension keeps its library and media. */
  get storageFolder(): string {
    return path.join(this.#home, 'data/User/globalStorage', extensionId);
  }

  /** What the VS Code server has logged since it started. */
  get serverLog(): string {
    return this.#server?.log() ?? '';
  }

  /** Starts server and browser and waits until the extension's parts of the workbench are there. */
  async start(): Promise<void> {
    const { theme = 'dark', settings, workspaceTrust = false, viewport } = this.#options;
    this.#server = await startVsCodeServer({
      home: this.#home,
      port: this.#port,
      workspaceTrust,
      settings: { 'workbench.colorTheme': themes[theme], 'window.autoDetectColorScheme': false, ...settings },
    });
    // The browser keeps what it stores by address, so that a workbench opened again must be at the same one.
    this.#port = Number(new URL(this.#server.address).port);
    const profile = path.join(this.#home, 'browser');
    this.#browser = await openBrowser(viewport === undefined ? { profile } : { profile, viewport });
    this.#page = this.#browser.pages()[0] ?? (await this.#browser.newPage());
    await this.load();
  }

  /** Loads the workbench's page, again if it is there. */
  async load(): Promise<void> {
    await this.page.goto(`${this.#server?.address}/?${new URLSearchParams({ folder: this.folder })}`);
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await this.page.locator('.activitybar .action-label[aria-label^="Screenplay"]').waitFor();
  }

  /** Quits the browser and the server as a writer who closes the lid, keeping all data; {@link start} opens them again. */
  async quit(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.stop();
    this.#page = undefined;
    this.#browser = undefined;
    this.#server = undefined;
  }

  async close(): Promise<void> {
    await this.quit();
    fs.rmSync(this.#home, { recursive: true, force: true });
  }

  /** A row of the Explorer. */
  #file(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async showExplorer(): Promise<void> {
    const rows = this.page.locator('.explorer-folders-view');
    if (!(await rows.isVisible()))
      await this.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
    await rows.waitFor();
  }

  /**
   * Opens a file of the folder in the page editor. A file that is opened before VS Code knows the custom editor comes
   * as text: then it is closed and opened again, as a person would do.
   */
  async openPage(name: string): Promise<Frame> {
    await this.showExplorer();
    const webview = this.page.locator('.editor-instance iframe.webview, iframe.webview');
    const textEditor = this.page.locator('.editor-instance .monaco-editor');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.#file(name).dblclick();
      await webview.or(textEditor).first().waitFor();
      if ((await webview.count()) > 0) return this.frameWith('.ProseMirror');
      await this.runCommand('View: Close Editor');
      await textEditor.waitFor({ state: 'detached' });
    }
    throw new Error(`${name} opened as text five times.`);
  }

  /** The document inside the webview that has an element matching `selector`, once it is there. */
  frameWith(selector: string): Promise<Frame> {
    return until(`a webview with ${selector}`, async () => {
      // A webview is a frame in a frame of the page.
      const inner = this.page.frames().filter((frame) => frame.parentFrame()?.parentFrame() === this.page.mainFrame());
      for (const frame of inner) {
        if ((await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    });
  }

  /** Runs a command by its whole title in the command palette, from wherever the focus is. */
  async runCommand(title: string): Promise<void> {
    await this.showInPalette(title);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Opens the command palette with `title` found and chosen but not run. */
  async showInPalette(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input').first();
    // A key is lost while the focus is on its way between two editors.
    await until('the command palette', async () => {
      await this.page.keyboard.press('F1');
      await input.waitFor({ timeout: 2000 });
      return true;
    });
    await input.fill(`>${title}`);
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const row = rows.and(this.page.locator(`[aria-label="${title}"], [aria-label^="${title},"]`));
    await row.waitFor();
    await until(`${title} to be chosen`, async () => {
      if ((await row.getAttribute('class'))?.includes('focused')) return true;
      await this.page.keyboard.press('ArrowDown');
      return false;
    });
  }

  /** A view of the Screenplay container by its title, opened and expanded. */
  async view(title: string): Promise<Locator> {
    const pane = this.page
      .locator('.sidebar .pane')
      .filter({ has: this.page.locator('.pane-header', { hasText: title }) });
    if ((await pane.count()) === 0) {
      await this.page.locator('.activitybar .action-label[aria-label^="Screenplay"]').click();
    }
    const header = pane.locator('.pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    return pane;
  }

  /** The labels of the rows that a tree view shows. */
  async rows(title: string): Promise<readonly string[]> {
    const pane = await this.view(title);
    return pane.locator('.monaco-list-row').allInnerTexts();
  }

  /** Saves a picture of the whole workbench as `.screenshots/<name>.png`; returns the file. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshotsFolder, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }
}
