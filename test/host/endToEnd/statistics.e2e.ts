import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../folders.ts';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const sample = 'fyren-201.screenplay';

describe('the statistics of a script', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    const text = fs.readFileSync(path.join(root, 'media/sample', sample));
    const viewport = { width: 1680, height: 1050 };
    workbench = await openWorkbench({ vsix, files: { [sample]: text }, viewport });
    await workbench.window.openPage(sample);
  });
  after(() => workbench?.close());

  const figures = (): Promise<Frame> => workbench.window.frameWith('.statistics');

  /** The value of a tile by its name. */
  async function tile(name: string): Promise<string> {
    const tiles = (await figures()).locator('.tile', { hasText: name });
    return ((await tiles.locator('dd').textContent()) ?? '').trim();
  }

  it('count its pages, minutes, scenes and words', async () => {
    await workbench.window.runCommand('Screenplay: Show Statistics');
    await until('the figures', async () => (await tile('Scenes')) === '19');
    assert.match(await tile('Pages'), /^1\d( \d\/8)?$/);
    assert.match(await tile('Running time'), /^1\d:\d\d$/);
    assert.match(await tile('Dialogue'), /^\d\d\s?%$/);
    await workbench.window.screenshot('statistics/1-dark');
  });

  it('follow while a line is typed in the page', async () => {
    const before = Number((await tile('Words')).replace(/\D/g, ''));
    await new ScriptPage(workbench.window).putCaretAtEndOf('Den blinkade igen. Tre gånger.');
    await workbench.window.page.keyboard.type(' Eller fyra');
    await until('two words more', async () => Number((await tile('Words')).replace(/\D/g, '')) === before + 2);
  });

  it('hold tables that a screen reader reads, and a strip that the arrow keys walk along', async () => {
    const frame = await figures();
    const row = frame.locator('section.cast').getByRole('row', { name: /^TOVE/ });
    assert.match((await row.locator('th, td').allTextContents()).join(' '), /^TOVE 30 \d+ \d:\d\d 201 218/);
    const scenes = frame.locator('.strip button');
    await scenes.first().focus();
    await workbench.window.page.keyboard.press('ArrowRight');
    const label = await frame.locator('.strip button:focus').getAttribute('aria-label');
    assert.match(label ?? '', /^202 EXT\. PIREN - NATT · \d:\d\d · /);
  });

  it('sort the cast as the writer asks', async () => {
    const frame = await figures();
    await frame.getByRole('button', { name: 'Character', exact: true }).click();
    const names = await frame.locator('section.cast tbody th').allTextContents();
    assert.deepEqual(
      names,
      names.toSorted((a, b) => a.localeCompare(b)),
    );
    assert.equal(await frame.locator('section.cast th[aria-sort="ascending"]').count(), 1);
  });

  it('lead to where a character speaks first', async () => {
    await (await figures()).getByRole('button', { name: 'ISLA', exact: true }).click();
    const page = await new ScriptPage(workbench.window).frame();
    const cue = page.locator('.ProseMirror > *', { hasText: /^ISLA$/ }).first();
    await until('the cue in sight', async () => {
      const place = await cue.boundingBox();
      return place !== null && place.y > 0 && place.y < 1050;
    });
  });

  it('read in a light theme as well', async () => {
    await workbench.window.runCommand('Preferences: Toggle between Light/Dark Themes');
    await until('light', async () => (await figures()).locator('body.vscode-light').isVisible());
    await workbench.window.screenshot('statistics/2-light');
  });

  it('stand beside a list of scenes to go to', async () => {
    await workbench.window.showInPalette('Screenplay: Go to Scene…');
    await workbench.window.page.keyboard.press('Enter');
    const rows = workbench.window.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: '202  EXT. PIREN' }).waitFor();
    await workbench.window.screenshot('statistics/3-go-to-scene');
    await workbench.window.page.keyboard.type('PIREN');
    await until('one scene', async () => (await rows.count()) === 1);
    await workbench.window.page.keyboard.press('Enter');
    const heading = await new ScriptPage(workbench.window).element('EXT. PIREN - NATT');
    await until('the heading in sight', async () => {
      const place = await heading.boundingBox();
      return place !== null && place.y > 0 && place.y < 1050;
    });
  });
});
