/** The page editor alone in Chromium: notes beside the sheet. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import { screenshotsFolder } from '../folders.ts';
import { sceneOfEverything } from '../pages/editorScripts.ts';
import { putCaret, untilHostHas } from '../pages/typedPage.ts';
import { until } from '../until.ts';
import { useEditorPages } from './suite.ts';

const line = (id: string, type: ElementType, text: string): ScriptElement => ({ id, type, text });

describe('notes on the page', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(elements: readonly ScriptElement[]): Promise<void> {
    page = await pages.open({ script: { elements: [...elements], lineStates: [] }, width: 1400 });
    await page.locator('.page-text').focus();
  }

  const caret = () => page.evaluate(() => window.host.call('caret', {}).then((answer) => JSON.stringify(answer)));

  /** By the arrow keys to behind these words of an element. */
  async function goBehind(words: string): Promise<void> {
    await until(`the caret behind ${words}`, async () => {
      if ((await caret()).includes(`"offset":${words.length}}`)) return true;
      await page.keyboard.press('ArrowRight');
      return false;
    });
  }

  it('puts notes beside the sheet where there is room, else into the text', async () => {
    await open(sceneOfEverything().elements);
    const note = await page.locator('.note').boundingBox();
    const sheet = await page.locator('.sheet.script').boundingBox();
    assert.ok(note && sheet && note.x > 0 && note.x + note.width <= sheet.x);
    await page.setViewportSize({ width: 900, height: 800 });
    await page.waitForFunction(() => document.querySelector('.desk')?.getAttribute('data-notes') === 'within');
    const within = await page.locator('.note').boundingBox();
    const narrow = await page.locator('.sheet.script').boundingBox();
    assert.ok(within && narrow && within.x > narrow.x);
  });

  it('puts notes within lines beside the sheet too: at their lines, none over another, written in place', async () => {
    const crowded = [
      line('a', 'action', 'Han går [[vart?]] ut. Hon [[varför egentligen, det har hon ju inte sagt?]] stannar.'),
      line('c', 'character', 'TOVE'),
      line('d', 'dialogue', 'Jaha. [[ironiskt]] Då så.'),
      line('n', 'note', 'Hela scenen är för lång.'),
    ];
    await open(crowded);
    const sheet = await page.locator('.sheet.script').boundingBox();
    const boxes = await page
      .locator('.margin-note, p.note')
      .evaluateAll((notes) => notes.map((note) => note.getBoundingClientRect().toJSON() as DOMRect));
    assert.equal(boxes.length, 4);
    for (const [index, box] of boxes.entries()) {
      assert.ok(sheet && box.x > 0 && box.right <= sheet.x, 'beside the sheet');
      assert.ok(index === 0 || box.top >= (boxes[index - 1]?.bottom ?? 0), 'below the one before');
    }
    const action = await page.locator(`[data-element-id="a"]`).boundingBox();
    assert.ok(action && boxes[0] && Math.abs(boxes[0].top - action.y) < action.height, 'at its line');
    await page.screenshot({ path: path.join(screenshotsFolder, 'page/margin-notes.png') });
    await putCaret(page, 'a', 'Han går '.length);
    await goBehind('Han går [[vart');
    await page.keyboard.type(' då');
    await untilHostHas(page, [
      'action: Han går [[vart då?]] ut. Hon [[varför egentligen, det har hon ju inte sagt?]] stannar.',
      'character: TOVE',
      'dialogue: Jaha. [[ironiskt]] Då så.',
      'note: Hela scenen är för lång.',
    ]);
    assert.equal(await page.locator('.margin-note').first().textContent(), 'vart då?');
  });

  it('puts a note of several lines beside the sheet as one, and takes a line break in it away', async () => {
    await open([line('a', 'action', 'Han går [[varför?\nFråga Elsa.\nI morgon.]] ut.')]);
    const sheet = await page.locator('.sheet.script').boundingBox();
    const lines = await page
      .locator('.margin-note')
      .evaluateAll((notes) => notes.map((note) => note.getBoundingClientRect().toJSON() as DOMRect));
    assert.equal(lines.length, 3);
    for (const [index, box] of lines.entries()) {
      assert.ok(sheet && box.x > 0 && box.right <= sheet.x, 'beside the sheet');
      assert.ok(index === 0 || Math.abs(box.top - (lines[index - 1]?.bottom ?? 0)) < 1, 'right below the one before');
    }
    const action = await page.locator('[data-element-id="a"]').boundingBox();
    assert.ok(action && action.height < 20, 'the line that it is in stays one line');
    await page.screenshot({ path: path.join(screenshotsFolder, 'page/margin-note-lines.png') });
    await putCaret(page, 'a', 'Han går '.length);
    await goBehind('Han går [[varför?\n');
    await page.keyboard.press('Backspace');
    await untilHostHas(page, ['action: Han går [[varför?Fråga Elsa.\nI morgon.]] ut.']);
    await page.keyboard.type(' ');
    await goBehind('Han går [[varför? Fråga Elsa.');
    await page.keyboard.press('Delete');
    await page.keyboard.type(' ');
    await untilHostHas(page, ['action: Han går [[varför? Fråga Elsa. I morgon.]] ut.']);
  });
});
