import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type Gateway, startGateway } from '../../sharing/gateway/gateway.ts';
import { createDatabase, stopClusters } from '../../sharing/postgres/migrated.ts';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { WorkbenchWindow } from '../workbenchWindow.ts';
import { pictureFailures, vsix } from './suite.ts';

const script = `INT. FYREN - NATT

Tove tänder lampan.

TOVE
Är det någon där?
`;

describe('two workbenches that share a project', () => {
  let gateway: Gateway;
  let anna: Workbench;
  let bosse: Workbench;
  let cilla: Workbench | undefined;
  pictureFailures(() => anna);
  pictureFailures(() => bosse);
  pictureFailures(() => cilla);

  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    const settings = {
      'screenplay.sharing.url': gateway.url,
      'screenplay.sharing.publishableKey': gateway.publishableKey,
    };
    anna = await openWorkbench({ vsix, files: { 'fyren.screenplay': script }, folderName: 'Fyren', settings });
    bosse = await openWorkbench({ vsix, files: { 'läs mig.txt': '' }, settings, theme: 'light' });
  });
  after(async () => {
    await anna?.close();
    await bosse?.close();
    await cilla?.close();
    await gateway?.stop();
    await stopClusters();
  });

  const picks = ({ page }: WorkbenchWindow, text: string) =>
    page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

  /** The list closes when the palette that it was asked for in gives the focus back too late: then it is asked for again. */
  const chooseAmongMembers = (window: WorkbenchWindow, row: string) =>
    until(`${row} to be chosen`, async () => {
      await window.showInPalette('Screenplay: Members of the Shared Project…');
      await window.page.keyboard.press('Enter');
      await picks(window, row).click({ timeout: 5_000 });
      return true;
    });

  /** Anna invites somebody in the list of members. */
  async function invite(email: string, role: string): Promise<void> {
    const { window } = anna;
    await chooseAmongMembers(window, 'Invite by E-mail…');
    await window.page.locator('.quick-input-widget', { hasText: 'sign in with' }).waitFor();
    await window.page.locator('.quick-input-widget input.input').first().fill(email);
    await window.page.keyboard.press('Enter');
    await picks(window, role).click();
    await picks(window, email).waitFor();
  }

  /** Answers the two questions of signing in with the letter that comes. */
  async function signIn({ page }: WorkbenchWindow, email: string, by: 'code' | 'link' = 'code'): Promise<void> {
    const input = page.locator('.quick-input-widget input.input').first();
    await page.locator('.quick-input-widget', { hasText: 'e-mail address' }).waitFor();
    await input.fill(email);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'code from the letter' }).waitFor();
    const letter = await until('a letter', () => gateway.letters.find((each) => each.email === email));
    if (by === 'code') {
      await input.fill(letter.code);
      await page.keyboard.press('Enter');
    } else {
      const browser = await page.context().newPage();
      await browser.goto(letter.link);
      await until('the link to be followed', () =>
        gateway.faults.requests.some((request) => request.includes('grant_type=pkce')),
      );
      await browser.close();
    }
    await page.locator('.quick-input-widget', { hasText: 'code from the letter' }).waitFor({ state: 'hidden' });
  }

  const status = (window: WorkbenchWindow, text: string) =>
    window.page.locator('.statusbar-item', { hasText: text }).first().waitFor();

  async function type(window: WorkbenchWindow, after: string, text: string): Promise<void> {
    await new ScriptPage(window).putCaretAtEndOf(after);
    await window.page.keyboard.type(text);
  }

  const reads = (workbench: Workbench, words: string) =>
    until(`the page reads ${words}`, async () => (await new ScriptPage(workbench.window).element(words)).isVisible());

  it('brings the script of one to the folder of the other', async () => {
    const { window } = anna;
    await window.openPage('fyren.screenplay');
    await window.page.keyboard.press('Escape');
    await until('the rows of the script', () => anna.library.line('Är det någon där?'));
    await window.showInPalette('Screenplay: Share Project…');
    await window.page.keyboard.press('Enter');
    await signIn(window, 'anna@example.se');
    const share = window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Share', exact: true });
    await share.waitFor();
    await window.screenshot('sharing/ask');
    await share.click();
    await window.notification('is shared');
    await status(window, 'In sync');
    await invite('bosse@example.se', 'may write');
    await window.screenshot('sharing/members');
    await window.page.keyboard.press('Escape');
    const other = bosse.window;
    await other.showInPalette('Screenplay: Join Shared Project…');
    await other.page.keyboard.press('Enter');
    await signIn(other, 'bosse@example.se');
    await other.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Fyren' }).click();
    await reads(bosse, 'Är det någon där?');
    const files = fs.readdirSync(bosse.folder).filter((name) => name.endsWith('.screenplay'));
    assert.equal(files.length, 1);
    assert.match(fs.readFileSync(path.join(bosse.folder, files[0] ?? ''), 'utf8'), /Tove tänder lampan\./);
    await status(other, 'In sync');
    await other.screenshot('sharing/joined');
  });

  it('carries what is typed into both pages', async () => {
    await type(anna.window, 'Tove tänder lampan.', ' Vinden tilltar.');
    await reads(bosse, 'Tove tänder lampan. Vinden tilltar.');
    await type(bosse.window, 'Är det någon där?', ' Svara!');
    await reads(anna, 'Är det någon där? Svara!');
    await anna.window.screenshot('sharing/typed');
  });

  it('lets the other hear a line that one has voiced', async () => {
    await new ScriptPage(anna.window).putCaretAtEndOf('Svara!');
    await anna.window.runCommand('Screenplay: Generate Voice for Line');
    const words = 'Är det någon där? Svara!';
    await until('the voice', () => anna.library.line(words)?.audio_status === 'generated');
    await until('the voice at the other', () => bosse.library.line(words)?.audio_status === 'generated');
    const [asset] = bosse.library.query('select file_url from rewrite_assets') as { file_url: string }[];
    const file = path.join(bosse.storageFolder, 'media', asset?.file_url ?? '');
    await until('the sound at the other', () => fs.existsSync(file) && fs.statSync(file).size > 1000);
    await new ScriptPage(bosse.window).putCaretAtEndOf('Svara!');
    await bosse.window.runCommand('Screenplay: Play Line');
    await bosse.window.screenshot('sharing/heard');
  });

  it('keeps what is written offline and brings it back, with both versions of one line', async () => {
    gateway.faults.add({ fault: { kind: 'status', status: 503 }, times: Number.POSITIVE_INFINITY });
    await type(bosse.window, 'Är det någon där? Svara!', ' Nu!');
    await status(bosse.window, 'Offline');
    await bosse.window.screenshot('sharing/offline');
    // Else he may try again before her.
    await bosse.window.runCommand('Screenplay: Pause or Resume Sharing');
    await status(bosse.window, 'Sharing paused');
    await type(anna.window, 'Är det någon där? Svara!', ' Genast!');
    await status(anna.window, 'Offline');
    gateway.faults.clear();
    await anna.window.runCommand('Screenplay: Send and Receive Shared Changes Now');
    await status(anna.window, 'In sync');
    await bosse.window.runCommand('Screenplay: Pause or Resume Sharing');
    for (const workbench of [anna, bosse]) {
      await reads(workbench, 'Genast');
      await reads(workbench, 'Är det någon där? Svara! Nu!');
    }
    await status(bosse.window, 'Sharing needs attention');
    await bosse.window.screenshot('sharing/attention');
  });

  it('asks about the line that both rewrote, with both versions side by side', async () => {
    const { window } = bosse;
    const view = await window.view('Sharing');
    const row = view.locator('.monaco-list-row', { hasText: 'Nu!' }).first();
    await row.waitFor();
    await window.screenshot('sharing/view');
    await row.click();
    await window.notification('Both of you rewrote this line');
    await window.page.locator('.monaco-diff-editor').waitFor();
    await window.screenshot('sharing/decide');
    await window.page.locator('.notification-toast').getByRole('button', { name: 'Use Mine' }).click();
    await status(window, 'In sync');
    await window.page.locator('.monaco-diff-editor').waitFor({ state: 'hidden' });
    for (const workbench of [anna, bosse]) {
      const note = async () =>
        (await new ScriptPage(workbench.window).frame()).locator('.ProseMirror', { hasText: 'Genast' });
      await reads(workbench, 'Är det någon där? Svara! Nu!');
      await until('the other version to be gone', async () => (await (await note()).count()) === 0);
    }
  });

  it('shares on when the window opens again, before any script is opened', async () => {
    const { window } = bosse;
    await new ScriptPage(window).putCaretAtEndOf('Svara! Nu!');
    await window.runCommand('File: Save');
    await window.runCommand('View: Close All Editors');
    await window.showExplorer();
    await bosse.reload();
    await status(window, 'In sync');
    await type(anna.window, 'Tove tänder lampan. Vinden tilltar.', ' Åska.');
    const words = 'Tove tänder lampan. Vinden tilltar. Åska.';
    const found = () => bosse.library.query('select id from rewrite_scene_content where content = ?', words);
    await until('the words at the other', () => found().length === 1);
    const [file = ''] = fs.readdirSync(bosse.folder).filter((name) => name.endsWith('.screenplay'));
    await window.openPage(file);
    await reads(bosse, words);
  });

  it('downloads all voices and files again after they were lost', async () => {
    const { window } = bosse;
    const [asset] = bosse.library.query('select file_url from rewrite_assets') as { file_url: string }[];
    const file = path.join(bosse.storageFolder, 'media', asset?.file_url ?? '');
    fs.rmSync(file);
    await window.runCommand('Screenplay: Download All Voices and Files of a Shared Project');
    await window.notification('are on this machine');
    assert.ok(fs.statSync(file).size > 1000);
  });

  it('lets a colleague with a copy of the folder join, by the link of the letter and nothing set up', async () => {
    await anna.window.runCommand('Screenplay: Link Folder to the Shared Project');
    const manifest = path.join(anna.folder, 'screenplay-project.json');
    await until('the file that tells of the project', () => fs.existsSync(manifest));
    await invite('cilla@example.se', 'may read');
    await anna.window.page.keyboard.press('Escape');
    await anna.window.runCommand('File: Save');
    const text = await until('the script on disk', () => {
      const read = fs.readFileSync(path.join(anna.folder, 'fyren.screenplay'), 'utf8');
      return read.includes('Nu!') ? read : undefined;
    });
    cilla = await openWorkbench({
      vsix,
      files: { 'screenplay-project.json': fs.readFileSync(manifest, 'utf8'), 'fyren.screenplay': text },
      folderName: 'klon',
      theme: 'highContrast',
    });
    const { window } = cilla;
    await window.openPage('fyren.screenplay');
    await window.notification('This folder belongs to the shared project “Fyren”.');
    await window.screenshot('sharing/offer');
    await window.page.locator('.notification-toast').getByRole('button', { name: 'Join' }).click();
    await signIn(window, 'cilla@example.se', 'link');
    await window.page
      .locator('.statusbar-item', { hasText: /In sync|Sharing needs attention/ })
      .first()
      .waitFor();
    const joined = cilla;
    await until('nothing of hers to wait', () => joined.library.query('select * from outbox').length === 0);
    await status(window, 'In sync');
    await reads(joined, 'Är det någon där? Svara! Nu!');
    const left = fs.readdirSync(joined.folder).filter((name) => name.includes('before sharing'));
    assert.deepEqual(left, [], 'the same script is not kept twice');
    await until('one project alone', () => joined.library.query('select id from rewrite_projects').length === 1);
  });

  it("keeps a viewer's words on her machine and says so, until she may write", async () => {
    const workbench = cilla;
    assert.ok(workbench);
    await type(workbench.window, 'Tove tänder lampan. Vinden tilltar. Åska.', ' Regn.');
    await status(workbench.window, 'Sharing needs attention');
    await workbench.window.screenshot('sharing/viewer');
    const words = 'Tove tänder lampan. Vinden tilltar. Åska. Regn.';
    assert.equal(anna.library.line(words), undefined);
    await chooseAmongMembers(anna.window, 'cilla@example.se');
    await picks(anna.window, 'Let them: may write').click();
    await picks(anna.window, 'cilla@example.se').filter({ hasText: 'may write' }).waitFor();
    await anna.window.page.keyboard.press('Escape');
    await workbench.window.runCommand('Screenplay: Send and Receive Shared Changes Now');
    await reads(anna, words);
  });

  it('stops for a member who is removed, who keeps the copy', async () => {
    const workbench = cilla;
    assert.ok(workbench);
    await chooseAmongMembers(anna.window, 'cilla@example.se');
    await picks(anna.window, 'Remove from the Project').click();
    await anna.window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Remove', exact: true }).click();
    await picks(anna.window, 'Invite by E-mail…').waitFor();
    await anna.window.page.keyboard.press('Escape');
    await workbench.window.runCommand('Screenplay: Send and Receive Shared Changes Now');
    await status(workbench.window, 'Sharing needs attention');
    await reads(workbench, 'Vinden tilltar. Åska. Regn.');
    await type(anna.window, 'Svara! Nu!', ' Hallå!');
    await reads(bosse, 'Svara! Nu! Hallå!');
    assert.equal(workbench.library.line('Är det någon där? Svara! Nu! Hallå!'), undefined);
  });
});
