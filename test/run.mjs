// `npm test`: builds, runs every suite, and ends with one line that counts all tests.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildVsix } from './host/extensionPackage.ts';
import { root } from './host/folders.ts';
import { runInHost } from './host/inHost.ts';
import { runMocha } from './host/mochaRun.ts';
import { run, tail } from './host/processes.ts';
import { couldNotRun } from './host/results.ts';
import { runWithSecondAttempt } from './host/secondAttempt.ts';

const help = `npm test -- [options]
  --only=SUITES   some of: pure,fuzz,library,sharing,in-host,end-to-end
  --grep=TEXT     only tests whose title matches
  --long          the fuzz suite with ten times as many cases, which no run has had before
  --desktop       in-host tests in a desktop VS Code; leaves out end-to-end, which needs the VS Code server
  --help          this text`;

/** Suite name → how it runs. `options` are the command line's. */
const suites = {
  pure: ({ grep }) =>
    runMocha('pure', {
      files: ['test/language/**/*.test.ts', 'test/webview/**/*.test.{ts,tsx}'],
      isBundled: true,
      ignore: ['test/language/**/*.fuzz.test.ts', 'test/webview/**/*.property.test.ts'],
      timeoutSeconds: 20,
      grep,
    }),
  fuzz: ({ grep, long }) => runFuzz({ grep, env: long ? longFuzzing() : {} }),
  library: ({ grep }) => runMocha('library', { files: ['test/library/**/*.test.ts'], timeoutSeconds: 120, grep }),
  sharing: async ({ grep }) => {
    const { notes } = await import('./sharing/notes.ts');
    for (const note of notes()) console.log(`  ${note}`);
    return runMocha('sharing', {
      files: ['test/sharing/**/*.test.ts'],
      require: ['test/sharing/hooks.ts'],
      timeoutSeconds: 120,
      grep,
    });
  },
  'in-host': ({ desktop, grep }) => runInHost({ desktop, grep }),
  'end-to-end': async ({ grep }) =>
    runWithSecondAttempt('end-to-end', {
      files: ['test/host/endToEnd/**/*.e2e.ts'],
      timeoutSeconds: 240,
      grep,
      env: { SCREENPLAY_VSIX: await buildVsix('end-to-end') },
    }),
};

/** Random cases, over two hundred thousand of them; says how many were tried, and fails when they are too few. */
async function runFuzz({ grep, env }) {
  const least = 200_000;
  const countFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-fuzz-')), 'count');
  const result = await runMocha('fuzz', {
    files: ['test/language/**/*.fuzz.test.ts', 'test/webview/**/*.property.test.ts'],
    require: ['test/fuzz/countCases.ts'],
    timeoutSeconds: 120,
    grep,
    env: { ...env, SCREENPLAY_FUZZ_COUNT: countFile },
  });
  const count = fs.existsSync(countFile) ? Number(fs.readFileSync(countFile, 'utf8')) : 0;
  fs.rmSync(path.dirname(countFile), { recursive: true });
  console.log(`  ${count.toLocaleString('en')} random cases`);
  if (grep !== undefined || count >= least || result.failures.length > 0) return result;
  const reason = `${count} random cases are fewer than ${least}.`;
  return { ...result, failures: [{ title: 'fuzz', reason }] };
}

/** Other cases each time; the seed is said, so that a failure can be had again. */
function longFuzzing() {
  const seed = process.env.SCREENPLAY_FUZZ_SEED ?? String(Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  return { SCREENPLAY_FUZZ: '10', SCREENPLAY_FUZZ_SEED: seed };
}

/** The suites to run, in order. Throws a sentence about a name that is none. */
function chosen({ only, desktop }) {
  const names = only === undefined ? Object.keys(suites) : only.split(',');
  const unknown = names.filter((name) => !(name in suites));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`);
  return desktop ? names.filter((name) => name !== 'end-to-end') : names;
}

async function runSuite(name, options) {
  const started = Date.now();
  let result;
  try {
    result = await suites[name](options);
  } catch (cause) {
    result = couldNotRun(name, cause instanceof Error ? cause.message : String(cause));
  }
  for (const { title, reason } of result.failures)
    console.log(`\n  FAILED ${title}\n${reason.replace(/^/gm, '    ')}\n`);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${result.passed} passed, ${result.failures.length} failed (${seconds} s)`);
  return result;
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      grep: { type: 'string' },
      desktop: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const names = chosen(values);
  const build = await run(process.execPath, ['esbuild.mjs', '--quiet'], { cwd: root });
  const results = {};
  if (build.code !== 0) results.build = couldNotRun('build', tail(build.output, 40));
  for (const name of build.code === 0 ? names : []) {
    console.log(`${name} …`);
    results[name] = await runSuite(name, values);
  }
  const all = Object.values(results);
  const passed = all.reduce((sum, result) => sum + result.passed, 0);
  const failed = all.reduce((sum, result) => sum + result.failures.length, 0);
  if (build.code !== 0) console.log(results.build.failures[0].reason);
  console.log(
    Object.entries(results)
      .map(([name, result]) => `${name} ${result.passed + result.failures.length}`)
      .join(', '),
  );
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

try {
  await main();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 2;
}
