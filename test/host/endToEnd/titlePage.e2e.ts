/** The page editor alone in Chromium: the title page, written in place. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { PageStart } from '../../../src/webview/editor/protocol.ts';
import { sceneOfEverything, titlePage } from '../pages/editorScripts.ts';
import { useEditorPages } from './suite.ts';

describe('the title page on the page', () => {
  const pages = useEditorPages();
  let page: Page;

  const told = (method: string) =>
    page.evaluate(
      (name) => window.host.told.filter((message) => message.method === name).map(({ params }) => params),
      method,
    );
  const untilTold = (method: string) =>
    page.waitForFunction((name) => window.host.told.some((message) => message.method === name), method);
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const show = (entries: PageStart['titlePage']) =>
    page.evaluate((shown) => window.host.tell('titlePage', { entries: shown }), [...entries]);
  const withEntry = (key: string, value: string) =>
    titlePage.map((entry) => (entry.key === key ? { key, value } : entry));
  async function open(): Promise<void> {
    page = await pages.open({ script: sceneOfEverything(), titlePage });
  }

  it('shows the title page', async () => {
    page = await pages.open({ script: sceneOfEverything(), titlePage });
    assert.match(
      (await page.locator('.title-page').textContent()) ?? '',
      /FYREN\nAvsnitt 201.*Elsa Lindgren.*2026-11-22/su,
    );
    await page.evaluate(() => window.host.tell('titlePage', { entries: [] }));
    await page.waitForFunction(() => document.querySelector('.title-page') === null);
  });

  it('lets the title page be written in place, and shows it without its marks', async () => {
    page = await pages.open({ script: sceneOfEverything(), titlePage });
    const title = page.getByRole('textbox', { name: 'Title', exact: true });
    assert.equal(await title.textContent(), 'FYREN\nAvsnitt 201');
    await title.click();
    assert.equal(await title.textContent(), 'FYREN\n_**Avsnitt 201**_');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await untilTold('editTitlePage');
    assert.deepEqual((await told('editTitlePage')).at(-1), {
      index: 0,
      key: 'Title',
      value: 'FYREN\n_**Avsnitt 201**_!',
    });
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Credit');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'));
  });

  it('does not move the caret when the title page that is being written comes back from the host', async () => {
    page = await pages.open({ script: sceneOfEverything(), titlePage });
    await page.getByRole('textbox', { name: 'Credit' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' om');
    const entries = titlePage.map((entry) => (entry.key === 'Title' ? { ...entry, value: 'SKÄRET' } : entry));
    await page.evaluate((shown) => window.host.tell('titlePage', { entries: shown }), entries);
    await page.waitForFunction(() => document.querySelector('.title-page .title')?.textContent === 'SKÄRET');
    await page.keyboard.type('!');
    assert.equal(await page.getByRole('textbox', { name: 'Credit' }).textContent(), 'skrivet av om!');
  });

  it('asks for a title page where there is none and goes into it', async () => {
    page = await pages.open({ script: sceneOfEverything() });
    await page.evaluate(() => window.host.tell('perform', { action: 'editTitlePage' }));
    await untilTold('addTitlePage');
    await page.evaluate(() => window.host.tell('titlePage', { entries: [{ key: 'Title', value: '' }] }));
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Title');
  });

  it('shows a title page that cannot be written as text only', async () => {
    const settings = { readOnly: true };
    page = await pages.open({
      script: sceneOfEverything(),
      titlePage: [...titlePage, { key: 'Notes', value: '' }],
      settings,
    });
    assert.equal(await page.locator('.title-page [contenteditable]').count(), 0);
    assert.equal(await page.locator('.title-page p').count(), titlePage.length);
  });

  it('keeps what is being written when another hand changes the same entry, and writes both', async () => {
    await open();
    await field('Credit').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' av oss');
    await show(withEntry('Credit', 'en film skrivet av'));
    await page.waitForFunction(() => document.activeElement?.textContent === 'en film skrivet av av oss' || undefined);
    await page.keyboard.type('!');
    assert.deepEqual((await told('editTitlePage')).at(-1), {
      index: titlePage.findIndex(({ key }) => key === 'Credit'),
      key: 'Credit',
      value: 'en film skrivet av av oss!',
    });
  });

  it('takes what comes back late for what it is: typed here, and typed over since', async () => {
    await open();
    await field('Credit').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' om');
    await page.keyboard.type(' allt');
    await show(withEntry('Credit', 'skrivet av om'));
    await show(
      withEntry('Title', 'SKÄRET').map((entry) =>
        entry.key === 'Credit' ? { ...entry, value: 'skrivet av om a' } : entry,
      ),
    );
    await page.waitForFunction(() => document.querySelector('.title-page .title')?.textContent === 'SKÄRET');
    await page.keyboard.type('!');
    assert.equal(await field('Credit').textContent(), 'skrivet av om allt!');
  });

  it('goes on in the same entry when another one comes above it', async () => {
    await open();
    await field('Credit').click();
    await page.keyboard.press('End');
    for (let step = 0; step < 'av'.length; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('helt ');
    await show([{ key: 'Revision', value: 'blå' }, ...titlePage]);
    await field('Revision').waitFor();
    await page.keyboard.type('och ');
    assert.equal(await field('Credit').textContent(), 'skrivet helt och av');
    assert.deepEqual((await told('editTitlePage')).at(-1), {
      index: titlePage.findIndex(({ key }) => key === 'Credit') + 1,
      key: 'Credit',
      value: 'skrivet helt och av',
    });
  });

  it('leaves the caret in the script when the title page goes while it is written', async () => {
    await open();
    await field('Credit').click();
    await show([]);
    await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'));
  });

  it('keeps Ctrl+A and Ctrl+Z of a field from VS Code, which would undo in the script and select when letters are typed', async () => {
    await open();
    await page.evaluate(() => {
      window.addEventListener('keydown', ({ key }) => window.host.told.push({ method: 'key', params: key }));
    });
    const seen = async () => (await told('key')).filter((key) => key !== 'Control');
    await field('Credit').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('av');
    assert.equal(await field('Credit').textContent(), 'av');
    await page.evaluate(() => window.host.tell('perform', { action: 'find' }));
    const find = page.locator('.find input').first();
    await find.fill('regn');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('x');
    assert.equal(await find.inputValue(), 'x');
    await page.keyboard.press('Control+z');
    await page.evaluate(() => window.host.tell('perform', { action: 'showScenes' }));
    await page.waitForFunction(() => document.activeElement?.closest('.scenes') !== null);
    await page.keyboard.type('p');
    await page.keyboard.press('Control+z');
    assert.equal(await page.locator('.scenes input').inputValue(), '');
    await page.locator('.page-text').focus();
    await page.keyboard.press('Control+a');
    assert.deepEqual(await seen(), ['a', 'v', 'x', 'p']);
  });
});
