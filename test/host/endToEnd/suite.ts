/** What every end-to-end suite needs: the packaged extension, and a picture when a test fails. */

import path from 'node:path';
import { afterEach, type Context } from 'mocha';
import { root } from '../folders.ts';
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
