import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { makeFilm } from '../film.ts';
import { root } from '../folders.ts';
import { ScriptPage, TimelinePanel } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const spoken = [
  'Den blinkade igen. Tre gånger.',
  'Det finns ingen fyr därute.',
  'Jo. Kom och se.',
  'Jag har sett nog.',
  'Inte detta.',
  'Ge mig kikaren.',
  'Där!',
  'Det är bara månen.',
];
const cue = (words: string, index: number) => `${index % 2 === 0 ? 'TOVE' : 'ÅKE'}\n${words}\n\n`;
const script = `INT. FYREN - NATT

Regn.

${spoken.slice(0, 5).map(cue).join('')}EXT. PIREN - NATT

Vågor.

${spoken.slice(5).map(cue).join('')}`;

describe('an animatic', () => {
  let workbench: Workbench;
  let timeline: TimelinePanel;
  pictureFailures(() => workbench);

  before(async () => {
    const picture = fs.readFileSync(path.join(root, 'media/icon.png'));
    workbench = await openWorkbench({
      vsix,
      files: { 'fyren.screenplay': script, 'fyren.png': picture },
      folderName: 'Fyren',
    });
    const { window } = workbench;
    fs.writeFileSync(path.join(workbench.folder, 'hav.webm'), await makeFilm(window.page.context()));
    await window.openPage('fyren.screenplay');
    timeline = new TimelinePanel(window);
    await timeline.open();
    await timeline.clip(/^TOVE/);
    await window.runCommand('Screenplay: Timeline: Generate All Missing Voices');
    await until('all voices', () => clips().length === spoken.length, 60_000);
  });
  after(() => workbench?.close());

  const keyboard = () => workbench.window.page.keyboard;
  const clips = () => workbench.library.clips();
  /** Where the lines' clips begin. */
  const starts = () =>
    clips()
      .filter(({ element_id, track }) => element_id !== null && track !== 'V1')
      .map(({ start_frame }) => start_frame);

  /** Runs a command that asks something; its question is open when this resolves. */
  async function ask(title: string): Promise<void> {
    await workbench.window.showInPalette(title);
    await keyboard().press('Enter');
  }

  async function focusStage(): Promise<Frame> {
    const frame = await timeline.frame();
    await frame.locator('.stage').focus();
    return frame;
  }

  async function says(pattern: RegExp): Promise<void> {
    const frame = await timeline.frame();
    await until(`to hear ${pattern}`, async () =>
      pattern.test((await frame.locator('[role="status"]').textContent()) ?? ''),
    );
  }

  /** Presses a key of the timeline until it has done what it does: the keys are the timeline's a moment after the focus is. */
  async function pressUntil(what: string, key: string, isDone: () => Promise<boolean> | boolean): Promise<void> {
    await until(what, async () => {
      if (await isDone()) return true;
      await keyboard().press(key);
      return isDone();
    });
  }

  /** Waits until keys are the timeline's: the playhead goes a frame on and comes to the beginning. */
  async function takeKeys(): Promise<Frame> {
    const frame = await focusStage();
    const timecode = () => timeline.timecode();
    const before = await timecode();
    await pressUntil(
      'a key to be heard',
      before === '00:00:00:00' ? 'ArrowRight' : 'Home',
      async () => (await timecode()) !== before,
    );
    await pressUntil('the beginning', 'Home', async () => (await timecode()) === '00:00:00:00');
    return frame;
  }

  it('shows what a rewritten scene would move before anything moves, and moves it as one step', async () => {
    const { window } = workbench;
    const before = starts();
    await new ScriptPage(window).putCaretAtEndOf('Regn.');
    await keyboard().type(' Vinden river i taket hela natten, och havet slår mot stenarna.');
    const frame = await timeline.frame();
    const bar = frame.locator('.preview-bar');
    await bar.waitFor();
    assert.match((await bar.locator('.preview-words').textContent()) ?? '', /^The script has changed\. 8 clips move/);
    await window.screenshot('timeline-animatic/1-preview');
    assert.deepEqual(starts(), before);
    await bar.getByRole('button', { name: 'Apply' }).click();
    await until('the clips to have moved', () => starts().every((start, at) => start > (before[at] ?? 0)));
    await bar.waitFor({ state: 'detached' });
    await takeKeys();
    await keyboard().press('Control+Z');
    await until('the change to be back', () => starts().join() === before.join());
    await says(/^Undone: change of the script$/);
  });

  it('leaves everything where it is when the writer does not want it, until it is assembled', async () => {
    const before = starts();
    await new ScriptPage(workbench.window).putCaretAtEndOf('Regn.');
    await keyboard().type(' Långt ute blinkar ett ljus, en gång, två gånger, och sedan en tredje.');
    const frame = await timeline.frame();
    const bar = frame.locator('.preview-bar');
    await bar.getByRole('button', { name: 'Not Now' }).click();
    await bar.waitFor({ state: 'detached' });
    assert.deepEqual(starts(), before);
    await workbench.window.runCommand('Screenplay: Timeline: Assemble from Script');
    await bar.getByRole('button', { name: 'Apply' }).click();
    await until('the clips to lie as the script says', () => starts().every((start, at) => start > (before[at] ?? 0)));
  });

  /** Chooses an entry of a menu that is open; a menu takes no click in its first moment. */
  async function choose(name: string | RegExp): Promise<void> {
    const entry = workbench.window.page.getByRole('menuitem', { name }).last();
    await entry.waitFor();
    await until(`the menu to take ${name}`, async () => {
      await entry.click({ timeout: 1000 }).catch(() => undefined);
      return !(await entry.isVisible());
    });
  }

  /** From the Explorer, as a writer who has the file before her. */
  async function importFile(name: string): Promise<void> {
    const { page } = workbench.window;
    await workbench.window.showExplorer();
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).click({ button: 'right' });
    await choose('Import Media…');
    await until(
      `${name} to be imported`,
      () => workbench.library.query('select id from rewrite_assets where name like ?', `${path.parse(name).name}%`)[0],
    );
  }

  it('shows a scene’s still while the playhead is in the scene, at the timeline’s proportions', async () => {
    const { window } = workbench;
    await importFile('fyren.png');
    await new ScriptPage(window).putCaretAtEndOf(spoken[0] ?? '');
    await ask('Screenplay: Timeline: Add Still to Scene…');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'fyren' }).first().click();
    await timeline.clip(/^fyren/);
    await window.runCommand('Screenplay: Timeline: Show or Hide Picture Preview');
    const frame = await takeKeys();
    const screen = frame.locator('.monitor-screen');
    await until('the scene’s picture', async () =>
      /^Picture at the playhead: fyren/.test((await screen.getAttribute('aria-label')) ?? ''),
    );
    await until('the picture to be drawn', () =>
      frame
        .locator('img.monitor-layer')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth > 0),
    );
    await window.screenshot('timeline-animatic/2-still');
    const box = await screen.boundingBox();
    assert(box);
    assert.ok(Math.abs(box.width / box.height - 16 / 9) < 0.02, `${box.width} × ${box.height}`);
    const still = clips().find(({ track }) => track === 'V1');
    const firstOfNext = starts()[5] ?? 0;
    assert.ok(
      still && still.start_frame === 0 && still.start_frame + still.duration_frames <= firstOfNext,
      `${still?.duration_frames} ${firstOfNext}`,
    );

    const edge = frame.getByRole('separator', { name: 'Width of the picture preview' });
    await edge.focus();
    const width = Number(await edge.getAttribute('aria-valuenow'));
    await keyboard().press('ArrowLeft');
    await until('a wider preview', async () => Number(await edge.getAttribute('aria-valuenow')) === width + 16);
  });

  it('plays a film that was put at the playhead, and shows how loud it is', async () => {
    const { window } = workbench;
    await importFile('hav.webm');
    const frame = await takeKeys();
    const nothing = async () =>
      (await frame.locator('.monitor-screen').getAttribute('aria-label')) === 'No picture here';
    await pressUntil('the end', 'End', nothing);
    await ask('Screenplay: Timeline: Add Media at Playhead…');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'hav' }).first().click();
    await timeline.clip(/^hav/);
    await until('the row', () =>
      clips().some(({ duration_frames, track }) => track === 'V1' && Math.abs(duration_frames - 90) <= 2),
    );
    const film = frame.locator('video.monitor-layer');
    await film.waitFor();
    await timeline.press('Play');
    await says(/^Playing$/);
    await until('the film to run', () => film.evaluate((video: HTMLVideoElement) => video.currentTime > 0.4));
    await until(
      'its sound on the meters',
      async () => Number(await frame.locator('.meter').first().getAttribute('aria-valuenow')) > -30,
    );
    await window.screenshot('timeline-animatic/3-film');
    // By itself, where the film ends.
    await says(/^Paused$/);
    await takeKeys();
    const placed = clips().length;
    await keyboard().press('Control+Z');
    await until('the film to be gone', () => clips().length < placed);
    await says(/^Undone: add media$/);
  });

  it('takes its own steps when VS Code tells the page to undo and redo, as its Edit menu does', async () => {
    const { window, library } = workbench;
    const tracks = () => library.query('select id from rewrite_tracks').length;
    const before = tracks();
    await window.runCommand('Screenplay: Timeline: Add Audio Track');
    await until('the track', () => tracks() === before + 1);
    const frame = await focusStage();
    for (const [command, count] of [
      ['undo', before],
      ['redo', before + 1],
      ['undo', before],
    ] as const) {
      // The very call that VS Code makes in a page that has the focus.
      await frame.evaluate((name) => document.execCommand(name), command);
      await until(`${command} to be heard`, () => tracks() === count);
    }
    const isFocused = () => frame.locator('.stage').evaluate((stage) => stage.ownerDocument.activeElement === stage);
    await until('the keys to be the timeline’s again', isFocused);
  });

  /** Begins anew as "Reload Window" does, with the keys of another program. */
  async function reloadWith(keys: 'premiere' | 'finalCut'): Promise<Frame> {
    const file = path.join(workbench.storageFolder, '../../settings.json');
    const settings: Record<string, unknown> = JSON.parse(fs.readFileSync(file, 'utf8'));
    fs.writeFileSync(file, JSON.stringify({ ...settings, 'screenplay.timeline.keys': keys }));
    await workbench.reload();
    await (await timeline.frame()).locator('[role="rowheader"]').first().waitFor({ state: 'attached' });
    return takeKeys();
  }

  /** Both go to the next cut with the arrow down, and split with a key that VS Code has for something else. */
  async function splitWith(key: string): Promise<void> {
    const count = clips().length;
    await pressUntil('the first cut', 'ArrowDown', async () => (await timeline.timecode()) !== '00:00:00:00');
    for (let step = 0; step < 4; step++) await keyboard().press('ArrowRight');
    await keyboard().press(key);
    await until('the split', () => clips().length > count);
    await keyboard().press('Control+Z');
    await until('the clip to be whole again', () => clips().length === count);
  }

  it('says which file is gone while it plays on, and takes it again from where the writer finds it', async () => {
    const { window, library } = workbench;
    const line = library.line(spoken[0] ?? '');
    const asset = library.asset(line?.audio_asset_id ?? null);
    assert(asset);
    const lost = library.mediaFile(asset);
    const found = path.join(workbench.folder, 'hittad.wav');
    fs.copyFileSync(lost, found);
    fs.rmSync(lost);
    const frame = await reloadWith('premiere');
    await timeline.clip(/^TOVE.*file missing/);
    await window.screenshot('timeline-animatic/4-missing');
    const selected = frame.locator('[role="row"][aria-selected="true"] [role="gridcell"]');
    await pressUntil('the lost clip', 'Control+ArrowDown', async () =>
      /file missing/.test(
        (await selected
          .first()
          .getAttribute('aria-label', { timeout: 500 })
          .catch(() => '')) ?? '',
      ),
    );
    await ask('Screenplay: Timeline: Find Missing File…');
    const input = window.page.locator('.quick-input-widget input.input').first();
    // The dialog completes what it is given while it reads the folder, and may lose the end of it.
    await until('the dialog to take the file', async () => {
      if (!(await input.inputValue({ timeout: 1000 })).startsWith('/')) return false;
      await input.fill(found);
      await keyboard().press('Enter');
      await input.waitFor({ state: 'hidden', timeout: 3000 });
      return true;
    });
    await until('the file in the library', () => {
      const now = library.asset(asset.id);
      return now !== undefined && now.file_url !== asset.file_url && fs.existsSync(library.mediaFile(now));
    });
    await until(
      'no clip without its file',
      async () => !(await timeline.labels()).some((label) => /file missing/.test(label)),
    );
  });

  it('has the keys of Premiere and of Final Cut when the writer wants them', async () => {
    await takeKeys();
    await splitWith('Control+K');
    await reloadWith('finalCut');
    await splitWith('Control+B');
  });
});
