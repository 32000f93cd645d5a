import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { TimelineEdit, TimelineModel, TimelineViewState } from '../../src/webview/timeline/protocol.ts';
import { handleKey } from '../../src/webview/timeline/stageKeys.ts';
import { TimelineState } from '../../src/webview/timeline/state.ts';
import { item, model, sound, strings } from './timelineModels.ts';

let asked: string[];
let mayPlay: boolean;
let edits: TimelineEdit[];
let isAccepted: boolean;
let answer: string | undefined;
let state: TimelineState;

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
  answerPreview: ({ apply }: { readonly apply: boolean }) => asked.push(`preview ${apply}`),
  leave: () => asked.push('leave'),
  afterPaint: (act: () => void) => act(),
};
const transport = {
  start: async (frame: number) => {
    asked.push(`start ${frame}`);
    return mayPlay;
  },
  stop: () => asked.push('stop'),
  scrub: async () => {},
  setVolume: () => {},
  mixFilm: () => ({ setVolume: () => {} }),
  levels: () => [0, 0] as const,
};

const line = (id: string, startFrame: number, more = {}) => item(id, { elementId: `e-${id}`, startFrame, ...more });
const script = model({
  items: [line('1', 0), line('2', 60, { name: 'ÅKE', state: 'unvoiced' }), line('3', 120, { state: 'stale' })],
});

function open(shown: TimelineModel = script, restored?: TimelineViewState): TimelineState {
  state = new TimelineState(host, transport, strings, restored);
  state.viewport.setSize(300, 300);
  state.setModel(shown);
  return state;
}

function select(id: string): void {
  state.select(state.picture.value?.items.get(id));
}

function begin(): void {
  asked = [];
  mayPlay = true;
  edits = [];
  isAccepted = true;
  answer = undefined;
}

describe('timeline selection', () => {
  beforeEach(begin);

  it('shows a chosen clip’s line in the script', () => {
    open().choose(script.items[1]!);
    assert.deepEqual(asked, ['reveal e-2']);
    assert.equal(state.selected.value?.id, '2');
  });

  it('brings the line at the script’s caret into sight', () => {
    open(model({ items: [line('1', 0), line('2', 8000)] })).setCaretLine('e-2');
    const { leftFrame, pixelsPerFrame } = state.viewport.view.value;
    assert.ok(leftFrame <= 8000 && leftFrame + 300 / pixelsPerFrame >= 8000, `from ${leftFrame}`);
    state.viewport.panBy(-1e6);
    state.setCaretLine('e-2');
    assert.equal(state.viewport.view.value.leftFrame, 0);
  });

  it('waits with the caret’s line until there is room to show it', () => {
    state = new TimelineState(host, transport, strings, undefined);
    state.setModel(model({ items: [line('1', 0), line('2', 8000)] }));
    state.setCaretLine('e-2');
    state.setSize(300, 300);
    assert.ok(state.viewport.view.value.leftFrame > 4000);
  });

  it('comes back to where it was hidden, wherever the caret is', () => {
    const restored = { pixelsPerFrame: 1, leftFrame: 40, topPixels: 0, playheadFrame: 0 };
    open(model({ items: [line('1', 0), line('2', 8000)] }), restored).setCaretLine('e-2');
    assert.equal(state.viewport.view.value.leftFrame, 40);
  });

  it('leaves the view to the playhead while it plays', async () => {
    open(model({ items: [line('1', 0), line('2', 8000)] }));
    await state.play();
    state.setCaretLine('e-2');
    assert.equal(state.viewport.view.value.leftFrame, 0);
  });

  it('asks nothing of the script for a clip that no line speaks', () => {
    open(model({ items: [item('m', { state: 'media', speaker: -1 })] })).choose(item('m'));
    assert.deepEqual(asked, []);
  });

  it('stays on a line when its waiting place becomes a clip', () => {
    open();
    select('2');
    state.patch({ items: { removed: ['2'], put: [line('clip', 60, { elementId: 'e-2', state: 'voiced' })] } });
    assert.equal(state.selected.value?.id, 'clip');
  });

  it('is gone when its clip is', () => {
    open();
    select('2');
    state.patch({ items: { removed: ['2'], put: [] } });
    assert.equal(state.selected.value, undefined);
  });

  it('walks from clip to clip and brings each into sight', async () => {
    open();
    state.viewport.zoom(20, 0);
    for (const expected of ['1', '2', '3']) {
      await state.run('selectNext');
      const { leftFrame, pixelsPerFrame, widthPixels } = state.viewport.view.value;
      const { id, startFrame } = state.selected.value!;
      assert.equal(id, expected);
      assert.ok(startFrame >= leftFrame && startFrame < leftFrame + widthPixels / pixelsPerFrame);
    }
    await state.run('selectNext');
    assert.equal(state.selected.value?.id, '3');
  });
});

