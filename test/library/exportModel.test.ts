import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readExport } from '../../src/extension/exports/exportModel.ts';
import type { Change, Library } from '../../src/extension/library/library.ts';
import { addScene, libraryFolders } from './libraryFolder.ts';

describe('a timeline that is read for export', () => {
  const folders = libraryFolders();
  let library: Library;
  let ids: ReturnType<typeof addScene>;
  const timelineId = randomUUID();
  const [v1, v2, a1, a2] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

  const track = (id: string, name: string, type: 'video' | 'audio', order_index: number): Change => ({
    table: 'rewrite_tracks',
    kind: 'insert',
    row: { id, timeline_id: timelineId, name, type, order_index },
  });

  beforeEach(() => {
    library = folders.open(folders.folder()).library;
    ids = addScene(library);
    library.apply([
      { table: 'rewrite_timelines', kind: 'insert', row: { id: timelineId, project_id: ids.projectId, name: 'T1' } },
      track(v1, 'V1', 'video', 1),
      track(v2, 'V2', 'video', 2),
      track(a1, 'A1', 'audio', 3),
      track(a2, 'A2', 'audio', 4),
    ]);
  });

  const read = () => readExport(library, { exists: (fileUrl) => !fileUrl.includes('gone') }, timelineId);

  /** Puts a sound on a track; returns its clip's id. */
  function addClip(trackId: string, start_frame: number, duration_frames: number, file = 'a.wav'): string {
    const [assetId, id] = [randomUUID(), randomUUID()];
    const file_url = `${ids.projectId}/audio/${assetId}/${file}`;
    const asset = { id: assetId, project_id: ids.projectId, file_type: 'audio' as const, file_url, duration_ms: 2000 };
    library.apply([
      { table: 'rewrite_assets', kind: 'insert', row: { ...asset, name: file } },
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: { id, track_id: trackId, asset_id: assetId, start_frame, duration_frames },
      },
    ]);
    return id;
  }

  it('has its pictures from the bottom up and is named after its project', () => {
    const timeline = read();
    assert.deepEqual(
      timeline?.tracks.map(({ name }) => name),
      ['V2', 'V1', 'A1', 'A2'],
    );
    assert.equal(timeline?.name, 'Fyren');
  });

  it('has the words of the line that a clip speaks, its fades, and ends where the last clip does', () => {
    const clip = addClip(a1, 30, 60);
    const elementId = randomUUID();
    const content = '*Där!* (pekar) [[nej?]]';
    library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          ...{ id: randomUUID(), scene_id: ids.sceneId, element_id: elementId, type: 'dialogue', order_index: 1 },
          ...{ content, character_name: 'TOVE' },
        },
      },
      { table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: clip, element_id: elementId } },
      { table: 'rewrite_clip_fades', kind: 'insert', row: { clip_id: clip, fade_in_frames: 5, fade_out_frames: 0 } },
    ]);
    const timeline = read();
    assert.equal(timeline?.durationFrames, 90);
    const [read1] = timeline?.tracks[2]?.clips ?? [];
    assert.deepEqual(read1?.line, { speaker: 'TOVE', text: 'Där!' });
    assert.deepEqual([read1?.name, read1?.fadeInFrames, read1?.asset?.durationSeconds], ['TOVE', 5, 2]);
  });

  it('hears only what is soloed, and nothing that is muted', () => {
    library.apply([
      { table: 'track_settings', kind: 'insert', row: { track_id: a2, solo: true } },
      { table: 'rewrite_tracks', kind: 'update', id: v1, patch: { hidden: true } },
    ]);
    assert.deepEqual(
      read()?.tracks.map(({ name, isOn }) => `${name} ${isOn}`),
      ['V2 true', 'V1 false', 'A1 false', 'A2 true'],
    );
  });

  it('hears a film on a picture track that is neither muted nor hidden', () => {
    const heard = () => (read()?.tracks ?? []).filter(({ isHeard }) => isHeard).map(({ name }) => name);
    library.apply([{ table: 'rewrite_tracks', kind: 'update', id: v1, patch: { muted: true } }]);
    assert.deepEqual(heard(), ['V2', 'A1', 'A2']);
    // As when it plays, where only a soloed sound track makes others silent.
    library.apply([{ table: 'track_settings', kind: 'insert', row: { track_id: v2, solo: true } }]);
    assert.deepEqual(heard(), ['V2', 'A1', 'A2']);
    library.apply([
      { table: 'track_settings', kind: 'insert', row: { track_id: a1, solo: true } },
      { table: 'rewrite_tracks', kind: 'update', id: v2, patch: { hidden: true } },
    ]);
    assert.deepEqual(heard(), ['A1']);
  });

  it('keeps clips without their file as gaps with a name, cuts what begins too early, and leaves out what has no length', () => {
    addClip(a1, 0, 60, 'gone.wav');
    addClip(a1, -20, 60);
    addClip(a1, 100, 0);
    addClip(a1, -60, 50);
    const clips = read()?.tracks[2]?.clips ?? [];
    assert.deepEqual(
      clips
        .map(({ asset, startFrame, durationFrames, offsetFrames }) => [
          !asset,
          startFrame,
          durationFrames,
          offsetFrames,
        ])
        .toSorted(),
      [
        [false, 0, 40, 20],
        [true, 0, 60, 0],
      ],
    );
  });
});
