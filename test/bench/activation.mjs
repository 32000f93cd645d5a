// Activation of the installed package, by VS Code's own marks around loading the code and calling activate().
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension, packageExtension } from '../host/extensionPackage.ts';
import { cacheFolder } from '../host/folders.ts';
import { until } from '../host/until.ts';
import { openWorkbench } from '../host/workbench.ts';

const rounds = 5;

/** The milliseconds that "Show Running Extensions" shows for an extension. */
async function shownActivation(workbench, name) {
  const row = workbench.window.page.locator(`.runtime-extensions-editor [aria-label="${name}"]`);
  const shown = await until(`the activation time of ${name}`, async () => {
    const time = await row.locator('.activation-time').textContent();
    return /(\d+)\s*ms/.exec(time ?? '')?.[1];
  });
  return Number(shown);
}

/** An extension that does nothing, activated by the same event: what any extension costs here. */
async function emptyExtension() {
  const folder = path.join(cacheFolder, 'bench/empty');
  fs.mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ name: 'empty', displayName: 'empty', publisher: 'bench', version: '1.0.0', license: 'MIT', main: './main.js' },
    ...{ engines: { vscode: '^1.125.0' }, activationEvents: ['onLanguage:screenplay', 'onStartupFinished'] },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, 'main.js'), 'exports.activate = () => {};\n');
  for (const name of ['README.md', 'LICENSE']) fs.writeFileSync(path.join(folder, name), 'Nothing.\n');
  return packageExtension(folder);
}

/**
 * The package with a line at the end of its code that writes VS Code's marks to a file, one JSON object for each start. What "Show Running
 * Extensions" shows begins earlier: with the extension's translations, which VS Code fetches, and with waiting for its turn.
 */
async function markedExtension(file) {
  const folder = path.join(cacheFolder, 'bench/activation');
  await buildExtension(folder, { production: true });
  const record = () => {
    const marks = globalThis.MonacoPerformanceMarks.getMarks();
    const at = (name) => marks.find((mark) => mark.name.startsWith(`code/extHost/${name}/creator-studio.`))?.startTime;
    if (at('didActivateExtension') === undefined) return void setTimeout(record, 500);
    const load = at('didLoadExtensionCode') - at('willLoadExtensionCode');
    const activate = at('didActivateExtension') - at('willActivateExtension');
    require('node:fs').appendFileSync('FILE', `${JSON.stringify({ load, activate })}\n`);
  };
  const code = `\nconst record = ${record.toString().replace("'FILE'", JSON.stringify(file))};\nsetTimeout(record, 1500);\n`;
  fs.appendFileSync(path.join(folder, 'dist/extension.js'), code);
  return packageExtension(folder);
}

const marksIn = (file) =>
  (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Closes every editor by its tab, so that nothing is restored and activates us in the middle of the next start. */
async function closeEditors(workbench) {
  const close = workbench.window.page.locator('.tabs-container .tab .codicon-close');
  await until('all editors to close', async () => {
    if ((await close.count()) === 0) return true;
    await close.first().click();
    return false;
  });
}

export async function bench(report) {
  const file = path.join(cacheFolder, 'bench/activation.jsonl');
  fs.rmSync(file, { force: true });
  const vsix = await markedExtension(file);
  // Tall, because the list of extensions shows only the rows that fit, slowest first.
  const viewport = { width: 1440, height: 2400 };
  const workbench = await openWorkbench({
    vsix,
    otherExtensions: [await emptyExtension()],
    viewport,
    // In another language VS Code fetches the extension's translations while it loads the code, and counts that too.
    locale: 'en',
    files: { 'a.screenplay': 'INT. HUS - DAG\n\nTOVE\nHej.\n' },
  });
  const times = [];
  const emptyTimes = [];
  try {
    for (let round = 0; round < rounds; round++) {
      if (round > 0) {
        await closeEditors(workbench);
        await workbench.quit();
        await workbench.start();
      }
      await workbench.window.openPage('a.screenplay');
      await workbench.window.runCommand('Developer: Show Running Extensions');
      times.push(await shownActivation(workbench, 'creator-studio-screenplay'));
      emptyTimes.push(await shownActivation(workbench, 'empty'));
      await until('the marks', () => marksIn(file).length > round);
    }
  } finally {
    await workbench.close();
  }
  const marked = marksIn(file).map(({ load, activate }) => load + activate);
  report({ name: 'activation: load and activate(), median', value: median(marked), unit: 'ms', target: '<= 50' });
  report({ name: 'activation as VS Code shows it, its own waiting included', value: median(times), unit: 'ms' });
  report({ name: 'activation of an extension that does nothing, same starts', value: median(emptyTimes), unit: 'ms' });
}
