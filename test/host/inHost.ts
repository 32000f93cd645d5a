/** Runs test/extension inside a real extension host: the VS Code server's, or a desktop VS Code's. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { buildExtension } from './extensionPackage.ts';
import { cacheFolder, hostFolder, root } from './folders.ts';
import { tail } from './processes.ts';
import { ensureChromium, ensureHost } from './provision.ts';
import { couldNotRun, readMochaReport, type SuiteResult, together } from './results.ts';
import { quietSettings } from './vscodeServer.ts';

export interface InHostOptions {
  /** True: a desktop VS Code, downloaded by @vscode/test-electron when needed. */
  readonly desktop: boolean;
  /** Only tests whose full title matches. */
  readonly grep?: string | undefined;
}

const testsFolder = path.join(root, 'test/extension');
const bundleFolder = path.join(cacheFolder, 'in-host/tests');
const extensionFolder = path.join(cacheFolder, 'in-host/extension');

async function bundleTests(): Promise<void> {
  fs.rmSync(bundleFolder, { recursive: true, force: true });
  const names = fs.readdirSync(testsFolder, { recursive: true, encoding: 'utf8' });
  const tests = names.filter((name) => name.endsWith('.test.ts') || name === 'index.ts');
  await esbuild.build({
    entryPoints: tests.map((name) => path.join(testsFolder, name)),
    outdir: bundleFolder,
    outbase: testsFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

/** A writable copy of the fixtures and the sample, so that tests may change what they like. */
function copyFixtures(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const from of ['test/fixtures', 'media/sample']) {
    const source = path.join(root, from);
    if (fs.existsSync(source)) fs.cpSync(source, folder, { recursive: true });
  }
}

/** Keeps what the run prints, for the case that it fails. */
function keepOutput(): { readonly stream: Writable; readonly text: () => string } {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  return { stream, text: () => written };
}

/** One start of VS Code. `suite` is a folder below test/extension; `workspace` the folder to open, if any. */
async function runOnce(
  suite: string,
  workspace: string | undefined,
  { desktop, grep }: InHostOptions,
): Promise<SuiteResult> {
  const name = `in-host (${suite})`;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-in-host-'));
  const results = path.join(home, 'results.json');
  const userData = path.join(home, 'data');
  fs.mkdirSync(path.join(userData, 'User'), { recursive: true });
  fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(quietSettings));
  const printed = keepOutput();
  try {
    await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: path.join(hostFolder, 'codeStandIn') }),
      extensionDevelopmentPath: extensionFolder,
      extensionTestsPath: path.join(bundleFolder, 'index.cjs'),
      launchArgs: [
        ...(workspace === undefined ? [] : [workspace]),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(home, 'extensions')}`,
      ],
      extensionTestsEnv: {
        SCREENPLAY_TEST_SUITE: suite,
        SCREENPLAY_TEST_RESULTS: results,
        SCREENPLAY_TEST_GREP: grep ?? '',
      },
      stdout: printed.stream,
      stderr: printed.stream,
    });
    return readMochaReport(name, results, tail(printed.text(), 40), grep !== undefined);
  } catch (cause) {
    const log = `${cause}\n${tail(printed.text(), 40)}`;
    const result = readMochaReport(name, results, log, grep !== undefined);
    return result.failures.length > 0 ? result : together([result, couldNotRun(name, log)]);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

/** Builds the extension and its in-host tests, and runs them with a folder open and without one. */
export async function runInHost(options: InHostOptions): Promise<SuiteResult> {
  if (!options.desktop) {
    await ensureHost();
    await ensureChromium();
  }
  await bundleTests();
  await buildExtension(extensionFolder, { production: false });
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-workspace-'));
  copyFixtures(workspace);
  try {
    const withFolder = await runOnce('.', workspace, options);
    const withoutFolder = await runOnce('noFolder', undefined, options);
    return together([withFolder, withoutFolder]);
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
}
