import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeManifest } from '../../../src/extension/sharing/manifest.ts';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a folder that is not trusted', () => {
  let workbench: Workbench;
  const asked: string[] = [];
  /** The address that the folder says its project is shared through. */
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  pictureFailures(() => workbench);

  before(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const publishableKey = 'sb_publishable_of_somebody';
    const project = { id: randomUUID(), name: 'Fyren' };
    workbench = await openWorkbench({
      settings: { 'screenplay.sharing.url': url, 'screenplay.sharing.publishableKey': publishableKey },
      vsix,
      workspaceTrust: true,
      theme: 'light',
      files: {
        'a.screenplay': 'INT. KITCHEN - DAY\n\nTOVE\nNobody trusts me here.\n',
        'screenplay-project.json': writeManifest({ url, publishableKey, project, scripts: {} }),
      },
    });
  });
  after(async () => {
    await workbench?.close();
    server.close();
  });

  it('still lets the writer write and hear the draft voice', async () => {
    await workbench.window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.window.openPage('a.screenplay');
    const page = new ScriptPage(workbench.window);
    await page.putCaretAtEndOf('Nobody trusts me here.');
    await workbench.window.page.keyboard.type(' Yet.');
    await workbench.window.runCommand('Screenplay: Generate Voice for Line');
    await until('the voice', () => workbench.library.line('Nobody trusts me here. Yet.')?.audio_status === 'generated');
    await workbench.window.screenshot('restricted/page-light');
  });

  it('asks nothing of the shared project that it names, and does not offer to join it', async () => {
    const { page } = workbench.window;
    await workbench.window.runCommand('Notifications: Show Notifications');
    await page.locator('.notifications-center').waitFor();
    assert.equal(await page.locator('.notifications-center', { hasText: 'shared project' }).count(), 0);
    assert.deepEqual(asked, []);
  });
});
