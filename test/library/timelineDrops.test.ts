import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createMediaStore, type MediaStore } from '../../src/extension/library/media.ts';
import { importFile } from '../../src/extension/mediaImport/importFiles.ts';
import { DroppedFiles } from '../../src/extension/timeline/droppedFiles.ts';
import { placeMedia } from '../../src/webview/timeline/editing/place.ts';
import { edit, edits, openVoiced, rows, studio } from './timelineEditSetup.ts';

/** A PNG of two pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const [first, second] = ['a7b0b8e8-26c1-4d43-9b36-d3f9e2a8c101', 'a7b0b8e8-26c1-4d43-9b36-d3f9e2a8c102'];

describe('files dropped on a timeline', () => {
  let media: MediaStore;
  let files: DroppedFiles;

  beforeEach(() => {
    openVoiced();
    media = createMediaStore({ root: studio.library.mediaRoot });
    files = new DroppedFiles(media);
  });
  afterEach(() => studio.close());

  /** Sends a file as a page does. */
  async function send(fileId: string, name: string, bytes: Uint8Array, sliceBytes = 20): Promise<void> {
    let at = 0;
    do {
      await files.take({ fileId, name, at, bytes: bytes.slice(at, at + sliceBytes) });
      at += sliceBytes;
    } while (at < bytes.length);
  }
  const left = async () => readdir(await media.temporaryFolder());

  it('are whole when all of their slices have come, two of one name, too', async () => {
    await send(first, 'piren.png', png);
    await send(second, 'piren.png', new Uint8Array());
    const [one = '', two = ''] = files.pathsOf([first, second]);
    assert.notEqual(one, two);
    assert.deepEqual([await readFile(one), path.basename(one)], [png, 'piren.png']);
    assert.equal(path.basename(two), 'piren.png');
    await files.forget([first, second]);
    assert.deepEqual([existsSync(one), await left()], [false, []]);
  });

  for (const name of ['../../library.sqlite', '/etc/passwd', 'C:\\Windows\\x.png', '..', 'CON.png', '\u202egnp.exe']) {
    it(`stay in their own folder when they call themselves ${JSON.stringify(name)}`, async () => {
      await send(first, name, png);
      const [file = ''] = files.pathsOf([first]);
      assert.equal(path.dirname(path.dirname(file)), await media.temporaryFolder());
      assert.equal(existsSync(file), true);
    });
  }

  it('are forgotten when a slice is missing, comes twice, or nothing came', async () => {
    await files.take({ fileId: first, name: 'a.png', at: 0, bytes: png.subarray(0, 10) });
    await assert.rejects(files.take({ fileId: first, name: 'a.png', at: 0, bytes: png.subarray(0, 10) }));
    await assert.rejects(files.take({ fileId: second, name: 'b.png', at: 10, bytes: png.subarray(10) }));
    assert.deepEqual([files.pathsOf([first, second, 'never']), await left()], [[], []]);
  });

  it('become an asset and a clip at their place, which one undo takes away', async () => {
    await send(first, 'piren.png', png);
    const { library, projectId } = studio;
    const [file = ''] = files.pathsOf([first]);
    const { assetId } = await importFile(file, projectId, { library, media, signal: new AbortController().signal });
    await files.forget([first]);
    const before = rows();
    const placed = [{ assetId, name: 'piren.png', kind: 'image' as const }];
    assert.ok(edit('place', (sheet, newId) => placeMedia(sheet, placed, { frame: 75 }, newId)));
    const clip = library.clips(studio.timelineId).find((each) => each.asset_id === assetId);
    assert.deepEqual([clip?.start_frame, clip?.duration_frames, clip?.name], [75, 150, 'piren.png']);
    assert.equal(edits.step(projectId, 'undo'), 'place');
    assert.deepEqual(rows(), before);
    assert.ok(library.asset(assetId), 'the file stays in the Assets view');
  });
});
