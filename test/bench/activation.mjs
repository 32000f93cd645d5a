// Activation as VS Code itself measures it for the installed package: loading the bundle and calling activate().
import { buildVsix } from '../host/extensionPackage.ts';
import { until } from '../host/until.ts';
import { openWorkbench } from '../host/workbench.ts';

const rounds = 5;

/** The milliseconds that "Show Running Extensions" shows for our extension. */
async function shownActivation(workbench) {
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Creator Studio' });
  const shown = await until('the activation time', async () => {
    const time = await row.locator('.activation-time').textContent();
    return /(\d+)\s*ms/.exec(time ?? '')?.[1];
  });
  return Number(shown);
}

export async function bench(report) {
  const vsix = await buildVsix('bench');
  const workbench = await openWorkbench({ vsix, files: { 'a.screenplay': 'INT. HUS - DAG\n\nTOVE\nHej.\n' } });
  const times = [];
  try {
    for (let round = 0; round < rounds; round++) {
      if (round > 0) {
        await workbench.quit();
        await workbench.start();
      }
      await workbench.openPage('a.screenplay');
      times.push(await shownActivation(workbench));
      await workbench.runCommand('View: Close All Editors');
    }
  } finally {
    await workbench.close();
  }
  const median = times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
  report({ name: 'activation: load and activate(), median of starts', value: median, unit: 'ms', target: '<= 50' });
}
