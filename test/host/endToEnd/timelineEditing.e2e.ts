import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../folders.ts';
import type { SavedClip } from '../savedLibrary.ts';
import { ScriptPage, TimelinePanel } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const name = 'piren.screenplay';
const script = `INT. FYRVAKTARENS HUS - KVÄLL

Regnet slår mot rutan.

TOVE
Den blinkade igen. Tre gånger.

ÅKE
Det finns ingen fyr därute.

TOVE
Jo. Kom och se.
`;
const first = 'Den blinkade igen. Tre gånger.';
const second = 'Det finns ingen fyr därute.';
const third = 'Jo. Kom och se.';

describe('editing a timeline', () => {
  let workbench: Workbench;
  let timeline: TimelinePanel;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({ vsix, files: { [name]: script }, folderName: 'Fyren' });
    await workbench.window.openPage(name);
    const page = new ScriptPage(workbench.window);
    for (const words of [first, second]) {
      await page.putCaretAtEndOf(words);
      await workbench.window.runCommand('Screenplay: Generate Voice for Line');
      await until('the voice', () => workbench.library.line(words)?.audio_status === 'generated');
    }
    timeline = new TimelinePanel(workbench.window);
    await timeline.open();
    await timeline.clip(/^TOVE.*voiced/i);
  });
  after(() => workbench?.close());

  const keyboard = () => workbench.window.page.keyboard;

  function clipOf(words: string): SavedClip {
    const line = workbench.library.line(words);
    const clip = workbench.library.clips().find(({ element_id }) => element_id === line?.element_id);
    assert(clip, `a clip for ${words}`);
    return clip;
  }

  /** The drawn part has the keys, as after Tab. */
  async function focusStage(): Promise<Frame> {
    const frame = await timeline.frame();
    await frame.locator('.stage').focus();
    await until('the keys to be the timeline’s', async () =>
      frame.locator('.stage').evaluate((stage) => stage.ownerDocument.activeElement === stage),
    );
    return frame;
  }

  async function says(pattern: RegExp): Promise<string> {
    const frame = await timeline.frame();
    return until(`to hear ${pattern}`, async () => {
      const text = (await frame.locator('[role="status"]').textContent()) ?? '';
      return pattern.test(text) ? text : undefined;
    });
  }

  /** The first clip in time comes to be selected, whatever was before. */
  async function selectFirst(): Promise<void> {
    const frame = await timeline.frame();
    const selected = frame.locator('[role="row"][aria-selected="true"] [role="gridcell"]');
    await until('the first clip to be selected', async () => {
      // The keys are the timeline's a moment after the focus is.
      await keyboard().press((await selected.count()) === 0 ? 'ArrowDown' : 'ArrowUp');
      return /^TOVE, .*, voiced/.test((await selected.first().getAttribute('aria-label', { timeout: 500 })) ?? '');
    });
  }

  it('selects, moves and trims a clip by keyboard, and says what came of it', async () => {
    await focusStage();
    const before = clipOf(first);
    await selectFirst();
    await keyboard().press('Alt+ArrowRight');
    await says(/^TOVE starts 00:00:\d\d:\d\d$/);
    await until('the row', () => clipOf(first).start_frame === before.start_frame + 1);
    await keyboard().press('Control+ArrowLeft');
    await says(/^TOVE starts .*, trimmed 1 frame$/);
    await until('the row', () => clipOf(first).duration_frames === before.duration_frames - 1);
    await workbench.window.screenshot('timeline-editing/1-keyboard');
  });

  it('takes both back with the keys for undo, one gesture at a time', async () => {
    const now = clipOf(first);
    await keyboard().press('Control+Z');
    await says(/^Undone: trim$/);
    await until('the trim to be back', () => clipOf(first).duration_frames === now.duration_frames + 1);
    await keyboard().press('Control+Z');
    await says(/^Undone: move$/);
    await until('the move to be back', () => clipOf(first).start_frame === now.start_frame - 1);
    await keyboard().press('Control+Shift+Z');
    await until('the move again', () => clipOf(first).start_frame === now.start_frame);
    await keyboard().press('Control+Z');
    await until('the move to be back', () => clipOf(first).start_frame === now.start_frame - 1);
  });

  it('moves a clip by mouse to where it is dropped, and keeps it there when the script changes', async () => {
    const frame = await focusStage();
    const row = frame.locator('[role="row"]', { has: frame.locator('[role="gridcell"][aria-label^="ÅKE"]') }).first();
    const box = await row.boundingBox();
    assert(box);
    const { mouse } = workbench.window.page;
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 });
    await workbench.window.screenshot('timeline-editing/2-dragging');
    await mouse.move(box.x + box.width / 2 + 240, box.y + box.height / 2, { steps: 6 });
    const before = clipOf(second).start_frame;
    await mouse.up();
    const moved = await until('the clip to have moved', () => {
      const { start_frame } = clipOf(second);
      return start_frame > before + 60 ? start_frame : undefined;
    });
    await timeline.clip(/^ÅKE.*pinned$/);
    await workbench.window.screenshot('timeline-editing/3-dropped');
    await keyboard().press('Escape');
    const page = new ScriptPage(workbench.window);
    const start = clipOf(first).start_frame;
    await page.putCaretAtEndOf('Regnet slår mot rutan.');
    await keyboard().type(` ${'Vinden river i taket hela natten. '.repeat(6).trim()}`);
    await until('the other line to follow', () => clipOf(first).start_frame > start);
    assert.equal(clipOf(second).start_frame, moved);
  });

  it('selects by pulling a frame, deletes and undoes', async () => {
    const frame = await focusStage();
    const stage = await frame.locator('.stage').boundingBox();
    assert(stage);
    const { mouse } = workbench.window.page;
    await keyboard().press('Shift+Z');
    await mouse.move(stage.x + 110, stage.y + stage.height - 6);
    await mouse.down();
    await mouse.move(stage.x + stage.width - 10, stage.y + 70, { steps: 8 });
    await workbench.window.screenshot('timeline-editing/4-marquee');
    await mouse.up();
    await says(/^[23] selected$/);
    await keyboard().press('Delete');
    await until('the clips to be gone', () => workbench.library.clips().length === 0);
    await keyboard().press('Control+Z');
    await until('the clips to be back', () => workbench.library.clips().length === 2);
  });

  it('voices the line in hand, a scene, and all that has changed, and shows each on its clip', async () => {
    const status = (words: string) => workbench.library.line(words)?.audio_status;
    const run = (command: string) => workbench.window.runCommand(`Screenplay: Timeline: ${command}`);
    const page = new ScriptPage(workbench.window);
    const takes = (words: string) =>
      workbench.library.query(
        `select id from rewrite_assets where json_extract(metadata, '$.element_id') = '${workbench.library.line(words)?.element_id}'`,
      ).length;
    await page.putCaretAtEndOf(first);
    await keyboard().type(' Fyra.');
    const changed = `${first} Fyra.`;
    await until('the line to be stale', () => status(changed) === 'stale');
    await timeline.clip(/^TOVE, .*, changed/);
    const frame = await focusStage();
    const selected = frame.locator('[role="row"][aria-selected="true"] [role="gridcell"]');
    await until('the changed line to be in hand', async () => {
      await keyboard().press((await selected.count()) === 0 ? 'ArrowDown' : 'ArrowUp');
      return /^TOVE, .*, changed/.test((await selected.first().getAttribute('aria-label', { timeout: 500 })) ?? '');
    });
    await run('Generate Voice for Selected Line');
    await until('its voice', () => status(changed) === 'generated');
    assert.equal(takes(changed), 2);
    await timeline.clip(/^TOVE take 2, .*, voiced/);
    assert.equal(status(third), 'none');
    await run('Generate Voices in Scene');
    await until('the scene', () => status(third) === 'generated');
    await until('no place to wait for a voice', async () =>
      (await timeline.labels()).every((label) => !/no voice yet/.test(label)),
    );
    await page.putCaretAtEndOf(third);
    await keyboard().type(' Nu.');
    await until('the line to be stale', () => status(`${third} Nu.`) === 'stale');
    await run('Generate All Changed Voices Again');
    await until('it again', () => status(`${third} Nu.`) === 'generated');
    assert.deepEqual([takes(changed), takes(`${third} Nu.`)], [2, 2]);
    await workbench.window.screenshot('timeline-editing/5-voices');
  });

  it('imports a file that is dropped on it, and lays it where it was let go, as one step', async () => {
    const picture = fs.readFileSync(path.join(root, 'media/icon.png')).toString('base64');
    const frame = await focusStage();
    const stills = () => workbench.library.clips().filter(({ track }) => track === 'V1');
    assert.deepEqual(stills(), []);
    await frame.locator('.stage').evaluate((stage, base64) => {
      const dataTransfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], '../fönstret.png', { type: 'image/png' }));
      const box = stage.getBoundingClientRect();
      const at = { clientX: box.left + 300, clientY: box.top + 80, altKey: true };
      for (const type of ['dragover', 'drop'])
        stage.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...at }));
    }, picture);
    const [still] = await until('the clip', () => (stills().length > 0 ? stills() : undefined));
    assert.ok((still?.start_frame ?? 0) > 0);
    const assets = workbench.library.query("select name, width from rewrite_assets where file_type = 'image'");
    assert.equal(JSON.stringify(assets), '[{"name":"-fönstret.png","width":256}]');
    await timeline.clip(/^-fönstret\.png, starts/);
    await workbench.window.screenshot('timeline-editing/6-dropped-file');
    await keyboard().press('Control+Z');
    await says(/^Undone: add media$/);
    assert.deepEqual(stills(), []);
  });

  it('adds a track from the palette and shows it', async () => {
    const tracks = () => workbench.library.query('select name from rewrite_tracks').length;
    const before = tracks();
    await workbench.window.runCommand('Screenplay: Timeline: Add Audio Track');
    await until('the track', () => tracks() === before + 1);
    const frame = await timeline.frame();
    await frame.locator(`[role="rowheader"][aria-label="Track A${before}"]`).waitFor({ state: 'attached' });
    await workbench.window.screenshot('timeline-editing/7-tracks');
  });
});
