/** The page editor alone in Chromium: a long script while only its first pages are drawn. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { longScript } from '../pages/editorScripts.ts';
import { useEditorPages } from './suite.ts';

declare global {
  interface Window {
    /** Draws what waits. */
    goOn: () => void;
  }
}

describe('a long script that is being drawn', () => {
  const { elements, lineStates } = longScript();
  const last = elements.at(-1);
  const pages = useEditorPages();
  let page: Page;

  before(async () => {
    page = await pages.open({ script: { elements: elements.slice(0, 1), lineStates } });
    // What comes "after the next frame" waits until it is told to go on.
    await page.addInitScript(() => {
      const after = window.setTimeout.bind(window);
      let held: (() => void)[] | undefined = [];
      const hold = (act: () => void, delay?: number) => {
        if (delay !== undefined || !held) return after(act, delay);
        held.push(act);
        return 0;
      };
      window.setTimeout = hold as typeof window.setTimeout;
      window.goOn = () => {
        const acts = held ?? [];
        held = undefined;
        for (const act of acts) act();
      };
    });
  });

  async function open(saved?: unknown): Promise<void> {
    page = await pages.open({ script: { elements, lineStates }, saved });
    await page.locator('.page-text').focus();
  }

  const waiting = () => page.locator('.page-text > .waiting').evaluateAll((blocks) => blocks.length);
  const goOn = async () => {
    await page.evaluate(() => window.goOn());
    await page.waitForFunction(() => !document.querySelector('.waiting'));
  };
  /** Id of the element at a height of the view. */
  const elementAt = (part: number) =>
    page.evaluate((down) => {
      const { left, width } = document.querySelector('.page-text')?.getBoundingClientRect() ?? new DOMRect();
      const found = document.elementsFromPoint(left + width * 0.3, innerHeight * down);
      return found.find((element) => element.matches('.page-text > p'))?.getAttribute('data-element-id');
    }, part);
  const isInView = (id: string) =>
    page.evaluate((elementId) => {
      const { top, height } = document.querySelector(`[data-element-id="${elementId}"]`)?.getBoundingClientRect() ?? {};
      return top !== undefined && top > 0 && top < innerHeight && height !== 0;
    }, id);

  it('has all of it in its text, keeps its length, and takes a letter', async () => {
    await open();
    assert.ok((await waiting()) > elements.length / 2);
    const texts = await page.locator('.page-text > p').allTextContents();
    assert.deepEqual(
      texts,
      elements.map(({ text }) => text),
    );
    const length = await page.locator('.desk').evaluate((desk) => desk.scrollHeight);
    await page.keyboard.type('x');
    await page.waitForFunction(() => window.host.elements[0]?.text.startsWith('X'));
    assert.ok((await waiting()) > 0, 'a letter has nothing drawn that is out of sight');
    await goOn();
    const whole = await page.locator('.desk').evaluate((desk) => desk.scrollHeight);
    assert.ok(Math.abs(whole - length) < whole * 0.02, `${length} px before, ${whole} px after`);
    assert.equal(
      await page.locator('.page-text').evaluate((text: HTMLElement) => text.style.getPropertyValue('--pages')),
      '',
    );
  });

  it('is drawn to where a key goes', async () => {
    await open();
    await page.keyboard.press('Control+End');
    assert.equal(await waiting(), 0);
    await page.keyboard.type(' Slut.');
    await page.waitForFunction(() => window.host.elements.at(-1)?.text.endsWith(' Slut.'));
    assert.ok(await isInView(last?.id ?? ''));
  });

  it('is drawn to where the host shows a line, and to where it is scrolled', async () => {
    await open();
    const id = elements[3000]?.id ?? '';
    await page.evaluate((elementId) => window.host.tell('reveal', { elementId }), id);
    await page.waitForFunction(() => !document.querySelector('.waiting'));
    assert.ok(await isInView(id));
    await open();
    await page.locator('.desk').evaluate((desk) => {
      desk.scrollTop = desk.scrollHeight;
    });
    await page.waitForFunction(() => !document.querySelector('.waiting'));
  });

  it('shows the place again that it was left at, before the rest is drawn', async () => {
    await open({ scrollTop: 40_000 });
    assert.ok((await waiting()) > 0);
    const shown = [await elementAt(0.1), await elementAt(0.5), await elementAt(0.9)];
    assert.ok(shown.some((id) => id !== undefined));
    await goOn();
    assert.deepEqual([await elementAt(0.1), await elementAt(0.5), await elementAt(0.9)], shown);
  });
});
