/** Installs what the real VS Code of the tests lacks, or says in one sentence what to install. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { exclusively } from './exclusive.ts';
import { cacheFolder, hostFolder } from './folders.ts';
import { run, tail } from './processes.ts';

/** Something that only a person can put right; the message says what to do. */
export class HostMissing extends Error {
  override readonly name = 'HostMissing';
}

const serverPackage = path.join(hostFolder, 'node_modules/code-server');
const marker = path.join(hostFolder, 'node_modules/.installed');
const lockFile = path.join(cacheFolder, 'install.lock');

/** Where the VS Code server's entry lies once {@link ensureHost} has run. */
export const serverEntry = path.join(serverPackage, 'out/node/entry.js');

function say(line: string): void {
  console.error(line);
}

/** What the marker must hold: another lock file or another major Node asks for a new install. */
function wanted(): string {
  const lock = fs.readFileSync(path.join(hostFolder, 'package-lock.json'));
  return `${crypto.createHash('sha256').update(lock).digest('hex')} node ${process.versions.modules}\n`;
}

function isInstalled(): boolean {
  return fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === wanted() && fs.existsSync(serverEntry);
}

/** Runs the npm that runs us, else the one on the PATH, under this very Node. */
async function npm(folder: string, args: readonly string[]): Promise<void> {
  const own = process.env['npm_execpath'];
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
  const options = { cwd: folder, env, shell: process.platform === 'win32' };
  const quiet = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const isNpm = own !== undefined && path.basename(own).startsWith('npm') && fs.existsSync(own);
  const { code, output } = isNpm
    ? await run(process.execPath, [own, ...quiet], options)
    : await run('npm', quiet, options);
  if (code === 0) return;
  throw new HostMissing(
    `The VS Code server could not be installed from npm; check the network and run the command again.\n${tail(output)}`,
  );
}

async function installServer(): Promise<void> {
  if (isInstalled()) return;
  const started = Date.now();
  say('Installing the VS Code server from npm (once, about 600 MB) …');
  fs.rmSync(marker, { force: true });
  await npm(hostFolder, ['ci']);
  // The server's own dependencies are installed by its install script, which also compiles parts that tests do without.
  await npm(path.join(serverPackage, 'lib/vscode'), ['install', '--omit=dev']);
  await npm(path.join(serverPackage, 'lib/vscode/extensions'), ['install', '--omit=dev']);
  fs.writeFileSync(marker, wanted());
  say(`VS Code server installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Makes sure that the VS Code server can run; returns its entry file. Installs it when needed, once also when two commands
 * ask at the same time, and costs milliseconds when it is there.
 * @throws {HostMissing} on Windows, under another Node than 24, or when npm fails.
 */
export async function ensureHost(): Promise<string> {
  if (process.platform === 'win32') {
    throw new HostMissing(
      'The VS Code server does not run on Windows: use `npm run test:desktop` with desktop VS Code.',
    );
  }
  if (Number(process.versions.node.split('.')[0]) !== 24) {
    throw new HostMissing(`The VS Code server needs Node 24 and this is ${process.version}: run it as an npm script.`);
  }
  if (!isInstalled()) await exclusively(lockFile, installServer);
  return serverEntry;
}

const browserNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const browserFiles = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The full path of a program on the PATH, if it is there. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const candidates = folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
  return candidates.find((file) => fs.existsSync(file));
}

function findBrowser(): string | undefined {
  const onPath = browserNames.map(findOnPath).find((file) => file !== undefined);
  return onPath ?? browserFiles.find((file) => fs.existsSync(file));
}

function canUseApt(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get') !== undefined;
}

async function apt(...args: readonly string[]): Promise<void> {
  const { code, output } = await run('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) {
    throw new HostMissing(`Chromium could not be installed with apt: install it, or set CHROME_PATH.\n${tail(output)}`);
  }
}

async function installChromium(): Promise<void> {
  if (findBrowser() !== undefined) return;
  say('Installing Chromium with apt (once) …');
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
}

/**
 * Makes sure that there is a Chromium, Chrome or Edge; returns its program file. `CHROME_PATH` wins.
 * Installs Chromium when root on a Debian system.
 * @throws {HostMissing} when there is none and none can be installed.
 */
export async function ensureChromium(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (fs.existsSync(chosen)) return chosen;
    throw new HostMissing(`CHROME_PATH names no file: ${chosen}`);
  }
  if (findBrowser() === undefined && canUseApt()) await exclusively(lockFile, installChromium);
  const found = findBrowser();
  if (found !== undefined) return found;
  throw new HostMissing(
    'No browser was found: install Chromium, Chrome or Edge, or set CHROME_PATH to its program file.',
  );
}
