import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { duplicateClips, pasteClips, removeClips, splitClips } from '../../src/webview/timeline/editing/cut.ts';
import { setFade, setVolume } from '../../src/webview/timeline/editing/levels.ts';
import { moveClips } from '../../src/webview/timeline/editing/move.ts';
import { applyPatch, type SheetPatch } from '../../src/webview/timeline/editing/patch.ts';
import { createSheet, lastFrame, type Sheet } from '../../src/webview/timeline/editing/sheet.ts';
import { createSnapper } from '../../src/webview/timeline/editing/snap.ts';
import { addTrack, removeTrack } from '../../src/webview/timeline/editing/tracks.ts';
import { rippleTrim, rollCut, slipClips, trimClips, trimTo } from '../../src/webview/timeline/editing/trim.ts';
import type { TimelineItem } from '../../src/webview/timeline/protocol.ts';
import { parseTimecode } from '../../src/webview/timeline/timecode.ts';

/** `A1 a 10+20` is the clip a on A1 from frame 10, 20 frames long; `*` a line of the script, `!` a pinned one, `~5` skips 5 frames of its file. */
function sheet(text: string): Sheet {
  const items = text
    .trim()
    .split('\n')
    .map((row): TimelineItem => {
      const [, trackId = '', name = '', mark = '', start, length, skipped = '0'] =
        /^\s*(\w+) (\w+)([*!]?) (\d+)\+(\d+)(?:~(\d+))?$/.exec(row) ?? [];
      const isStill = trackId.startsWith('V');
      const offsetFrames = Number(skipped);
      return {
        ...{ id: name, trackId, name, startFrame: Number(start), durationFrames: Number(length), offsetFrames },
        ...{ volume: 1, state: mark ? 'voiced' : 'media', speaker: mark ? 0 : -1 },
        ...(isStill ? {} : { sourceFrames: offsetFrames + Number(length) + 10, soundId: name }),
        ...(mark ? { elementId: `e-${name}`, pins: mark === '!' ? 1 : 0 } : {}),
      };
    });
  const track = (id: string) =>
    ({ id, name: id, type: id.startsWith('V') ? 'video' : 'audio', muted: false, hidden: false }) as const;
  return createSheet({ frameRate: 30, tracks: ['V1', 'A1', 'A2'].map(track), items });
}

let made = 0;
const newId = () => `new${made++}`;

/** The clips after a patch, in the writing of {@link sheet}. */
function after(before: Sheet, patch: SheetPatch): readonly string[] {
  const { items } = applyPatch(before, patch);
  return [...items.values()]
    .sort((a, b) => a.trackId.localeCompare(b.trackId) || a.startFrame - b.startFrame)
    .map((item) => {
      const mark = item.elementId === undefined ? '' : (item.pins ?? 0) & 1 ? '!' : '*';
      const skipped = item.offsetFrames > 0 ? `~${item.offsetFrames}` : '';
      return `${item.trackId} ${item.id.replace(/^new\d+/, 'new')}${mark} ${item.startFrame}+${item.durationFrames}${skipped}`;
    });
}

const trio = `
  A1 a* 0+30
  A1 b* 40+30
  A1 c* 80+30`;

type Case = readonly [name: string, before: string, make: (sheet: Sheet) => SheetPatch, after: readonly string[]];

