import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { crashExtensionHosts, extensionHosts } from '../extensionHosts.ts';
import { ScriptPage, TimelinePanel } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

/** VS Code starts a crashed extension host again twice within five minutes, so there are only two crashes here. */
describe('after a crash of the extension host', () => {
  let workbench: Workbench;
  let page: ScriptPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      files: {
        'a.screenplay': 'INT. KÖK - DAG\n\nKaffet kokar.\n\nTOVE\nHej på dig.\n',
        'b.screenplay': 'EXT. SKOG - NATT\n\nÅKE\nVem där?\n',
        'c.screenplay': 'EXT. STRAND - DAG\n\nMÅRTEN\nVi ror ut.\n',
      },
    });
    page = new ScriptPage(workbench.window);
  });
  after(() => workbench?.close());

  const tabs = () => workbench.window.page.locator('.tabs-container .tab').allInnerTexts();
  const selectTab = (name: string) =>
    workbench.window.page.locator('.tabs-container .tab', { hasText: name }).first().click();

  /** The page's frame, once it is another than the marked one. */
  function newFrame(selector: string): Promise<Frame> {
    return until(`a new ${selector}`, async () => {
      const frame = await workbench.window.frameWith(selector);
      return (await frame.evaluate(() => document.body.dataset['before'])) === undefined ? frame : undefined;
    });
  }

  async function mark(frame: Frame): Promise<void> {
    await frame.evaluate(() => {
      document.body.dataset['before'] = 'the crash';
    });
  }

  /** Brings a tab to the front: after loading again that may be the one of some seconds ago, which is what the browser had stored. */
  async function showPage(name: string, words: string): Promise<void> {
    await selectTab(name);
    await until(`the page of ${name}`, async () => {
      for (const frame of await workbench.window.framesWith('.ProseMirror'))
        if (await frame.locator('.ProseMirror > *', { hasText: words }).last().isVisible()) return true;
      return false;
    });
    await until(`no other page than that of ${name}`, async () => {
      const texts = await Promise.all(
        (await workbench.window.framesWith('.ProseMirror')).map((frame) => frame.locator('.ProseMirror').textContent()),
      );
      return texts.every((text) => text?.includes(words));
    });
  }

  async function typeAfter(words: string, typed: string): Promise<void> {
    await page.putCaretAtEndOf(words);
    await workbench.window.page.keyboard.type(typed);
    await (await page.element(`${words}${typed}`)).waitFor();
  }

  it('pages and the timeline come back in their places with all that was typed, also what nobody heard', async () => {
    for (const name of ['a.screenplay', 'b.screenplay', 'c.screenplay']) await workbench.window.openPage(name);
    await page.putCaretAtEndOf('Vi ror ut.');
    await new TimelinePanel(workbench.window).open();
    await showPage('b.screenplay', 'Vem där?');
    await typeAfter('Vem där?', ' Svara.');
    await until('the row', () => workbench.library.line('Vem där? Svara.'));
    const before = { tabs: await tabs(), id: workbench.library.line('Vem där? Svara.')?.element_id };
    await mark(await page.frame());
    await mark(await new TimelinePanel(workbench.window).frame());

    await page.putCaretAtEndOf('Vem där? Svara.');
    await crashExtensionHosts();
    await workbench.window.page.keyboard.type(' I tomma intet.');
    await newFrame('.ProseMirror');
    await newFrame('.timecode');
    await until('what nobody heard', () => workbench.library.line('Vem där? Svara. I tomma intet.'));
    await typeAfter('Vem där? Svara. I tomma intet.', ' Nu.');
    await until('the row', () => workbench.library.line('Vem där? Svara. I tomma intet. Nu.'));
    assert.equal(workbench.library.line('Vem där? Svara. I tomma intet. Nu.')?.element_id, before.id);
    assert.deepEqual(await tabs(), before.tabs);
  });

  it('a hidden page comes back when it is shown', async () => {
    await showPage('a.screenplay', 'Hej på dig.');
    await typeAfter('Hej på dig.', ' Igen.');
    await until('the row', () => workbench.library.line('Hej på dig. Igen.'));
  });

  it('what was typed before and after is saved', async () => {
    await workbench.window.runCommand('File: Save All Files');
    await until('the files', () => {
      const text = (name: string) => fs.readFileSync(path.join(workbench.folder, name), 'utf8');
      assert.equal(text('b.screenplay'), 'EXT. SKOG - NATT\n\nÅKE\nVem där? Svara. I tomma intet. Nu.\n');
      assert.equal(text('a.screenplay'), 'INT. KÖK - DAG\n\nKaffet kokar.\n\nTOVE\nHej på dig. Igen.\n');
      return true;
    });
    assert.deepEqual(workbench.library.problems(), []);
  });

  it('nothing is replaced when the window is only loaded again', async () => {
    await workbench.reload();
    await workbench.window.frameWith('.ProseMirror');
    await showPage('a.screenplay', 'Hej på dig. Igen.');
    const frames = [await workbench.window.frameWith('.ProseMirror'), await workbench.window.frameWith('.timecode')];
    for (const frame of frames) await mark(frame);
    await typeAfter('Hej på dig. Igen.', ' Omladdad.');
    await workbench.window.runCommand('Screenplay: Generate Voice for Line');
    const line = () => workbench.library.line('Hej på dig. Igen. Omladdad.');
    await until('the voice', () => line()?.audio_status === 'generated');
    for (const frame of frames) assert.equal(await frame.locator('body[data-before]').count(), 1);
  });

  it('two pages of one script side by side both come back and stay one', async () => {
    await workbench.window.runCommand('View: Split Editor Right');
    const last = 'Hej på dig. Igen. Omladdad. Strax. Och igen.';
    const pages = () => workbench.window.framesWith('.ProseMirror');
    const twoPages = () => until('two pages', async () => ((await pages()).length === 2 ? pages() : undefined));
    for (const frame of await twoPages()) await mark(frame);
    await page.putCaretAtEndOf('Hej på dig. Igen. Omladdad.');
    const hosts = await extensionHosts();
    await workbench.window.page.keyboard.type(' Strax.');
    // Within the third of a second in which the host has acknowledged the words and not yet written them.
    await crashExtensionHosts(hosts);
    await until('two new pages', async () => {
      const marks = await Promise.all((await pages()).map((frame) => frame.locator('body[data-before]').count()));
      return marks.length === 2 && marks.every((count) => count === 0);
    });
    await typeAfter('Hej på dig. Igen. Omladdad. Strax.', ' Och igen.');
    for (const frame of await twoPages()) await frame.getByText(last).waitFor();
    await until('the row', () => workbench.library.line(last));
  });
});
