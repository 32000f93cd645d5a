import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { keepSoundShape } from '../../src/extension/timeline/keepSoundShape.ts';
import type { Studio } from './landingSetup.ts';
import { open, studio } from './timelineEditSetup.ts';

describe('the shape of a sound that a page decoded', () => {
  const soundId = '6f1d1f0e-6f5e-4b0c-9a52-0d3f5f0a7b11';
  const metadata = () => studio.library.asset(soundId)?.metadata;
  const addAsset = ({ library, projectId }: Studio, fileType: 'audio' | 'image') => {
    const row = { id: soundId, project_id: projectId, name: 'Vind', file_type: fileType, metadata: { sha256: 'abc' } };
    library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
  };
  const keep = (peaks: string, projectId: string | undefined = studio.projectId) =>
    keepSoundShape(studio.library, projectId, { soundId, peaks });

  beforeEach(() => open());

  it('is kept beside what else is known of the file, once', () => {
    addAsset(studio, 'audio');
    let changes = 0;
    studio.library.onDidChange(() => changes++);
    assert.equal(keep('AQID'), true);
    assert.equal(keep('AQID'), false);
    assert.equal(keep('BBBB'), false);
    assert.deepEqual(metadata(), { sha256: 'abc', peaks: 'AQID' });
    assert.equal(changes, 1);
  });

  it('is kept for no picture, no other project’s sound, no sound that is gone', () => {
    assert.equal(keep('AQID'), false);
    addAsset(studio, 'image');
    assert.equal(keep('AQID'), false);
    assert.equal(keepSoundShape(studio.library, undefined, { soundId, peaks: 'AQID' }), false);
    assert.deepEqual(metadata(), { sha256: 'abc' });
  });
});