describe('the voice button', () => {
  beforeEach(begin);

  for (const [id, action] of [
    ['1', 'none'],
    ['2', 'generate'],
    ['3', 'regenerate'],
  ] as const) {
    it(`offers ${action} for ${script.items.find((entry) => entry.id === id)?.state}`, () => {
      open();
      select(id);
      assert.equal(state.voices.action.value, action);
    });
  }

  it('is for the line at the caret when nothing is selected', () => {
    open().setCaretLine('e-2');
    state.voices.generate();
    assert.deepEqual(asked, ['generate e-2']);
  });

  it('takes no second click while the voice is on its way', () => {
    open(model({ items: [line('1', 0, { state: 'generating' })] }));
    select('1');
    assert.equal(state.voices.action.value, 'generating');
    state.voices.generate();
    assert.deepEqual(asked, []);
  });

  it('tries a file again when its clip comes with another address', () => {
    const still = item('p', { assetId: 'a', thumbnail: '/1.png', state: 'media', speaker: -1 });
    open(model({ items: [still] }));
    state.voices.fileFailed('a');
    assert.equal(state.voices.stateOf(still), 'missing');
    state.patch({ items: { put: [line('1', 90)], removed: [] } });
    assert.equal(state.voices.stateOf(still), 'missing');
    state.patch({ items: { put: [{ ...still, thumbnail: '/2.png' }], removed: [] } });
    assert.equal(state.voices.stateOf(still), 'media');
  });

  it('offers a voice for a clip whose sound did not load', () => {
    open(model({ items: [line('1', 0, { soundId: 's' })], sounds: [sound('s')] }));
    select('1');
    state.voices.fileFailed('s');
    assert.equal(state.voices.stateOf(state.selected.value!), 'missing');
    assert.equal(state.voices.action.value, 'generate');
  });

  it('says politely when a voice has come', () => {
    open(model({ items: [line('1', 0, { state: 'generating' })] }));
    state.patch({ items: { put: [line('1', 0)], removed: [] } });
    assert.equal(state.announcement.value, 'TOVE: ready');
  });
});

describe('timeline playing', () => {
  beforeEach(begin);

  it('starts where the playhead is and moves it with the sound', async () => {
    open().seek(30);
    await state.play();
    state.playedTo(42.4);
    assert.deepEqual(asked, ['start 30']);
    assert.equal(state.isPlaying.value, true);
    assert.equal(state.playheadFrame.value, 42.4);
  });

  it('shows which line is spoken', async () => {
    await open().play();
    state.playedTo(65);
    assert.deepEqual(
      state.speaking.value.map(({ id }) => id),
      ['2'],
    );
    state.pause();
    assert.deepEqual(state.speaking.value, []);
  });

  it('stops on a whole frame', async () => {
    await open().play();
    state.playedTo(42.4);
    state.pause();
    assert.equal(state.playheadFrame.value, 42);
    assert.deepEqual(asked, ['start 0', 'stop']);
  });

  it('ends with the last line, not with the timeline’s empty rest', async () => {
    await open().play();
    state.playedTo(155);
    assert.equal(state.isPlaying.value, false);
    assert.equal(state.playheadFrame.value, 150);
  });

  it('plays from the beginning again after the end', async () => {
    open().seek(150);
    await state.play();
    assert.deepEqual(asked, ['start 0']);
  });

  it('goes on from where it is put while it plays', async () => {
    await open().play();
    state.seek(90);
    assert.deepEqual(asked, ['start 0', 'start 90']);
  });

  it('says so when the browser wants a click first, and does not play', async () => {
    mayPlay = false;
    await open().play();
    assert.equal(state.isPlaying.value, false);
    assert.equal(state.isSoundBlocked.value, true);
    mayPlay = true;
    await state.play();
    assert.equal(state.isSoundBlocked.value, false);
  });

  it('steps by whole frames', async () => {
    open().seek(10.6);
    await state.run('stepForward');
    assert.equal(state.playheadFrame.value, 11);
    await state.run('stepBack');
    assert.equal(state.playheadFrame.value, 10);
    await state.run('goToEnd');
    assert.equal(state.playheadFrame.value, 150);
    await state.run('goToStart');
    assert.equal(state.playheadFrame.value, 0);
  });
});

