/** What every end-to-end suite needs: the packaged extension, and a picture when a test fails. */

import path from 'node:path';
import { after, afterEach, before, type Context } from 'mocha';
import { root } from '../folders.ts';
import { type EditorPages, startEditorPages } from '../pages/editorPage.ts';
import type { Workbench } from '../workbench.ts';

/** The packaged extension under test, built by the runner. */
export const vsix = process.env['SCREENPLAY_VSIX'] ?? path.join(root, 'dist/creator-studio-screenplay.vsix');

/** Saves a picture of the workbench whenever a test of the suite fails. */
export function pictureFailures(current: () => Workbench | undefined): void {
  afterEach(async function (this: Context) {
    if (this.currentTest?.state !== 'failed') return;
    const name = this.currentTest.fullTitle().replace(/[^\p{L}\p{N}]+/gu, '-');
    await current()?.window.screenshot(`failed/${name}`);
  });
}

/** The page editor alone in a browser, for all tests of the suite that this is called in. */
export function useEditorPages(): Pick<EditorPages, 'folder' | 'open'> {
  let pages: EditorPages | undefined;
  const started = () => {
    if (!pages) throw new Error('No browser before the first test');
    return pages;
  };
  before(async () => {
    pages = await startEditorPages();
  });
  after(() => pages?.close());
  return {
    get folder() {
      return started().folder;
    },
    open: (options) => started().open(options),
  };
}
