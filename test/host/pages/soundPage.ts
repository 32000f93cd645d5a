/** The page of the sound tests: the timeline's own scheduling, rendered offline or played, and measured here. */

import { SoundMixer } from '../../../src/webview/exports/mixSounds.ts';
import { createPicture, type Picture } from '../../../src/webview/timeline/model.ts';
import { joinsOf } from '../../../src/webview/timeline/playback/joins.ts';
import { startVoice } from '../../../src/webview/timeline/playback/voices.ts';
import { type Anchor, cueFor, frameAt, gainsOf, nextPass } from '../../../src/webview/timeline/playback.ts';
import { Player } from '../../../src/webview/timeline/player.ts';
import type { TimelineItem, TimelineModel } from '../../../src/webview/timeline/protocol.ts';
import { makeFilm } from './filmPage.ts';

export interface Rendering {
  readonly sampleRate: number;
  readonly seconds: number;
  readonly anchors: readonly Anchor[];
  readonly items: readonly TimelineItem[];
}

/** Sound that is never silent and never twice the same, so that a lost, doubled or moved sample shows. */
function noise(context: BaseAudioContext, seconds: number): AudioBuffer {
  const buffer = context.createBuffer(1, Math.round(seconds * context.sampleRate), context.sampleRate);
  const samples = buffer.getChannelData(0);
  let state = 1;
  for (let at = 0; at < samples.length; at++) {
    state = (state * 48_271) % 2_147_483_647;
    samples[at] = 0.1 + (0.8 * state) / 2_147_483_647;
  }
  return buffer;
}

/** A sound whose id begins with `long` is ten minutes long. */
function pictureOf(items: readonly TimelineItem[], frameRate: number): Picture {
  const track = { id: 'A1', name: 'A1', type: 'audio', muted: false, hidden: false } as const;
  const sounds = [...new Set(items.flatMap(({ soundId }) => soundId ?? []))].map((id) => ({
    ...{ id, uri: `/${id}.wav`, durationSeconds: id.startsWith('long') ? 600 : 1 },
  }));
  const model: TimelineModel = {
    ...{ title: 'Fyren', frameRate, durationFrames: 0, tracks: [track], scenes: [], items: [...items], sounds },
  };
  return createPicture(model);
}

/** Schedules every item of every pass as the player does. */
async function render(
  { sampleRate, seconds, anchors, items }: Rendering,
  make: (context: BaseAudioContext) => AudioBuffer,
) {
  const context = new OfflineAudioContext(1, Math.round(seconds * sampleRate), sampleRate);
  const buffer = make(context);
  const track = pictureOf(items, anchors[0]?.frameRate ?? 30).itemsOf.get('A1');
  for (const anchor of anchors) {
    for (const item of items) {
      const cue = cueFor(anchor, item, 0);
      const joins = cue && joinsOf(track, item, cue, anchor.frameRate);
      if (cue)
        startVoice(context, context.destination, buffer, cue, (on) => gainsOf(item, on, anchor.frameRate, joins));
    }
  }
  const rendered = await context.startRendering();
  return { rendered: rendered.getChannelData(0), original: buffer.getChannelData(0) };
}

/** Apart from the ramps at both ends, how many samples are not those of the file, and how many are silent. */
async function differences(rendering: Rendering, isBackwards = false) {
  const { rendered, original } = await render(rendering, (context) => noise(context, rendering.seconds));
  const expected = isBackwards ? original.toReversed() : original;
  const ramp = Math.ceil(rendering.sampleRate * 0.006);
  let [wrong, silent] = [0, 0];
  for (let at = ramp; at < rendered.length - ramp; at++) {
    if (Math.abs((rendered[at] ?? 0) - (expected[at] ?? 0)) > 1e-4) wrong++;
    if (rendered[at] === 0) silent++;
  }
  return { samples: rendered.length, wrong, silent };
}

/** The frames at which clips are heard to begin, by the clock of the playhead; each plays a second of full scale. */
async function onsets(rendering: Rendering): Promise<readonly number[]> {
  const { rendered } = await render(rendering, (context) => {
    const buffer = context.createBuffer(1, context.sampleRate, context.sampleRate);
    buffer.getChannelData(0).fill(1);
    return buffer;
  });
  const [anchor] = rendering.anchors;
  const found: number[] = [];
  for (let at = 1; anchor && at < rendered.length; at++) {
    if (rendered[at] !== 0 && rendered[at - 1] === 0) found.push(frameAt(anchor, (at - 1) / rendering.sampleRate));
  }
  return found;
}

/** Silent samples of a loop that is played three times, and how loud each round is in its middle. */
async function loopRounds(sampleRate: number, items: readonly TimelineItem[], from: number, to: number) {
  const first: Anchor = { contextSeconds: 0, frame: from, frameRate: 30, endFrame: to };
  const second = nextPass(first, from);
  const seconds = (3 * (to - from)) / 30;
  const rendering = { sampleRate, seconds, anchors: [first, second, nextPass(second, from)], items };
  const { rendered, original } = await render(rendering, (context) => noise(context, 20));
  const length = rendered.length / 3;
  const start = Math.round((from / 30) * sampleRate);
  const rounds = [0, 1, 2].map((round) => {
    const at = Math.round(length * (round + 0.5));
    return Math.abs((rendered[at] ?? 0) - (original[start + Math.round(length / 2)] ?? 0)) < 1e-4;
  });
  return { silent: rendered.filter((sample) => sample === 0).length, rounds };
}

/** A player on a model that tests change; what it tells is kept. */
class Listening {
  readonly failed: string[] = [];
  readonly shapes: string[] = [];
  #picture: Picture;
  readonly player: Player;

