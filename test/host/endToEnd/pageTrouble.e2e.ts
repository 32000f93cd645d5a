import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { WorkbenchWindow } from '../workbenchWindow.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a page in trouble', () => {
  let workbench: Workbench;
  let page: ScriptPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      files: {
        'locked.screenplay': 'INT. ARKIV - DAG\n\nLåst.\n',
        'killed.screenplay': 'EXT. SKOG - NATT\n\nÅKE\nVem där?\n',
        'compared.screenplay': 'EXT. SKOG - NATT\n\nÅKE\nVem där?\n',
        'deleted.screenplay': 'EXT. STRAND - DAG\n\nMÅRTEN\nVi ror ut.\n',
        'pair.screenplay': 'INT. BÅT - DAG\n\nTOVE\nHej.\n\nÅKE\nHej hej.\n',
        'shared.screenplay': 'INT. KÖK - DAG\n\nTOVE\nKaffe?\n\nÅKE\nJa.\n',
        'scenes.screenplay': 'INT. KÖK - DAG\n\nTOVE\nFörst.\n\nEXT. PIREN - NATT\n\nÅKE\nSist.\n',
        'auto.screenplay': 'INT. FYR - NATT\n',
      },
      settings: {
        'files.autoSave': 'off',
        'files.autoSaveDelay': 100,
        'files.readonlyInclude': { '**/locked.screenplay': true },
        'screenplay.language.scriptLanguage': 'sv',
      },
    });
    page = new ScriptPage(workbench.window);
  });
  after(() => workbench?.close());

  const keyboard = () => workbench.window.page.keyboard;
  const tab = (name: string) => workbench.window.page.locator('.tabs-container .tab', { hasText: name });
  const written = (name: string) => fs.readFileSync(path.join(workbench.folder, name), 'utf8');
  const fileToSay = (name: string, text: string) =>
    until(`${name} to say ${text}`, () => written(name) === text).catch(() => assert.equal(written(name), text));
  const save = () => workbench.window.runCommand('File: Save');
  async function typeAfter(words: string, typed: string, on = page): Promise<void> {
    await on.putCaretAtEndOf(words);
    await keyboard().type(typed);
    await (await on.element(`${words}${typed}`)).waitFor();
  }
  async function closeEditors(): Promise<void> {
    await workbench.window.runCommand('View: Close All Editors');
    await workbench.window.page.locator('.tab').first().waitFor({ state: 'detached' });
  }

  it('shows a file that may not be written as such, in one sentence, and takes no word', async () => {
    const frame = await workbench.window.openPage('locked.screenplay');
    await frame.getByText('This file is read-only: it can be read and heard, not changed.').waitFor();
    await (await page.element('Låst.')).click();
    await keyboard().type('Ord.');
    await workbench.window.screenshot('page/read-only');
    assert.equal(await frame.locator('.page-text').textContent(), 'INT. ARKIV - DAGLåst.');
    assert.equal(await workbench.window.page.locator('.tab.dirty').count(), 0);
    await closeEditors();
  });

  it('comes back with every word when its webview was killed while it was written on', async () => {
    await workbench.window.openPage('deleted.screenplay');
    await workbench.window.openPage('killed.screenplay');
    await page.putCaretAtEndOf('Vem där?');
    await keyboard().type(' Svara då.');
    await (await page.frame()).goto('about:blank');
    await tab('deleted.screenplay').first().click();
    await (await page.element('Vi ror ut.')).waitFor();
    await tab('killed.screenplay').first().click();
    await (await page.element('Vem där? Svara då.')).waitFor();
    await typeAfter('Vem där? Svara då.', ' Nu.');
    await save();
    await fileToSay('killed.screenplay', 'EXT. SKOG - NATT\n\nÅKE\nVem där? Svara då. Nu.\n');
  });

  it('goes on when its file is deleted, and saving writes it again as the same script', async () => {
    const ids = () => workbench.library.query("select id from rewrite_scripts where title = 'deleted'");
    await workbench.window.openPage('deleted.screenplay');
    await (await page.element('Vi ror ut.')).waitFor();
    await typeAfter('Vi ror ut.', ' Strax.');
    await until('the row', () => workbench.library.line('Vi ror ut. Strax.'));
    const before = { ids: ids(), id: workbench.library.line('Vi ror ut. Strax.')?.element_id };
    fs.rmSync(path.join(workbench.folder, 'deleted.screenplay'));
    await workbench.window.page.locator('.tab[aria-label*="deleted.screenplay"][aria-label*="eleted"]').waitFor();
    await typeAfter('Vi ror ut. Strax.', ' Genast.');
    await save();
    await until('the file', () => fs.existsSync(path.join(workbench.folder, 'deleted.screenplay')));
    await fileToSay('deleted.screenplay', 'EXT. STRAND - DAG\n\nMÅRTEN\nVi ror ut. Strax. Genast.\n');
    const line = await until('the row', () => workbench.library.line('Vi ror ut. Strax. Genast.'));
    assert.deepEqual({ ids: ids(), id: line.element_id }, before);
    await closeEditors();
  });

  it('stays one with a second page of its script, whichever is written on', async () => {
    await workbench.window.openPage('pair.screenplay');
    await workbench.window.runCommand('View: Split Editor Right');
    const pages = await until('two pages', async () => {
      const found = await workbench.window.framesWith('.ProseMirror');
      return found.length === 2 && found;
    });
    const bothSay = async (words: string) => {
      for (const frame of pages) await frame.locator('.ProseMirror > *', { hasText: words }).waitFor();
    };
    for (const [index, frame] of pages.entries()) {
      await frame.locator('.ProseMirror > .dialogue').nth(index).click();
      await keyboard().press('End');
      await keyboard().type(` Från sida ${index + 1}.`);
      await bothSay(`Från sida ${index + 1}.`);
    }
    // Back on the first, without a pause.
    await pages[0]?.locator('.ProseMirror > .dialogue').first().click();
    await keyboard().press('End');
    await keyboard().type(' Igen.');
    await bothSay('Hej. Från sida 1. Igen.');
    await keyboard().press('Control+z');
    // On a busy machine typing may be more than one step of undo.
    const left = await until('words to be taken back on both', async () => {
      const [one, two] = await Promise.all(pages.map((frame) => frame.locator('.ProseMirror').textContent()));
      return (
        one === two && !one?.includes('Igen.') && pages[0]?.locator('.ProseMirror > .dialogue').first().textContent()
      );
    });
    assert.match(left ?? '', /^Hej\. Från sida 1\./);
    await save();
    await fileToSay('pair.screenplay', `INT. BÅT - DAG\n\nTOVE\n${left}\n\nÅKE\nHej hej. Från sida 2.\n`);
    await closeEditors();
  });

  it('is compared with what was saved, and is one with what is written in the comparison', async () => {
    await workbench.window.openPage('compared.screenplay');
    await typeAfter('Vem där?', ' Eller aldrig.');
    await workbench.window.runCommand('File: Compare Active File with Saved');
    const changed = workbench.window.page.locator('.editor.modified .view-line', { hasText: 'Eller aldrig.' });
    await changed.waitFor();
    await workbench.window.screenshot('page/compared');
    await changed.click();
    await keyboard().press('End');
    await keyboard().type(' Men nu.');
    await tab('compared.screenplay').first().click();
    await typeAfter('Vem där? Eller aldrig. Men nu.', ' Ja!');
    await save();
    await fileToSay('compared.screenplay', 'EXT. SKOG - NATT\n\nÅKE\nVem där? Eller aldrig. Men nu. Ja!\n');
    await closeEditors();
  });

  it('is open in two windows with unsaved words in both: nothing is written over unasked, ids stay', async () => {
    const second: WorkbenchWindow = await workbench.openWindow('folder', {});
    const other = new ScriptPage(second);
    await workbench.window.openPage('shared.screenplay');
    await second.openPage('shared.screenplay');
    const ids = async () =>
      (await page.frame())
        .locator('.ProseMirror > *')
        .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-element-id')));
    const before = await ids();
    await second.page.bringToFront();
    await other.putCaretAtEndOf('Ja.');
    await second.page.keyboard.type(' Tack.');
    await (await other.element('Ja. Tack.')).waitFor();
    await workbench.window.page.bringToFront();
    await typeAfter('Kaffe?', ' Te?');
    await save();
    await fileToSay('shared.screenplay', 'INT. KÖK - DAG\n\nTOVE\nKaffe? Te?\n\nÅKE\nJa.\n');
    await second.page.bringToFront();
    await second.runCommand('File: Save');
    await second.notification(/content of the file is newer/);
    await (await other.element('Ja. Tack.')).waitFor();
    assert.equal(written('shared.screenplay'), 'INT. KÖK - DAG\n\nTOVE\nKaffe? Te?\n\nÅKE\nJa.\n');
    await second.page.locator('.notification-toast').getByRole('button', { name: 'Overwrite' }).click();
    await fileToSay('shared.screenplay', 'INT. KÖK - DAG\n\nTOVE\nKaffe?\n\nÅKE\nJa. Tack.\n');
    await workbench.window.page.bringToFront();
    await (await page.element('Ja. Tack.')).waitFor();
    assert.deepEqual(await ids(), before);
    await until('the rows', () => workbench.library.line('Ja. Tack.') && workbench.library.line('Kaffe?'));
    assert.deepEqual(workbench.library.problems(), []);
    await second.page.close();
    await closeEditors();
  });

  it('moves a scene that is dragged in its list, with all ids, and takes it back with one undo', async () => {
    const frame = await workbench.window.openPage('scenes.screenplay');
    await until('the rows', () => workbench.library.line('Sist.'));
    const lines = () => ['Först.', 'Sist.'].map((words) => workbench.library.line(words)?.element_id);
    const before = lines();
    await workbench.window.runCommand('Screenplay: Show Scenes');
    const entry = (words: string) => frame.locator('.scene-entry', { hasText: words });
    await entry('PIREN').waitFor();
    const [from, to] = [await entry('PIREN').boundingBox(), await entry('KÖK').boundingBox()];
    assert(from && to);
    const { mouse } = workbench.window.page;
    await mouse.move(from.x + 50, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(to.x + 50, to.y + 3, { steps: 5 });
    await frame.locator('.scene-entry.drop-before', { hasText: 'KÖK' }).waitFor();
    await mouse.up();
    await save();
    await fileToSay('scenes.screenplay', 'EXT. PIREN - NATT\n\nÅKE\nSist.\n\nINT. KÖK - DAG\n\nTOVE\nFörst.\n');
    assert.deepEqual(lines(), before);
    await frame.locator('.page-text').focus();
    await keyboard().press('Control+z');
    await (await page.frame()).locator('.ProseMirror > :first-child', { hasText: 'KÖK' }).waitFor();
    await save();
    await fileToSay('scenes.screenplay', 'INT. KÖK - DAG\n\nTOVE\nFörst.\n\nEXT. PIREN - NATT\n\nÅKE\nSist.\n');
    assert.deepEqual(lines(), before);
    await closeEditors();
  });

  it('is saved by VS Code every tenth of a second while it is written on, and nothing is lost or moved', async () => {
    await workbench.window.runCommand('File: Toggle Auto Save');
    await workbench.window.openPage('auto.screenplay');
    await page.putCaretAtEndOf('INT. FYR - NATT');
    const type = (text: string) => keyboard().type(text, { delay: 25 });
    await keyboard().press('Enter');
    await type('Vågorna slår mot klippan, gång på gång.');
    await keyboard().press('Tab');
    await type('tove');
    await keyboard().press('Enter');
    await type('Lampan är släckt. Åke, lampan är släckt!');
    await keyboard().press('Enter');
    await keyboard().press('Tab');
    // An empty cue in hand outlives a save.
    await until('the speech in the file', () => written('auto.screenplay').includes('lampan är släckt!'));
    await type('åke');
    await keyboard().press('Enter');
    await type('Jag vet.');
    await fileToSay(
      'auto.screenplay',
      'INT. FYR - NATT\n\nVågorna slår mot klippan, gång på gång.\n\nTOVE\nLampan är släckt. Åke, lampan är släckt!\n\nÅKE\nJag vet.\n',
    );
  });
});
