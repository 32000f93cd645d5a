import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { WorkbenchWindow } from '../workbenchWindow.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a new screenplay', () => {
  let workbench: Workbench;
  let window: WorkbenchWindow;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      files: { 'notes.txt': 'Idéer.', 'natt.screenplay': '' },
      settings: { 'screenplay.editor.automaticContinued': true, 'screenplay.language.scriptLanguage': 'sv' },
    });
    window = workbench.window;
  });
  after(() => workbench?.close());

  const tabs = () => window.page.locator('.tabs-container .tab').evaluateAll((all) => all.map((tab) => tab.ariaLabel));
  const written = () => fs.readFileSync(path.join(workbench.folder, 'fyren.screenplay'), 'utf8');
  const fileToSay = (text: string) => until(`the file to say ${text}`, () => written() === text);
  const save = () => window.page.keyboard.press('Control+s');

  it('begins from the welcome view, with the caret in its first line', async () => {
    const projects = await window.view('Projects');
    await projects.getByText('New Screenplay').click();
    const page = await window.frameWith('.ProseMirror-focused');
    await page.getByText('Action').first().waitFor();
    assert.match((await tabs()).join(), /^Untitled-1\b(?!\.screenplay)/);
  });

  it('goes on at the caret when it has been saved to a file', async () => {
    const { keyboard } = window.page;
    await keyboard.type('int. ångbåten - dag', { delay: 20 });
    await keyboard.press('Enter');
    await keyboard.type('En häger lyfter.', { delay: 20 });
    for (let step = 0; step < 'lyfter.'.length; step++) await keyboard.press('ArrowLeft');
    await save();
    const name = window.page.locator('.quick-input-widget input.input').first();
    await until('a suggested name', async () => (await name.inputValue()).endsWith('.screenplay'));
    await name.fill(path.join(workbench.folder, 'fyren.screenplay'));
    await keyboard.press('Enter');
    // Until then the page of the untitled script is still there.
    await window.page.locator('.tab', { hasText: 'fyren.screenplay' }).waitFor();
    const page = await until('the page of the file', async () => {
      const frame = await window.frameWith('.ProseMirror-focused');
      const offset = await frame.evaluate(() => document.getSelection()?.anchorOffset);
      return offset === 'En häger '.length && frame;
    });
    await keyboard.type('stor ');
    await page.getByText('En häger stor lyfter.').waitFor();
    await save();
    await fileToSay('INT. ÅNGBÅTEN - DAG\n\nEn häger stor lyfter.');
  });

  it('changes between page and text in its own tab, at the same place, with unsaved words', async () => {
    const { keyboard } = window.page;
    await keyboard.type('och grå ');
    await window.runCommand('Screenplay: Open as Text');
    await window.page.locator('.view-line', { hasText: 'stor och grå lyfter.' }).waitFor();
    await window.page
      .locator('.statusbar-item', { hasText: `Ln 3, Col ${'En häger stor och grå '.length + 1}` })
      .waitFor();
    assert.equal((await tabs()).length, 1);
    await window.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await keyboard.type('fågel ');
    await window.runCommand('Screenplay: Open as Page');
    await window.frameWith('.ProseMirror-focused');
    assert.equal((await tabs()).length, 1);
    await keyboard.type('som ');
    await save();
    await fileToSay('INT. ÅNGBÅTEN - DAG\n\nEn häger stor och grå fågel som lyfter.');
  });

  it('is written by keyboard alone, a whole Swedish scene, and is in the file letter by letter', async () => {
    await window.openPage('natt.screenplay');
    const page = await window.frameWith('.ProseMirror-focused');
    const { keyboard } = window.page;
    const type = (text: string) => keyboard.type(text, { delay: 15 });
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    const dead = async (accent: string, letter: string) => {
      const input = await window.page.context().newCDPSession(window.page);
      await input.send('Input.imeSetComposition', { text: accent, selectionStart: 1, selectionEnd: 1 });
      await input.send('Input.insertText', { text: letter });
    };
    await page.waitForSelector('[aria-autocomplete="list"]');
    const offer = (text: string) => page.locator('.offer', { hasText: text }).first().waitFor();
    await type('# Första akten');
    await press('Enter');
    await type('201. int. fyrvaktarens hus - kv');
    await offer('KVÄLL');
    await press('Enter');
    await type('Regnet slår mot rutan. Han tar den ');
    await press('Control+i');
    await type('inte');
    await press('ArrowRight');
    await type('.');
    await press('Tab');
    await type('åke');
    await press('Tab');
    await type('tyst');
    await press('Enter');
    await type('Det finns ingen fyr därute.');
    await press('Enter', 'Tab');
    await type('andr');
    await dead('´', 'é');
    await press('Enter');
    await type('Jo.');
    await press('Enter', 'Tab');
    await offer('ÅKE');
    // The last speaker but one.
    await press('Tab', 'Enter');
    await type('Nej!');
    await press('Enter');
    await type('Vinden tjuter.');
    await press('Enter', 'Tab');
    await type('å');
    await offer('ÅKE');
    await press('Enter');
    await type('Hör du?');
    await press('Enter', 'Tab');
    await type('ANDRÉ^');
    await press('Enter');
    await type('Ja.');
    await press('Enter');
    await type('[[Ska Åke ljuga?');
    await press('Enter');
    await type('klipp till:');
    await press('Enter');
    await type('ext');
    await press('Enter');
    await type('piren - ');
    await offer('KVÄLL');
    await press('ArrowDown', 'Enter');
    await type('Vågor.');
    await window.screenshot('page/written-by-keyboard');
    await save();
    const expected = [
      '# Första akten',
      'INT. FYRVAKTARENS HUS - KVÄLL #201#',
      'Regnet slår mot rutan. Han tar den *inte*.',
      'ÅKE\n(tyst)\nDet finns ingen fyr därute.',
      'ANDRÉ\nJo.',
      'ÅKE\nNej!',
      'Vinden tjuter.',
      'ÅKE (FORTS.)\nHör du?',
      'ANDRÉ ^\nJa.\n[[Ska Åke ljuga?]]',
      'KLIPP TILL:',
      'EXT. PIREN - KVÄLL',
      'Vågor.',
    ].join('\n\n');
    const file = path.join(workbench.folder, 'natt.screenplay');
    await until('the scene in the file', () => fs.readFileSync(file, 'utf8').includes('Vågor.'));
    assert.equal(fs.readFileSync(file, 'utf8'), expected);
  });

  it('gets its title page on the page', async () => {
    const { keyboard } = window.page;
    await window.runCommand('Screenplay: Edit Title Page');
    const page = await window.frameWith('.title-page');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Title');
    // VS Code answers a Ctrl+A that it hears with a "select all" a moment later, which cost the first letter typed after it.
    await page.evaluate(() => {
      const carryOut = document.execCommand.bind(document);
      document.execCommand = (command, ...more) => {
        document.body.dataset['asked'] = command;
        return carryOut(command, ...more);
      };
    });
    await keyboard.press('Control+a');
    await keyboard.type('NATTEN', { delay: 15 });
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('Elsa Lindgren', { delay: 15 });
    await window.screenshot('page/title-page');
    await save();
    const file = path.join(workbench.folder, 'natt.screenplay');
    const text = await until('the title page in the file', () => {
      const written = fs.readFileSync(file, 'utf8');
      return written.includes('Elsa Lindgren') && written;
    });
    assert.match(
      text,
      /^Title: NATTEN\nCredit: written by\nAuthor: Elsa Lindgren\nDraft date: \d{4}-\d\d-\d\d\nContact:\n\n# Första akten\n/u,
    );
    assert.equal(await page.evaluate(() => document.body.dataset['asked']), undefined);
  });

  it('finds words in the page with Ctrl+F, whatever is typed right after it', async () => {
    const { keyboard } = window.page;
    const page = await window.frameWith('.title-page');
    await keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'));
    await keyboard.press('Control+f');
    await page.locator('.find input').waitFor();
    await keyboard.type('åke');
    await page.waitForFunction(() => /^\d of 4$/.test(document.querySelector('.find-count')?.textContent ?? ''));
    await keyboard.press('Enter');
    await window.screenshot('page/find');
    await keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.find') === null);
    assert.match(fs.readFileSync(path.join(workbench.folder, 'natt.screenplay'), 'utf8'), /Vågor\.$/);
  });
});