const cases: readonly Case[] = [
  [
    'moves a clip as far as asked when there is room',
    trio,
    (it) => moveClips(it, { ids: ['c'], frames: 25 }),
    ['A1 a* 0+30', 'A1 b* 40+30', 'A1 c! 105+30'],
  ],
  [
    'puts a clip where it fits, nearest to where it was dropped',
    trio,
    (it) => moveClips(it, { ids: ['a'], frames: 60 }),
    ['A1 b* 40+30', 'A1 c* 80+30', 'A1 a! 110+30'],
  ],
  [
    'moves no clip before the beginning',
    trio,
    (it) => moveClips(it, { ids: ['b'], frames: -500 }),
    ['A1 a* 0+30', 'A1 b! 30+30', 'A1 c* 80+30'],
  ],
  [
    'keeps the distances of clips that move together',
    trio,
    (it) => moveClips(it, { ids: ['b', 'c'], frames: -20 }),
    ['A1 a* 0+30', 'A1 b! 30+30', 'A1 c! 70+30'],
  ],
  [
    'moves across tracks of its kind, and no further than the last',
    trio,
    (it) => moveClips(it, { ids: ['b'], frames: 0, tracks: 7 }),
    ['A1 a* 0+30', 'A1 c* 80+30', 'A2 b! 40+30'],
  ],
  [
    'trims no further than the neighbour and the file',
    trio,
    (it) => trimClips(it, { ids: ['a'], edge: 'end', frames: 500 }),
    ['A1 a* 0+40', 'A1 b* 40+30', 'A1 c* 80+30'],
  ],
  [
    'leaves one frame of a clip',
    trio,
    (it) => trimClips(it, { ids: ['b'], edge: 'end', frames: -500 }),
    ['A1 a* 0+30', 'A1 b* 40+1', 'A1 c* 80+30'],
  ],
  [
    'skips of the file what is cut off the start',
    trio,
    (it) => trimClips(it, { ids: ['b'], edge: 'start', frames: 4 }),
    ['A1 a* 0+30', 'A1 b* 44+26~4', 'A1 c* 80+30'],
  ],
  [
    'makes a picture as long as one likes',
    'V1 p 100+10',
    (it) => trimClips(it, { ids: ['p'], edge: 'start', frames: -90 }),
    ['V1 p 10+100'],
  ],
  [
    'ripples the script on every track, and nothing that is pinned',
    `${trio}\n  A2 d* 120+10\n  A2 m 150+10\n  A2 x! 170+10`,
    (it) => rippleTrim(it, { id: 'a', edge: 'end', frames: -10 }, newId),
    ['A1 a* 0+20', 'A1 b* 30+30', 'A1 c* 70+30', 'A2 d* 110+10', 'A2 m 150+10', 'A2 x! 170+10'],
  ],
  [
    'ripples the writer’s own clips on their track only',
    `${trio}\n  A2 m 0+20\n  A2 n 30+10`,
    (it) => rippleTrim(it, { id: 'm', edge: 'end', frames: -5 }, newId),
    ['A1 a* 0+30', 'A1 b* 40+30', 'A1 c* 80+30', 'A2 m 0+15', 'A2 n 25+10'],
  ],
  [
    'sends a line to another track rather than over a pinned clip',
    '  A1 a* 0+30\n  A1 b* 40+30\n  A1 x! 75+20',
    (it) => rippleTrim(it, { id: 'a', edge: 'end', frames: 10 }, newId),
    ['A1 a* 0+40', 'A1 x! 75+20', 'A2 b* 50+30'],
  ],
  [
    'rolls the cut between two clips',
    '  A1 a 0+30\n  A1 b 30+30~5',
    (it) => rollCut(it, { leftId: 'a', rightId: 'b', frames: -8 }),
    ['A1 a 0+25', 'A1 b 25+35'],
  ],
  ['slips within the file', 'A1 a 0+30~4', (it) => slipClips(it, ['a'], 500), ['A1 a 0+30~14']],
  [
    'splits what holds the frame, and nothing at an edge',
    trio,
    (it) => splitClips(it, ['a', 'b'], 30, newId),
    ['A1 a* 0+30', 'A1 b* 40+30', 'A1 c* 80+30'],
  ],
  [
    'gives each part its piece of the file',
    'A1 a* 0+30~2',
    (it) => splitClips(it, ['a'], 12, newId),
    ['A1 a* 0+12~2', 'A1 new* 12+18~14'],
  ],
  [
    'closes the gap of a deleted line',
    trio,
    (it) => removeClips(it, ['b'], true, newId),
    ['A1 a* 0+30', 'A1 c* 50+30'],
  ],
  [
    'closes overlapping gaps once',
    '  A1 a* 0+30\n  A2 b* 10+30\n  A1 c* 50+10',
    (it) => removeClips(it, ['a', 'b'], true, newId),
    ['A1 c* 10+10'],
  ],
  [
    'cuts off what is left of the playhead and closes up',
    trio,
    (it) => trimTo(it, { ids: ['b'], edge: 'start', frame: 50, ripple: true }, newId),
    ['A1 a* 0+30', 'A1 b* 40+20~10', 'A1 c* 70+30'],
  ],
  [
    'puts copies after what is copied, where there is room; they are the writer’s',
    trio,
    (it) => duplicateClips(it, ['a'], newId),
    ['A1 a* 0+30', 'A1 b* 40+30', 'A1 c* 80+30', 'A1 new! 110+30'],
  ],
  [
    'pastes at the playhead',
    'A1 a 0+30',
    (it) => pasteClips(it, [...it.items.values()], 200, newId),
    ['A1 a 0+30', 'A1 new 200+30'],
  ],
  [
    'moves the script’s clips off a track that is removed, and removes the others',
    '  A1 a* 0+30\n  A2 b* 10+30\n  A2 m 60+5',
    (it) => removeTrack(it, 'A2', newId),
    ['A1 a* 0+30', 'new b* 10+30'],
  ],
];

