// `npm start`: opens the studio on a copy of the sample project and stays until Ctrl+C.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildVsix } from './extensionPackage.ts';
import { cacheFolder, root } from './folders.ts';
import { findOnPath, HostMissing } from './provision.ts';
import { installExtension, startVsCodeServer } from './vscodeServer.ts';

const studio = path.join(cacheFolder, 'studio');
const scripts = path.join(studio, 'Screenplays');
const home = path.join(studio, 'home');
const sample = path.join(scripts, 'fyren-201.screenplay');
const runningFile = path.join(studio, 'running');

/** The browser keeps the workbench's layout by address, so the studio asks for the same port each time. */
const usualPort = 8421;

/** The writer's folder: the sample is copied on the first start, and never over what is there. */
function prepareScripts() {
  if (fs.existsSync(scripts)) return;
  fs.cpSync(path.join(root, 'media/sample'), scripts, { recursive: true });
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Opens desktop VS Code on the folder; resolves when its window is closed. */
function openDesktop(code) {
  console.log('Opening the studio in desktop VS Code.');
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, scripts];
  if (fs.existsSync(sample)) args.push(sample);
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve) => child.once('close', resolve));
}

async function answers(address) {
  try {
    return (await fetch(`${address}/healthz`)).ok;
  } catch {
    return false;
  }
}

/** The address of a studio that an earlier start left running. */
async function findRunning() {
  if (!fs.existsSync(runningFile)) return undefined;
  const address = fs.readFileSync(runningFile, 'utf8');
  return (await answers(address)) ? address : undefined;
}

function showInBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (!hasDisplay() || findOnPath(opener) === undefined) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true }).unref();
}

async function startServer() {
  await installExtension({ home }, await buildVsix('studio'));
  try {
    return await startVsCodeServer({ home, port: usualPort });
  } catch {
    // Something else has the port.
    return startVsCodeServer({ home });
  }
}

function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

async function openServer() {
  // A file named in the address would open before the page editor is known, and so as text: the folder waits for a click.
  const where = (address) => `${address}/?${new URLSearchParams({ folder: scripts })}`;
  const running = await findRunning();
  if (running !== undefined) {
    console.log(`The studio is open already: ${where(running)}`);
    return;
  }
  const server = await startServer();
  fs.writeFileSync(runningFile, server.address);
  console.log(`\nThe studio is open: ${where(server.address)}`);
  console.log('Click fyren-201.screenplay in the Explorer: it opens as a page.');
  console.log(`The scripts lie in ${path.relative(process.cwd(), scripts)} and stay there. Stop with Ctrl+C.`);
  showInBrowser(where(server.address));
  await untilStopped();
  fs.rmSync(runningFile, { force: true });
  await server.stop();
}

try {
  prepareScripts();
  const code = findOnPath('code');
  if (code !== undefined && hasDisplay()) await openDesktop(code);
  else await openServer();
} catch (cause) {
  console.error(cause instanceof HostMissing ? cause.message : cause);
  process.exitCode = 1;
}
