import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../folders.ts';
import { TimelinePanel } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const script =
  'INT. FYREN - NATT\n\nRegn.\n\nTOVE\nDen blinkade igen.\n\nEXT. PIREN - NATT\n\nÅKE\nDet finns ingen fyr.\n';

describe('the picture beside a timeline', () => {
  let workbench: Workbench;
  let timeline: TimelinePanel;
  pictureFailures(() => workbench);

  before(async () => {
    const picture = fs.readFileSync(path.join(root, 'media/icon.png'));
    const files = { 'fyren.screenplay': script, 'fyren.png': picture };
    workbench = await openWorkbench({ vsix, files, folderName: 'Fyren' });
    await workbench.window.openPage('fyren.screenplay');
    timeline = new TimelinePanel(workbench.window);
    await timeline.open();
    await timeline.clip(/^TOVE/);
  });
  after(() => workbench?.close());

  /** Runs a command that asks something. */
  async function ask(title: string): Promise<void> {
    await workbench.window.showInPalette(title);
    await workbench.window.page.keyboard.press('Enter');
  }

  /** Imports the file by its name: VS Code in a browser asks for it in its quick input. */
  async function importPicture(): Promise<void> {
    const { page } = workbench.window;
    const file = path.join(workbench.folder, 'fyren.png');
    await ask('Screenplay: Import Media…');
    const input = page.locator('.quick-input-widget input.input').first();
    await until('the dialog for files', async () => {
      if (!(await input.inputValue()).startsWith('/')) return false;
      await input.fill(file);
      return (await input.inputValue()) === file;
    });
    await page.keyboard.press('Enter');
    await until(
      'the picture in the library',
      () => workbench.library.query('SELECT id FROM rewrite_assets').length === 1,
    );
  }

  it('shows a scene’s picture while the playhead is in the scene, as wide as the writer makes it', async () => {
    const { window } = workbench;
    await importPicture();
    await ask('Screenplay: Timeline: Add Still to Scene…');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'fyren' }).first().click();
    await timeline.clip(/^fyren/);
    await window.runCommand('Screenplay: Timeline: Show or Hide Picture Preview');
    const frame = await timeline.frame();
    await frame.getByRole('img', { name: /^Picture at the playhead: fyren/ }).waitFor();
    await until('the picture to be drawn', () =>
      frame.locator('img.monitor-layer').evaluate((image: HTMLImageElement) => image.naturalWidth > 0),
    );
    await window.screenshot('timeline-monitor/1-scene');

    const edge = frame.getByRole('separator', { name: 'Width of the picture preview' });
    await edge.focus();
    const before = Number(await edge.getAttribute('aria-valuenow'));
    await window.page.keyboard.press('ArrowLeft');
    await until('a wider preview', async () => Number(await edge.getAttribute('aria-valuenow')) === before + 16);

    const box = await frame.locator('.monitor-screen').boundingBox();
    assert(box);
    assert.ok(Math.abs(box.width / box.height - 16 / 9) < 0.02, `${box.width} × ${box.height}`);
  });

  it('goes on with J, K and L from the keyboard', async () => {
    const frame = await timeline.frame();
    await frame.locator('.stage').focus();
    await workbench.window.page.keyboard.press('Home');
    const heard = (pattern: RegExp) =>
      until(`to hear ${pattern}`, async () =>
        pattern.test((await frame.locator('[role="status"]').textContent()) ?? ''),
      );
    await workbench.window.page.keyboard.press('l');
    await heard(/^Playing/);
    await workbench.window.page.keyboard.press('k');
    await heard(/^Paused$/);
  });
});
