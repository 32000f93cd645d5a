import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleTests } from './bundleTests.ts';
import { root } from './folders.ts';
import { run, tail } from './processes.ts';
import { readMochaReport, type SuiteResult } from './results.ts';

export interface MochaOptions {
  /** Globs below the checkout. */
  readonly files: readonly string[];
  /** Of these not. */
  readonly ignore?: readonly string[];
  /** Whether the files are bundled into one first: a hundred small files with all they import load in a fifth of the time. */
  readonly isBundled?: boolean;
  /** Modules loaded before the files, below the checkout: root hooks. */
  readonly require?: readonly string[];
  /** Limit for one test or hook. */
  readonly timeoutSeconds: number;
  /** Only tests whose full title matches. */
  readonly grep?: string | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs suites with mocha in a Node process of their own. `.only` and a suite without files count as failed. */
export async function runMocha(suite: string, options: MochaOptions): Promise<SuiteResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-mocha-'));
  const results = path.join(folder, 'results.json');
  const args = [
    '--enable-source-maps',
    path.join(root, 'node_modules/mocha/bin/mocha.js'),
    ...['--reporter', 'json', '--reporter-option', `output=${results}`],
    ...['--timeout', String(options.timeoutSeconds * 1000), '--forbid-only'],
    ...(options.require ?? []).flatMap((file) => ['--require', path.join(root, file)]),
    ...(options.grep === undefined ? [] : ['--grep', options.grep]),
    ...(await testFiles(options, folder)),
  ];
  const { code, output } = await run(process.execPath, args, { cwd: root, env: { ...process.env, ...options.env } });
  const result = readMochaReport(suite, results, tail(output, 40), options.grep !== undefined);
  fs.rmSync(folder, { recursive: true, force: true });
  if (code === 0 || result.failures.length > 0) return result;
  return { ...result, failures: [{ title: `${suite} ended with code ${code}`, reason: tail(output) }] };
}

async function testFiles(
  { files, ignore = [], isBundled = false }: MochaOptions,
  folder: string,
): Promise<readonly string[]> {
  if (!isBundled) return [...files, ...ignore.flatMap((glob) => ['--ignore', glob])];
  const bundle = path.join(folder, 'tests.mjs');
  await bundleTests(fs.globSync([...files], { cwd: root, exclude: ignore }), bundle);
  return [bundle];
}
