import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { WorkbenchWindow } from '../workbenchWindow.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a new screenplay', () => {
  let workbench: Workbench;
  let window: WorkbenchWindow;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({ vsix, files: { 'notes.txt': 'Idéer.' } });
    window = workbench.window;
  });
  after(() => workbench?.close());

  const tabs = () => window.page.locator('.tabs-container .tab').evaluateAll((all) => all.map((tab) => tab.ariaLabel));
  const written = () => fs.readFileSync(path.join(workbench.folder, 'fyren.screenplay'), 'utf8');
  const fileToSay = (text: string) => until(`the file to say ${text}`, () => written() === text);
  const save = () => window.page.keyboard.press('Control+s');

  it('begins from the welcome view, with the caret in its first line', async () => {
    const projects = await window.view('Projects');
    await projects.getByText('New Screenplay').click();
    const page = await window.frameWith('.ProseMirror-focused');
    await page.getByText('Action').first().waitFor();
    assert.match((await tabs()).join(), /^Untitled-1\b(?!\.screenplay)/);
  });

  it('goes on at the caret when it has been saved to a file', async () => {
    const { keyboard } = window.page;
    await keyboard.type('int. ångbåten - dag', { delay: 20 });
    await keyboard.press('Enter');
    await keyboard.type('En häger lyfter.', { delay: 20 });
    for (let step = 0; step < 'lyfter.'.length; step++) await keyboard.press('ArrowLeft');
    await save();
    const name = window.page.locator('.quick-input-widget input.input').first();
    await until('a suggested name', async () => (await name.inputValue()).endsWith('.screenplay'));
    await name.fill(path.join(workbench.folder, 'fyren.screenplay'));
    await keyboard.press('Enter');
    // Until then the page of the untitled script is still there.
    await window.page.locator('.tab', { hasText: 'fyren.screenplay' }).waitFor();
    const page = await until('the page of the file', async () => {
      const frame = await window.frameWith('.ProseMirror-focused');
      const offset = await frame.evaluate(() => document.getSelection()?.anchorOffset);
      return offset === 'En häger '.length && frame;
    });
    await keyboard.type('stor ');
    await page.getByText('En häger stor lyfter.').waitFor();
    await save();
    await fileToSay('INT. ÅNGBÅTEN - DAG\n\nEn häger stor lyfter.');
  });

  it('changes between page and text in its own tab, at the same place, with unsaved words', async () => {
    const { keyboard } = window.page;
    await keyboard.type('och grå ');
    await window.runCommand('Screenplay: Open as Text');
    await window.page.locator('.view-line', { hasText: 'stor och grå lyfter.' }).waitFor();
    await window.page
      .locator('.statusbar-item', { hasText: `Ln 3, Col ${'En häger stor och grå '.length + 1}` })
      .waitFor();
    assert.equal((await tabs()).length, 1);
    await window.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await keyboard.type('fågel ');
    await window.runCommand('Screenplay: Open as Page');
    await window.frameWith('.ProseMirror-focused');
    assert.equal((await tabs()).length, 1);
    await keyboard.type('som ');
    await save();
    await fileToSay('INT. ÅNGBÅTEN - DAG\n\nEn häger stor och grå fågel som lyfter.');
  });
});
