import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { joinsOf } from '../../src/webview/timeline/playback/joins.ts';
import { enterLoop, loopOf } from '../../src/webview/timeline/playback/loop.ts';
import { grainOf, grainSeconds } from '../../src/webview/timeline/playback/scrub.ts';
import { nextRate, shuttled } from '../../src/webview/timeline/playback/shuttle.ts';
import { shapeOf } from '../../src/webview/timeline/playback/soundShape.ts';
import type { Motion } from '../../src/webview/timeline/playback/transport.ts';
import { cueFor, frameAt, gainsOf, nextPass, onSamples } from '../../src/webview/timeline/playback.ts';
import { createRangeIndex } from '../../src/webview/timeline/rangeIndex.ts';
import { handleKey, handleKeyUp } from '../../src/webview/timeline/stageKeys.ts';
import { TimelineState } from '../../src/webview/timeline/state.ts';
import { item, model, sound, strings } from './timelineModels.ts';

const clip = { id: 'c', startFrame: 360, durationFrames: 60, offsetFrames: 15 };
const at = (frame: number, more = {}) => ({ contextSeconds: 100, frame, frameRate: 30, ...more });

describe('shuttle', () => {
  for (const [speed, way, next] of [
    [0, 1, 1],
    [1, 1, 2],
    [2, 1, 4],
    [4, 1, 4],
    [0, -1, -1],
    [-1, -1, -2],
    [-4, -1, -4],
    [4, -1, -1],
    [-2, 1, 1],
    [0.5, 1, 1],
    [1.25, 1, 2],
  ] as const) {
    it(`goes from ${speed} to ${next} with ${way > 0 ? 'L' : 'J'}`, () => assert.equal(shuttled(speed, way), next));
  }

  it('goes through the rates and stays at the last', () => {
    assert.deepEqual([nextRate(1, 1), nextRate(2, 1), nextRate(0.75, -1), nextRate(0.5, -1)], [1.25, 2, 0.5, 0.5]);
  });
});

describe('playing at other speeds', () => {
  it('counts frames by the speed, both ways', () => {
    assert.equal(frameAt(at(300, { speed: 2 }), 101), 360);
    assert.equal(frameAt(at(300, { speed: -4 }), 101), 180);
    assert.equal(frameAt(at(300, { speed: -4, endFrame: 250 }), 101), 250);
  });

  it('plays twice as much of a file in the same time', () => {
    const cue = cueFor(at(300, { speed: 2 }), clip, 100);
    assert.deepEqual(cue, {
      ...{ id: 'c', whenSeconds: 101, offsetSeconds: 0.5, durationSeconds: 2, speed: 2, fromSeconds: 0 },
    });
  });

  it('plays a clip backwards from the playhead to its beginning', () => {
    const cue = cueFor(at(390, { speed: -1 }), clip, 100);
    assert.deepEqual(cue, {
      ...{ id: 'c', whenSeconds: 100, offsetSeconds: 0.5, durationSeconds: 1, speed: -1, fromSeconds: 1 },
    });
    assert.equal(cueFor(at(360, { speed: -1 }), clip, 100), undefined);
  });

  it('comes late into a clip that is played backwards', () => {
    const cue = cueFor(at(450, { speed: -2 }), clip, 100.75);
    assert.deepEqual([cue?.offsetSeconds, cue?.durationSeconds, cue?.fromSeconds], [0.5, 1.5, 1.5]);
  });

  it('fades a clip backwards as it fades forwards', () => {
    const fading = { ...clip, volume: 1, fadeInFrames: 30 };
    const cue = cueFor(at(420, { speed: -2 }), fading, 100);
    const points = gainsOf(fading, cue!, 30);
    assert.deepEqual(
      points.map(({ whenSeconds, gain }) => [Number((whenSeconds - 100).toFixed(3)), Number(gain.toFixed(3))]),
      [
        [0, 0],
        [0.005, 1],
        [0.5, 1],
        [0.995, 0.01],
        [1, 0],
      ],
    );
  });

  for (const rate of [24, 30, 24_000 / 1001]) {
    it(`puts the ends of clips that touch on one sample, at ${rate.toFixed(3)} frames a second`, () => {
      const cues = Array.from({ length: 600 }, (_, index) => {
        const cue = cueFor(
          { contextSeconds: 0.3, frame: 0, frameRate: rate },
          { id: `${index}`, startFrame: index * 7, durationFrames: 7, offsetFrames: 0 },
          0,
        );
        return onSamples(cue!, 44_100);
      });
      const inSamples = (seconds: number) => Math.round(seconds * 44_100);
      cues.slice(1).forEach((cue, index) => {
        const before = cues[index]!;
        assert.equal(inSamples(before.whenSeconds) + inSamples(before.durationSeconds), inSamples(cue.whenSeconds));
      });
    });
  }

  it('keeps the clock of frames within a frame of the sound after an hour', () => {
    const anchor = { contextSeconds: 0.05, frame: 0, frameRate: 30 };
    const last = { id: 'l', startFrame: 60 * 60 * 30, durationFrames: 30, offsetFrames: 0 };
    const cue = onSamples(cueFor(anchor, last, 0)!, 48_000);
    assert.ok(Math.abs(frameAt(anchor, cue.whenSeconds) - last.startFrame) < 0.001);
  });
});

