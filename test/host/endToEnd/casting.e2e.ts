import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import * as z from 'zod';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const file = 'lykta-3.screenplay';
const spoken = 'Jag hörde någon gå i trappan i natt, och det var inte du.';
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
});
