/** The page editor alone in Chromium: what is offered while typing, find, scenes, zoom, focus. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import { screenshotsFolder } from '../folders.ts';
import type { OpenOptions } from '../pages/editorPage.ts';
import { sceneOfEverything } from '../pages/editorScripts.ts';
import { pageSizes } from '../pages/pageSizes.ts';
import { untilHostHas } from '../pages/typedPage.ts';
import { useEditorPages } from './suite.ts';

const line = (id: string, type: ElementType, text: string): ScriptElement => ({ id, type, text });

const talk = [
  line('h', 'sceneHeading', 'INT. FYREN - NATT'),
  line('c1', 'character', 'TOVE'),
  line('d1', 'dialogue', 'Där!'),
  line('c2', 'character', 'MÅRTEN'),
  line('d2', 'dialogue', 'Var?'),
];

describe('the page’s tools', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(elements: readonly ScriptElement[], more: Partial<OpenOptions> = {}): Promise<void> {
    page = await pages.open({ script: { elements: [...elements], lineStates: [] }, ...more });
    await page.waitForSelector('.footer');
    if (more.settings?.completion !== false) await page.waitForSelector('[aria-autocomplete="list"]');
    await page.locator('.page-text').focus();
    await page.keyboard.press('Control+End');
  }

  const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

  const hostHas = (...expected: readonly string[]) => untilHostHas(page, expected);

  const offers = () => page.locator('.offer').allTextContents();
  const perform = (action: string) => page.evaluate((name) => window.host.tell('perform', { action: name }), action);

  /** Begins a new element of a type at the end. */
  async function begin(type: ElementType): Promise<void> {
    await page.keyboard.press('Enter');
    await page.evaluate((wanted) => window.host.tell('setElementType', { type: wanted }), type);
    await page.locator(`.page-text > .${type}:last-child`).waitFor();
  }

  it('loads no more than 300 KB before its text shows, and then what it needs while writing', async () => {
    await open(talk);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    assert.ok(!loaded.some((name) => /(?:find|scenes)-/.test(name)), 'find and scenes wait until they are called for');
    const sizes = pageSizes(pages.folder);
    assert.ok(sizes.first <= 300, `${sizes.first.toFixed(1)} KB`);
  });

  it('offers the next speaker first; Return takes a name and goes on to what is said', async () => {
    await open(talk);
    await begin('character');
    await page.locator('.offer').first().waitFor();
    assert.deepEqual(await offers(), ['TOVE', 'MÅRTEN']);
    await page.keyboard.type('m');
    assert.deepEqual(await offers(), ['MÅRTEN']);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Här.');
    await hostHas(...talk.map(({ type, text }) => `${type}: ${text}`), 'character: MÅRTEN', 'dialogue: Här.');
    assert.equal(await page.locator('.offers').count(), 0);
  });

  it('chooses by arrow keys, for a screen reader too, and leaves with Escape', async () => {
    await open(talk);
    await begin('character');
    await page.locator('.offer').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const text = page.locator('.page-text');
    assert.equal(await text.getAttribute('aria-activedescendant'), 'offer-1');
    assert.equal(await page.locator('#offer-1').getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.offers').count(), 0);
    assert.equal(await text.getAttribute('aria-activedescendant'), null);
    assert.equal(await page.locator('.page-text > p').last().textContent(), '');
  });

  it('writes a whole heading from offers: prefix, place, time', async () => {
    await open(talk);
    await begin('sceneHeading');
    await page.keyboard.type('e');
    await page.keyboard.press('Enter');
    await page.keyboard.type('f');
    await page.keyboard.press('Enter');
    await page.keyboard.type('kv');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Regn.');
    const before = talk.map(({ type, text }) => `${type}: ${text}`);
    await hostHas(...before, 'sceneHeading: EXT. FYREN - KVÄLL', 'action: Regn.');
  });

  it('closes the parenthesis of an extension and goes on after it', async () => {
    await open(talk);
    await begin('character');
    await page.keyboard.type('TOVE (');
    // The letter is taken over a moment after the key.
    await page.locator('.page-text > p').last().getByText('TOVE ()', { exact: true }).waitFor();
    await page.keyboard.type('o');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Hit!');
    const before = talk.map(({ type, text }) => `${type}: ${text}`);
    await hostHas(...before, 'character: TOVE (O.S.)', 'dialogue: Hit!');
  });

  it('offers nothing when the setting is off', async () => {
    await open(talk, { settings: { completion: false } });
    await begin('character');
    await page.keyboard.type('M');
    await settled();
    assert.equal(await page.locator('.offers').count(), 0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Nej.');
    await hostHas(...talk.map(({ type, text }) => `${type}: ${text}`), 'character: M', 'dialogue: Nej.');
  });

  it('marks a speaker who goes on when that is wished', async () => {
    await open([...talk.slice(0, 3), line('a', 'action', 'Vinden.')], { settings: { continued: true } });
    await begin('character');
    await page.keyboard.type('TOVE');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Igen!');
    const before = talk.slice(0, 3).map(({ type, text }) => `${type}: ${text}`);
    await hostHas(...before, 'action: Vinden.', "character: TOVE (CONT'D)", 'dialogue: Igen!');
  });

  it('puts two speeches side by side by command and by ^, and below each other again', async () => {
    await open(talk);
    const isDual = (wanted: boolean) =>
      page.waitForFunction((dual) => (window.host.elements[3]?.dual === true) === dual, wanted);
    await perform('toggleDual');
    await isDual(true);
    const [left, right] = await Promise.all(
      ['c1', 'c2'].map((id) => page.locator(`[data-element-id="${id}"]`).boundingBox()),
    );
    assert.ok(left && right && Math.abs(left.y - right.y) < 2 && right.x > left.x + 100);
    await perform('toggleDual');
    await isDual(false);
    await page.evaluate(() => window.host.tell('reveal', { elementId: 'c2' }));
    await settled();
    await page.keyboard.press('End');
    await page.keyboard.type('^');
    await isDual(true);
  });

  it('finds, counts, walks and replaces, and goes back to the text', async () => {
    await open([line('a', 'action', 'Åke ser Tove. Åke går.'), line('b', 'action', 'åke ropar.')]);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await page.locator('.find input').waitFor();
    await page.keyboard.type('åke');
    const count = (text: string) =>
      page.waitForFunction((t) => document.querySelector('.find-count')?.textContent === t, text);
    await count('1 of 3');
    assert.equal(await page.locator('.found').count(), 3);
    await page.keyboard.press('Enter');
    await count('2 of 3');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await count('3 of 3');
    await page.keyboard.press('Alt+c');
    await count('1 of 1');
    await page.keyboard.press('Alt+c');
    await page.keyboard.press('Control+h');
    await page.locator('[data-replace]').fill('Nils');
    await page.locator('[data-replace]').press('Control+Enter');
    await hostHas('action: Nils ser Tove. Nils går.', 'action: Nils ropar.');
    await count('No results');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.find').count(), 0);
    assert.equal(await page.locator('.found').count(), 0);
    await page.keyboard.type('!');
    await page.waitForFunction(() => window.host.elements.some(({ text }) => text.includes('!')));
  });

  it('replaces one by one and keeps the ids', async () => {
    await open([line('a', 'action', 'Tove. Tove.')]);
    await page.keyboard.press('Control+h');
    await page.locator('.find input').first().fill('tove');
    await page.locator('[data-replace]').fill('Tova');
    await page.locator('[data-replace]').press('Enter');
    await page.locator('[data-replace]').press('Enter');
    await hostHas('action: Tova. Tova.');
    assert.deepEqual(await page.evaluate(() => window.host.elements.map(({ id }) => id)), ['a']);
  });

  it('lists the scenes, filters them and goes to one by keyboard', async () => {
    await open(sceneOfEverything().elements);
    await perform('showScenes');
    await page.locator('.scene-entry').first().waitFor();
    assert.deepEqual(await page.locator('.scene-number').allTextContents(), ['201', '202', '203', '204']);
    assert.equal(await page.locator('.scene-entry[aria-selected="true"] .scene-number').textContent(), '204');
    await page.keyboard.type('piren');
    assert.deepEqual(await page.locator('.scene-number').allTextContents(), ['202']);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'));
    await page.keyboard.type('X');
    await page.waitForFunction(() => window.host.elements.some(({ text }) => text === 'XEXT. PIREN - NATT'));
    await perform('showScenes');
    await page.waitForFunction(() => document.activeElement?.closest('.scenes') !== null);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.scenes') === null);
  });

  describe('a scene in the list of scenes', () => {
    const scene = (id: string, heading: string, words: string) => [
      line(`h${id}`, 'sceneHeading', heading),
      line(`a${id}`, 'action', words),
    ];
    const acts = [
      { ...line('s1', 'section', 'Ett'), depth: 1 },
      ...scene('1', 'INT. KÖK - DAG', 'Kaffe.'),
      ...scene('2', 'EXT. PIREN - NATT', 'Vågor.'),
      { ...line('s2', 'section', 'Två'), depth: 1 },
      ...scene('3', 'INT. BÅTHUS - DAG', 'Nät.'),
    ];
    const order = () => page.evaluate(() => window.host.elements.map(({ id }) => id).join(' '));
    const untilOrder = (ids: string) =>
      page.waitForFunction((wanted) => window.host.elements.map(({ id }) => id).join(' ') === wanted, ids);
    const entry = (words: string) => page.locator('.scene-list > *', { hasText: words });
    async function show() {
      await open(acts);
      await perform('showScenes');
      await entry('KÖK').waitFor();
    }

    it('is dragged to another place with all its lines, which keep their ids, as one edit', async () => {
      await show();
      const [from, to] = [await entry('BÅTHUS').boundingBox(), await entry('PIREN').boundingBox()];
      assert.ok(from && to);
      await page.mouse.move(from.x + 60, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(from.x + 60, from.y - 8);
      await page.mouse.move(to.x + 60, to.y + 3, { steps: 4 });
      await page.locator('.scene-entry.dragged', { hasText: 'BÅTHUS' }).waitFor();
      await page.locator('.drop-before', { hasText: 'PIREN' }).waitFor();
      await page.screenshot({ path: path.join(screenshotsFolder, 'page/scene-dragged.png') });
      await page.mouse.up();
      await untilOrder('s1 h1 a1 h3 a3 h2 a2 s2');
      assert.equal(await page.evaluate(() => window.host.spliced), 1);
      assert.deepEqual(
        await page.locator('.scene-list > *').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-entry'))),
        ['s1', 'h1', 'h3', 'h2', 's2'],
      );
    });

    it('stays when the drag is given up, and when it is dropped where it was', async () => {
      await show();
      const before = await order();
      const from = await entry('KÖK').boundingBox();
      assert.ok(from);
      for (const give of [() => page.keyboard.press('Escape'), () => page.mouse.move(from.x + 60, from.y + 9)]) {
        await page.mouse.move(from.x + 60, from.y + 9);
        await page.mouse.down();
        await page.mouse.move(from.x + 60, from.y + 90, { steps: 3 });
        await page.locator('.scene-entry.dragged').waitFor();
        await give();
        await page.mouse.up();
        await page.waitForFunction(() => document.querySelector('.dragged') === null);
      }
      assert.equal(await order(), before);
      assert.equal(await page.evaluate(() => window.host.spliced), 0);
    });

    it('is moved by keyboard, over a section into the next act and back', async () => {
      await show();
      await page.keyboard.type('piren');
      await page.keyboard.press('Alt+ArrowDown');
      await untilOrder('s1 h1 a1 s2 h2 a2 h3 a3');
      await page.keyboard.press('Alt+ArrowDown');
      await untilOrder('s1 h1 a1 s2 h3 a3 h2 a2');
      for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+ArrowUp');
      await untilOrder('s1 h2 a2 h1 a1 s2 h3 a3');
    });
  });

  it('zooms by steps, keeps the place, and tells the setting', async () => {
    await open(talk);
    const size = () =>
      page.locator('.page-text').evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
    assert.equal(await size(), 16);
    await page.getByRole('button', { name: 'Zoom In' }).click();
    await page.waitForFunction(() => document.querySelector('.zoom-value')?.textContent === '110 %');
    assert.ok(Math.abs((await size()) - 17.6) < 0.1);
    await perform('resetZoom');
    await page.waitForFunction(() => document.querySelector('.zoom-value')?.textContent === '100 %');
  });

  it('is as large as the editor’s font size makes it', async () => {
    await open(talk, { settings: { fontScale: 1.25 } });
    const size = await page
      .locator('.page-text')
      .evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
    assert.ok(Math.abs(size - 20) < 0.1, `${size} px`);
  });

  it('dims all but the speech in hand, and keeps its line in the middle', async () => {
    await open(sceneOfEverything().elements, { settings: { focusMode: true, typewriter: true } });
    await page.waitForFunction(() => document.querySelector('.in-hand') !== null);
    await page.evaluate(() => window.host.tell('reveal', { elementId: 'd6' }));
    await page.waitForFunction(() => document.querySelectorAll('.in-hand').length >= 2);
    assert.deepEqual(
      await page.locator('.in-hand').evaluateAll((blocks) => blocks.map((block) => block.getAttribute('data-type'))),
      ['character', 'dialogue'],
    );
    await page.waitForFunction(() => {
      const caret = document.querySelector('[data-element-id="d6"]')?.getBoundingClientRect();
      const desk = document.querySelector('.desk')?.getBoundingClientRect();
      return caret && desk && Math.abs(caret.top + 8 - (desk.top + desk.height * 0.45)) < 20;
    });
  });

  it('folds a boneyard to one line until the caret is in it', async () => {
    await open([
      line('a', 'action', 'Regn.'),
      line('b', 'boneyard', 'En gammal version.\nMed två rader.\nOch en till.'),
    ]);
    const height = () => page.locator('.boneyard').evaluate((block) => block.getBoundingClientRect().height);
    await page.waitForSelector('.boneyard.in-hand');
    const opened = await height();
    await page.evaluate(() => window.host.tell('reveal', { elementId: 'a' }));
    await page.waitForFunction(() => document.querySelector('.boneyard.in-hand') === null);
    assert.ok((await height()) < opened / 2);
  });

  it('says what kind of element the caret came to', async () => {
    await open(talk);
    await begin('transition');
    await page.waitForFunction(() => document.querySelector('[aria-live="polite"]')?.textContent === 'Transition');
  });
});
