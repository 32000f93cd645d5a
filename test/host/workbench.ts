/** A real VS Code for a test: a VS Code server with the packaged extension installed, and a headless Chromium. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { SavedLibrary } from './savedLibrary.ts';
import { installExtension, type Settings, startVsCodeServer, type VsCodeServer } from './vscodeServer.ts';
import { WorkbenchWindow } from './workbenchWindow.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

export interface WorkbenchOptions {
  /** The packaged extension to install. */
  readonly vsix: string;
  /** Other packaged extensions to install beside it. */
  readonly otherExtensions?: readonly string[];
  /** Files of the folder that is opened: path below it → text or bytes. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Name of the folder, which names the project. */
  readonly folderName?: string;
  readonly theme?: keyof typeof themes;
  readonly settings?: Settings;
  /** True: the folder opens in restricted mode. */
  readonly workspaceTrust?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** BCP 47 language of the browser. */
  readonly locale?: string;
}

const extensionId = 'creator-studio.creator-studio-screenplay';

function writeFiles(folder: string, files: WorkbenchOptions['files']): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
}

/** Opens a workbench on a new folder with the given files; {@link Workbench.close} ends it and removes everything. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-workbench-'));
  const workbench = new Workbench(home, options);
  writeFiles(workbench.folder, options.files);
  for (const each of [options.vsix, ...(options.otherExtensions ?? [])]) await installExtension({ home }, each);
  try {
    await workbench.start();
    return workbench;
  } catch (cause) {
    await workbench.window.screenshot('failed/did-not-open').catch(() => undefined);
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
  #window: WorkbenchWindow | undefined;
  #port = 0;

  constructor(home: string, options: WorkbenchOptions) {
    this.#home = home;
    this.folder = path.join(home, options.folderName ?? 'folder');
    this.#options = options;
  }

  /** The window that opened first. */
  get window(): WorkbenchWindow {
    if (this.#window === undefined) throw new Error('The workbench is not open.');
    return this.#window;
  }

  /** Where the extension keeps its library and media. */
  get storageFolder(): string {
    return path.join(this.#home, 'data/User/globalStorage', extensionId);
  }

  /** What the extension has stored. */
  get library(): SavedLibrary {
    return new SavedLibrary(this.storageFolder);
  }

  /** The writer's settings file as it is. */
  userSettings(): string {
    return fs.readFileSync(path.join(this.#home, 'data/User/settings.json'), 'utf8');
  }

  /** What the VS Code server has logged since it started. */
  get serverLog(): string {
    return this.#server?.log() ?? '';
  }

  #address(folder: string): string {
    return `${this.#server?.address}/?${new URLSearchParams({ folder })}`;
  }

  /** Starts server and browser and waits until the extension's parts of the workbench are there. */
  async start(): Promise<void> {
    const { theme = 'dark', settings, workspaceTrust = false, viewport, locale } = this.#options;
    this.#server = await startVsCodeServer({
      home: this.#home,
      port: this.#port,
      workspaceTrust,
      settings: { 'workbench.colorTheme': themes[theme], 'window.autoDetectColorScheme': false, ...settings },
    });
    // The browser keeps what it stores by address, so that a workbench opened again must be at the same one.
    this.#port = Number(new URL(this.#server.address).port);
    const profile = path.join(this.#home, 'browser');
    this.#browser = await openBrowser({ profile, locale, ...(viewport === undefined ? {} : { viewport }) });
    this.#window = new WorkbenchWindow(this.#browser.pages()[0] ?? (await this.#browser.newPage()));
    await this.#window.load(this.#address(this.folder));
  }

  /** Opens another window, with an extension host of its own, on a folder beside the first. */
  async openWindow(name: string, files: WorkbenchOptions['files']): Promise<WorkbenchWindow> {
    if (this.#browser === undefined) throw new Error('The workbench is not open.');
    const folder = path.join(this.#home, name);
    writeFiles(folder, files);
    const opened = new WorkbenchWindow(await this.#browser.newPage());
    await opened.load(this.#address(folder));
    return opened;
  }

  /** Loads the first window again, as a writer does with "Reload Window". */
  async reload(): Promise<void> {
    await this.window.load(this.#address(this.folder));
  }

  /** Quits the browser and the server as a writer who closes the lid, keeping all data; {@link start} opens them again. */
  async quit(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.stop();
    this.#window = undefined;
    this.#browser = undefined;
    this.#server = undefined;
  }

  async close(): Promise<void> {
    await this.quit();
    fs.rmSync(this.#home, { recursive: true, force: true });
  }
}
