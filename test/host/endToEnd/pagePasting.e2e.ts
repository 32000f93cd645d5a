/** The page editor alone in Chromium: what becomes of text that other programs have put on the clipboard. */

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import { pasteInto, putCaret, untilHostHas } from '../pages/typedPage.ts';
import { useEditorPages } from './suite.ts';

const line = (id: string, type: ElementType, text: string): ScriptElement => ({ id, type, text });

describe('pasting into the page', () => {
  const pages = useEditorPages();
  let page: Page;

  async function open(elements: readonly ScriptElement[]): Promise<void> {
    page = await pages.open({ script: { elements: [...elements], lineStates: [] } });
    await page.locator('.page-text').focus();
  }

  const caretAt = (id: string, offset: number) => putCaret(page, id, offset);
  const hostHas = (...expected: readonly string[]) => untilHostHas(page, expected);
  const paste = (plain: string, html?: string) => pasteInto(page, plain, html);
  const ids = () => page.evaluate(() => window.host.elements.map(({ id }) => id));

  it('reads pasted paragraphs as Fountain', async () => {
    await open([line('a', 'action', '')]);
    await paste('EXT. PIREN - DAG\n\nVågor.\n\nTOVE\n(viskar)\nDär!\n');
    await hostHas(
      'sceneHeading: EXT. PIREN - DAG',
      'action: Vågor.',
      'character: TOVE',
      'parenthetical: (viskar)',
      'dialogue: Där!',
    );
  });

  it('reads what is pasted from Word by its styles and indents', async () => {
    await open([line('a', 'action', '')]);
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal { margin: 0 }</style></head><body>
      <p class=MsoNormal><b>INT. FYREN - NATT<o:p></o:p></b></p>
      <p class=MsoNormal>Regnet slår mot <i>rutan</i>.</p>
      <p class=MsoNormal style='margin-left:2.0in'>ÅKE</p>
      <p class=MsoNormal style='margin-left:1.0in'>Det finns ingen fyr
      därute.</p>
      <p class=MsoNormal align=right style='text-align:right'>KLIPP TILL:</p></body></html>`;
    await paste(
      'INT. FYREN - NATT\r\nRegnet slår mot rutan.\r\nÅKE\r\nDet finns ingen fyr därute.\r\nKLIPP TILL:',
      html,
    );
    await hostHas(
      'sceneHeading: INT. FYREN - NATT',
      'action: Regnet slår mot *rutan*.',
      'character: ÅKE',
      'dialogue: Det finns ingen fyr därute.',
      'transition: KLIPP TILL:',
    );
  });

  it('reads what is pasted from the web by what its classes say, and a programming editor’s by its text', async () => {
    await open([line('a', 'action', '')]);
    const web =
      '<p class="scene-heading">Int. fyren</p><p class="character">Tove</p><p class="dialogue">Nej.<br>Aldrig.</p><script>1</script>';
    await paste('Int. fyren Tove Nej.', web);
    await hostHas('sceneHeading: Int. fyren', 'character: Tove', 'dialogue: Nej.\nAldrig.');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    const code = '<div style="font-family: Menlo; white-space: pre;"><div><b>INT. HUS</b></div><div>Regn.</div></div>';
    await paste('INT. HUS - DAG\n\nRegn.', code);
    await hostHas('sceneHeading: INT. HUS - DAG', 'action: Regn.');
  });

  it('lets a word that is pasted with its look flow into the line', async () => {
    await open([line('a', 'action', 'Han ser .')]);
    await caretAt('a', 8);
    await paste('ljuset nu', '<span>ljuset <b>nu</b></span>');
    await hostHas('action: Han ser ljuset **nu**.');
  });

  it('lets ordinary text that is pasted flow into the line', async () => {
    await open([line('d', 'dialogue', 'Nej.')]);
    await page.keyboard.press('End');
    await paste(' Aldrig.\n\nSol.');
    await hostHas('dialogue: Nej. Aldrig.', 'action: Sol.');
  });

  for (const [where, key, expected] of [
    ['before', 'Home', ['sceneHeading: EXT. PIREN - DAG', 'action: Vågor.', 'action: Regn.']],
    ['after', 'End', ['action: Regn.', 'sceneHeading: EXT. PIREN - DAG', 'action: Vågor.']],
  ] as const) {
    it(`puts a pasted scene ${where} the element whose edge the caret is at, and leaves nothing empty`, async () => {
      await open([line('a', 'action', 'Regn.')]);
      await page.keyboard.press(key);
      await paste('EXT. PIREN - DAG\n\nVågor.');
      await hostHas(...expected);
      assert.equal((await ids())[expected.indexOf('action: Regn.')], 'a');
      await page.keyboard.type('!');
      await page.waitForFunction(() => window.host.elements.some(({ text }) => text === 'Vågor.!'));
    });
  }
});
