// Activation as VS Code itself measures it for the installed package: loading the bundle and calling activate().
import fs from 'node:fs';
import path from 'node:path';
import { buildVsix, packageExtension } from '../host/extensionPackage.ts';
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
  const vsix = await buildVsix('bench');
  // Tall, because the list of extensions shows only the rows that fit, slowest first.
  const viewport = { width: 1440, height: 2400 };
  const workbench = await openWorkbench({
    vsix,
    otherExtensions: [await emptyExtension()],
    viewport,
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
    }
  } finally {
    await workbench.close();
  }
  report({
    name: 'activation: load and activate(), median of starts',
    value: median(times),
    unit: 'ms',
    target: '<= 50',
  });
  report({ name: 'activation of an extension that does nothing, same starts', value: median(emptyTimes), unit: 'ms' });
}
