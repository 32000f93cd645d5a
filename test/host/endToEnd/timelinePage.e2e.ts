import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { TimelineModel } from '../../../src/webview/timeline/protocol.ts';
import { root, screenshotsFolder } from '../folders.ts';

/** What the benches use, too: the built page with a host that answers from a model. */
interface Pages {
  readonly withTimelinePages: (
    use: (pages: { open: (options: Options) => Promise<Page> }) => Promise<void>,
  ) => Promise<void>;
  readonly untilPainted: (page: Page) => Promise<unknown>;
}
interface Options {
  readonly model: TimelineModel;
  readonly width: number;
  readonly height: number;
  readonly theme?: string;
  readonly state?: unknown;
}
interface Models {
  readonly targetModel: () => TimelineModel;
}

declare global {
  interface Window {
    /** What the page told its host. */
    told: readonly { readonly method?: string; readonly params?: unknown }[];
    /** What it keeps through hiding. */
    saved: unknown;
    /** What the tests have the page count. */
    sounding: ReadonlySet<unknown>;
  }
}

const load = (file: string) => import(pathToFileURL(path.join(root, 'test/bench/timelinePage', file)).href);

describe('the page of a timeline, in Chromium', () => {
  let pages: Pages;
  let model: TimelineModel;

  before(async () => {
    pages = await load('page.mjs');
    const models: Models = await load('models.mjs');
    model = models.targetModel();
  });

  const hostCommands = (page: Page) =>
    page.evaluate(() =>
      window.told.filter(({ method }) => method === 'hostCommand').map(({ params }) => JSON.stringify(params)),
    );

  it('folds its toolbar without cutting anything off, from 600 to 1,400 pixels', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 1400, height: 300 });
      await pages.untilPainted(page);
      for (const width of [1400, 1250, 1100, 1000, 900, 800, 700, 600, 900, 1400]) {
        await page.setViewportSize({ width, height: 300 });
        await page.waitForFunction((wished) => window.innerWidth === wished, width);
        await page.waitForFunction(() => {
          const toolbar = document.querySelector('.toolbar');
          return toolbar !== null && toolbar.scrollWidth <= toolbar.clientWidth;
        });
        const cut = await page.evaluate(() => {
          const counts = document.querySelector('.counts');
          return counts === null || counts.scrollWidth > counts.clientWidth + 1;
        });
        assert.equal(cut, false, `the count of voices at ${width}`);
        await page.screenshot({ path: path.join(screenshotsFolder, `timeline-page/toolbar-${width}.png`) });
      }
      assert.equal(await page.locator('.toolbar.folded-1').count(), 0);
    });
  });

  it('shows a notice whole, under the toolbar where that has no room for it', async () => {
    const words = 'Voices: 6 of 113 lines, 107 to go. ÅKE and BERÄTTARRÖST are next.';
    await pages.withTimelinePages(async ({ open }) => {
      for (const theme of ['dark', 'light', 'highContrast']) {
        const page = await open({ model, width: 1000, height: 300, theme });
        await pages.untilPainted(page);
        await page.evaluate(
          (params) =>
            window.dispatchEvent(new MessageEvent('message', { data: { kind: 'tell', method: 'say', params } })),
          { text: words },
        );
        const notice = page.locator('.notice', { hasText: words });
        await notice.waitFor();
        const box = await notice.boundingBox();
        const bar = await page.locator('.toolbar').boundingBox();
        assert.ok(box && bar && box.y >= bar.y + bar.height && box.x >= 0 && box.x + box.width <= 1000, theme);
        assert.ok(await notice.evaluate((element) => element.scrollWidth <= element.clientWidth));
        // The controls come after the first picture, and have the theme's colours all the same.
        await page.waitForFunction(() => {
          const style = getComputedStyle(document.body);
          const wished = style.getPropertyValue('--vscode-icon-foreground');
          const probe = document.createElement('i');
          probe.style.color = wished;
          document.body.append(probe);
          const colour = getComputedStyle(probe).color;
          probe.remove();
          const button = document
            .querySelector('vscode-button[appearance="icon"]')
            ?.shadowRoot?.querySelector('button');
          return button && getComputedStyle(button).color === colour;
        });
        await page.screenshot({ path: path.join(screenshotsFolder, `timeline-page/notice-${theme}.png`) });
        await page.setViewportSize({ width: 1700, height: 300 });
        await page.waitForFunction(() => document.querySelector('.too-small') === null);
        await page.context().close();
      }
    });
  });

  it('keeps what is folded away behind a button that the keyboard opens and closes', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 700, height: 400, theme: 'highContrast' });
      await pages.untilPainted(page);
      const more = page.locator('.more vscode-button');
      await more.waitFor();
      await more.focus();
      await page.keyboard.press('Enter');
      const panel = page.locator('.more-panel');
      await panel.getByRole('button', { name: 'Undo' }).press('Enter');
      await page.waitForFunction(() => window.told.some(({ method }) => method === 'hostCommand'));
      assert.deepEqual(await hostCommands(page), ['{"name":"undo"}']);
      await page.screenshot({ path: path.join(screenshotsFolder, 'timeline-page/more-high-contrast.png') });
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      assert.equal(await more.evaluate((button) => document.activeElement === button), true);
    });
  });

  it('takes its own step when the browser is told to undo or redo, as by VS Code’s Edit menu, and keeps the focus', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 1130, height: 300 });
      await pages.untilPainted(page);
      await page.locator('.stage').focus();
      const asked: string[] = [];
      for (const name of ['undo', 'undo', 'redo', 'undo', 'redo', 'redo']) {
        await page.evaluate((command) => document.execCommand(command), name);
        asked.push(`{"name":"${name}"}`);
        await page.waitForFunction(
          (count) => window.told.filter(({ method }) => method === 'hostCommand').length === count,
          asked.length,
        );
        await page.waitForFunction(() => document.activeElement?.classList.contains('stage'));
      }
      assert.deepEqual(await hostCommands(page), asked);
      const focus = await page.evaluate(() => window.told.filter(({ method }) => method === 'focusChanged').length);
      assert.equal(focus, 1);
    });
  });

  it('falls silent when it is hidden while it plays, and is where it was when it comes back, also as a new page', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 1130, height: 300 });
      await pages.untilPainted(page);
      await page.evaluate(() => {
        const sounding = new Set<AudioBufferSourceNode>();
        const { start, stop } = AudioBufferSourceNode.prototype;
        AudioBufferSourceNode.prototype.start = function (...args) {
          sounding.add(this);
          this.addEventListener('ended', () => sounding.delete(this));
          start.apply(this, args);
        };
        AudioBufferSourceNode.prototype.stop = function (...args) {
          sounding.delete(this);
          stop.apply(this, args);
        };
        window.sounding = sounding;
      });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const timecode = async (shown: Page) => (await shown.locator('.timecode').textContent())?.trim() ?? '';
      const hide = (isHidden: boolean) =>
        page.evaluate((hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, isHidden);
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.waitForFunction(() => window.sounding.size > 0);
      await page.waitForFunction(() => (document.querySelector('.timecode')?.textContent ?? '').trim() > '00:00:00:10');
      await hide(true);
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
      await page.waitForFunction(() => window.sounding.size === 0);
      const stoppedAt = await timecode(page);
      await page.waitForFunction(() => {
        const lines = window.told.flatMap(({ method, params }) =>
          method === 'speaking' ? [JSON.stringify(params)] : [],
        );
        return lines.length === 0 || lines.at(-1) === '{"lines":[]}';
      });
      await hide(false);
      assert.equal(await timecode(page), stoppedAt);
      const saved = await page.evaluate(() => window.saved);
      const again = await open({ model, width: 1130, height: 300, state: saved });
      await pages.untilPainted(again);
      assert.equal(await timecode(again), stoppedAt);
      await again.getByRole('button', { name: 'Play', exact: true }).click();
      await again.waitForFunction(
        (from) => (document.querySelector('.timecode')?.textContent ?? '').trim() > from,
        stoppedAt,
      );
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.waitForFunction(
        (from) => (document.querySelector('.timecode')?.textContent ?? '').trim() > from,
        stoppedAt,
      );
      const wrong = await page.evaluate(() => window.told.filter(({ method }) => method === 'logError'));
      assert.deepEqual([errors, wrong], [[], []]);
    });
  });

  it('shows where dropped files will lie, sends them whole, and says why others cannot come', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 1130, height: 340 });
      await pages.untilPainted(page);
      /** Drags over a point of the stage; resolves with what the browser is told would come of it. */
      const drag = (type: 'dragover' | 'drop', what: readonly string[], x: number, y: number) =>
        page.evaluate(
          ([name, names, left, top]) => {
            const data = new DataTransfer();
            for (const each of names) {
              if (each.startsWith('file:')) data.setData('application/vnd.code.uri-list', each);
              else
                data.items.add(
                  new File([new Uint8Array(1_500_000).fill(7)], each.split(' ')[0] ?? '', {
                    type: each.split(' ')[1] ?? '',
                  }),
                );
            }
            const stage = document.querySelector('.stage');
            const box = stage?.getBoundingClientRect();
            const at = { clientX: (box?.left ?? 0) + left, clientY: (box?.top ?? 0) + top };
            stage?.dispatchEvent(
              new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true, altKey: true, ...at }),
            );
          },
          [type, what, x, y] as const,
        );
      const cells = page.locator('[role="gridcell"]');
      const told = (wished: string) =>
        page.evaluate((method) => window.told.flatMap((each) => (each.method === method ? [each.params] : [])), wished);
      const picture = (name: string) =>
        page.screenshot({ path: path.join(screenshotsFolder, `timeline-page/${name}.png`) });

      await drag('dragover', ['regn.wav audio/wav'], 700, 150);
      await cells.and(page.getByLabel(/^New clip, starts/)).waitFor({ state: 'attached' });
      await picture('drop-held');
      await drag('dragover', ['brev.pdf application/pdf'], 700, 150);
      await page
        .getByRole('status')
        .filter({ hasText: 'Only pictures, sounds and films' })
        .waitFor({ state: 'attached' });
      await cells.and(page.getByLabel(/^New clip/)).waitFor({ state: 'detached' });
      await picture('drop-refused');

      await drag('drop', ['brev.pdf application/pdf'], 700, 150);
      await drag('drop', ['regn.wav audio/wav', 'fyren.png image/png'], 700, 150);
      await page.waitForFunction(() => window.told.some(({ method }) => method === 'dropMedia'));
      const slices = (await told('dropSlice')) as readonly { readonly name: string; readonly at: number }[];
      assert.deepEqual(
        slices.map(({ name, at }) => `${name} ${at}`),
        ['regn.wav 0', 'regn.wav 1048576', 'fyren.png 0', 'fyren.png 1048576'],
      );
      await drag('drop', ['file:///skript/hav.mp3'], 700, 200);
      await page.waitForFunction(() => window.told.filter(({ method }) => method === 'dropMedia').length === 2);
      const [files, addresses] = (await told('dropMedia')) as readonly Record<string, unknown>[];
      const { fileIds, uris, trackId, frame } = files ?? {};
      assert.ok(Array.isArray(fileIds) && fileIds.length === 2 && typeof frame === 'number' && frame > 0);
      assert.deepEqual([uris, trackId], [[], 'A1']);
      assert.deepEqual(
        [addresses?.uris, addresses?.fileIds, addresses?.trackId],
        [['file:///skript/hav.mp3'], [], 'A2'],
      );
      await cells.and(page.getByLabel(/^New clip/)).waitFor({ state: 'detached' });
    });
  });

  it('has its grid say what an edit made of a clip, once the hand rests', async () => {
    await pages.withTimelinePages(async ({ open }) => {
      const page = await open({ model, width: 1130, height: 300 });
      await pages.untilPainted(page);
      await page.locator('.stage').focus();
      const tell = (name: string) =>
        page.evaluate(
          (params) =>
            window.dispatchEvent(new MessageEvent('message', { data: { kind: 'tell', method: 'command', params } })),
          { name },
        );
      const selected = page.locator('[role="row"][aria-selected="true"] [role="gridcell"]');
      const label = async () => (await selected.getAttribute('aria-label')) ?? '';
      // The pictures before it lie end to end and cannot move.
      do await tell('selectNext');
      while (!(await selected.waitFor({ state: 'attached' }).then(label)).startsWith('TOVE, starts 00:00:04:18'));
      const before = await label();
      await tell('moveRight');
      await page.waitForFunction(
        (known) =>
          document.querySelector('[role="row"][aria-selected="true"] [role="gridcell"]')?.getAttribute('aria-label') !==
          known,
        before,
      );
      assert.match(await label(), /^TOVE, starts 00:00:04:19, .*pinned/);
    });
  });
});