  constructor(items: readonly TimelineItem[]) {
    this.#picture = pictureOf(items, 30);
    this.player = new Player({
      picture: () => this.#picture,
      onFailed: (id) => this.failed.push(id),
      onShape: (id) => this.shapes.push(id),
    });
  }

  show(items: readonly TimelineItem[]): void {
    this.#picture = pictureOf(items, 30);
    this.player.refresh();
  }

  /** The first frame at which something is heard; undefined when playing comes to `limit` in silence. */
  async firstHeard(limit: number): Promise<number | undefined> {
    for (;;) {
      const frame = this.player.frame ?? 0;
      if (this.player.levels()[0] > 0.05) return frame;
      if (frame > limit) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Milliseconds from the wish to play elsewhere to the first sample there. */
  async seek(frame: number): Promise<number> {
    this.player.stop();
    while (this.player.levels()[0] > 0.001) await new Promise((resolve) => setTimeout(resolve, 10));
    const asked = performance.now();
    await this.player.start(frame, { speed: 1 });
    while (this.player.levels()[0] < 0.01) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - asked;
  }
}

/** The loudest that the meters show while a film plays, with its own volume and the master volume set so. */
async function filmLevel(volume: number, master: number): Promise<number> {
  const { player } = new Listening([]);
  player.setVolume(master);
  const element = document.createElement('video');
  element.crossOrigin = 'anonymous';
  element.src = URL.createObjectURL(new Blob([await makeFilm()], { type: 'video/webm' }));
  const mixed = player.mixFilm(element);
  mixed.setVolume(volume);
  // A film that is mounted again is led into the mix once.
  if (player.mixFilm(element) !== mixed) throw new Error('led into the mix twice');
  await player.start(0, { speed: 1 });
  await element.play();
  let loudest = 0;
  while (!element.ended) {
    if (element.currentTime > 0.3) loudest = Math.max(loudest, ...player.levels());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  player.dispose();
  return loudest;
}

/** The most that decoded sound took while these were played, four times as fast. */
async function mostDecodedBytes(items: readonly TimelineItem[]): Promise<{ bytes: number; failed: readonly string[] }> {
  const { player, failed } = new Listening(items);
  const end = Math.max(...items.map(({ startFrame, durationFrames }) => startFrame + durationFrames));
  await player.start(0, { speed: 4 });
  let bytes = 0;
  while ((player.frame ?? end) < end) {
    bytes = Math.max(bytes, player.decodedBytes);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  player.dispose();
  return { bytes, failed };
}

/** How loud it is from a frame on, in steps of a twentieth of a second. */
async function levelsOf(items: readonly TimelineItem[], from: number, seconds: number): Promise<number[]> {
  const { player } = new Listening(items);
  await player.start(from, { speed: 1 });
  while (player.levels()[0] < 0.05) await new Promise((resolve) => setTimeout(resolve, 5));
  const levels: number[] = [];
  while (levels.length < seconds * 20) {
    levels.push(player.levels()[0]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  player.dispose();
  return levels;
}

/** How loud an export has a film from its second second on, before and after its place, and what it says that it could not read. */
async function exportedFilm(): Promise<{ peaks: readonly number[]; failed: readonly string[] }> {
  const uri = URL.createObjectURL(new Blob([await makeFilm()], { type: 'video/webm' }));
  const silent = URL.createObjectURL(new Blob(['no film'], { type: 'video/webm' }));
  const clip = {
    startSeconds: 1,
    durationSeconds: 1,
    offsetSeconds: 1,
    volume: 0.5,
    fadeInSeconds: 0,
    fadeOutSeconds: 0,
  };
  const clips = [uri, silent].map((each) => ({ ...clip, uri: each, isFilm: true }));
  const { left, failed } = await new SoundMixer().mix(clips, 0, 3, 48_000);
  const peakOf = (from: number, to: number) =>
    left.subarray(from * 48_000, to * 48_000).reduce((top, at) => Math.max(top, Math.abs(at)), 0);
  return { peaks: [peakOf(0, 0.99), peakOf(1, 2), peakOf(2.01, 3)], failed };
}

/** The samples of a long file in two pieces of an export that meet, and how many are not those of the whole file. */
async function exportedPieces(uri: string): Promise<{ silent: number; wrong: number; samples: number }> {
  const clip = {
    uri,
    startSeconds: 0.5,
    durationSeconds: 40,
    offsetSeconds: 100.25,
    volume: 1,
    fadeInSeconds: 0,
    fadeOutSeconds: 0,
  };
  const mix = async (clips: Parameters<SoundMixer['mix']>[0]) => {
    const mixer = new SoundMixer();
    const pieces = [await mixer.mix(clips, 0, 20, 48_000), await mixer.mix(clips, 20, 10, 48_000)];
    return pieces.flatMap(({ left }) => [...left]);
  };
  const [inParts, whole] = [await mix([{ ...clip, fileSeconds: 600 }]), await mix([clip])];
  const heard = inParts.slice(25_000);
  return {
    samples: inParts.length,
    silent: heard.filter((sample) => sample === 0).length,
    wrong: inParts.filter((sample, at) => Math.abs(sample - (whole[at] ?? 0)) > 0.02).length,
  };
}

const sound = {
  exportedPieces,
  exportedFilm,
  mostDecodedBytes,
  levelsOf,
  filmLevel,
  differences,
  onsets,
  loopRounds,
  listen: (items: readonly TimelineItem[]) => new Listening(items),
};

declare global {
  interface Window {
    sound: typeof sound;
    listening: Listening;
  }
}

window.sound = sound;