describe('editing clips', () => {
  for (const [name, before, make, expected] of cases) {
    it(name, () => {
      const start = sheet(before);
      const clips = after(start, make(start)).map((clip) => clip.replace(/^new\d+ /, 'new '));
      assert.deepEqual(clips, expected);
    });
  }

  it('changes nothing for numbers that are none or too large', () => {
    const start = sheet(trio);
    assert.deepEqual(setVolume(start, ['a'], Number.NaN).items, []);
    assert.deepEqual(setFade(start, ['a'], 'start', Number.POSITIVE_INFINITY).items, []);
    const [swap] = moveClips(start, { ids: ['c'], frames: 1e15 }).items;
    assert.equal((swap?.after?.startFrame ?? 0) + 30, lastFrame);
    assert.equal(setVolume(start, ['a'], 1e9).items[0]?.after?.volume, 9.99);
  });

  it('leaves locked tracks alone', () => {
    const start = sheet(trio);
    const locked = { ...start, tracks: start.tracks.map((track) => ({ ...track, locked: true })) };
    const made = [
      moveClips(locked, { ids: ['a'], frames: 300 }),
      trimClips(locked, { ids: ['a'], edge: 'end', frames: -3 }),
      removeClips(locked, ['a'], true, newId),
      splitClips(locked, ['a'], 10, newId),
    ];
    assert.deepEqual(
      made.map((patch) => patch.items.length),
      [0, 0, 0, 0],
    );
  });

  it('names tracks by the first free number, pictures above and sounds below', () => {
    const start = sheet(trio);
    const more = applyPatch(start, addTrack(start, 'audio', newId));
    const names = applyPatch(more, addTrack(more, 'video', newId)).tracks.map((track) => track.name);
    assert.deepEqual(names, ['V2', 'V1', 'A1', 'A2', 'A3']);
  });
});

describe('snapping', () => {
  const snapper = createSnapper(sheet(trio), new Set(['b']), [55, Number.NaN]);

  for (const [name, frames, reach, expected] of [
    ['to the edge of another clip', [33], 5, { by: -3, target: 30 }],
    ['to the nearest of several', [57, 79], 5, { by: 1, target: 80 }],
    ['not to its own edges', [41], 5, undefined],
    ['to what else is offered', [53], 5, { by: 2, target: 55 }],
    ['to nothing out of reach', [65], 5, undefined],
  ] as const) {
    it(name, () => assert.deepEqual(snapper.snap(frames, reach), expected));
  }
});

describe('times that are written', () => {
  for (const [text, frame] of [
    ['00:00:12:04', 364],
    ['12:04', 364],
    ['1:00:00:00', 108_000],
    ['2,5', 75],
    ['90', 2700],
    ['tolv', undefined],
    ['1:2:3:4:5', undefined],
    ['', undefined],
  ] as const) {
    it(`reads ${text || 'nothing'}`, () => assert.equal(parseTimecode(text, 30), frame));
  }
});
