import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { until } from '../until.ts';
import { readWav } from '../wav.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const script = 'INT. FYREN - NATT\n\nRegn.\n\nTOVE\nDen blinkade igen.\n\nÅKE\nDet finns ingen fyr därute.\n';

describe('exporting the timeline', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({ vsix, files: { 'fyren.screenplay': script }, folderName: 'Fyren' });
    await workbench.window.openPage('fyren.screenplay');
    const page = await workbench.window.frameWith('.ProseMirror');
    for (const words of ['Den blinkade igen.', 'Det finns ingen fyr därute.']) {
      await page.locator('.ProseMirror > *', { hasText: words }).click();
      await workbench.window.runCommand('Screenplay: Generate Voice for Line');
      await until('the voice', () => workbench.library.line(words)?.audio_status === 'generated');
    }
  });
  after(() => workbench?.close());

  /** Asks for an export; the first question is open when this resolves. */
  async function ask(): Promise<void> {
    await workbench.window.showInPalette('Screenplay: Export Timeline…');
    await workbench.window.page.keyboard.press('Enter');
    await workbench.window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Sound: WAV' }).waitFor();
  }

  /** Chooses a row of the quick pick that is open. */
  const pick = async (label: string) => {
    const { page } = workbench.window;
    await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  };

  /** Answers the dialog for a file name: VS Code in a browser asks in its quick input. */
  async function saveAs(file: string): Promise<void> {
    const { page } = workbench.window;
    const input = page.locator('.quick-input-widget input.input').first();
    // The dialog writes its proposal when it has read the folder, over what was typed before.
    await until('the save dialog', async () => {
      if (path.basename(await input.inputValue()) !== `Fyren${path.extname(file)}`) return false;
      await input.fill(file);
      return true;
    });
    await page.keyboard.press('Enter');
  }

  it('writes everything that is heard into one sound file', async () => {
    const { window } = workbench;
    const file = path.join(workbench.folder, 'fyren.wav');
    await ask();
    await pick('Sound: WAV');
    await pick('For the web');
    await saveAs(file);
    await window.notification('The timeline was exported.');
    const ends = workbench.library.clips().map((clip) => clip.start_frame + clip.duration_frames);
    const last = Math.max(...ends);
    const sound = readWav(file);
    assert.ok(Math.abs(sound.durationSeconds - last / 30) < 0.001, `${sound.durationSeconds} ${last / 30}`);
    assert.ok(sound.rms > 0.03 && sound.peak < 0.95, JSON.stringify(sound));
  });

  it('writes subtitles of the voiced lines', async () => {
    const file = path.join(workbench.folder, 'fyren.srt');
    await ask();
    await workbench.window.screenshot('exports/1-kinds');
    await pick('Subtitles: SRT');
    await saveAs(file);
    const text = await until('the file', () => fs.existsSync(file) && fs.readFileSync(file, 'utf8'));
    assert.match(text, /^1\n00:00:0.*\nTOVE: Den blinkade igen\.\n\n2\n.*\nÅKE: Det finns ingen fyr därute\.\n$/);
  });

  it('writes the animatic as a film of the timeline’s size and length', async () => {
    await ask();
    await pick('Film: the animatic');
    // Which of the two depends on the codecs of the browser.
    const nameInput = workbench.window.page.locator('.quick-input-widget input.input').first();
    const proposed = await until('the proposed name', async () => {
      const value = await nameInput.inputValue();
      return /\/Fyren\.(webm|mp4)$/.test(value) && value;
    });
    const file = path.join(workbench.folder, `animatik${path.extname(proposed)}`);
    await saveAs(file);
    await until('the film', () => fs.existsSync(file));
    const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(file) });
    const [picture, sound] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()]);
    const ends = workbench.library.clips().map((clip) => clip.start_frame + clip.duration_frames);
    const seconds = Math.max(...ends) / 30;
    assert.deepEqual([picture?.displayWidth, picture?.displayHeight], [1920, 1080]);
    assert.ok(sound);
    const length = await input.computeDuration();
    assert.ok(Math.abs(length - seconds) < 0.1, `${length} ${seconds}`);
    input.dispose();
  });
});
