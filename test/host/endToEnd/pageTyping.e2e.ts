/** The page editor alone in Chromium: what keys do, and that the host's copy of the script follows. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import { type OpenOptions, usualSettings } from '../pages/editorPage.ts';
import { putCaret, untilHostHas } from '../pages/typedPage.ts';
import { useEditorPages } from './suite.ts';

const line = (id: string, type: ElementType, text: string): ScriptElement => ({ id, type, text });

describe('typing in the page', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(elements: readonly ScriptElement[], more: Partial<OpenOptions> = {}): Promise<void> {
    page = await pages.open({ script: { elements: [...elements], lineStates: [] }, ...more });
    await page.locator('.page-text').focus();
  }

  const caretAt = (id: string, offset: number) => putCaret(page, id, offset);

  const hostHas = (...expected: readonly string[]) => untilHostHas(page, expected);

  const ids = () => page.evaluate(() => window.host.elements.map(({ id }) => id));

  it('writes a scene by keyboard alone', async () => {
    await open([]);
    const { keyboard } = page;
    await keyboard.type('int. fyren - natt');
    await keyboard.press('Enter');
    await keyboard.type('Ett sken.');
    await keyboard.press('Tab');
    await keyboard.type('tove');
    await keyboard.press('Tab');
    await keyboard.type('viskar');
    await keyboard.press('Enter');
    await keyboard.type('Den blinkade.');
    await keyboard.press('Enter');
    await keyboard.type('KLIPP TILL:');
    await hostHas(
      'sceneHeading: INT. FYREN - NATT',
      'action: Ett sken.',
      'character: TOVE',
      'parenthetical: (viskar)',
      'dialogue: Den blinkade.',
      'transition: KLIPP TILL:',
    );
    assert.deepEqual(await page.evaluate(() => window.host.violations), []);
  });

  it('reads a number-first heading as a heading with its number', async () => {
    await open([]);
    await page.keyboard.type('27. INT. VARDAGSRUM - DAG');
    await hostHas('sceneHeading: INT. VARDAGSRUM - DAG');
    assert.equal(await page.evaluate(() => window.host.elements[0]?.sceneNumber), '27');
  });

  it('reads the writer’s own words as soon as they are set', async () => {
    await open([]);
    const extraWords = { interior: ['STUDIO'], exterior: [], times: [], transitions: [], extensions: [] };
    const settings = { ...usualSettings, reading: { language: 'auto', extraWords } };
    await page.evaluate((next) => window.host.call('settings', next), settings);
    await page.keyboard.type('STUDIO. hallen');
    await hostHas('sceneHeading: STUDIO. HALLEN');
  });

  it('selects a scene that the host names, which is then typed over as one', async () => {
    await open([
      line('h', 'sceneHeading', 'INT. FYR - DAG'),
      line('c', 'character', 'ÅSA'),
      line('d', 'dialogue', 'Hej.'),
      line('n', 'sceneHeading', 'EXT. HAMN - NATT'),
    ]);
    await page.evaluate(() => window.host.call('select', { firstId: 'h', lastId: 'd' }));
    assert.equal(
      await page.evaluate(() => document.getSelection()?.toString().replaceAll(/\s+/gu, ' ').trim()),
      'INT. FYR - DAG ÅSA Hej.',
    );
    await page.keyboard.press('Delete');
    await hostHas('sceneHeading: ', 'sceneHeading: EXT. HAMN - NATT');
  });

  it('lets a writer insist on lower case in a cue', async () => {
    await open([line('c', 'character', '')]);
    await page.keyboard.type('m');
    await page.keyboard.type('c');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('cCLANE');
    await hostHas('character: McCLANE');
  });

  it('sends nothing for a page that was only looked at', async () => {
    await open([]);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual((await page.evaluate(() => window.host.call('flush', {}))) as object, {});
    assert.deepEqual(await ids(), []);
  });

  it('keeps the id of the part with text at a split, and of the first at a join', async () => {
    await open([line('a', 'action', 'Regn. Sol.')]);
    await caretAt('a', 5);
    await page.keyboard.press('Enter');
    await hostHas('action: Regn.', 'action: Sol.');
    const [first, second] = await ids();
    assert.equal(first, 'a');
    assert.match(second ?? '', /^[0-9a-f-]{36}$/);
    await page.keyboard.press('Backspace');
    await hostHas('action: Regn.Sol.');
    assert.deepEqual(await ids(), ['a']);
  });

  it('keeps the id when Return makes room before an element', async () => {
    await open([line('a', 'action', 'Regn.')]);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await hostHas('action: ', 'action: Regn.');
    assert.equal((await ids())[1], 'a');
  });

  it('keeps ids through cut and paste and gives a copy new ones', async () => {
    await open([line('a', 'action', 'Regn.'), line('b', 'action', 'Sol.'), line('c', 'action', 'Vind.')]);
    await caretAt('a', 0);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+x');
    await hostHas('action: Sol.', 'action: Vind.');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await page.waitForFunction(() => window.host.elements.some(({ text }) => text === 'Regn.'));
    const cut = await page.evaluate(() => window.host.elements.find(({ text }) => text === 'Regn.')?.id);
    assert.equal(cut, 'a');
    await page.keyboard.press('Control+v');
    await page.waitForFunction(() => window.host.elements.filter(({ text }) => text === 'Regn.').length === 2);
    const all = await ids();
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(all.slice(0, 2), ['b', 'c']);
  });

  it('keeps the heading when the action above it is deleted with its line end', async () => {
    await open([line('a', 'action', 'Regn.'), line('h', 'sceneHeading', 'INT. HUS - DAG')]);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Backspace');
    await hostHas('sceneHeading: INT. HUS - DAG');
    assert.deepEqual(await ids(), ['h']);
  });

  it('moves a cut scene to the start of the script', async () => {
    await open([
      line('a', 'action', 'Regn.'),
      line('h', 'sceneHeading', 'INT. HUS - DAG'),
      line('b', 'action', 'Sol.'),
    ]);
    await caretAt('h', 0);
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Control+x');
    await hostHas('action: Regn.', 'sceneHeading: ');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+v');
    await hostHas('sceneHeading: INT. HUS - DAG', 'action: Sol.', 'action: Regn.', 'sceneHeading: ');
  });

  it('moves a scene that is selected and dragged, with its ids, and leaves nothing where it was', async () => {
    await open([
      line('h1', 'sceneHeading', 'INT. KÖK - DAG'),
      line('a1', 'action', 'Kaffe.'),
      line('h2', 'sceneHeading', 'EXT. PIREN - NATT'),
      line('a2', 'action', 'Vågor.'),
    ]);
    await page.waitForSelector('[aria-autocomplete="list"]');
    await page.evaluate(() => window.host.tell('select', { firstId: 'h2', lastId: 'a2' }));
    await page.waitForFunction(() => document.getSelection()?.toString().includes('Vågor.'));
    const [from, to] = [
      await page.locator('[data-element-id="h2"]').boundingBox(),
      await page.locator('[data-element-id="h1"]').boundingBox(),
    ];
    assert.ok(from && to);
    await page.mouse.move(from.x + 30, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y - 10, { steps: 3 });
    await page.mouse.move(to.x + 20, to.y + 2, { steps: 5 });
    await page.mouse.up();
    await hostHas(
      'sceneHeading: EXT. PIREN - NATT',
      'action: Vågor.',
      'sceneHeading: INT. KÖK - DAG',
      'action: Kaffe.',
    );
    assert.deepEqual(await ids(), ['h2', 'a2', 'h1', 'a1']);
  });

  it('breaks a line within an element', async () => {
    await open([line('d', 'dialogue', 'Nej.')]);
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Aldrig.');
    await hostHas('dialogue: Nej.\nAldrig.');
  });

  it('joins forward with Delete', async () => {
    await open([line('a', 'action', 'Regn.'), line('b', 'action', ' Sol.')]);
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    await hostHas('action: Regn. Sol.');
    assert.deepEqual(await ids(), ['a']);
  });

  it('empties the whole script and begins anew', async () => {
    await open([line('h', 'sceneHeading', 'INT. HUS - DAG'), line('a', 'action', 'Regn.')]);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('x');
    await hostHas('action: x');
    assert.deepEqual(await ids(), ['h']);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await hostHas();
  });

  it('marks a selection as bold and takes it off again', async () => {
    await open([line('a', 'action', 'Ett ljus')]);
    await page.keyboard.press('End');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Control+b');
    await hostHas('action: Ett **ljus**');
    await page.keyboard.press('Control+b');
    await hostHas('action: Ett ljus');
  });

  it('marks all elements that are selected, and takes the marks off again', async () => {
    await open([line('a', 'action', 'Ett ljus'), line('c', 'character', 'TOVE'), line('d', 'dialogue', 'Där!')]);
    await caretAt('a', 4);
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Control+u');
    await hostHas('action: Ett _ljus_', 'character: _TOVE_', 'dialogue: _Där!_');
    await page.keyboard.press('Control+u');
    await hostHas('action: Ett ljus', 'character: TOVE', 'dialogue: Där!');
  });

  it('puts the caret between marks when nothing is selected', async () => {
    await open([line('a', 'action', 'Ett ')]);
    await page.keyboard.press('End');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('ljus');
    await hostHas('action: Ett **ljus**');
    await page.keyboard.press('Control+b');
    await page.keyboard.type(' nu');
    await hostHas('action: Ett **ljus** nu');
  });

  it('writes dead keys and composed letters as they are meant, in every type', async () => {
    await open([line('a', 'action', '')]);
    const input = await page.context().newCDPSession(page);
    const dead = async (accent: string, letter: string) => {
      await input.send('Input.imeSetComposition', { text: accent, selectionStart: 1, selectionEnd: 1 });
      await input.send('Input.insertText', { text: letter });
    };
    for (const [accent, letter] of [
      ['˚', 'Å'],
      ['¨', 'ä'],
      ['¨', 'ö'],
      ['´', 'é'],
      ['~', 'ñ'],
    ] as const) {
      await dead(accent, letter);
    }
    await hostHas('action: Åäöéñ');
    await page.keyboard.press('Enter');
    await page.evaluate(() => window.host.tell('setElementType', { type: 'character' }));
    await page.locator('.page-text > .character').waitFor();
    await dead('¨', 'ö');
    await dead('´', 'é');
    await hostHas('action: Åäöéñ', 'character: ÖÉ');
  });

  it('lets an input method compose through several steps, and keeps emoji and right-to-left text whole', async () => {
    await open([line('d', 'dialogue', '')]);
    const input = await page.context().newCDPSession(page);
    for (const text of ['k', 'か', 'かな', '仮名']) {
      await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await input.send('Input.insertText', { text: '仮名' });
    await hostHas('dialogue: 仮名');
    await input.send('Input.insertText', { text: '👩‍🚀שלום' });
    await hostHas('dialogue: 仮名👩‍🚀שלום');
    await page.keyboard.press('Home');
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Delete');
    await hostHas('dialogue: 名👩‍🚀שלום');
  });

  it('holds edits made elsewhere while an input method composes', async () => {
    await open([line('a', 'action', 'Caf')]);
    await page.keyboard.press('End');
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await page.evaluate(() => window.host.edit(0, 0, [{ id: 'n', type: 'action', text: 'Ny rad.' }]));
    await page.evaluate(() => window.host.call('caret', {}));
    assert.equal(await page.locator('.page-text > p').count(), 1);
    await input.send('Input.insertText', { text: 'é' });
    await hostHas('action: Ny rad.', 'action: Café');
  });

  it('capitalises what an input method writes in a cue', async () => {
    await open([line('c', 'character', 'IDR')]);
    await page.keyboard.press('End');
    const input = await page.context().newCDPSession(page);
    await input.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await input.send('Input.insertText', { text: 'é' });
    await hostHas('character: IDRÉ');
  });

  it('writes nothing into a script that is read only', async () => {
    await open([line('a', 'action', 'Regn.')], { settings: { readOnly: true } });
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.page-text').textContent(), 'Regn.');
    assert.equal(await page.locator('.type-button').isDisabled(), true);
  });
});
