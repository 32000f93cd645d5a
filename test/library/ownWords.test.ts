import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createWordIndex } from '../../src/language/words/wordIndex.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

describe('the rows of scenes under the writer’s own words', () => {
  const folders = libraryFolders();
  const heading = {
    id: '0b6f1a52-6a52-4a4e-9d8a-6d1f3b1f0c01',
    type: 'sceneHeading' as const,
    text: 'STUDIO. A - DAG',
  };
  const words = createWordIndex({ extraWords: { interior: ['STUDIO'] } });

  it('say INT or EXT, also when the words are set later, and change no row again', () => {
    const script = createSyncedScript(folders.open(folders.folder()).library);
    const fields = () => script.scenes().map((row) => [row.int_ext, row.location, row.time_of_day]);
    script.sync([heading]);
    assert.deepEqual(fields(), [[null, 'STUDIO. A', 'DAG']]);
    assert.equal(script.sync([heading], undefined, undefined, words).length, 1);
    assert.deepEqual(fields(), [['INT', 'A', 'DAG']]);
    assert.deepEqual(script.sync([heading], undefined, undefined, words), []);
    script.sync([heading]);
    assert.deepEqual(fields(), [[null, 'STUDIO. A', 'DAG']]);
  });
});
