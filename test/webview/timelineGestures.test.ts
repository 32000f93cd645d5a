import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { labelWidth, tracksTop } from '../../src/webview/timeline/lanes.ts';
import { press } from '../../src/webview/timeline/pointer.ts';
import type { TimelineEdit, TimelineItem } from '../../src/webview/timeline/protocol.ts';
import { TimelineState } from '../../src/webview/timeline/state.ts';
import { item, model, strings } from './timelineModels.ts';

let state: TimelineState;
let edits: TimelineEdit[];
let asked: string[];
let isAccepted: boolean;
let answer: string | undefined;

const host = {
  reveal: (elementId: string) => asked.push(`reveal ${elementId}`),
  generateVoice: (elementId: string) => asked.push(`generate ${elementId}`),
  edit: async (edit: TimelineEdit) => {
    edits.push(edit);
    return isAccepted;
  },
  dropSlice: async () => {},
  dropMedia: async () => {},
  askText: async () => answer,
  hostCommand: (name: string) => asked.push(name),
  answerPreview: ({ apply, always }: { readonly apply: boolean; readonly always: boolean }) =>
    asked.push(`preview ${apply} ${always}`),
  leave: () => asked.push('leave'),
  afterPaint: (act: () => void) => act(),
};

const clip = (id: string, startFrame: number, more: Partial<TimelineItem> = {}) =>
  item(id, { startFrame, durationFrames: 60, elementId: `e-${id}`, sourceFrames: 90, assetId: `asset-${id}`, ...more });

/** One frame is two pixels; A1 is the first lane, A2 the second. */
function open(items = [clip('a', 0), clip('b', 100), clip('c', 200)]): void {
  edits = [];
  asked = [];
  isAccepted = true;
  answer = undefined;
  const view = { pixelsPerFrame: 2, leftFrame: 0, topPixels: 0, playheadFrame: 0 };
  const transport = {
    start: async () => true,
    stop: () => {},
    scrub: async () => {},
    setVolume: () => {},
    mixFilm: () => ({ setVolume: () => {} }),
    levels: () => [0, 0] as const,
  };
  state = new TimelineState(host, transport, strings, view);
  state.setSize(600, 300);
  state.setModel(model({ items, durationFrames: 3000 }), true);
  state.editor.isSnapping.value = false;
}

/** The point of the stage over a frame of A1 (or A2). */
const at = (frame: number, lane = 0, down = 20) => ({ x: labelWidth + frame * 2, y: tracksTop + lane * 47 + down });
const plain = { shift: false, ctrl: false, alt: false };

function drag(from: ReturnType<typeof at>, to: ReturnType<typeof at>, keys: Partial<typeof plain> = {}): void {
  const modifiers = { ...plain, ...keys };
  const going = press(state, from, modifiers);
  going?.move({ x: (from.x + to.x) / 2, y: to.y }, modifiers);
  going?.move(to, modifiers);
  going?.end();
}

const place = (id: string) => {
  const { trackId, startFrame, durationFrames, offsetFrames } = state.picture.value?.items.get(id) ?? item('gone');
  return `${trackId} ${startFrame}+${durationFrames}${offsetFrames > 0 ? `~${offsetFrames}` : ''}`;
};

