import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import * as z from 'zod';
import { goodKey, type StandIn, startStandIn } from '../../library/elevenLabs/standIn.ts';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { readWav } from '../wav.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const file = 'lykta-5.screenplay';
const spoken = 'Jag hörde någon i natt.';

/** Ten lines of a scene, none like another. */
const scene = Array.from({ length: 10 }, (_, index) => {
  const who = ['TOVE', 'ÅKE', 'ISLA'][index % 3];
  return `${who}\nNummer ${index + 1}. Båten låg kvar vid bryggan när ljuset kom.`;
}).join('\n\n');

const script = `1. INT. FYRTORNET - NATT

TOVE
${spoken}

2. EXT. BRYGGAN - GRYNING

${scene}
`;

const lineRow = z.object({
  element_id: z.string(),
  content: z.string(),
  audio_status: z.string(),
  audio_asset_id: z.string().nullable(),
});

describe('voices of ElevenLabs in the workbench', () => {
  let workbench: Workbench;
  let service: StandIn;
  pictureFailures(() => workbench);

  before(async () => {
    service = await startStandIn({ limit: 3, latencyMs: 700, credits: 100_000 });
    workbench = await openWorkbench({
      ...{ vsix, files: { [file]: script }, viewport: { width: 1680, height: 1050 } },
      settings: {
        'screenplay.voice.playWhenGenerated': false,
        'screenplay.voice.confirmAbove': 0,
        'screenplay.voice.elevenLabs.address': service.url,
      },
    });
    await workbench.window.openPage(file);
  });
  after(async () => {
    await workbench?.close();
    await service?.close();
  });

  const casting = (): Promise<Frame> => workbench.window.frameWith('.casting');
  const row = async (list: string | RegExp, name: string | RegExp): Promise<Locator> =>
    (await casting()).getByRole('listbox', { name: list }).getByRole('option', { name });
  const strip = async (): Promise<Locator> => (await casting()).getByRole('region', { name: 'Generating voices' });
  const lines = () =>
    z
      .array(lineRow)
      .parse(
        workbench.library.query(
          "select element_id, content, audio_status, audio_asset_id from rewrite_scene_content where type = 'dialogue' order by rowid",
        ),
      );
  const voiced = () => lines().filter(({ audio_status }) => audio_status === 'generated');
  const takeCount = () => workbench.library.query("select id from rewrite_assets where file_type = 'audio'").length;
  const voiceOf = (name: string) =>
    workbench.library.query('select voice_id from rewrite_characters where name = ?', name)[0];
  /** Payments for what had been paid for before. */
  const duplicates = () => {
    const keys = service.charges.map(({ voice, body }) => JSON.stringify([voice, body]));
    return keys.length - new Set(keys).size;
  };

  async function enterKey(key: string): Promise<void> {
    const { page } = workbench.window;
    await workbench.window.showInPalette('Screenplay: Set ElevenLabs Key…');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Paste your key' }).waitFor();
    const input = page.locator('.quick-input-widget input.input').first();
    assert.equal(await input.getAttribute('type'), 'password');
    await input.fill(key);
    await page.keyboard.press('Enter');
  }

  it('take a key that is asked about at once, and refuse a wrong one', async () => {
    await enterKey('sk_wrong');
    await workbench.window.notification('ElevenLabs does not accept the key; set a new one.');
    await workbench.window.runCommand('Notifications: Clear All Notifications');
    await enterKey(goodKey);
    await workbench.window.notification('The ElevenLabs key works. 100,000 of 100,000 credits are left.');
    await workbench.window.page.locator('.statusbar-item', { hasText: '100,000 credits left' }).waitFor();
    await workbench.window.runCommand('Notifications: Clear All Notifications');
  });

  it('are offered beside the draft voices, and cast three characters', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf(spoken);
    await workbench.window.runCommand('Screenplay: Open Casting');
    for (const [name, voice] of [
      ['TOVE', 'Rachel'],
      ['ÅKE', 'Adam'],
      ['ISLA', 'Bella'],
    ] as const) {
      await (await row('Cast', new RegExp(`^${name}`))).click();
      const offered = await row(`Voices for ${name}`, new RegExp(`^${voice}`));
      await offered.waitFor();
      await offered.dblclick();
      await until(
        `${name} to be ${voice}`,
        () => JSON.stringify(voiceOf(name)) === JSON.stringify({ voice_id: voice }),
      );
    }
    await workbench.window.screenshot('paid/1-cast');
  });

  it('are priced before a scene is voiced, and nothing is paid until the writer says yes', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf('Nummer 1. Båten');
    await workbench.window.runCommand('Screenplay: Generate Voices in Scene');
    const dialog = workbench.window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(
      (await dialog.textContent()) ?? '',
      /10 lines, 3 characters, \d+ letters and signs to speak\.\s*About \d+ credits of the 100,000 that are left\./,
    );
    assert.equal(service.counts.speech, 0);
    await workbench.window.screenshot('paid/2-question');
    await dialog.getByRole('button', { name: 'Generate' }).click();
  });

  it('show how far they are, keep what is finished when cancelled, and are made to the end later', async () => {
    await until('a first voice', () => voiced().length > 0);
    await workbench.window.screenshot('paid/3-batch');
    await (await strip()).getByRole('button', { name: 'Cancel' }).click();
    const again = (await strip()).getByRole('button', { name: 'Try Again' });
    await again.waitFor();
    assert.ok(lines().every(({ audio_status }) => audio_status === 'none' || audio_status === 'generated'));
    const made = voiced().length;
    assert.ok(made > 0 && made < 10, `${made} voices`);
    assert.equal(takeCount(), made);
    assert.ok(service.widest <= 3 && service.refusals === 0, `${service.widest} at once`);
    await again.click();
    await until('all of the scene', () => voiced().length === 10, 60_000);
    assert.equal(duplicates(), 0);
    assert.equal(service.charges.length, 10);
    for (const { content, audio_asset_id } of voiced()) {
      const asset = workbench.library.asset(audio_asset_id);
      assert.ok(asset);
      const sound = readWav(workbench.library.mediaFile(asset));
      assert.ok(sound.rms > 0.02 && sound.peak < 1, `${content}: ${sound.rms}`);
      assert.ok(Math.abs(sound.durationSeconds * 1000 - (asset.duration_ms ?? 0)) <= 20);
    }
  });

  it('make another take for another payment, and let the writer choose', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf(spoken);
    await workbench.window.runCommand('Screenplay: Generate Voice for Line');
    await until('the first take', () => workbench.library.line(spoken)?.audio_status === 'generated');
    const first = workbench.library.line(spoken)?.audio_asset_id ?? null;
    await workbench.window.runCommand('Screenplay: Show Takes');
    const takes = (await casting()).locator('.takes');
    await takes.getByRole('button', { name: 'New Take' }).click();
    await takes.getByRole('radio', { name: 'TOVE take 2, chosen' }).waitFor();
    assert.equal(service.charges.length, 12);
    await workbench.window.screenshot('paid/4-takes');
    await takes.getByRole('radio', { name: 'Choose TOVE take 1' }).check();
    await until('the first take to be chosen', () => workbench.library.line(spoken)?.audio_asset_id === first);
    await until('the clip to follow', () => workbench.library.clips().some((clip) => clip.asset_id === first));
  });

  it('are paid for again only where words have changed', async () => {
    const before = new Map(lines().map((line) => [line.element_id, line.audio_asset_id]));
    await new ScriptPage(workbench.window).putCaretAtEndOf(spoken);
    await workbench.window.page.keyboard.type(' Eller?');
    const changed = `${spoken} Eller?`;
    await until('a stale line', () => workbench.library.line(changed)?.audio_status === 'stale');
    await workbench.window.runCommand('Screenplay: Regenerate Stale Voices');
    await until('the line to be voiced', () => workbench.library.line(changed)?.audio_status === 'generated');
    assert.deepEqual([service.charges.length, service.charges.at(-1)?.body.text], [13, changed]);
    const others = lines().filter((line) => before.get(line.element_id) !== line.audio_asset_id);
    assert.deepEqual(
      others.map(({ content }) => content),
      [changed],
    );
    assert.deepEqual([workbench.library.problems(), service.violations], [[], []]);
  });

  it('come in the models that the service lists, with what each costs and can do', async () => {
    const { page } = workbench.window;
    await workbench.window.showInPalette('Screenplay: Choose Voice Model…');
    await page.keyboard.press('Enter');
    const flash = page.locator('.quick-input-list .monaco-list-row', { hasText: 'eleven_flash_v2_5' });
    await flash.waitFor();
    assert.match(
      (await flash.textContent()) ?? '',
      /0\.5 credits per letter · .*4 languages · lines of up to 40,000 letters in one go/,
    );
    await workbench.window.screenshot('paid/5-models');
    await flash.click();
    await until('the setting', () =>
      workbench.userSettings().includes('"screenplay.voice.elevenLabs.model": "eleven_flash_v2_5"'),
    );
  });

  it('say a word as the project has it, and tell which lines say it otherwise', async () => {
    const { page } = workbench.window;
    const input = page.locator('.quick-input-widget input.input').first();
    const changed = `${spoken} Eller?`;
    await new ScriptPage(workbench.window).putCaretAtEndOf('Eller?');
    await workbench.window.showInPalette('Screenplay: Edit Pronunciations…');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'as it is written in the script' }).waitFor();
    await input.fill('natt');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'How a voice is to say it' }).waitFor();
    await input.fill('nacht');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '→ nacht' }).waitFor();
    await workbench.window.screenshot('paid/6-pronunciations');
    await page.keyboard.press('Escape');
    await until('the stale line', () => workbench.library.line(changed)?.audio_status === 'stale');
    await (await casting()).getByText('pronunciation changed').first().waitFor();
    const kept = fs.readFileSync(path.join(workbench.folder, '.vscode/settings.json'), 'utf8');
    assert.deepEqual(JSON.parse(kept), { 'screenplay.voice.pronunciations': { natt: 'nacht' } });
    assert.equal(lines().filter(({ audio_status }) => audio_status === 'stale').length, 1);
    await workbench.window.runCommand('Screenplay: Regenerate Stale Voices');
    await until('the line to be voiced', () => workbench.library.line(changed)?.audio_status === 'generated');
    const { body } = service.charges.at(-1) ?? {};
    assert.deepEqual(
      [body?.text, body?.model_id, body?.language_code],
      [changed.replace('natt', 'nacht'), 'eleven_flash_v2_5', 'sv'],
    );
  });

  it('leave their line another take when one is deleted among the assets', async () => {
    const { page } = workbench.window;
    const changed = `${spoken} Eller?`;
    const chosen = workbench.library.line(changed)?.audio_asset_id ?? null;
    const assets = await workbench.window.view('Assets');
    const row = (name: string | RegExp) => assets.locator('.monaco-list-row', { hasText: name });
    // Room for all of its rows.
    for (const title of ['Projects', 'Cast']) {
      const header = page.locator('.sidebar .pane-header', { hasText: title });
      if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
    }
    await row('Audio').click();
    await page.keyboard.press('ArrowRight');
    const dialog = page.locator('.monaco-dialog-box');
    const entry = page.getByRole('menuitem', { name: 'Delete…' });
    // VS Code takes no click on a menu that has just opened.
    await until('the question', async () => {
      if (await dialog.isVisible()) return true;
      if (!(await entry.isVisible())) await row('TOVE take 4').click({ button: 'right' });
      await entry.click({ timeout: 3000 });
      return dialog.waitFor({ timeout: 3000 }).then(() => true);
    });
    assert.match((await dialog.textContent()) ?? '', /Its line will speak with another of its takes\./);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await until(
      'another take',
      () => ![chosen, null].includes(workbench.library.line(changed)?.audio_asset_id ?? null),
    );
    const line = workbench.library.line(changed);
    assert.equal(line?.audio_status, 'stale');
    await until('the clip to follow', () =>
      workbench.library
        .clips()
        .some((clip) => clip.element_id === line?.element_id && clip.asset_id === line?.audio_asset_id),
    );
    assert.equal(workbench.library.asset(chosen), undefined);
    assert.deepEqual([workbench.library.problems(), service.violations], [[], []]);
  });

  it('tell what was done and what is left, without the key and without words', async () => {
    const used = service.charges.reduce((sum, { credits }) => sum + credits, 0);
    const left = (100_000 - used).toLocaleString('en');
    const item = workbench.window.page.locator('.statusbar-item', { hasText: `${left} credits left` });
    await item.waitFor();
    await item.click();
    const editor = workbench.window.page.locator('.editor-instance', { hasText: 'Recent activity of Screenplay' });
    await editor.waitFor();
    await editor.getByText('Generate voices', { exact: false }).first().waitFor();
    await workbench.window.screenshot('paid/7-activity');
    const traces = JSON.stringify(workbench.library.query('select * from rewrite_traces'));
    assert.match(traces, /credits/);
    for (const secret of [goodKey, 'sk_wrong', 'Båten', 'hörde', 'Eller']) assert.ok(!traces.includes(secret), secret);
    const written = filesBelow(path.dirname(workbench.storageFolder)).filter(
      (name) => !/\.(db|db-wal|wav)$/.test(name),
    );
    for (const name of written) assert.ok(!fs.readFileSync(name).includes(goodKey), name);
    assert.ok(!workbench.serverLog.includes(goodKey));
  });
});

function filesBelow(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
