import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import * as z from 'zod';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { readWav } from '../wav.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const file = 'lykta-3.screenplay';
/** One line of the page long: the end of a longer one is further than the End key leads. */
const spoken = 'Jag hörde någon i natt.';
const replies = [
  spoken,
  'Vinden går i trappan. Det har den alltid gjort.',
  'Vinden har inga skor, ÅKE.',
  'Då var det väl jag, fast jag sov.',
];

/** A scene that takes a while to speak: its lines are long, and none is like another. */
const longScene = Array.from({ length: 40 }, (_, index) => {
  const who = ['TOVE', 'ÅKE', 'ISLA'][index % 3];
  const count = `Nummer ${index + 1}. Båten låg kvar vid bryggan när ljuset kom, och ingen hade rört repen sedan i går kväll. `;
  return `${who}\n${count.repeat(4)}`;
}).join('\n\n');

const script = `1. INT. FYRTORNET - NATT

TOVE, 12, står på trappan. Nedanför henne lyser ÅKE, 70, med en ficklampa.

TOVE
${replies[0]}

ÅKE
${replies[1]}

TOVE (V.O.)
${replies[2]}

ÅKE
${replies[3]}

ISLA
Sluta nu.

2. EXT. BRYGGAN - GRYNING

${longScene}
`;

const lineRow = z.object({
  element_id: z.string(),
  content: z.string(),
  audio_status: z.string(),
  audio_asset_id: z.string().nullable(),
});
const characterRow = z.object({ name: z.string(), voice_id: z.string().nullable() });