describe('dragging on the timeline', () => {
  beforeEach(() => open());

  it('moves a clip and sends only what changed of it', () => {
    drag(at(110), at(120));
    assert.equal(place('b'), 'A1 110+60');
    assert.deepEqual(edits[0]?.changed, [
      { id: 'b', was: { startFrame: 100, pins: 0 }, now: { startFrame: 110, pins: 1 } },
    ]);
    assert.equal(edits.length, 1);
  });

  it('shows where the clip would lie before it is let go, and sends nothing yet', () => {
    const going = press(state, at(110), plain);
    going?.move(at(130), plain);
    assert.equal(place('b'), 'A1 120+60');
    assert.deepEqual(edits, []);
    going?.cancel();
    assert.equal(place('b'), 'A1 100+60');
  });

  it('takes a click for a click: the line is shown and nothing moves', () => {
    drag(at(110), { ...at(110), x: at(110).x + 2 });
    assert.deepEqual(asked, ['reveal e-b']);
    assert.deepEqual(edits, []);
  });

  it('moves across tracks', () => {
    drag(at(110), at(110, 1));
    assert.equal(place('b'), 'A2 100+60');
  });

  it('moves everything that is selected', () => {
    state.selection.chooseAll([...(state.picture.value?.items.values() ?? [])]);
    drag(at(110), at(150));
    assert.deepEqual(['a', 'b', 'c'].map(place), ['A1 40+60', 'A1 140+60', 'A1 240+60']);
    assert.equal(edits.length, 1);
  });

  it('snaps an edge that comes near another, when snapping is on', () => {
    state.editor.isSnapping.value = true;
    const going = press(state, at(110), plain);
    going?.move(at(73), plain);
    assert.equal(place('b'), 'A1 60+60');
    assert.equal(state.editor.snappedTo.value, 60);
    going?.end();
    assert.equal(state.editor.snappedTo.value, undefined);
  });

  it('trims an edge, ripples with Ctrl, slips with Alt', () => {
    drag(at(159), at(149));
    assert.equal(place('b'), 'A1 100+50');
    drag(at(149), at(139), { ctrl: true });
    assert.deepEqual(['b', 'c'].map(place), ['A1 100+40', 'A1 190+60']);
    drag(at(210), at(200), { alt: true });
    assert.equal(place('c'), 'A1 190+60~10');
    assert.deepEqual(
      edits.map((edit) => edit.kind),
      ['trim', 'rippleTrim', 'slip'],
    );
  });

  it('rolls the cut between two clips that touch, with Alt', () => {
    open([clip('a', 0), clip('b', 60, { offsetFrames: 20 })]);
    drag(at(59), at(49), { alt: true });
    assert.deepEqual(['a', 'b'].map(place), ['A1 0+50', 'A1 50+70~10']);
  });

  it('draws a fade out of the corner', () => {
    drag(at(103, 0, 5), at(113, 0, 5));
    assert.equal(state.picture.value?.items.get('b')?.fadeInFrames, 10);
  });

  it('selects with a frame, and adds with Shift', () => {
    drag(at(85, 1), at(105, 0));
    assert.deepEqual([...state.selection.ids.value], ['b']);
    drag(at(185, 1), at(205, 0), { shift: true });
    assert.deepEqual([...state.selection.ids.value].sort(), ['b', 'c']);
    press(state, at(10), { ...plain, shift: true });
    assert.deepEqual([...state.selection.ids.value].sort(), ['a', 'b', 'c']);
  });

  it('draws a track taller by its lower edge', () => {
    const edge = { x: 30, y: tracksTop + 44 };
    const going = press(state, edge, plain);
    going?.move({ x: 30, y: tracksTop + 84 }, plain);
    going?.end();
    assert.equal(edits[0]?.tracks?.[0]?.heightPixels, 86);
  });

  it('mutes, solos and locks by the marks of a track', () => {
    for (const x of [labelWidth - 50, labelWidth - 32, labelWidth - 14]) press(state, { x, y: tracksTop + 20 }, plain);
    const [track] = state.picture.value?.tracks ?? [];
    assert.deepEqual([track?.muted, track?.solo, track?.locked], [true, true, true]);
    drag(at(110), at(150));
    assert.equal(place('b'), 'A1 100+60', 'a locked track stands still');
  });
});

