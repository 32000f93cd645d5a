/** The page editor alone in Chromium: what it says to its host and hears from it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import type { OpenOptions } from '../pages/editorPage.ts';
import { putCaret, untilHostHas } from '../pages/typedPage.ts';
import { useEditorPages } from './suite.ts';

const line = (id: string, type: ElementType, text: string): ScriptElement => ({ id, type, text });

describe('the page and its host', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(elements: readonly ScriptElement[], more: Partial<OpenOptions> = {}): Promise<void> {
    page = await pages.open({ script: { elements: [...elements], lineStates: [] }, ...more });
    await page.locator('.page-text').focus();
  }

  const caretAt = (id: string, offset: number) => putCaret(page, id, offset);

  const hostHas = (...expected: readonly string[]) => untilHostHas(page, expected);

  const told = (method: string) =>
    page.evaluate((name) => window.host.told.filter((message) => message.method === name), method);

  it('asks the host for undo and redo, after everything typed', async () => {
    await open([line('a', 'action', 'Regn')]);
    await page.keyboard.press('End');
    await page.keyboard.type('.');
    for (const keys of ['Control+z', 'Control+y', 'Control+Shift+z']) await page.keyboard.press(keys);
    await page.waitForFunction(() => window.host.told.filter(({ method }) => method === 'history').length === 3);
    assert.deepEqual(
      (await told('history')).map(({ params }) => params),
      [{ command: 'undo' }, { command: 'redo' }, { command: 'redo' }],
    );
    await hostHas('action: Regn.');
  });

  it('keeps the keys of the flow from VS Code, and lets Save through', async () => {
    await open([line('a', 'action', 'Regn')]);
    await page.evaluate(() => {
      window.addEventListener('keydown', ({ key }) => window.host.told.push({ method: 'key', params: key }));
    });
    for (const keys of ['Tab', 'Shift+Tab', 'Control+b', 'Control+i', 'Control+z', 'Control+s']) {
      await page.keyboard.press(keys);
    }
    const seen = (await told('key')).map(({ params }) => params).filter((key) => key !== 'Control' && key !== 'Shift');
    assert.deepEqual(seen, ['s']);
  });

  it('shows an edit made elsewhere without moving the caret', async () => {
    await open([line('a', 'action', 'Regn.'), line('b', 'action', 'Sol.')]);
    await caretAt('b', 2);
    await page.evaluate(() => window.host.edit(0, 1, [{ id: 'a', type: 'action', text: 'Mycket regn.' }]));
    await page.waitForFunction(() => document.querySelector('.page-text')?.textContent?.includes('Mycket'));
    await page.keyboard.type('!');
    await hostHas('action: Mycket regn.', 'action: So!l.');
  });

  it('asks for the script anew when an edit made elsewhere has been lost, and keeps what was typed meanwhile', async () => {
    await open([line('a', 'action', 'Regn.'), line('b', 'action', 'Sol.')]);
    await page.keyboard.press('End');
    await page.evaluate(() => {
      const { host } = window;
      // The edit that the page never hears of.
      host.elements = host.elements.toSpliced(1, 1, { id: 'b', type: 'action', text: 'Sol och vind.' });
      host.foreign++;
    });
    await page.keyboard.type(' Snö.');
    await page.evaluate(() => window.host.edit(2, 0, [{ id: 'c', type: 'action', text: 'Dimma.' }]));
    await hostHas('action: Regn. Snö.', 'action: Sol och vind.', 'action: Dimma.');
    assert.deepEqual(await page.locator('.page-text > p').allTextContents(), ['Regn. Snö.', 'Sol och vind.', 'Dimma.']);
    await page.keyboard.type(' Hagel.');
    await hostHas('action: Regn. Snö. Hagel.', 'action: Sol och vind.', 'action: Dimma.');
  });

  it('merges what is typed while an edit made elsewhere is on its way', async () => {
    await open([line('a', 'action', 'Regn.')]);
    await page.keyboard.press('End');
    await page.evaluate(() => {
      window.host.holding = true;
    });
    await page.keyboard.type(' Sol.');
    await page.evaluate(() => {
      window.host.edit(0, 1, [{ id: 'a', type: 'action', text: 'I natt: Regn.' }]);
      window.host.release();
    });
    await hostHas('action: I natt: Regn. Sol.');
    assert.equal(await page.locator('.page-text').textContent(), 'I natt: Regn. Sol.');
  });

  it('drops messages that do not parse, tells the log, and goes on', async () => {
    await open([line('a', 'action', 'Regn')]);
    const nonsense = [
      null,
      'splice',
      { kind: 'tell' },
      { kind: 'tell', method: 'splice', params: { foreign: 'one', reason: 'external', start: 0, deleteCount: 1 } },
      { kind: 'tell', method: 'reset', params: { elements: [{ id: 'a' }], foreign: 1 } },
      { kind: 'tell', method: 'format', params: {} },
    ];
    await page.evaluate((messages) => {
      for (const message of messages) window.postMessage(message, '*');
    }, nonsense);
    await page.waitForFunction(
      (count) => window.host.told.filter(({ method }) => method === 'logError').length === count,
      nonsense.length,
    );
    await page.keyboard.press('End');
    await page.keyboard.type('.');
    await hostHas('action: Regn.');
    await page.evaluate(() => window.host.edit(0, 1, [{ id: 'a', type: 'action', text: 'Snö.' }]));
    await page.locator('.page-text').getByText('Snö.').waitFor();
  });
});
