/** A VS Code server of one's own on the loopback: own home, settings, extensions and data, no network. */
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { run, startGroup, stopGroup, tail } from './processes.ts';
import { ensureHost } from './provision.ts';

/** A settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** Folder that holds everything the server writes; two servers must not share one. Made when missing. */
  readonly home: string;
  /** Where settings and the extensions' data lie; `home`/data when left out. */
  readonly userDataFolder?: string;
  /** Where extensions are installed; `home`/extensions when left out. */
  readonly extensionsFolder?: string;
  /** Added to {@link quietSettings}; existing settings of the home are kept when left out. */
  readonly settings?: Settings;
  /** True: folders must be trusted before extensions may do everything. Otherwise everything is trusted. */
  readonly workspaceTrust?: boolean;
  /** True makes the workbench honour `extensionDevelopmentPath` and `extensionTestsPath`, and hides notification toasts. */
  readonly testDriver?: boolean;
  /** TCP port; a free one when left out. */
  readonly port?: number;
}

export interface VsCodeServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly address: string;
  /** The host and port of `address`, as in `vscode-remote://` URIs. */
  readonly authority: string;
  readonly userDataFolder: string;
  /** What the server has written to its log. */
  log(): string;
  stop(): Promise<void>;
}

/** Settings that keep the workbench to what a test or a newcomer needs, without network, and saving only when asked as on a desktop. */
export const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

interface Folders {
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
}

function foldersOf(options: ServerOptions): Folders {
  const home = path.resolve(options.home);
  return {
    home,
    userData: options.userDataFolder ?? path.join(home, 'data'),
    extensions: options.extensionsFolder ?? path.join(home, 'extensions'),
  };
}

function environment(home: string): NodeJS.ProcessEnv {
  const { PORT: _port, VSCODE_IPC_HOOK_CLI: _hook, NODE_OPTIONS: _nodeOptions, ...inherited } = process.env;
  const runtime = path.join(home, 'run');
  fs.mkdirSync(runtime, { recursive: true, mode: 0o700 });
  return {
    ...inherited,
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'share'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_RUNTIME_DIR: runtime,
  };
}

function commonArguments(entry: string, { userData, extensions }: Folders): readonly string[] {
  return [entry, '--user-data-dir', userData, '--extensions-dir', extensions];
}

function writeSettings(userData: string, settings: Settings | undefined): void {
  const file = path.join(userData, 'User/settings.json');
  if (settings === undefined && fs.existsSync(file)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
}

/** Resolves with the address once the server answers on it; rejects with the log's end when it dies first. */
async function whenListening(server: ChildProcess, log: () => string): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /HTTP server listening on (http:\/\/[\d.:]+)/.exec(log());
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    server.stdout?.on('data', look);
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`The VS Code server ended while starting.\n${tail(log())}`)));
  });
  const health = await fetch(`${address}/healthz`);
  if (!health.ok) throw new Error(`The VS Code server answers ${health.status}.\n${tail(log())}`);
  return address;
}

/**
 * Starts a server and waits until it answers. It ends with {@link VsCodeServer.stop}, at the latest with this process.
 * @throws {Error} with the end of its log when it does not come up.
 */
export async function startVsCodeServer(options: ServerOptions): Promise<VsCodeServer> {
  const entry = await ensureHost();
  const folders = foldersOf(options);
  fs.mkdirSync(folders.extensions, { recursive: true });
  writeSettings(folders.userData, options.settings);
  const args = [
    ...commonArguments(entry, folders),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const server = startGroup(process.execPath, args, {
    env: environment(folders.home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const take = (chunk: Buffer) => {
    written += chunk.toString();
  };
  server.stdout?.on('data', take);
  server.stderr?.on('data', take);
  const log = () => written;
  try {
    const address = await whenListening(server, log);
    const stop = () => stopGroup(server);
    return { address, authority: new URL(address).host, userDataFolder: folders.userData, log, stop };
  } catch (cause) {
    await stopGroup(server);
    throw cause;
  }
}

/** Installs a packaged extension into a home, or again when it is there. No server of that home may be running. */
export async function installExtension(options: ServerOptions, vsix: string): Promise<void> {
  const entry = await ensureHost();
  const folders = foldersOf(options);
  const args = [...commonArguments(entry, folders), '--install-extension', vsix, '--force'];
  const { code, output } = await run(process.execPath, args, { env: environment(folders.home) });
  if (code !== 0) throw new Error(`The extension could not be installed into the VS Code server.\n${tail(output)}`);
}