describe('an edit that meets a change of somebody else', () => {
  beforeEach(() => open());

  it('is made on what the clip has become during the drag', () => {
    const going = press(state, at(110), plain);
    going?.move(at(120), plain);
    state.patch({ items: { put: [clip('b', 300)], removed: [] } });
    assert.equal(place('b'), 'A1 310+60');
    going?.end();
    assert.deepEqual(edits[0]?.changed[0]?.was, { startFrame: 300, pins: 0 });
    assert.equal(edits[0]?.seen, 1);
  });

  it('is nothing when the clip went away during the drag', () => {
    const going = press(state, at(110), plain);
    going?.move(at(120), plain);
    state.patch({ items: { put: [], removed: ['b'] } });
    going?.end();
    assert.deepEqual(edits, []);
  });

  it('says so when it was refused, and shows what the host then tells', async () => {
    isAccepted = false;
    drag(at(110), at(120));
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(state.announcement.value, 'saysRefused');
    state.patch({ items: { put: [clip('b', 400)], removed: [] } });
    assert.equal(place('b'), 'A1 400+60');
  });
});

describe('editing by commands', () => {
  beforeEach(() => open());

  async function select(id: string): Promise<void> {
    state.select(state.picture.value?.items.get(id));
  }

  it('moves, trims and tells what came of it', async () => {
    await select('b');
    await state.run('moveRight');
    assert.equal(state.announcement.value, 'TOVE starts 00:00:03:11');
    await state.run('trimEndLeft');
    assert.equal(state.announcement.value, 'TOVE starts 00:00:03:11, ends 00:00:05:10, trimmed 1 frame');
  });

  it('says when there is nothing to change', async () => {
    await select('a');
    await state.run('moveLeft');
    assert.equal(state.announcement.value, 'saysNothingChanged');
    assert.deepEqual(edits, []);
  });

  it('keeps the keyboard on the next clip when one is deleted', async () => {
    await select('b');
    await state.run('delete');
    assert.equal(state.selected.value?.id, 'c');
    assert.deepEqual(edits[0]?.removed, ['b']);
    assert.equal(edits[0]?.timings[0]?.now?.leftOut, true);
  });

  it('copies and pastes at the playhead, as clips of the writer', async () => {
    await select('a');
    await state.run('copy');
    state.seek(400);
    await state.run('paste');
    const [made] = edits[0]?.made ?? [];
    assert.deepEqual([made?.startFrame, made?.assetId, made?.elementId, made?.pins], [400, 'asset-a', 'e-a', 7]);
    assert.equal(state.selected.value?.startFrame, 400);
  });

  it('splits under the playhead', async () => {
    state.seek(130);
    await state.run('split');
    assert.equal(place('b'), 'A1 100+30');
    assert.equal(edits[0]?.made[0]?.startFrame, 130);
  });

  it('asks for a name and a volume in VS Code’s own input', async () => {
    await select('a');
    answer = '50';
    await state.run('setVolume');
    assert.equal(state.picture.value?.items.get('a')?.volume, 0.5);
    answer = 'Viskning';
    await state.run('renameClip');
    assert.equal(state.picture.value?.items.get('a')?.name, 'Viskning');
    answer = undefined;
    await state.run('renameClip');
    assert.equal(edits.length, 2);
  });

  it('acts on the track whose label was chosen', async () => {
    press(state, { x: 12, y: tracksTop + 60 }, plain);
    await state.run('muteTrack');
    assert.deepEqual(
      edits[0]?.tracks?.map((track) => track.muted),
      [false, true],
    );
  });

  it('shows what a change of the script would do, and passes the answer on', () => {
    state.setPreview({ kind: 'follow', moved: 12, added: 1, removed: 0, boxes: [], removedIds: [] });
    assert.equal(state.announcement.value, 'previewFollow 12 clips move · 1 added');
    state.answerPreview({ apply: true, always: true });
    assert.deepEqual(asked, ['preview true true']);
    assert.equal(state.preview.value, undefined);
  });

  it('knows a way to carry out every command that it is asked for', async () => {
    const { timelineCommands } = await import('../../src/webview/timeline/editing/commandNames.ts');
    const { editCommands } = await import('../../src/webview/timeline/editCommands.ts');
    const transport =
      /^(playPause|goToStart|goToEnd|step|zoom|shuttle|toggleLoop|playInToOut|rate|master|toggleMonitor)/;
    assert.deepEqual(
      timelineCommands.filter((name) => !transport.test(name) && !editCommands[name]),
      [],
    );
  });
});
