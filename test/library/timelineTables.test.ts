import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'mocha';
import { defaultTimelineChanges, defaultTimelineId } from '../../src/extension/library/defaultTimeline.ts';
import { derivedId } from '../../src/extension/library/uuid.ts';
import { libraryFolders } from './libraryFolder.ts';

describe('the tables beside a timeline', () => {
  const folders = libraryFolders();

  function openWithClip() {
    const { library } = folders.open(folders.folder());
    const projectId = randomUUID();
    const clipId = randomUUID();
    const timelineId = defaultTimelineId(projectId);
    const trackId = derivedId(projectId, 'track', 'default:A1');
    library.apply([
      { table: 'rewrite_projects', kind: 'insert', row: { id: projectId, name: 'Fyren', slug: 'fyren' } },
      ...defaultTimelineChanges(projectId),
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: { id: clipId, track_id: trackId, start_frame: 0, duration_frames: 30 },
      },
      { table: 'rewrite_clip_fades', kind: 'insert', row: { clip_id: clipId, fade_in_frames: 5 } },
      {
        table: 'rewrite_line_timings',
        kind: 'insert',
        row: { id: randomUUID(), timeline_id: timelineId, element_id: 'e', shift_frames: -12, left_out: true },
      },
      { table: 'track_settings', kind: 'insert', row: { track_id: trackId, solo: true, height: 80 } },
    ]);
    return { library, projectId, timelineId, trackId, clipId };
  }

  it('keep fades, timings of lines and settings of tracks', () => {
    const { library, timelineId, trackId, clipId } = openWithClip();
    assert.deepEqual(library.clipFades(timelineId), [{ clip_id: clipId, fade_in_frames: 5, fade_out_frames: 0 }]);
    const [{ id: _id, ...timing } = { id: '' }] = library.lineTimings(timelineId);
    assert.deepEqual(timing, {
      timeline_id: timelineId,
      element_id: 'e',
      ...{ shift_frames: -12, lead_frames: 0, follows_clip: false, left_out: true },
    });
    assert.deepEqual(library.trackSettings(timelineId), [{ track_id: trackId, solo: true, locked: false, height: 80 }]);
  });

  it('change by their keys and go with what they belong to', () => {
    const { library, timelineId, trackId, clipId } = openWithClip();
    library.apply([
      { table: 'rewrite_clip_fades', kind: 'update', id: clipId, patch: { fade_out_frames: 7 } },
      { table: 'track_settings', kind: 'update', id: trackId, patch: { solo: false } },
    ]);
    assert.equal(library.clipFades(timelineId)[0]?.fade_out_frames, 7);
    assert.equal(library.trackSettings(timelineId)[0]?.solo, false);
    library.apply([{ table: 'rewrite_tracks', kind: 'delete', id: trackId }]);
    assert.deepEqual([library.clipFades(timelineId), library.trackSettings(timelineId)], [[], []]);
    library.apply([{ table: 'rewrite_timelines', kind: 'delete', id: timelineId }]);
    assert.deepEqual(library.lineTimings(timelineId), []);
  });

  it('refuse lengths below nothing', () => {
    const { library, clipId } = openWithClip();
    assert.throws(() =>
      library.apply([{ table: 'rewrite_clip_fades', kind: 'update', id: clipId, patch: { fade_in_frames: -1 } }]),
    );
  });
});
