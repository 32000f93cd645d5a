import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a folder that is not trusted', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      workspaceTrust: true,
      theme: 'light',
      files: { 'a.screenplay': 'INT. KITCHEN - DAY\n\nTOVE\nNobody trusts me here.\n' },
    });
  });
  after(() => workbench?.close());

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
});
