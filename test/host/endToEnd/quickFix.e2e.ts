import fs from 'node:fs';
import path from 'node:path';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const file = 'hamnen.fountain';
const script = `1 INT. KÖKET - DAG

Tommy dukar. Åsa ser ut mot hamnen.

${'TOMMY\nDet blåser upp.\n\nÅSA\nJag ser det.\n\n'.repeat(3)}TOMY
Vi stannar hemma.

INR. HALLEN - DAG

Åsa hänger av sig *kappan.

2 EXT. HAMNEN - NATT

Vågor.
`;

describe('quick fixes in the text editor', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({ vsix, files: { [file]: script } });
    await workbench.window.open(file);
  });
  after(() => workbench?.close());

  it('mark a slip, offer what is likely meant, and write it', async () => {
    const { window } = workbench;
    const { page } = window;
    const editor = page.locator('.editor-instance .monaco-editor').first();
    await until('the slips to be marked', async () => (await editor.locator('.squiggly-warning').count()) >= 3);
    const line = script.split('\n').indexOf('TOMY') + 1;
    const offer = page.locator('.action-widget').getByText('Change to TOMMY');
    // The menu shows what was known when it opened: while the server is busy that may be nothing yet, so it is opened until it offers.
    await until('the fix to be offered', async () => {
      if (await offer.isVisible()) return true;
      await page.keyboard.press('Escape');
      await window.goTo(line, 2);
      await page.keyboard.press('Control+.');
      return offer.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => undefined,
      );
    });
    await window.screenshot('quick-fix/1-offered');
    await page.keyboard.press('Enter');
    await until('the slip to be gone', async () => (await page.getByText('TOMY', { exact: true }).count()) === 0);
    await window.screenshot('quick-fix/2-written');
    await page.keyboard.press('Control+S');
    const saved = () => fs.readFileSync(path.join(workbench.folder, file), 'utf8');
    await until('the file on disk', () => saved() === script.replace('TOMY', 'TOMMY'));
  });
});
