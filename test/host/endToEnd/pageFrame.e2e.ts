/** The page editor alone in Chromium: its voices, sound, element list, looks and what it remembers. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { columnsFor, papers } from '../../../src/webview/editor/paper.ts';
import { countLines } from '../../../src/webview/editor/wrapping.ts';
import { screenshotsFolder } from '../folders.ts';
import type { OpenOptions } from '../pages/editorPage.ts';
import { longScript, sceneOfEverything } from '../pages/editorScripts.ts';
import { until } from '../until.ts';
import { useEditorPages } from './suite.ts';

describe('the frame of the page', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(options: Partial<OpenOptions> = {}): Promise<void> {
    page = await pages.open({ script: sceneOfEverything(), ...options });
    await page.waitForSelector('.voice');
  }

  const voice = (elementId: string) => page.locator(`[data-voice="${elementId}"]`);
  const told = (method: string) =>
    page.evaluate(
      (name) => window.host.told.filter((message) => message.method === name).map(({ params }) => params),
      method,
    );
  const untilTold = (method: string, count = 1) =>
    page.waitForFunction(
      ([name, least]) => window.host.told.filter((message) => message.method === name).length >= Number(least),
      [method, count] as const,
    );
  const focusedVoice = () => page.evaluate(() => document.activeElement?.getAttribute('data-voice'));

  it('shows the state of each line beside its cue', async () => {
    await open();
    assert.deepEqual(await Promise.all(['d1', 'd2', 'd3', 'd4'].map((id) => voice(id).textContent())), [
      '2.1 s',
      'changed',
      'no voice yet',
      'generating…',
    ]);
    for (const [cue, line] of [
      ['c1', 'd1'],
      ['c3', 'd3'],
    ]) {
      const [beside, mark] = await Promise.all([
        page.locator(`[data-element-id="${cue}"]`).boundingBox(),
        voice(line ?? '').boundingBox(),
      ]);
      assert.ok(beside && mark);
      assert.ok(Math.abs(beside.y + beside.height / 2 - (mark.y + mark.height / 2)) < 3);
    }
  });

  it('scrolls nothing but its own desk to show a line', async () => {
    await open({ script: longScript() });
    // It would scroll the workbench around the page, too.
    await page.evaluate(() => {
      Element.prototype.scrollIntoView = () => {
        document.title = 'scrolled everything';
      };
    });
    const last = await page.evaluate(() => window.host.elements.at(-1)?.id);
    await page.evaluate((elementId) => window.host.tell('reveal', { elementId }), last);
    await page.waitForFunction(() => (document.querySelector('.desk')?.scrollTop ?? 0) > 1000);
    const sight = await page.locator(`[data-element-id="${last}"]`).boundingBox();
    assert.ok(sight && sight.y > 0 && sight.y < 860, `it stands at ${sight?.y}`);
    assert.equal(await page.title(), '');
  });

  it('keeps the place in the script when the editor gets narrower and wider again', async () => {
    await open({ script: longScript(), width: 1200, height: 800 });
    const topElement = () =>
      page.evaluate(() => {
        const desk = document.querySelector('.desk')?.getBoundingClientRect().top ?? 0;
        const blocks = [...document.querySelectorAll<HTMLElement>('.page-text > *')];
        return blocks.find((block) => block.getBoundingClientRect().bottom > desk + 100)?.dataset['elementId'];
      });
    const scaleIs = (small: boolean) =>
      page.waitForFunction((wanted) => {
        const scale = Number(document.querySelector<HTMLElement>('.desk')?.style.getPropertyValue('--scale'));
        return wanted ? scale < 0.9 : scale === 1;
      }, small);
    await page.evaluate(() => {
      const desk = document.querySelector('.desk');
      if (desk) desk.scrollTop = 9000;
    });
    const before = await topElement();
    await page.setViewportSize({ width: 560, height: 800 });
    await scaleIs(true);
    assert.equal(await topElement(), before);
    await page.setViewportSize({ width: 1200, height: 800 });
    await scaleIs(false);
    assert.equal(await topElement(), before);
  });

  it('keeps the caret in sight when the editor becomes lower, and the place when the caret is elsewhere', async () => {
    await open({ script: longScript() });
    await page.waitForSelector('.footer');
    await page.locator('.page-text').focus();
    await page.keyboard.press('Control+End');
    const desk = page.locator('.desk');
    const caretBelow = () =>
      page.evaluate(() => {
        const bottom = getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? Number.NaN;
        return bottom - (document.querySelector('.desk')?.getBoundingClientRect().bottom ?? Number.NaN);
      });
    assert.ok((await caretBelow()) < 0);
    await page.setViewportSize({ width: 1130, height: 420 });
    await until('the caret in sight', async () => (await caretBelow()) < 0);
    await page.setViewportSize({ width: 1130, height: 900 });
    await desk.evaluate((element) => element.scrollTo(0, 0));
    await page.setViewportSize({ width: 1130, height: 420 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await desk.evaluate(({ scrollTop }) => scrollTop), 0);
  });

  it('keeps scene numbers clear of the heading on a narrow sheet', async () => {
    const headings = ['7', '203A'].map((sceneNumber) => {
      return { id: `h${sceneNumber}`, type: 'sceneHeading' as const, text: 'INT. KÖK - NATT', sceneNumber };
    });
    page = await pages.open({ script: { elements: headings, lineStates: [] }, width: 460, height: 800 });
    const overlap = await page.locator('.sceneHeading[data-scene]').evaluateAll((headings) =>
      headings.map((heading) => {
        const { left } = getComputedStyle(heading, '::after');
        const column = Number.parseFloat(getComputedStyle(heading).fontSize) * 0.6;
        return ((heading as HTMLElement).dataset['scene']?.length ?? 0) * column + Number.parseFloat(left);
      }),
    );
    assert.equal(overlap.length, 2);
    assert.deepEqual(
      overlap.filter((pixels) => pixels > -2),
      [],
    );
  });

  it('asks for a voice, and to hear one', async () => {
    await open();
    for (const id of ['d1', 'd2', 'd3', 'd4']) await voice(id).click({ force: true });
    await untilTold('generateVoice', 2);
    assert.deepEqual(await told('playLine'), [{ elementId: 'd1' }]);
    assert.deepEqual(await told('generateVoice'), [{ elementId: 'd2' }, { elementId: 'd3' }]);
  });

  it('shows a state that changed, and says so politely', async () => {
    await open();
    await page.evaluate(() =>
      window.host.tell('lineStates', { states: [{ elementId: 'd3', state: 'generated', durationSeconds: 3 }] }),
    );
    await page.waitForFunction(() => document.querySelector('[data-voice="d3"]')?.textContent === '3.0 s');
    assert.equal(
      await page.locator('[aria-live="polite"]').textContent(),
      'The line of BERÄTTARRÖST (V.O.) has a voice, 3.0 s',
    );
  });

  it('is walked by keyboard: F6 to the voices, arrows along them, F6 to the footer, Escape back', async () => {
    await open();
    await page.locator('.page-text').focus();
    await page.evaluate(() => window.host.tell('reveal', { elementId: 'd2' }));
    await page.waitForFunction(() => document.querySelector('[data-voice="d2"]')?.getAttribute('tabindex') === '0');
    await page.keyboard.press('F6');
    assert.equal(await focusedVoice(), 'd2');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-voice') === 'd3');
    await page.keyboard.press('Enter');
    await untilTold('generateVoice');
    await page.keyboard.press('F6');
    assert.equal(await page.locator('.type-button').evaluate((button) => button === document.activeElement), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.page-text').evaluate((text) => text === document.activeElement), true);
  });

  it('changes the type of the element at the caret from the list', async () => {
    await open();
    await page.locator('.page-text').focus();
    await page.evaluate(() => window.host.tell('reveal', { elementId: 'a3' }));
    await page.waitForFunction(() => document.querySelector('.type-button')?.textContent === 'Action');
    await page.locator('.type-button').click();
    await page.keyboard.press('t');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.host.elements.find(({ id }) => id === 'a3')?.type === 'transition');
    assert.equal(await page.locator('.type-menu').count(), 0);
  });

  it('plays a line, lights it up and tells when it has ended', async () => {
    await open();
    await page.locator('.page-text').click({ position: { x: 20, y: 120 } });
    const started = page.evaluate(() => window.host.call('play', { elementId: 'd1', uri: '/sound/1.5.wav', rate: 1 }));
    await page.waitForSelector('.speaking');
    assert.deepEqual(await started, { started: true });
    assert.equal(await page.locator('.speaking').first().textContent(), 'Den blinkade igen. Tre gånger.');
    await untilTold('played');
    assert.deepEqual(await told('played'), [{ elementId: 'd1', wasStopped: false }]);
    assert.equal(await page.locator('.speaking').count(), 0);
  });

  it('asks for a click when the browser refuses sound, then plays', async () => {
    await open();
    await page.evaluate(() => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = () => {
        HTMLMediaElement.prototype.play = play;
        return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
      };
    });
    const answer = await page.evaluate(() =>
      window.host.call('play', { elementId: 'd1', uri: '/sound/0.2.wav', rate: 1 }),
    );
    assert.deepEqual(answer, { started: false });
    await page.locator('.sound-button').click();
    await untilTold('played');
    assert.equal(await page.locator('.sound-button').count(), 0);
  });

  it('stops with Escape', async () => {
    await open();
    await page.locator('.page-text').click({ position: { x: 20, y: 120 } });
    await page.evaluate(() => window.host.call('play', { elementId: 'd1', uri: '/sound/30.wav', rate: 1 }));
    await page.waitForSelector('.speaking');
    await page.keyboard.press('Escape');
    await untilTold('played');
  });

  it('answers that a missing sound did not start', async () => {
    await open();
    const answer = await page.evaluate(() =>
      window.host.call('play', { elementId: 'd1', uri: '/sound/gone', rate: 1 }),
    );
    assert.deepEqual(answer, { started: false });
    assert.equal(await page.locator('.sound-button').count(), 0);
  });

  it('knows no caret before it has had one, then comes back to it', async () => {
    await open({ saved: { caret: { elementId: 'd6', offset: 4 }, scrollTop: 500 } });
    assert.deepEqual(await page.evaluate(() => window.host.call('caret', {})), {
      caret: { elementId: 'd6', offset: 4 },
    });
    assert.equal(await page.evaluate(() => document.querySelector('.desk')?.scrollTop), 500);
  });

  it('gives the context menu the line that was clicked', async () => {
    await open();
    const context = await page.locator('[data-element-id="d2"]').getAttribute('data-vscode-context');
    assert.deepEqual(JSON.parse(context ?? ''), { webviewSection: 'dialogue', elementId: 'd2' });
  });

  it('says in a sentence that a script is too long, and answers the host all the same', async () => {
    const elements = Array.from(
      { length: 40_001 },
      (_, index) => ({ id: `e${index}`, type: 'action', text: 'Regn.' }) as const,
    );
    page = await pages.open({ script: { elements, lineStates: [] } });
    assert.match((await page.locator('[role="alert"]').textContent()) ?? '', /too long/);
    assert.deepEqual(await page.evaluate(() => window.host.call('flush', {})), {});
  });

  it('reads a heading to a screen reader with its number once, and no page numbers into the text', async () => {
    await open({ script: longScript() });
    const heading = page.locator('.sceneHeading[data-scene]').nth(1);
    const number = await heading.getAttribute('data-scene');
    const spoken = await page.locator('.page-text').ariaSnapshot();
    assert.ok(spoken.includes(`${await heading.textContent()} ${number}" [level=2]`), spoken.slice(0, 400));
    const first = page.locator('.page-start').nth(1);
    assert.doesNotMatch(await first.ariaSnapshot(), new RegExp(`\\b${await first.getAttribute('data-page')}`));
  });

  it('splits a long speech between pages with its cue, and numbers the page', async () => {
    const actions = Array.from(
      { length: 25 },
      (_, index) => ({ id: `a${index}`, type: 'action', text: 'Regn.' }) as const,
    );
    const speech = 'Den blinkade tre gånger i natt igen. '.repeat(14).trim();
    const elements = [
      ...actions,
      { id: 'c', type: 'character', text: 'ÅKE' } as const,
      { id: 'd', type: 'dialogue', text: speech } as const,
    ];
    page = await pages.open({ script: { elements, lineStates: [] } });
    assert.deepEqual(await page.locator('.page-break-inside > *').allTextContents(), ['(MORE)', '2.', "ÅKE (CONT'D)"]);
    await page.locator('.page-text').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.waitForFunction((text) => window.host.elements.at(-1)?.text === text, `${speech}!`);
  });

  for (const paperSize of ['a4', 'letter'] as const) {
    it(`counts lines as the browser sets them (${paperSize})`, async () => {
      const script = { ...longScript(), elements: longScript().elements.slice(0, 1200) };
      await open({ script, settings: { paperSize } });
      const drawn = await page.locator('.page-text > p').evaluateAll((blocks) =>
        blocks.map((block) => {
          const style = getComputedStyle(block);
          const breaks = [...block.querySelectorAll('.page-break-inside')];
          const inside = breaks.reduce((sum, dom) => sum + dom.getBoundingClientRect().height, 0);
          const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom) + inside;
          return (block.getBoundingClientRect().height - padding) / Number.parseFloat(style.fontSize);
        }),
      );
      const counted = script.elements.map(({ type, text }) =>
        countLines(text, columnsFor(type, papers[paperSize], false)),
      );
      const differing = counted.filter((lines, index) => Math.round(drawn[index] ?? 0) !== lines).length;
      // An element split between two pages may gain a line by its forced break.
      assert.ok(differing <= (await page.locator('.page-break-inside').count()), `${differing} differ`);
    });
  }

  for (const width of [1400, 900, 640, 480]) {
    it(`cuts nothing off at ${width} px`, async () => {
      await open({ width });
      const overflow = await page.locator('.desk').evaluate((desk) => desk.scrollWidth - desk.clientWidth);
      assert.ok(width < 560 || overflow <= 0, `${overflow} px`);
    });
  }

  /** How far the colour of a text is from what it stands on, as WCAG counts. */
  const contrastOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((text) => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const luminance = (color: string) => {
          if (!canvas) return 0;
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        let below: Element | null = text;
        while (below?.parentElement && getComputedStyle(below).backgroundColor === 'rgba(0, 0, 0, 0)') {
          below = below.parentElement;
        }
        const ink = luminance(getComputedStyle(text).color);
        const paper = luminance(getComputedStyle(below ?? text).backgroundColor);
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      });
  const readable = [
    ['.sheet.script', 7],
    ...[
      '.section',
      '.synopsis',
      '.note',
      '.margin-note',
      '.boneyard',
      '.voice.stale',
      '.voice.none',
      '.footer .hint',
    ].map((selector) => [selector, 4.5] as const),
  ] as const;

  for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
    it(`is readable in the theme ${theme}`, async () => {
      // Wide enough for notes beside the sheet.
      await open({ theme, width: 1400 });
      for (const [selector, least] of readable) {
        const contrast = await contrastOf(selector);
        assert.ok(contrast >= least, `${selector}: ${contrast.toFixed(1)} to 1`);
      }
      assert.deepEqual(await page.evaluate(() => window.host.violations), []);
      await page.locator('.page-text').evaluate((text) => text.scrollIntoView());
      await page.screenshot({ path: path.join(screenshotsFolder, `page/theme-${theme}.png`) });
    });
  }
});
