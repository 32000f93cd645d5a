import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

const generate = 'Screenplay: Generate Voice for Line';

describe('bad days', () => {
  let workbench: Workbench;
  let page: ScriptPage;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      files: {
        'a.screenplay': 'INT. KÖK - DAG\n\nKaffet kokar.\n\nTOVE\nHej på dig.\n',
        'empty.screenplay': '',
        'binary.screenplay': new Uint8Array(4096).map((_, at) => (at * 7919) % 256),
        'broken.screenplay': new Uint8Array(4096).map((_, at) => 128 + ((at * 7919) % 128)),
      },
    });
    page = new ScriptPage(workbench.window);
  });
  after(() => workbench?.close());

  async function closeEditors(): Promise<void> {
    await workbench.window.runCommand('View: Close All Editors');
    await workbench.window.page.locator('.tab').first().waitFor({ state: 'detached' });
  }

  it('says in one sentence what to do when the cursor is not in dialogue', async () => {
    await workbench.window.openPage('a.screenplay');
    await page.putCaretAtEndOf('Kaffet kokar.');
    await workbench.window.runCommand(generate);
    await workbench.window.notification('Put the cursor in a line of dialogue, then try again.');
    assert.deepEqual(workbench.library.query('select * from rewrite_assets'), []);
  });

  it('keeps typing while another process holds the library, and writes the rows when it lets go', async () => {
    await until('the first rows', () => workbench.library.line('Hej på dig.'));
    const other = new DatabaseSync(workbench.library.file);
    other.exec('begin immediate');
    try {
      await page.putCaretAtEndOf('Hej på dig.');
      await workbench.window.page.keyboard.type(' Igen.');
      await (await page.element('Hej på dig. Igen.')).waitFor();
      await workbench.window.runCommand(generate);
      await workbench.window.notification(/library is busy/);
      assert.equal(workbench.library.line('Hej på dig. Igen.'), undefined);
    } finally {
      other.exec('rollback');
      other.close();
    }
    await until('the row', () => workbench.library.line('Hej på dig. Igen.'));
    await workbench.window.runCommand(generate);
    await until('the voice', () => workbench.library.line('Hej på dig. Igen.')?.audio_status === 'generated');
  });

  it('opens an empty file as a page that can be written on', async () => {
    await closeEditorsSaved();
    await workbench.window.openPage('empty.screenplay');
    await (await page.frame()).locator('.ProseMirror').click();
    await workbench.window.page.keyboard.type('Det snöar.');
    await (await page.element('Det snöar.')).waitFor();
    await closeEditorsSaved();
    assert.equal(fs.readFileSync(path.join(workbench.folder, 'empty.screenplay'), 'utf8').trim(), 'Det snöar.');
  });

  it('says that a binary file is no script, in one sentence, and leaves it as it is', async () => {
    const before = fs.readFileSync(path.join(workbench.folder, 'binary.screenplay'));
    await workbench.window.open('binary.screenplay');
    const dialog = workbench.window.page.locator('.monaco-dialog-box');
    await dialog.getByText('File seems to be binary').waitFor();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await dialog.waitFor({ state: 'detached' });
    await closeEditors();
    assert(before.equals(fs.readFileSync(path.join(workbench.folder, 'binary.screenplay'))));
  });

  it('shows text in a broken encoding as a page without changing a byte of it', async () => {
    const file = path.join(workbench.folder, 'broken.screenplay');
    const before = fs.readFileSync(file);
    await workbench.window.openPage('broken.screenplay');
    assert.equal(await workbench.window.page.locator('.tab.dirty').count(), 0);
    await closeEditors();
    assert(before.equals(fs.readFileSync(file)));
  });

  it('leaves a damaged library as it is, says so, and puts the backup back when the writer wants it', async () => {
    const { library } = workbench;
    await workbench.window.runCommand('Screenplay: Back Up Library');
    await workbench.window.notification('The library was copied to');
    await workbench.quit();
    for (const ending of ['-wal', '-shm']) fs.rmSync(library.file + ending, { force: true });
    const damaged = Buffer.from('this is no database any more'.repeat(500));
    fs.writeFileSync(library.file, damaged);
    await workbench.start();
    page = new ScriptPage(workbench.window);
    await workbench.window.openPage('a.screenplay');
    await workbench.window.notification(/library file is damaged/);
    await workbench.window.screenshot('bad-days/damaged-library');
    assert(damaged.equals(fs.readFileSync(library.file)), 'the file is as it was');
    await workbench.window.page
      .locator('.notification-toast')
      .getByRole('button', { name: 'Restore the Backup' })
      .click();
    await until('the voice to be back', () => library.line('Hej på dig. Igen.')?.audio_status === 'generated');
    await (await page.voiceButton(/^Play the line of TOVE/)).waitFor();
    assert.deepEqual(library.problems(), []);
    const kept = fs.readdirSync(workbench.storageFolder).filter((name) => name.startsWith('library.'));
    const isDamaged = (name: string) => damaged.equals(fs.readFileSync(path.join(workbench.storageFolder, name)));
    assert(kept.some(isDamaged), 'the damaged file is kept beside it');
  });

  async function closeEditorsSaved(): Promise<void> {
    await workbench.window.runCommand('File: Save');
    await workbench.window.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    await closeEditors();
  }
});
