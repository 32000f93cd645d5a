import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import * as z from 'zod/mini';
import { packItems } from '../../src/webview/timeline/editing/itemColumns.ts';
import { maxMirrorRows, mirrorLanes } from '../../src/webview/timeline/mirror.ts';
import { createPicture, itemsInOrder, neighbourItem, patchPicture } from '../../src/webview/timeline/model.ts';
import { packedModel, packModel, timelineModel, unpackModel } from '../../src/webview/timeline/protocol.ts';
import { createRangeIndex } from '../../src/webview/timeline/rangeIndex.ts';
import { rehearsalsOf } from '../../src/webview/timeline/rehearsal.ts';
import { item, model, sound } from './timelineModels.ts';

describe('range index', () => {
  const interval = fc.record({ startFrame: fc.nat(200), durationFrames: fc.integer({ min: 1, max: 60 }) });

  it('finds what overlaps a stretch, as looking at each would', () => {
    fc.assert(
      fc.property(fc.array(interval), fc.nat(220), fc.integer({ min: 1, max: 80 }), (intervals, from, length) => {
        const found: object[] = [];
        createRangeIndex(intervals).visit(from, from + length, (entry) => found.push(entry));
        const expected = intervals.filter(
          ({ startFrame, durationFrames }) => startFrame < from + length && startFrame + durationFrames > from,
        );
        assert.deepEqual(new Set(found), new Set(expected));
      }),
    );
  });

  it('holds a stretch half-open: its end belongs to the next', () => {
    const index = createRangeIndex([
      { startFrame: 0, durationFrames: 10 },
      { startFrame: 10, durationFrames: 5 },
    ]);
    assert.equal(index.findAt(9.99)?.startFrame, 0);
    assert.equal(index.findAt(10)?.startFrame, 10);
    assert.equal(index.findAt(15), undefined);
  });
});

describe('timeline model', () => {
  it('counts the lines of the script, not the music', () => {
    const { counts } = createPicture(
      model({
        items: [
          item('1', { elementId: 'a' }),
          item('2', { elementId: 'b', state: 'stale' }),
          item('3', { elementId: 'c', state: 'unvoiced' }),
          item('4', { elementId: 'd', state: 'missing' }),
          item('5', { state: 'media', speaker: -1 }),
        ],
      }),
    );
    assert.deepEqual(counts, { lines: 4, voiced: 1, changed: 1, missing: 2, generating: 0 });
  });

  it('lets a clip stand for its line rather than the place it waited in', () => {
    const place = item('line:a', { elementId: 'a', state: 'unvoiced', isPlace: true });
    const clip = item('c', { elementId: 'a' });
    for (const items of [
      [place, clip],
      [clip, place],
    ]) {
      assert.equal(createPicture(model({ items })).itemOfLine.get('a')?.id, 'c');
    }
  });

  it('reaches to the end of the last clip when that is after the timeline’s length', () => {
    const picture = createPicture(
      model({ durationFrames: 100, items: [item('1', { startFrame: 500, durationFrames: 20 })] }),
    );
    assert.deepEqual([picture.contentFrames, picture.lastFrame], [520, 520]);
  });

  it('adds, replaces and removes by id, and is the same when told twice', () => {
    const before = createPicture(model({ items: [item('1'), item('2')], sounds: [sound('s')] }));
    const patch = { items: { put: [item('2', { name: 'ÅKE' }), item('3')], removed: ['1'] } };
    const once = patchPicture(before, patch);
    assert.deepEqual(
      [...once.items.values()].map(({ id, name }) => `${id} ${name}`),
      ['2 ÅKE', '3 TOVE'],
    );
    assert.deepEqual([...patchPicture(once, patch).items], [...once.items]);
    assert.equal(once.sounds, before.sounds);
  });

  it('moves what only begins elsewhere, and is the same when told twice', () => {
    const items = [item('1', { elementId: 'a' }), item('2', { startFrame: 40 }), item('3', { trackId: 'A2' })];
    const before = createPicture(model({ items }));
    const patch = {
      items: {
        put: [item('2', { startFrame: 50, name: 'ÅKE' })],
        removed: [],
        moved: { ids: ['1', '3', 'gone'], starts: [90, 7, 1] },
      },
    };
    const once = patchPicture(before, patch);
    const rows = (picture: typeof once) =>
      itemsInOrder(picture).map(({ id, startFrame, name }) => `${id} ${startFrame} ${name}`);
    assert.deepEqual(rows(once), ['2 50 ÅKE', '1 90 TOVE', '3 7 TOVE']);
    assert.equal(once.itemOfLine.get('a'), once.items.get('1'));
    assert.deepEqual([once.lastFrame, once.counts], [120, before.counts]);
    assert.deepEqual(rows(patchPicture(once, patch)), rows(once));
  });

  it('walks the clips track by track, in time', () => {
    const picture = createPicture(
      model({
        items: [
          item('late', { startFrame: 90 }),
          item('other', { trackId: 'A2', startFrame: 0 }),
          item('early', { startFrame: 10 }),
        ],
      }),
    );
    assert.deepEqual(
      itemsInOrder(picture).map(({ id }) => id),
      ['early', 'late', 'other'],
    );
    assert.equal(neighbourItem(picture, 'early', 1, 0)?.id, 'late');
    assert.equal(neighbourItem(picture, 'early', -1, 0), undefined);
    assert.equal(neighbourItem(picture, undefined, 1, 50)?.id, 'late');
    assert.equal(neighbourItem(picture, undefined, -1, 50)?.id, 'early');
  });
});

