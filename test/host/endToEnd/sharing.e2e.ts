import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { signedIn } from '../../sharing/gateway/client.ts';
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
  pictureFailures(() => anna);
  pictureFailures(() => bosse);

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
    await gateway?.stop();
    await stopClusters();
  });

  /** Answers the two questions of signing in with the letter that comes. */
  async function signIn({ page }: WorkbenchWindow, email: string): Promise<void> {
    const input = page.locator('.quick-input-widget input.input').first();
    await page.locator('.quick-input-widget', { hasText: 'e-mail address' }).waitFor();
    await input.fill(email);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'code from the letter' }).waitFor();
    const letter = await until('a letter', () => gateway.letters.find((each) => each.email === email));
    await input.fill(letter.code);
    await page.keyboard.press('Enter');
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
    const [project] = anna.library.query('select id from rewrite_projects') as { id: string }[];
    const owner = await signedIn(gateway, 'anna@example.se');
    const invited = await owner.rpc('rewrite_invite', {
      project_id: project?.id,
      email: 'bosse@example.se',
      role: 'editor',
    });
    assert.equal(invited.error, null);
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
    await type(anna.window, 'Är det någon där? Svara!', ' Genast!');
    await status(anna.window, 'Offline');
    gateway.faults.clear();
    await anna.window.runCommand('Screenplay: Send and Receive Shared Changes Now');
    await status(anna.window, 'In sync');
    await bosse.window.runCommand('Screenplay: Send and Receive Shared Changes Now');
    for (const workbench of [anna, bosse]) {
      await reads(workbench, 'Genast');
      await reads(workbench, 'Är det någon där? Svara! Nu!');
    }
    await status(bosse.window, 'Sharing needs attention');
    await bosse.window.screenshot('sharing/attention');
  });
});
