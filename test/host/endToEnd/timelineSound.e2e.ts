import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { after, before, describe, it } from 'mocha';
import type { BrowserContext, Page } from 'playwright-core';
import type { TimelineItem } from '../../../src/webview/timeline/protocol.ts';
import { item } from '../../webview/timelineModels.ts';
import { openBrowser } from '../browser.ts';
import { root } from '../folders.ts';
import { toneWav } from '../wav.ts';

interface Build {
  readonly moduleOptions: (production: boolean) => esbuild.BuildOptions;
}

/** A file cut into clips that touch. */
const cuts = (count: number, frames: number): TimelineItem[] =>
  Array.from({ length: count }, (_, index) =>
    item(`${index}`, {
      ...{ startFrame: index * frames, offsetFrames: index * frames, durationFrames: frames, soundId: 's' },
    }),
  );

describe('the sound of a timeline, in Chromium', () => {
  let folder: string;
  let browser: BrowserContext;
  let page: Page;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timeline-sound-'));
    const build: Build = await import(pathToFileURL(path.join(root, 'src/webview/build.mjs')).href);
    await esbuild.build({
      ...build.moduleOptions(false),
      absWorkingDir: root,
      entryPoints: { sound: 'test/host/pages/soundPage.ts' },
      outdir: folder,
      logLevel: 'error',
    });
    browser = await openBrowser({ profile: path.join(folder, 'profile') });
    page = await browser.newPage();
    const html = '<title>Sound</title><script type="module" src="/sound.js"></script>';
    const [wav, long] = [toneWav(), toneWav({ seconds: 600 })];
    await page.route('http://localhost/**', (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
      if (pathname.endsWith('.js')) return route.fulfill({ path: path.join(folder, pathname) });
      if (pathname === '/gone.wav') return route.fulfill({ status: 404 });
      return route.fulfill({
        contentType: 'audio/wav',
        body: pathname === '/damaged.wav' ? 'no sound' : pathname.startsWith('/long') ? long : wav,
      });
    });
    await page.goto('http://localhost/');
    await page.waitForFunction(() => window.sound !== undefined);
  });
  after(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const [frameRate, sampleRate] of [
    [30, 48_000],
    [24, 44_100],
  ] as const) {
    it(`loses no sample across 600 clips that touch, at ${frameRate} frames and ${sampleRate} samples a second`, async () => {
      const items = cuts(600, 1);
      const seconds = 600 / frameRate;
      const found = await page.evaluate((rendering) => window.sound.differences(rendering), {
        ...{ sampleRate, seconds, items, anchors: [{ contextSeconds: 0, frame: 0, frameRate }] },
      });
      assert.deepEqual({ wrong: found.wrong, silent: found.silent }, { wrong: 0, silent: 0 });
    });
  }

  it('plays cuts backwards as one sound, last sample first', async () => {
    const found = await page.evaluate((rendering) => window.sound.differences(rendering, true), {
      ...{ sampleRate: 48_000, seconds: 20, items: cuts(60, 10) },
      anchors: [{ contextSeconds: 0, frame: 600, frameRate: 30, speed: -1 }],
    });
    assert.deepEqual({ wrong: found.wrong, silent: found.silent }, { wrong: 0, silent: 0 });
  });

  it('is where the playhead says after 60 minutes', async () => {
    const frameRate = 24;
    const items = Array.from({ length: 60 }, (_, minute) =>
      item(`${minute}`, { startFrame: (minute + 1) * 60 * frameRate - 7, durationFrames: 5, soundId: 's' }),
    );
    const heard = await page.evaluate((rendering) => window.sound.onsets(rendering), {
      ...{ sampleRate: 4000, seconds: 3601, items, anchors: [{ contextSeconds: 0, frame: 0, frameRate }] },
    });
    assert.equal(heard.length, items.length);
    const drift = Math.max(...items.map(({ startFrame }, index) => Math.abs((heard[index] ?? 0) - startFrame)));
    assert.ok(drift < 0.05, `${drift} frames`);
  });

  it('goes round a loop without a gap', async () => {
    const found = await page.evaluate((items) => window.sound.loopRounds(48_000, items, 31, 74), cuts(20, 30));
    assert.deepEqual(found.rounds, [true, true, true]);
    // The sample on which each ramp begins and ends.
    assert.ok(found.silent <= 6, `${found.silent} silent samples`);
  });

  it('hears a voice that comes while it plays, when its time comes', async () => {
    const place = item('line:1', { startFrame: 30, isPlace: true, state: 'unvoiced' });
    const voiced = item('1', { startFrame: 30, soundId: 'tone' });
    const heard = await page.evaluate(
      async ({ before, now }) => {
        window.listening = window.sound.listen(before);
        await window.listening.player.start(0, { speed: 1 });
        window.listening.show(now);
        const frame = await window.listening.firstHeard(58);
        window.listening.player.stop();
        return frame;
      },
      { before: [place], now: [voiced] },
    );
    assert.ok(heard !== undefined && heard >= 25 && heard < 58, `at ${heard}`);
  });

  it('leads the own sound of a film through its volume, the master volume and the meters', async () => {
    const levels = await page.evaluate(() =>
      Promise.all([
        window.sound.filmLevel(1, 1),
        window.sound.filmLevel(1, 0.5),
        window.sound.filmLevel(0.5, 0.5),
        window.sound.filmLevel(0, 1),
      ]),
    );
    const [whole = 0, half = 0, quarter = 0, none = 1] = levels;
    assert.ok(whole > 0.6 && whole < 1, `${levels}`);
    assert.ok(Math.abs(half / whole - 0.5) < 0.05, `${levels}`);
    assert.ok(Math.abs(quarter / whole - 0.25) < 0.05, `${levels}`);
    assert.ok(none < 0.001, `${levels}`);
  });

  it('has the own sound of a film in an export, at its place and as loud as its clip', async () => {
    const { peaks, failed } = await page.evaluate(() => window.sound.exportedFilm());
    const [before = 1, during = 0, after = 1] = peaks;
    assert.ok(before === 0 && after === 0 && Math.abs(during - 0.4) < 0.05, `${peaks}`);
    // A film without a sound is no file that could not be read.
    assert.deepEqual(failed, []);
  });

  it('decodes a long file in pieces near the playhead, and plays on where they meet', async () => {
    const clip = item('1', { durationFrames: 9000, offsetFrames: 300, soundId: 'long' });
    const held = await page.evaluate(
      (items) => window.sound.mostDecodedBytes(items),
      [
        item('1', { durationFrames: 240, offsetFrames: 6000, soundId: 'long' }),
        item('2', { startFrame: 240, durationFrames: 240, soundId: 'long2' }),
      ],
    );
    assert.deepEqual(held.failed, []);
    // Ten minutes would be 115 MB a file.
    assert.ok(held.bytes > 0 && held.bytes < 32 * 2 ** 20, `${held.bytes}`);
    // The file's second 20 is the clip's second 10.
    const levels = await page.evaluate((shown) => window.sound.levelsOf([shown], 240, 3), clip);
    assert.ok(Math.min(...levels) > 0.3, levels.map((level) => level.toFixed(2)).join(' '));
  });

  it('exports a long file in pieces as it is whole', async () => {
    const found = await page.evaluate(() => window.sound.exportedPieces('/long.wav'));
    assert.equal(found.samples, 30 * 48_000);
    assert.ok(found.wrong === 0 && found.silent < 500, JSON.stringify(found));
  });

  it('falls silent and plays on when what is heard is deleted', async () => {
    const tone = item('1', { durationFrames: 9000, soundId: 'long' });
    const after = await page.evaluate(async (clip) => {
      const listening = window.sound.listen([clip]);
      await listening.player.start(0, { speed: 1 });
      const heardAt = await listening.firstHeard(600);
      listening.show([]);
      const deadline = performance.now() + 2000;
      while (listening.player.levels()[0] > 0.001 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 5));
      const result = { heardAt, level: listening.player.levels()[0], frame: listening.player.frame ?? -1 };
      listening.player.stop();
      return result;
    }, tone);
    assert.ok(after.heardAt !== undefined && after.level <= 0.001, JSON.stringify(after));
    assert.ok(after.frame > after.heardAt && after.frame < 9000, JSON.stringify(after));
  });

  it('plays on past files that are gone or damaged, and tells of each once', async () => {
    const items = [
      item('1', { startFrame: 0, durationFrames: 6, soundId: 'gone' }),
      item('2', { startFrame: 6, durationFrames: 6, soundId: 'damaged' }),
      item('3', { startFrame: 12, durationFrames: 30, soundId: 'tone' }),
    ];
    const told = await page.evaluate(async (shown) => {
      const listening = window.sound.listen(shown);
      await listening.player.start(0, { speed: 1 });
      const frame = await listening.firstHeard(40);
      listening.player.stop();
      return { frame, failed: listening.failed.toSorted(), shapes: listening.shapes };
    }, items);
    assert.deepEqual(told.failed, ['damaged', 'gone']);
    assert.deepEqual(told.shapes, ['tone']);
    assert.ok(told.frame !== undefined && told.frame >= 11, `at ${told.frame}`);
  });
});