describe('timeline protocol', () => {
  const accepts = (items: readonly unknown[]) => z.safeParse(timelineModel, { ...model(), items }).success;

  it('takes items with and without a line and a sound', () => {
    assert.ok(accepts([item('1'), item('2', { elementId: 'a', soundId: 's' })]));
  });

  for (const [name, broken] of [
    ['a half frame', { startFrame: 1.5 }],
    ['a frame before the beginning', { startFrame: -1 }],
    ['an unknown state', { state: 'lost' }],
    ['a name that is no text', { name: 7 }],
    ['a volume that is no number', { volume: Number.NaN }],
  ] as const) {
    it(`refuses ${name}`, () => assert.ok(!accepts([{ ...item('1'), ...broken }])));
  }

  it('refuses a list with a hole', () => assert.ok(!accepts([item('1'), null])));
});

describe('the rehearsal of edits', () => {
  const long = (count: number) =>
    createPicture(model({ items: Array.from({ length: count }, (_, at) => item(`${at}`, { startFrame: at * 40 })) }));

  it('leaves a long timeline as it is', () => {
    const picture = long(1200);
    const before = [...picture.items.values()].map((each) => ({ ...each }));
    const pieces = rehearsalsOf(picture);
    assert.ok(pieces.length > 0);
    for (const piece of pieces) piece();
    assert.deepEqual([...picture.items.values()], before);
  });

  it('is not needed for a short one', () => assert.equal(rehearsalsOf(long(20)).length, 0));
});

describe('items on their way to the page', () => {
  const sent = [
    item('1', { elementId: 'a', soundId: 's', assetId: 'f', sourceFrames: 90 }),
    item('2', { trackId: 'A2', name: 'ÅKE', state: 'stale', elementId: 'b', soundId: 's', pins: 1 }),
    item('3', { state: 'unvoiced', elementId: 'c', isPlace: true, speaker: 1 }),
    item('4', { trackId: 'V1', state: 'media', speaker: -1, opacity: 0.5, thumbnail: 'bild.png' }),
  ];
  const packed = () => structuredClone(packModel(model({ items: sent })));

  it('are what they were when they arrive', () => {
    assert.deepEqual(unpackModel(z.parse(packedModel, packed())), model({ items: sent }));
    assert.deepEqual(unpackModel(z.parse(packedModel, packModel(model()))), model());
  });

  it('name every text once', () => {
    const many = Array.from({ length: 100 }, (_, index) => item(`${index}`, { soundId: `s${index % 3}` }));
    const { trackId, soundId, id } = packItems(many).columns;
    assert.deepEqual([trackId?.values.length, soundId?.values.length, id?.values.length], [1, 3, 100]);
  });

  type Broken = { count: number; columns: Record<string, { values: unknown[]; rows?: number[]; picks?: number[] }> };
  for (const [name, breakIt] of [
    ['a half frame', ({ columns }) => columns.startFrame?.values.fill(1.5)],
    ['an unknown state', ({ columns }) => columns.state?.values.fill('lost')],
    ['a list that is too short', ({ columns }) => columns.durationFrames?.values.pop()],
    ['no tracks', ({ columns }) => delete columns.trackId],
    ['a text that is not there', ({ columns }) => columns.trackId?.picks?.fill(7)],
    ['a row that is not there', ({ columns }) => columns.pins?.rows?.fill(4)],
    ['a field that only some have and all must', ({ columns }) => Object.assign(columns.name ?? {}, { rows: [0] })],
    ['more items than it tells of', (items) => Object.assign(items, { count: 9 })],
  ] as [string, (items: Broken) => void][]) {
    it(`are refused with ${name}`, () => {
      const message = packed();
      breakIt(message.items as unknown as Broken);
      assert.ok(!z.safeParse(packedModel, message).success);
    });
  }
});

describe('the accessible grid', () => {
  const view = { pixelsPerFrame: 1, leftFrame: 0, widthPixels: 100_000 };
  const shown = { view, topPixels: 0, height: 2000 };
  const crowd = (count: number, tracks: number) =>
    createPicture(
      model({
        tracks: Array.from({ length: tracks }, (_, index) => ({
          ...({ id: `T${index}`, name: `A${index}`, type: 'audio', muted: false, hidden: false } as const),
        })),
        items: Array.from({ length: count }, (_, index) =>
          item(String(index), { trackId: `T${index % tracks}`, startFrame: index * 10, durationFrames: 5 }),
        ),
      }),
    );
  const rowCount = (lanes: ReturnType<typeof mirrorLanes>) =>
    lanes.reduce((sum, lane) => sum + 1 + lane.items.length, 0);

  for (const [count, tracks] of [
    [10_000, 20],
    [10_000, 1],
    [5_000, 120],
  ] as const) {
    it(`stays small with ${count} clips on ${tracks} tracks`, () => {
      assert.ok(rowCount(mirrorLanes(crowd(count, tracks), shown, undefined)) <= maxMirrorRows);
    });
  }

  it('always holds the selected clip, also out of sight', () => {
    const picture = crowd(1000, 2);
    const selected = picture.items.get('999');
    const lanes = mirrorLanes(picture, { ...shown, view: { ...view, widthPixels: 100 } }, selected);
    assert.ok(lanes.some((lane) => lane.items.some((entry) => entry.item === selected && entry.position === 500)));
  });

  it('tells where in its whole track a clip stands', () => {
    const [lane] = mirrorLanes(crowd(100, 1), { ...shown, view: { ...view, leftFrame: 500 } }, undefined);
    assert.deepEqual([lane?.items[0]?.position, lane?.itemCount], [51, 100]);
  });
});
