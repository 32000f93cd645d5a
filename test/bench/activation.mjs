// Activation as VS Code itself measures it for the installed package: loading the bundle and calling activate().
import { buildVsix } from '../host/extensionPackage.ts';
import { until } from '../host/until.ts';
import { openWorkbench } from '../host/workbench.ts';

const rounds = 5;

/** The milliseconds that "Show Running Extensions" shows for our extension. */
async function shownActivation(workbench) {
  await workbench.window.runCommand('Developer: Show Running Extensions');
  const row = workbench.window.page.locator('.runtime-extensions-editor [aria-label="creator-studio-screenplay"]');
  const shown = await until('the activation time', async () => {
    const time = await row.locator('.activation-time').textContent();
    return /(\d+)\s*ms/.exec(time ?? '')?.[1];
  });
  return Number(shown);
}

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
    viewport,
    files: { 'a.screenplay': 'INT. HUS - DAG\n\nTOVE\nHej.\n' },
  });
  const times = [];
  try {
    for (let round = 0; round < rounds; round++) {
      if (round > 0) {
        await closeEditors(workbench);
        await workbench.quit();
        await workbench.start();
      }
      await workbench.window.openPage('a.screenplay');
      times.push(await shownActivation(workbench));
    }
  } finally {
    await workbench.close();
  }
  const median = times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
  report({ name: 'activation: load and activate(), median of starts', value: median, unit: 'ms', target: '<= 50' });
}
