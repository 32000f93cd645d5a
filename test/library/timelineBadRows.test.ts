import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { retimeChanges } from '../../src/extension/timeline/retimeRows.ts';
import { readRows } from '../../src/extension/timeline/timelineRows.ts';
import { readWhole } from '../../src/extension/timeline/writtenNumber.ts';
import { moveClips } from '../../src/webview/timeline/editing/move.ts';
import { trimClips } from '../../src/webview/timeline/editing/trim.ts';
import { timelineModel } from '../../src/webview/timeline/protocol.ts';
import { edit, edits, model, openVoiced, rows, studio } from './timelineEditSetup.ts';

describe('a timeline with broken rows', () => {
  afterEach(() => studio.close());

  function insert(clip: Readonly<Record<string, number>>): string {
    const id = crypto.randomUUID();
    const track = studio.library.tracks(studio.timelineId).find(({ name }) => name === 'A1');
    const row = { id, track_id: track?.id ?? '', start_frame: 600, duration_frames: 30, name: 'x', ...clip };
    studio.library.apply([{ table: 'rewrite_clips', kind: 'insert', row }]);
    return id;
  }

  const shown = (id: string) => {
    const parsed = timelineModel.parse(JSON.parse(JSON.stringify(model())));
    const item = parsed.items.find((candidate) => candidate.id === id);
    return item && [item.startFrame, item.durationFrames, item.offsetFrames, item.state];
  };

  for (const [name, clip, expected] of [
    ['before the beginning', { start_frame: -50 }, [0, 30, 0, 'missing']],
    ['without length', { duration_frames: 0 }, [600, 1, 0, 'missing']],
    ['with a negative length', { duration_frames: -9 }, [600, 1, 0, 'missing']],
    ['with a negative offset', { offset_frames: -9 }, [600, 30, 0, 'missing']],
    ['beyond what can be counted', { start_frame: 2_147_483_647 }, [1_999_999_999, 1, 0, 'missing']],
    ['beyond the end of the timeline', { start_frame: 90_000 }, [90_000, 30, 0, 'missing']],
  ] as const) {
    it(`shows a clip ${name} where it can be taken hold of`, () => {
      openVoiced();
      assert.deepEqual(shown(insert(clip)), expected);
    });
  }

  it('lets a broken clip be moved to a sound place', () => {
    openVoiced();
    const id = insert({ start_frame: -50, duration_frames: -9 });
    assert.ok(edit('move', (sheet) => moveClips(sheet, { ids: [id], frames: 700 })));
    assert.equal(studio.library.clips(studio.timelineId).find((clip) => clip.id === id)?.start_frame, 700);
  });

  it('plays no more of a file than there is', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    studio.library.apply([{ table: 'rewrite_clips', kind: 'update', id, patch: { offset_frames: 5000 } }]);
    assert.ok(edit('trim', (sheet) => trimClips(sheet, { ids: [id], edge: 'end', frames: -3 })));
    assert.equal(studio.clipOf('Jo då.').duration_frames, 27);
  });

  for (const rate of [0, -24, 100_000]) {
    it(`counts in 30 frames a second when the row says ${rate}`, () => {
      openVoiced();
      const patch = { frame_rate: rate };
      studio.library.apply([{ table: 'rewrite_timelines', kind: 'update', id: studio.timelineId, patch }]);
      assert.equal(model().frameRate, 30);
      assert.equal(studio.follow(), 0);
    });
  }
});

describe('a frame rate that is written', () => {
  for (const [text, value, isRounded] of [
    ['29.97', 30, true],
    ['29,97', 30, true],
    [' 23.976 ', 24, true],
    ['59.94', 60, true],
    ['25', 25, false],
    ['120', 120, false],
  ] as const) {
    it(`counts ${text} as ${value} whole frames${isRounded ? ', which is told' : ''}`, () =>
      assert.deepEqual(readWhole(text, 1, 120), { value, isRounded }));
  }

  for (const text of ['', ' ', '0', '0.4', '-24', '121', '1e9', 'NaN', 'Infinity', '24 fps']) {
    it(`is refused as ${JSON.stringify(text)}`, () => assert.equal(readWhole(text, 1, 120), undefined));
  }
});

describe('another frame rate', () => {
  afterEach(() => studio.close());

  for (const rate of [24, 25, 60, 120, 1]) {
    it(`keeps every clip at its time at ${rate} frames a second, and takes it back`, () => {
      openVoiced();
      const before = rows();
      const row = studio.library.timeline(studio.timelineId);
      assert(row);
      const patch = { frame_rate: rate };
      edits.change(studio.projectId, 'settings', [
        { table: 'rewrite_timelines', kind: 'update', id: row.id, patch },
        ...retimeChanges(readRows(studio.library, row), rate),
      ]);
      const after = rows().clips.toSorted((a, b) => a.start_frame - b.start_frame);
      const old = before.clips.toSorted((a, b) => a.start_frame - b.start_frame);
      for (const [index, clip] of after.entries()) {
        const next = after[index + 1];
        assert.ok(clip.duration_frames >= 1);
        assert.ok(!next || next.start_frame >= clip.start_frame + clip.duration_frames);
        if (rate > 1) assert.ok(Math.abs(clip.start_frame / rate - (old[index]?.start_frame ?? 0) / 30) < 0.5);
      }
      assert.equal(edits.step(studio.projectId, 'undo'), 'settings');
      assert.deepEqual(rows(), before);
    });
  }
});
