/**
 * What VS Code calls to run the tests inside its extension host. Environment: `SCREENPLAY_TEST_SUITE` names the folder of
 * suites ("." or a subfolder), `SCREENPLAY_TEST_RESULTS` the file for mocha's JSON, `SCREENPLAY_TEST_GREP` a filter.
 */
import fs from 'node:fs';
import path from 'node:path';

/** Rejects when a test fails, which is how VS Code learns of it. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const output = process.env['SCREENPLAY_TEST_RESULTS'];
  const grep = process.env['SCREENPLAY_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    forbidOnly: true,
    ...(output === undefined ? {} : { reporter: 'json', reporterOptions: { output } }),
    ...(grep === undefined || grep === '' ? {} : { grep }),
  });
  const folder = path.join(__dirname, process.env['SCREENPLAY_TEST_SUITE'] ?? '.');
  for (const name of fs.readdirSync(folder).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(folder, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => console.log(`passed ${test.fullTitle()}`));
    runner.on('fail', (test, error: Error) => console.log(`failed ${test.fullTitle()}: ${error.message}`));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
