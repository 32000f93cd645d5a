import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyPatch } from '../../src/webview/timeline/editing/patch.ts';
import { type PlacedMedia, placeMedia } from '../../src/webview/timeline/editing/place.ts';
import { createSheet } from '../../src/webview/timeline/editing/sheet.ts';
import type { TimelineItem, TimelineTrack } from '../../src/webview/timeline/protocol.ts';
import { item } from './timelineModels.ts';

const track = (id: string, more: Partial<TimelineTrack> = {}): TimelineTrack => ({
  ...{ id, name: id, type: id.startsWith('V') ? 'video' : 'audio', muted: false, hidden: false },
  ...more,
});
const rain: PlacedMedia = { assetId: 'a', name: 'regn.mp3', kind: 'audio', durationSeconds: 4.01 };

/** Where a file comes to lie: `track start+length`, and the tracks when there is a new one. */
function placed(
  media: PlacedMedia,
  at: { readonly frame: number; readonly trackId?: string },
  items: readonly TimelineItem[] = [],
  tracks: readonly TimelineTrack[] = [track('V1'), track('A1'), track('A2')],
): string {
  let next = 0;
  const sheet = createSheet({ frameRate: 30, tracks, items });
  const patch = placeMedia(sheet, [media], at, () => `n${next++}`);
  const made = patch.items.map(({ after }) => after)[0];
  assert.deepEqual(applyPatch(sheet, patch).items.get(made?.id ?? ''), made);
  const names = patch.tracks?.after.map(({ id, name }) => `${id} ${name}`).join();
  return `${made?.trackId} ${made?.startFrame}+${made?.durationFrames}${names ? ` (${names})` : ''}`;
}

describe('a file that is put on the timeline', () => {
  for (const [name, actual, expected] of [
    ['lies whole where the playhead is', placed(rain, { frame: 12.4 }), 'A1 12+121'],
    ['comes on the track in hand', placed(rain, { frame: 0, trackId: 'A2' }), 'A2 0+121'],
    ['leaves a track of another kind alone', placed(rain, { frame: 0, trackId: 'V1' }), 'A1 0+121'],
    ['takes the next track where the first is taken', placed(rain, { frame: 0 }, [item('1')]), 'A2 0+121'],
    [
      'gets a track of its own where all are taken',
      placed(rain, { frame: 0 }, [item('1'), item('2', { trackId: 'A2' })]),
      'n0 0+121 (V1 V1,A1 A1,A2 A2,n0 A3)',
    ],
    [
      'does not come on a locked track',
      placed(rain, { frame: 0, trackId: 'A1' }, [], [track('A1', { locked: true }), track('A2')]),
      'A2 0+121',
    ],
    ['shows for five seconds as a picture', placed({ ...rain, kind: 'image' }, { frame: 30 }), 'V1 30+150'],
    ['is as long as the film', placed({ ...rain, kind: 'video', durationSeconds: 2 }, { frame: 0 }), 'V1 0+60'],
    [
      'of unknown length lasts five seconds',
      placed({ assetId: 'a', name: '', kind: 'audio' }, { frame: 0 }),
      'A1 0+150',
    ],
  ] as const) {
    it(name, () => assert.equal(actual, expected));
  }

  it('comes with others of one drop: each kind of track takes its own, one after the other, in one edit', () => {
    let next = 0;
    const sheet = createSheet({ frameRate: 30, tracks: [track('V1'), track('A1')], items: [item('1')] });
    const media: PlacedMedia[] = [
      rain,
      { assetId: 'b', name: 'fyr.png', kind: 'image' },
      { ...rain, assetId: 'c', durationSeconds: 2 },
    ];
    const patch = placeMedia(sheet, media, { frame: 40, trackId: 'A1' }, () => `n${next++}`);
    assert.deepEqual(
      patch.items.map(({ after }) => after && `${after.assetId} ${after.trackId} ${after.startFrame}`),
      ['a A1 40', 'b V1 40', 'c A1 161'],
    );
    assert.equal(patch.tracks, undefined);
  });

  it('belongs to the writer: no line speaks it, and it is as long as its file', () => {
    const sheet = createSheet({ frameRate: 30, tracks: [track('A1')], items: [] });
    const [swap] = placeMedia(sheet, [rain], { frame: 0 }, () => 'n').items;
    assert.deepEqual(
      [swap?.after?.elementId, swap?.after?.sourceFrames, swap?.after?.state],
      [undefined, 121, 'media'],
    );
  });
});