describe('a loop', () => {
  it('is from in to out, or to the ends where a mark is missing or beyond', () => {
    assert.deepEqual(loopOf({ in: 30, out: 60 }, 300), { startFrame: 30, endFrame: 60 });
    assert.deepEqual(loopOf({ out: 900 }, 300), { startFrame: 0, endFrame: 300 });
    assert.deepEqual(loopOf({ in: 60, out: 30 }, 300), { startFrame: 0, endFrame: 300 });
    assert.equal(loopOf({}, 0), undefined);
  });

  it('is entered at its beginning, or at its end when going backwards', () => {
    const loop = { startFrame: 30, endFrame: 60 };
    assert.deepEqual(
      [enterLoop(loop, 10, 1), enterLoop(loop, 45, 1), enterLoop(loop, 60, 2), enterLoop(loop, 10, -1)],
      [30, 45, 30, 60],
    );
  });

  it('begins again on the sample on which it ends', () => {
    const first = at(45, { endFrame: 60 });
    const next = nextPass(first, 30);
    assert.deepEqual([next.contextSeconds, next.frame, next.endFrame], [100.5, 30, 60]);
    const long = { ...clip, startFrame: 0, durationFrames: 300, offsetFrames: 0 };
    const cues = [cueFor(first, long, 100)!, cueFor(next, long, 100)!];
    assert.equal(cues[0]!.whenSeconds + cues[0]!.durationSeconds, cues[1]!.whenSeconds);
    assert.deepEqual([cues[1]!.offsetSeconds, cues[1]!.durationSeconds], [1, 1]);
  });
});

describe('cuts and scrubbing', () => {
  const parts = [0, 30].map((frame) => item(`${frame}`, { startFrame: frame, offsetFrames: frame, soundId: 's' }));
  const [first, second] = parts;

  it('plays on through the cut of a split clip, and not where a clip is entered in its middle', () => {
    const index = createRangeIndex(parts);
    const joins = (frame: number, speed = 1) => {
      const cue = cueFor({ contextSeconds: 0, frame, frameRate: 30, speed }, second!, 0)!;
      return joinsOf(index, second!, cue, 30);
    };
    assert.deepEqual(joins(0), { start: true, end: false });
    assert.deepEqual(joins(40), { start: false, end: false });
    assert.deepEqual(joins(60, -1), { start: false, end: true });
  });

  it('makes a cut of clips that do not go on in the file', () => {
    const other = { ...second!, offsetFrames: 31 };
    const cue = cueFor({ contextSeconds: 0, frame: 0, frameRate: 30 }, first!, 0)!;
    assert.deepEqual(joinsOf(createRangeIndex([first!, other]), first!, cue, 30), { start: false, end: false });
  });

  it('sounds a short piece of what is under the playhead, up to the clip’s end', () => {
    assert.deepEqual(grainOf(second!, 45, 30, 7), {
      ...{ id: '30', whenSeconds: 7, offsetSeconds: 1.5, durationSeconds: grainSeconds, speed: 1, fromSeconds: 0.5 },
    });
    assert.ok((grainOf(second!, 59, 30, 7)?.durationSeconds ?? 1) < grainSeconds);
    assert.equal(grainOf(second!, 60, 30, 7), undefined);
  });

  it('finds the loudest sample of each fiftieth of a second, of all channels', () => {
    const left = new Float32Array(100);
    const right = new Float32Array(100);
    left[10] = -0.5;
    right[30] = 1.5;
    const channels = [left, right];
    const shape = shapeOf({
      ...{ numberOfChannels: 2, sampleRate: 1000, length: 90 },
      getChannelData: (channel) => channels[channel]!,
    });
    assert.deepEqual([...Buffer.from(shape, 'base64')], [128, 255, 0, 0, 0]);
  });
});

