// What the timeline plays, in a real browser: offline renderings compared with the model, and how soon a seek is heard.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { moduleOptions } from '../../src/webview/build.mjs';
import { toneWav } from '../host/wav.ts';

const root = path.join(import.meta.dirname, '../..');

const item = (id, more) => ({
  ...{
    id,
    trackId: 'A1',
    name: 'TOVE',
    startFrame: 0,
    durationFrames: 30,
    offsetFrames: 0,
    volume: 1,
    state: 'voiced',
  },
  ...{ speaker: 0, soundId: 's', ...more },
});

/** Opens the page of the sound tests; everything is closed afterwards. */
async function withSoundPage(use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timeline-sound-'));
  await esbuild.build({
    ...moduleOptions(true),
    absWorkingDir: root,
    entryPoints: { sound: 'test/host/pages/soundPage.ts' },
    outdir: folder,
    logLevel: 'error',
  });
  const [short, long] = [toneWav(), toneWav({ seconds: 600 })];
  const server = http.createServer((request, response) => {
    if (request.url?.endsWith('.wav')) {
      response.setHeader('content-type', 'audio/wav').end(request.url.startsWith('/long') ? long : short);
    } else if (request.url?.endsWith('.js')) {
      response.setHeader('content-type', 'text/javascript').end(fs.readFileSync(path.join(folder, request.url)));
    } else
      response
        .setHeader('content-type', 'text/html')
        .end('<title>Sound</title><script type="module" src="/sound.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    await page.waitForFunction(() => window.sound !== undefined);
    await use(page);
  } finally {
    await browser.close();
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export async function bench(report) {
  await withSoundPage(async (page) => {
    const cuts = Array.from({ length: 600 }, (_, index) =>
      item(`${index}`, { startFrame: index, offsetFrames: index, durationFrames: 1 }),
    );
    const found = await page.evaluate((rendering) => window.sound.differences(rendering), {
      ...{ sampleRate: 48_000, seconds: 20, items: cuts, anchors: [{ contextSeconds: 0, frame: 0, frameRate: 30 }] },
    });
    report({
      name: 'sound: gap samples across 600 abutting clips',
      value: found.silent,
      unit: 'samples',
      target: '<= 0',
    });
    report({
      name: 'sound: wrong samples across 600 abutting clips',
      value: found.wrong,
      unit: 'samples',
      target: '<= 0',
    });

    for (const frameRate of [24, 30]) {
      const items = Array.from({ length: 60 }, (_, minute) =>
        item(`${minute}`, { startFrame: (minute + 1) * 60 * frameRate - 7, durationFrames: 5 }),
      );
      const heard = await page.evaluate((rendering) => window.sound.onsets(rendering), {
        ...{ sampleRate: 4000, seconds: 3601, items, anchors: [{ contextSeconds: 0, frame: 0, frameRate }] },
      });
      const drift = Math.max(...items.map(({ startFrame }, index) => Math.abs((heard[index] ?? 1e9) - startFrame)));
      report({
        name: `sound: drift after 60 minutes at ${frameRate} frames`,
        value: drift,
        unit: 'frames',
        target: '<= 1',
      });
    }

    const seeks = await page.evaluate(
      async (items) => {
        const listening = window.sound.listen(items);
        const times = [];
        for (const frame of [0, 300, 30, 600, 900, 10, 450]) times.push(await listening.seek(frame));
        listening.player.stop();
        return times.slice(1);
      },
      Array.from({ length: 40 }, (_, index) => item(`${index}`, { startFrame: index * 30, soundId: 'tone' })),
    );
    const median = seeks.toSorted((a, b) => a - b)[Math.floor(seeks.length / 2)];
    report({ name: 'sound: a seek is heard after', value: median, unit: 'ms', target: '<= 100' });

    const held = await page.evaluate(
      (items) => window.sound.mostDecodedBytes(items),
      Array.from({ length: 12 }, (_, index) =>
        item(`${index}`, { startFrame: index * 60, durationFrames: 60, offsetFrames: 9000, soundId: `long${index}` }),
      ),
    );
    report({
      name: 'sound: decoded at once, twelve files of ten minutes',
      value: held.bytes / 2 ** 20,
      unit: 'MB',
      target: '<= 128',
    });
  });
}
