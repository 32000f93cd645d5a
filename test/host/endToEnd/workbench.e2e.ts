import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('a workbench with the packaged extension', () => {
  let workbench: Workbench;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({ vsix, files: { 'scene.screenplay': 'INT. KÖK - DAG\n\nTOVE\nHej.\n' } });
  });
  after(() => workbench?.close());

  it('shows the three views of the Screenplay container', async () => {
    await workbench.window.view('Projects');
    const headers = workbench.window.page.locator('.sidebar .pane-header .title');
    assert.deepEqual(await headers.allInnerTexts(), ['Projects', 'Cast', 'Assets']);
  });

  it('opens a screenplay as a page', async () => {
    const page = await workbench.window.openPage('scene.screenplay');
    await page.getByText('Hej.').waitFor();
    await workbench.window.screenshot('workbench/page');
  });
});
