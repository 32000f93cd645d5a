import assert from 'node:assert/strict';
import { ScriptPage } from '../studio.ts';
import { until } from '../until.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { WorkbenchWindow } from '../workbenchWindow.ts';
import { pictureFailures, vsix } from './suite.ts';

describe('two windows on one library', () => {
  let workbench: Workbench;
  let second: WorkbenchWindow;
  pictureFailures(() => workbench);

  before(async () => {
    workbench = await openWorkbench({
      vsix,
      files: { 'a.screenplay': 'INT. KÖK - DAG\n\nTOVE\nFrån första fönstret.\n' },
    });
    second = await workbench.openWindow('second', {
      'b.screenplay': 'EXT. SKOG - NATT\n\nÅKE\nFrån andra fönstret.\n',
    });
  });
  after(() => workbench?.close());

  async function voiceLine(window: WorkbenchWindow, file: string, words: string): Promise<void> {
    await window.openPage(file);
    await new ScriptPage(window).putCaretAtEndOf(words);
    await window.runCommand('Screenplay: Generate Voice for Line');
  }

  it('gives lines their voices from both at once, each in a project of its own', async () => {
    await voiceLine(workbench.window, 'a.screenplay', 'Från första fönstret.');
    await voiceLine(second, 'b.screenplay', 'Från andra fönstret.');
    for (const words of ['Från första fönstret.', 'Från andra fönstret.']) {
      await until(`the voice of ${words}`, () => workbench.library.line(words)?.audio_status === 'generated');
    }
    assert.equal(workbench.library.query('select * from rewrite_projects').length, 2);
    assert.deepEqual(workbench.library.problems(), []);
  });

  it('shows in one what the other has made', async () => {
    for (const window of [workbench.window, second]) {
      await until('the scenes of both', async () => {
        const rows = await window.rows('Projects');
        return ['KÖK', 'SKOG'].every((words) => rows.some((row) => row.includes(words)));
      });
    }
  });
});
