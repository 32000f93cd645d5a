/** What tests that type into the page editor share. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Puts the caret at an offset of an element. */
export async function putCaret(page: Page, id: string, offset: number): Promise<void> {
  await page.evaluate((elementId) => window.host.tell('reveal', { elementId }), id);
  await page.waitForFunction((elementId) => {
    const { anchorNode } = document.getSelection() ?? {};
    const dom = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
    return dom?.closest('[data-element-id]')?.getAttribute('data-element-id') === elementId;
  }, id);
  for (let step = 0; step < offset; step++) await page.keyboard.press('ArrowRight');
}

/** Waits until the host's copy reads so, one `type: text` a line, and the page shows as many elements. */
export async function untilHostHas(page: Page, expected: readonly string[]): Promise<void> {
  const read = () => page.evaluate(() => window.host.elements.map(({ type, text }) => `${type}: ${text}`));
  await page
    .waitForFunction(
      (wanted) => JSON.stringify(window.host.elements.map(({ type, text }) => `${type}: ${text}`)) === wanted,
      JSON.stringify(expected),
      { timeout: 5_000 },
    )
    .catch(async () => assert.deepEqual(await read(), expected));
  const shown = await page.locator('.page-text > p').evaluateAll((blocks) => blocks.length);
  assert.equal(shown, Math.max(1, expected.length));
}

/** What another program has on the clipboard is pasted at the caret. */
export async function pasteInto(page: Page, plain: string, html = ''): Promise<void> {
  await page.evaluate(
    (pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted.plain);
      if (pasted.html !== '') data.setData('text/html', pasted.html);
      const target = document.querySelector('.page-text');
      target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    { plain, html },
  );
}
