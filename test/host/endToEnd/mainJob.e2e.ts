import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../folders.ts';
import type { SavedAsset, SavedLine } from '../savedLibrary.ts';
import { ScriptPage, TimelinePanel } from '../studio.ts';
import { until } from '../until.ts';
import { readWav } from '../wav.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const sample = 'fyren-201.screenplay';
const spoken = 'Den blinkade igen. Tre gånger.';
const added = ' Tydligt.';

describe('from a script to a heard line on a timeline, without account, network or settings', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    const text = fs.readFileSync(path.join(root, 'media/sample', sample));
    workbench = await openWorkbench({ vsix, files: { [sample]: text } });
  });
  after(() => workbench?.close());

  /** The edited line's row once it says this of its audio. */
  function savedLine(status: string): Promise<SavedLine> {
    return until(`the line to be ${status}`, () => {
      const line = workbench.library.line(spoken + added);
      return line?.audio_status === status ? line : undefined;
    });
  }

  async function savedAsset(): Promise<SavedAsset> {
    const { audio_asset_id } = await savedLine('generated');
    const asset = workbench.library.asset(audio_asset_id);
    assert(asset, 'the line points at an asset');
    return asset;
  }

  it('shows the sample as a screenplay page', async () => {
    const page = await workbench.window.openPage(sample);
    await page.locator('.ProseMirror', { hasText: 'FYRVAKTARENS HUS' }).waitFor();
    await workbench.window.screenshot('main-job/1-page');
  });

  it('writes an edited line to the library and marks the file as changed', async () => {
    const page = new ScriptPage(workbench.window);
    await page.putCaretAtEndOf(spoken);
    await workbench.window.page.keyboard.type(added);
    await savedLine('none');
    await workbench.window.page.locator('.tab.dirty', { hasText: sample }).waitFor();
  });

  it('gives the line under the cursor a voice from the palette and plays it', async () => {
    await workbench.window.showInPalette('Screenplay: Generate Voice for Line');
    await workbench.window.screenshot('main-job/2-palette');
    await workbench.window.page.keyboard.press('Enter');
    const page = new ScriptPage(workbench.window);
    await (await page.voiceButton('Stop the line of TOVE')).waitFor();
    await savedLine('generated');
    await (await page.voiceButton(/^Play the line of TOVE, \d/)).waitFor();
    await workbench.window.screenshot('main-job/3-voiced');
  });

  it('keeps the voice as a sound file of speech of the length that the library says', async () => {
    const asset = await savedAsset();
    const sound = readWav(workbench.library.mediaFile(asset));
    assert.equal(asset.file_type, 'audio');
    assert(sound.durationSeconds > 1.5 && sound.durationSeconds < 8, `it lasts ${sound.durationSeconds} s`);
    assert(Math.abs(sound.durationSeconds * 1000 - (asset.duration_ms ?? 0)) <= 20, 'the row and the file agree');
    assert(sound.rms > 0.01, `it is not silence: ${sound.rms}`);
  });

  it('lists the voice under Assets', async () => {
    const { name } = await savedAsset();
    assert(name?.includes('TOVE') === true, 'it is named after its speaker');
    await until('the asset in the tree', async () =>
      (await workbench.window.rows('Assets')).some((row) => row.includes(name)),
    );
    await workbench.window.screenshot('main-job/4-assets');
  });

  it('lays the voice on the timeline as a clip of its line, as long as its sound', async () => {
    const line = await savedLine('generated');
    const asset = await savedAsset();
    const clips = workbench.library.clips().filter(({ element_id }) => element_id === line.element_id);
    assert.equal(clips.length, 1);
    assert.equal(clips[0]?.asset_id, asset.id);
    assert.equal(clips[0]?.track, 'A1');
    assert(Math.abs(clips[0].duration_frames - ((asset.duration_ms ?? 0) / 1000) * 30) <= 1);
  });

  it('plays the timeline', async () => {
    const timeline = new TimelinePanel(workbench.window);
    await timeline.open();
    await timeline.clip(/^TOVE.*voiced/i);
    const before = await timeline.timecode();
    await timeline.press('Play');
    await until('the playhead to move', async () => (await timeline.timecode()) !== before);
    await workbench.window.screenshot('main-job/5-timeline');
    await timeline.press('Pause');
  });

  it('records what was done under one trace, without the words of the script', async () => {
    const sql = `select event_type, json_extract(arguments, '$') as arguments, result, error from rewrite_traces
      where trace_id = (select trace_id from rewrite_traces where event_type = 'api_call' limit 1)`;
    const rows = workbench.library.query(sql);
    const kinds = rows.map((row) => (row as { event_type: string }).event_type);
    assert.deepEqual([...new Set(kinds)].sort(), ['api_call', 'mutation', 'request_start']);
    assert(!JSON.stringify(rows).includes('blinkade'), 'no words of the script');
  });

  it('still has everything after closing and opening again', async () => {
    await workbench.window.page.keyboard.press('Control+1');
    await workbench.window.runCommand('File: Save');
    await until('the file on disk', () =>
      fs.readFileSync(path.join(workbench.folder, sample), 'utf8').includes(spoken + added),
    );
    const [lineBefore, assetBefore, clipsBefore] = [
      await savedLine('generated'),
      await savedAsset(),
      workbench.library.clips(),
    ];
    await workbench.quit();
    assert.deepEqual(workbench.library.problems(), []);
    await workbench.start();
    await workbench.window.openPage(sample);
    const page = new ScriptPage(workbench.window);
    await (await page.element(spoken + added)).scrollIntoViewIfNeeded();
    await (await page.voiceButton(/^Play the line of TOVE, \d/)).waitFor();
    assert.deepEqual(
      [await savedLine('generated'), await savedAsset(), workbench.library.clips()],
      [lineBefore, assetBefore, clipsBefore],
    );
    await workbench.window.screenshot('main-job/6-again');
  });
});
