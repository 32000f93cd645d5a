import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { killRounds } from './killedScripts.ts';
import { libraryFolders } from './libraryFolder.ts';

describe('a script whose window is killed', () => {
  const folders = libraryFolders();

  it('has rows that say its text, and its ids, when it is opened again (test/fuzz/kill.mjs runs it for long)', async () => {
    const survived = await killRounds({ directory: folders.folder(), rounds: 4, seed: 5 });
    assert(survived.commits > 5, `${survived.commits} commits`);
    assert(survived.elements > 20, `${survived.elements} elements`);
  });
});
