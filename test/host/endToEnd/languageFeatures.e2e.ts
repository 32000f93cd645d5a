import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../folders.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const script = 'fyren-201.fountain';

describe('a script as text, with the language features', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    const text = fs.readFileSync(path.join(root, 'media/sample/fyren-201.screenplay'));
    workbench = await openWorkbench({ vsix, files: { [script]: text } });
    const { window } = workbench;
    await window.open(script);
    await window.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
    await until('the scenes to be known', async () => (await foldingMarks()) > 0);
  });
  after(() => workbench?.close());

  const editor = () => workbench.window.page.locator('.editor-instance .monaco-editor').first();
  const foldingMarks = () => editor().locator('.codicon-folding-expanded').count();

  /** The first line that has exactly these words, brought into sight with the caret in its beginning. */
  async function goTo(words: string): Promise<void> {
    const text = fs.readFileSync(path.join(root, 'media/sample/fyren-201.screenplay'), 'utf8');
    const line = text.split(/\r?\n/).findIndex((each) => each.startsWith(words));
    assert.notEqual(line, -1, `${words} is in the sample`);
    await workbench.window.goTo(line + 1, 2);
  }

  it('shows sections and scenes in the outline', async () => {
    const { window } = workbench;
    await window.runCommand('Explorer: Focus on Outline View');
    const rows = window.page.locator('.outline-tree .monaco-list-row, [id*="outline"] .monaco-list-row');
    await rows.filter({ hasText: 'INT.' }).first().waitFor();
    await window.screenshot('language/outline');
  });

  it('tells a scene on hover', async () => {
    const { window } = workbench;
    await editor().click();
    await goTo('201');
    await window.runCommand('Show or Focus Hover');
    const hover = window.page.locator('.monaco-hover:visible', { hasText: /page/ });
    await hover.first().waitFor();
    await hover
      .filter({ hasText: /\d+ words/ })
      .first()
      .waitFor();
    await window.screenshot('language/hover');
    await window.page.keyboard.press('Escape');
  });

  it('previews a new name and makes no change before it is confirmed', async () => {
    const { window } = workbench;
    await goTo('TOVE');
    await window.page.keyboard.press('F2');
    const box = window.page.locator('.rename-box input');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'TOVE');
    await box.fill('Tova');
    await window.page.keyboard.press('Control+Enter');
    const preview = window.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: /TOVA/i });
    await preview.first().waitFor();
    assert.ok((await preview.count()) > 1);
    await window.screenshot('language/rename-preview');
    await window.page.locator('.bulk-edit-panel').getByRole('button', { name: 'Discard' }).click();
    await preview.first().waitFor({ state: 'hidden' });
    assert.equal(await window.page.locator('.tab.dirty').count(), 0);
  });

  it('offers the next speaker and headings', async () => {
    const { window } = workbench;
    await editor().click();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Control+Space');
    const rows = window.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'INT.' }).first().waitFor();
    await window.screenshot('language/completion');
  });
});