describe('the timeline’s view', () => {
  beforeEach(begin);

  it('comes back as it was left', () => {
    open();
    state.viewport.zoom(3, 100);
    state.viewport.panBy(40);
    state.seek(77);
    select('3');
    const left = state.viewState.value;
    assert.ok(left);
    open(script, left);
    assert.deepEqual(state.viewState.value, left);
    assert.equal(state.selected.value?.id, '3');
  });

  it('starts over when another project is shown', async () => {
    open();
    state.viewport.zoom(3, 100);
    await state.play();
    state.setModel({ ...script, projectId: 'other' });
    assert.equal(state.isPlaying.value, false);
    assert.equal(state.playheadFrame.value, 0);
    assert.equal(state.viewport.stored.value, undefined);
  });

  it('lets go of the selection when another timeline of the project is shown, and stays where it is in the project', async () => {
    open();
    state.viewport.zoom(3, 100);
    select('3');
    state.seek(90);
    state.setModel({ ...script, timelineId: 'other' });
    assert.equal(state.selected.value, undefined);
    assert.equal(state.playheadFrame.value, 0);
    assert.notEqual(state.viewport.stored.value, undefined);
  });

  it('fits the script rather than the empty timeline after it', async () => {
    open(model({ durationFrames: 9000, items: [line('1', 0, { durationFrames: 300 })] }));
    await state.run('zoomToFit');
    const { pixelsPerFrame, widthPixels } = state.viewport.view.value;
    const frames = widthPixels / pixelsPerFrame;
    assert.ok(frames >= 300 && frames < 320, String(frames));
  });

  it('has words for a window without a screenplay and for an empty script', () => {
    assert.equal(open(model({ projectId: undefined })).emptyWords.value, 'emptyProject');
    assert.equal(open(model()).emptyWords.value, 'emptyScript');
    assert.equal(open().emptyWords.value, undefined);
  });
});

describe('timeline keys', () => {
  beforeEach(begin);

  function press(key: string, more: { readonly ctrlKey?: boolean } = {}): readonly string[] {
    const done: string[] = [];
    handleKey(state, {
      ...{ key, ctrlKey: false, metaKey: false, altKey: false, ...more },
      preventDefault: () => done.push('prevented'),
      stopPropagation: () => done.push('kept'),
    });
    return done;
  }

  it('leaves keys that are commands to VS Code, but keeps the page from scrolling', () => {
    open();
    for (const key of [' ', 'Home', 'End', 'ArrowLeft', 'ArrowRight']) assert.deepEqual(press(key), ['prevented']);
    assert.equal(state.playheadFrame.value, 0);
  });

  it('leaves keys with Ctrl alone', () => {
    open();
    const before = state.viewport.view.value;
    assert.deepEqual(press('-', { ctrlKey: true }), []);
    assert.equal(state.viewport.view.value, before);
  });

  it('shows the selected line with Enter', async () => {
    open();
    await state.run('selectNext');
    assert.deepEqual(press('Enter'), ['prevented', 'kept']);
    assert.deepEqual(asked, ['reveal e-1']);
  });

  it('stops playing with Escape, and goes back to the script with the next', async () => {
    await open().play();
    press('Escape');
    press('Escape');
    assert.deepEqual(asked, ['start 0', 'stop', 'leave']);
  });
});