describe('casting a script and hearing it', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      ...{ vsix, files: { [file]: script }, viewport: { width: 1680, height: 1050 } },
      settings: { 'screenplay.voice.playWhenGenerated': false, 'screenplay.voice.confirmAbove': 0 },
    });
    await workbench.window.openPage(file);
  });
  after(() => workbench?.close());

  const casting = (): Promise<Frame> => workbench.window.frameWith('.casting');
  const row = async (list: string | RegExp, name: string | RegExp): Promise<Locator> =>
    (await casting()).getByRole('listbox', { name: list }).getByRole('option', { name });

  function voices(): Readonly<Record<string, string | null>> {
    const rows = z.array(characterRow).parse(workbench.library.query('select name, voice_id from rewrite_characters'));
    return Object.fromEntries(rows.map(({ name, voice_id }) => [name, voice_id]));
  }

  it('lists who speaks, with lines and voices', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf(spoken);
    await workbench.window.runCommand('Screenplay: Open Casting');
    const cast = (await casting()).getByRole('listbox', { name: 'Cast' }).getByRole('option');
    await until('three characters', async () => (await cast.count()) === 3);
    assert.match((await cast.first().getAttribute('aria-label')) ?? '', /^TOVE, not cast, 16 lines, 0 of 16 voiced$/);
    await workbench.window.screenshot('casting/1-cast');
  });

  it('casts with the keyboard alone', async () => {
    const { keyboard } = workbench.window.page;
    await (await row('Cast', /^TOVE/)).focus();
    await keyboard.press('ArrowDown');
    await (await row('Voices for ÅKE', /^Old man/)).focus();
    await keyboard.press('Enter');
    await until('ÅKE to be an old man', () => voices()['ÅKE'] === 'draft:oldMan');
    await (await row('Cast', /^ÅKE/)).focus();
    await keyboard.press('Home');
    await (await casting()).getByRole('textbox', { name: 'Search voices' }).fill('gir');
    const found = (await casting()).getByRole('listbox', { name: 'Voices for TOVE' }).getByRole('option');
    await until('one voice', async () => (await found.count()) === 1);
    await found.first().focus();
    await keyboard.press('Enter');
    await until('TOVE to be a girl', () => voices()['TOVE'] === 'draft:girl');
  });

  it('warns when two share a voice, and casts everyone apart', async () => {
    const frame = await casting();
    await (await row('Cast', /^ISLA/)).click();
    await (await row('Voices for ISLA', /^Girl/)).dblclick();
    await (await row('Cast', /^ISLA, Girl, .*The same voice as TOVE/)).waitFor();
    await workbench.window.screenshot('casting/2-shared');
    await frame.getByRole('button', { name: 'Cast Everyone' }).click();
    await until('ISLA to have a voice of her own', () => ![null, 'draft:girl'].includes(voices()['ISLA'] ?? null));
    assert.equal(voices()['TOVE'], 'draft:girl');
    await frame.getByRole('textbox', { name: 'Search voices' }).fill('');
  });

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
  const strip = async (): Promise<Locator> => (await casting()).getByRole('region', { name: 'Generating voices' });

  it('asks before a scene is voiced, and says what that is and costs', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf('Nummer 1. Båten');
    await workbench.window.runCommand('Screenplay: Generate Voices in Scene');
    const dialog = workbench.window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(
      (await dialog.textContent()) ?? '',
      /40 lines, 3 characters, [\d,]+ letters and signs to speak\.\s*It costs no credits\./,
    );
    await workbench.window.screenshot('casting/3-question');
    await dialog.getByRole('button', { name: 'Generate' }).click();
  });

  it('shows how far it is, and pauses where it stands', async () => {
    await (await strip()).getByRole('button', { name: 'Pause' }).click();
    await (await strip()).getByRole('button', { name: 'Continue' }).waitFor();
    assert.match((await (await strip()).textContent()) ?? '', /paused, \d+ of 40/);
    await until('nothing to be under way', () => lines().every(({ audio_status }) => audio_status !== 'generating'));
    const before = voiced().length;
    assert.ok(before > 0 && before < 40, `${before} voices`);
    await workbench.window.screenshot('casting/4-batch');
    await (await strip()).getByRole('button', { name: 'Continue' }).click();
    await until('one voice more', () => voiced().length > before);
  });

  it('stops when it is cancelled, keeps what is finished, and makes the rest later', async () => {
    await (await strip()).getByRole('button', { name: 'Cancel' }).click();
    const again = (await strip()).getByRole('button', { name: 'Try Again' });
    await again.waitFor();
    assert.ok(lines().every(({ audio_status }) => audio_status === 'none' || audio_status === 'generated'));
    const made = voiced();
    assert.ok(made.length > 0 && made.length < 40, `${made.length} voices`);
    assert.equal(takeCount(), made.length);
    for (const { audio_asset_id } of made) {
      const asset = workbench.library.asset(audio_asset_id);
      assert.ok(asset);
      const sound = readWav(workbench.library.mediaFile(asset));
      assert.ok(sound.rms > 0.02 && sound.peak <= 1, `${asset.name}: ${sound.rms}`);
      assert.ok(Math.abs(sound.durationSeconds * 1000 - (asset.duration_ms ?? 0)) <= 20);
    }
    await again.click();
    await until('all of the scene', () => voiced().length === 40);
  });

  it('makes another take of a line, and lets the writer choose', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf(spoken);
    await workbench.window.runCommand('Screenplay: Generate Voice for Line');
    await until('the first take', () => workbench.library.line(spoken)?.audio_status === 'generated');
    const first = workbench.library.line(spoken)?.audio_asset_id ?? null;
    await workbench.window.runCommand('Screenplay: Show Takes');
    const takes = (await casting()).locator('.takes');
    await takes.getByRole('button', { name: 'New Take' }).click();
    await takes.getByRole('radio', { name: 'TOVE take 2, chosen' }).waitFor();
    const second = workbench.library.line(spoken)?.audio_asset_id ?? null;
    assert.notEqual(second, first);
    const lengths = [first, second].map((id) => workbench.library.asset(id)?.duration_ms ?? 0);
    assert.notEqual(lengths[0], lengths[1], 'another take sounds different');
    await workbench.window.screenshot('casting/5-takes');
    await takes.getByRole('radio', { name: 'Choose TOVE take 1' }).check();
    await until('the first take to be chosen', () => workbench.library.line(spoken)?.audio_asset_id === first);
    const elementId = workbench.library.line(spoken)?.element_id;
    await until('the clip to follow', () =>
      workbench.library.clips().some((clip) => clip.element_id === elementId && clip.asset_id === first),
    );
  });

  it('makes only the line again whose words have changed, and says that they have', async () => {
    const before = new Map(lines().map((line) => [line.element_id, line.audio_asset_id]));
    const elementId = workbench.library.line(spoken)?.element_id;
    const page = new ScriptPage(workbench.window);
    await page.putCaretAtEndOf(spoken);
    await workbench.window.page.keyboard.type(' Eller?');
    const changed = `${spoken} Eller?`;
    await until('a stale line', () => workbench.library.line(changed)?.audio_status === 'stale');
    await (await casting()).getByText('words changed').first().waitFor();
    const takes = takeCount();
    await workbench.window.runCommand('Screenplay: Regenerate Stale Voices');
    await until('the line to be voiced', () => workbench.library.line(changed)?.audio_status === 'generated');
    assert.equal(takeCount(), takes + 1);
    const others = lines().filter((line) => before.get(line.element_id) !== line.audio_asset_id);
    assert.deepEqual(
      others.map(({ element_id }) => element_id),
      [elementId],
    );
    assert.deepEqual(workbench.library.problems(), []);
  });

  it('makes lines stale by the settings of their voice, and says so', async () => {
    const frame = await casting();
    await (await row('Cast', /^TOVE/)).click();
    const stability = frame.getByRole('slider', { name: 'Stability' });
    await stability.focus();
    await workbench.window.page.keyboard.press('ArrowRight');
    await frame.getByText('voice settings changed').first().waitFor();
    await workbench.window.screenshot('casting/5-settings');
    await frame.getByRole('button', { name: 'Reset' }).click();
    await until('no stale line', () => lines().every(({ audio_status }) => audio_status !== 'stale'));
  });

  it('lets a scene be heard word by word until Escape', async () => {
    await new ScriptPage(workbench.window).putCaretAtEndOf('Vinden har inga skor');
    await workbench.window.runCommand('Screenplay: Play Scene');
    const page = await new ScriptPage(workbench.window).frame();
    await page.locator('.speaking').first().waitFor();
    await page.locator('.spoken-word').first().waitFor();
    await workbench.window.screenshot('casting/6-listening');
    await workbench.window.page.keyboard.press('Escape');
    await until('silence', async () => (await page.locator('.speaking').count()) === 0);
  });

  it('reads in a light theme as well', async () => {
    await workbench.window.runCommand('Preferences: Toggle between Light/Dark Themes');
    await until('light', async () => (await casting()).locator('body.vscode-light').isVisible());
    await workbench.window.screenshot('casting/7-light');
  });
});