describe('steering playback', () => {
  let started: { readonly frame: number; readonly motion: Motion }[];
  let scrubbed: number[];
  let volumes: number[];
  const transport = {
    start: async (frame: number, motion: Motion) => {
      started.push({ frame, motion });
      return true;
    },
    stop: () => {},
    scrub: async (frame: number) => void scrubbed.push(frame),
    setVolume: (volume: number) => void volumes.push(volume),
    mixFilm: () => ({ setVolume: () => {} }),
    levels: () => [0, 0] as const,
  };
  const nothing = () => {};
  const host = {
    ...{ reveal: nothing, generateVoice: nothing, leave: nothing, hostCommand: nothing, answerPreview: nothing },
    edit: async () => true,
    dropSlice: async () => {},
    dropMedia: async () => {},
    askText: async () => undefined,
    afterPaint: (act: () => void) => act(),
  };
  const key = (name: string, repeat = false) => {
    let isStopped = false;
    handleKey(state, {
      ...{ key: name, repeat, ctrlKey: false, metaKey: false, altKey: false },
      preventDefault: nothing,
      stopPropagation: () => {
        isStopped = true;
      },
    });
    return isStopped;
  };
  let state: TimelineState;

  beforeEach(() => {
    [started, scrubbed, volumes] = [[], [], []];
    state = new TimelineState(host, transport, strings, undefined);
    state.setModel(model({ items: [item('1', { durationFrames: 300, soundId: 's' })], sounds: [sound('s')] }));
  });

  it('goes faster with each press, turns round, and stops', async () => {
    state.seek(100);
    for (const command of ['shuttleForward', 'shuttleForward', 'shuttleBack', 'shuttleBack'] as const) {
      await state.run(command);
    }
    assert.deepEqual(
      started.map(({ motion }) => motion.speed),
      [1, 2, -1, -2],
    );
    await state.run('shuttleStop');
    assert.equal(state.isPlaying.value, false);
    assert.equal(state.playback.speed.value, 1);
  });

  it('stops at the beginning when it goes backwards, and does not begin there', async () => {
    state.seek(10);
    await state.run('shuttleBack');
    state.playedTo(0);
    assert.equal(state.isPlaying.value, false);
    await state.run('shuttleBack');
    assert.equal(started.length, 1);
  });

  it('creeps frame by frame, with sound, while K is down', async () => {
    state.seek(100);
    key('k');
    await state.run('shuttleForward');
    await state.run('shuttleForward');
    await state.run('shuttleBack');
    assert.deepEqual(scrubbed, [101, 102, 101]);
    handleKeyUp(state, { key: 'k' });
    await state.run('shuttleForward');
    assert.deepEqual(
      started.map(({ frame }) => frame),
      [101],
    );
  });

  it('does not take a held L for many presses', () => {
    assert.deepEqual([key('l'), key('l', true), key('L', true)], [false, true, true]);
    key('k');
    assert.equal(key('l', true), false);
  });

  it('plays round and round between in and out, and follows marks that move meanwhile', async () => {
    state.seek(60);
    await state.run('markIn');
    state.seek(90);
    await state.run('markOut');
    await state.run('toggleLoop');
    await state.play();
    assert.deepEqual(started.at(-1)?.motion.loop, { startFrame: 60, endFrame: 90 });
    assert.equal(started.at(-1)?.frame, 60);
    state.playedTo(90);
    assert.equal(state.isPlaying.value, true);
    await state.run('clearInOut');
    assert.deepEqual(started.at(-1)?.motion.loop, { startFrame: 0, endFrame: 300 });
  });

  it('plays once from in to out', async () => {
    state.seek(90);
    await state.run('markOut');
    await state.run('playInToOut');
    assert.equal(started.at(-1)?.motion.untilFrame, 90);
    state.playedTo(91);
    assert.deepEqual([state.isPlaying.value, state.playheadFrame.value], [false, 90]);
  });

  it('lets a dragged playhead be heard, but not while it plays', async () => {
    state.scrub(40);
    await state.play();
    state.scrub(50);
    assert.deepEqual(scrubbed, [40]);
    assert.equal(started.at(-1)?.frame, 50);
  });

  it('keeps rate, loop, volume and preview through a reload', async () => {
    await state.run('rateUp');
    await state.run('toggleLoop');
    await state.run('masterDown');
    await state.run('toggleMonitor');
    const kept = state.viewState.value;
    assert.deepEqual(kept?.playback, { rate: 1.25, loop: true, volume: 0.9, monitor: true, monitorWidth: 320 });
    volumes = [];
    state = new TimelineState(host, transport, strings, kept);
    state.setModel(model({ items: [item('1', { durationFrames: 300 })] }), true);
    await state.play();
    assert.equal(started.at(-1)?.motion.speed, 1.25);
    assert.deepEqual(volumes, [0.9]);
  });
});
