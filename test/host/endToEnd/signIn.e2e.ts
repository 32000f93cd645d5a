import assert from 'node:assert/strict';
import { type Gateway, startGateway } from '../../sharing/gateway/gateway.ts';
import { createDatabase, stopClusters } from '../../sharing/postgres/migrated.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('setting up sharing', () => {
  let workbench: Workbench;
  let gateway: Gateway;
  pictureFailures(() => workbench);

  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    workbench = await openWorkbench({
      vsix,
      theme: 'dark',
      files: { 'a.screenplay': 'INT. KÖK - KVÄLL\n\nTOVE\nVem är det?\n' },
    });
  });
  after(async () => {
    await workbench?.close();
    await gateway?.stop();
    await stopClusters();
  });

  const input = () => workbench.window.page.locator('.quick-input-widget input.input').first();
  const message = () => workbench.window.page.locator('.quick-input-message');

  async function answer(text: string): Promise<void> {
    await input().fill(text);
    await workbench.window.page.keyboard.press('Enter');
  }

  async function asks(text: string): Promise<void> {
    await message().filter({ hasText: text }).waitFor();
  }

  /** A command that goes on asking in the same box. */
  async function begin(title: string): Promise<void> {
    await workbench.window.showInPalette(title);
    await workbench.window.page.keyboard.press('Enter');
  }

  it('refuses secret keys with the reason, then signs in by the code of the letter', async () => {
    await workbench.window.open('a.screenplay');
    await begin('Screenplay: Set Up Sharing…');
    await asks('The address of the Supabase project');
    await answer('http://example.se');
    await asks('Only addresses with https');
    await answer(gateway.url);
    await asks('The publishable key');
    for (const key of gateway.secretKeys) {
      await answer(key);
      await asks('may read and delete everything');
    }
    await workbench.window.screenshot('sharing/secret-key-refused-dark');
    await answer(gateway.publishableKey);
    await asks('Your e-mail address');
    await answer('astrid@example.se');
    await asks('Enter the code from the letter');
    await answer('12');
    await asks('That code is wrong or too old');
    await workbench.window.screenshot('sharing/code-dark');
    await answer(gateway.letters.at(-1)?.code ?? '');
    await workbench.window.notification('You are signed in as astrid@example.se.');
    await workbench.window.screenshot('sharing/signed-in-dark');
  });

  it('signs out and in again by the link of the letter', async () => {
    await workbench.window.runCommand('Screenplay: Sign Out of Sharing');
    await workbench.window.notification('astrid@example.se is signed out.');
    await begin('Screenplay: Sign In to Share…');
    await asks('Your e-mail address');
    const before = gateway.letters.length;
    await answer('karl@example.se');
    await until('the letter', () => gateway.letters.length > before);
    const browser = await workbench.window.page.context().newPage();
    await browser.goto(gateway.letters.at(-1)?.link ?? '');
    await workbench.window.notification('You are signed in as karl@example.se.');
    await input().waitFor({ state: 'hidden' });
    await browser.close();
    assert.ok(gateway.faults.requests.some((request) => request.includes('grant_type=pkce')));
  });
});
