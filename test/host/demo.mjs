// `npm run demo`: from an open script to a heard line on a timeline, without a display, in the real workbench.
// Leaves pictures and the sound in .screenshots/demo; `-- --update` also renews the README's pictures.
import fs from 'node:fs';
import path from 'node:path';
import { buildVsix } from './extensionPackage.ts';
import { root, screenshotsFolder } from './folders.ts';
import { HostMissing } from './provision.ts';
import { ScriptPage, TimelinePanel } from './studio.ts';
import { until } from './until.ts';
import { readWav } from './wav.ts';
import { openWorkbench } from './workbench.ts';

const sample = 'fyren-201.screenplay';
const demoFolder = path.join(screenshotsFolder, 'demo');
const readmeFolder = path.join(root, 'media/pictures');

/** The line that is edited and heard first, and one that is changed after it has been voiced; each stands on one row of the page. */
const firstLine = 'Den blinkade igen. Tre gånger.';
const changedLine = 'Jag byter matta.';
const added = ' Tydligt.';

/** Gives every line of the first scene its voice, by the keyboard. */
async function voiceScene(workbench, page) {
  const sql = `select content from rewrite_scene_content where type = 'dialogue' and audio_status = 'none'
    and scene_id = (select id from rewrite_scenes where scene_number = '201') order by order_index`;
  for (const { content } of workbench.library.query(sql)) {
    await page.putCaretAtEndOf(content);
    await workbench.window.page.keyboard.press('Control+Alt+g');
    await stored(workbench, content);
  }
}

/** The asset of a line once it has one. */
async function stored(workbench, words) {
  return until(`the voice of “${words}”`, () => {
    const line = workbench.library.line(words);
    return line?.audio_status === 'generated' ? workbench.library.asset(line.audio_asset_id) : undefined;
  });
}

/** A picture of the part of the window that a webview fills. */
async function pictureOfFrame(frame, file) {
  const element = await frame.parentFrame()?.frameElement();
  await element?.screenshot({ path: file });
}

async function hearFirstLine(workbench, page) {
  const { window } = workbench;
  await page.putCaretAtEndOf(firstLine);
  await window.page.keyboard.type(added);
  await window.showInPalette('Screenplay: Generate Voice for Line');
  await window.screenshot('demo/palette');
  const started = Date.now();
  await window.page.keyboard.press('Enter');
  const asset = await stored(workbench, firstLine + added);
  const milliseconds = Date.now() - started;
  const file = workbench.library.mediaFile(asset);
  const sound = readWav(file);
  fs.copyFileSync(file, path.join(demoFolder, 'line.wav'));
  console.log(
    `Voiced “${asset.name}” in ${milliseconds} ms: ${sound.durationSeconds.toFixed(1)} s, loudness ${sound.rms.toFixed(3)}.`,
  );
}

async function lookAtEverything(workbench, page) {
  const { window } = workbench;
  await voiceScene(workbench, page);
  await page.putCaretAtEndOf(changedLine);
  await window.page.keyboard.type(' Nu.');
  await (await page.voiceButton(/Generate it again/)).waitFor();
  await pictureOfFrame(await page.frame(), path.join(demoFolder, 'page.png'));
  await page.putCaretAtEndOf(firstLine + added);
  for (const view of ['Projects', 'Cast', 'Assets']) await window.view(view);
  await until('the asset in the tree', async () => (await window.rows('Assets')).some((row) => row.includes('TOVE')));
  await window.page.locator('.part.sidebar').screenshot({ path: path.join(demoFolder, 'trees.png') });
  const timeline = new TimelinePanel(window);
  await timeline.open();
  await timeline.clip(/^TOVE.*voiced/i);
  await timeline.press('Play');
  await until('the playhead to move', async () => !(await timeline.timecode()).startsWith('00:00:00:0'));
  await window.screenshot('demo/studio');
  await timeline.press('Pause');
  await pictureOfFrame(await timeline.frame(), path.join(demoFolder, 'timeline.png'));
  console.log(
    `The timeline plays: ${(await timeline.labels()).length} lines in sight, playhead at ${await timeline.timecode()}.`,
  );
}

async function main() {
  fs.rmSync(demoFolder, { recursive: true, force: true });
  fs.mkdirSync(demoFolder, { recursive: true });
  const files = { [sample]: fs.readFileSync(path.join(root, 'media/sample', sample)) };
  const viewport = { width: 1440, height: 960 };
  const workbench = await openWorkbench({ vsix: await buildVsix('demo'), files, folderName: 'Fyren', viewport });
  try {
    const page = new ScriptPage(workbench.window);
    await workbench.window.openPage(sample);
    console.log('Opened the sample as a page.');
    await hearFirstLine(workbench, page);
    await lookAtEverything(workbench, page);
  } catch (cause) {
    await workbench.window.screenshot('demo/failed');
    throw cause;
  } finally {
    await workbench.close();
  }
  console.log(`Pictures and sound: ${path.relative(process.cwd(), demoFolder)}`);
  if (!process.argv.includes('--update')) return;
  fs.mkdirSync(readmeFolder, { recursive: true });
  for (const name of ['studio', 'page', 'palette', 'timeline', 'trees']) {
    fs.copyFileSync(path.join(demoFolder, `${name}.png`), path.join(readmeFolder, `${name}.png`));
  }
  console.log(`Renewed the README's pictures in ${path.relative(process.cwd(), readmeFolder)}.`);
}

try {
  await main();
} catch (cause) {
  console.error(cause instanceof HostMissing ? cause.message : cause);
  process.exitCode = 1;
}
