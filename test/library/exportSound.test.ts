import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import type { ExportClip, ExportTimeline } from '../../src/extension/exports/exportModel.ts';
import { gainTo, LoudnessMeter } from '../../src/extension/exports/loudness.ts';
import { heardClips, type MixClip, type Mixer } from '../../src/extension/exports/mixdown.ts';
import { exportSampleRate, type Stereo } from '../../src/extension/exports/soundFile.ts';
import { type ExportJob, writeExport } from '../../src/extension/exports/writeExport.ts';
import { readWav } from '../host/wav.ts';

/** A tone of `level` (1 is full scale). */
function tone(hertz: number, level: number, seconds: number, from = 0): Float32Array {
  const first = Math.round(from * exportSampleRate);
  return Float32Array.from(
    { length: Math.round(seconds * exportSampleRate) },
    (_, at) => level * Math.sin((2 * Math.PI * hertz * (first + at)) / exportSampleRate),
  );
}

function measured(...pieces: readonly Stereo[]): LoudnessMeter {
  const meter = new LoudnessMeter(exportSampleRate, 2);
  for (const piece of pieces) meter.push(piece);
  return meter;
}

/** EBU Tech 3341's first cases: https://tech.ebu.ch/docs/tech/tech3341.pdf */
describe('loudness', () => {
  const stereo = (decibels: number, seconds: number): Stereo => {
    const channel = tone(1000, 10 ** (decibels / 20), seconds);
    return [channel, channel];
  };

  for (const [name, pieces, expected] of [
    ['a tone of -23 dBFS', [stereo(-23, 20)], -23],
    ['a tone of -33 dBFS', [stereo(-33, 20)], -33],
    ['quiet parts, which the gate leaves out', [stereo(-36, 10), stereo(-23, 60), stereo(-36, 10)], -23],
    ['very quiet parts', [stereo(-72, 10), stereo(-36, 10), stereo(-23, 60), stereo(-36, 10), stereo(-72, 10)], -23],
  ] as const) {
    it(`of ${name} is right to a tenth`, () => {
      const { loudness } = measured(...pieces);
      assert.ok(Math.abs(loudness - expected) <= 0.1, `${loudness}`);
    });
  }

  it('of silence is none, and silence is left alone', () => {
    const meter = measured([new Float32Array(exportSampleRate), new Float32Array(exportSampleRate)]);
    assert.equal(meter.loudness, Number.NEGATIVE_INFINITY);
    assert.equal(gainTo(-16, meter, 0.9), 1);
  });

  it('is not raised beyond what fits', () => {
    assert.equal(gainTo(-16, { loudness: -40, peak: 0.5 }, 0.9), 1.8);
  });
});

const clip = (speaker: string, startFrame: number, more: Partial<ExportClip> = {}): ExportClip => ({
  id: `${speaker}-${startFrame}`,
  name: speaker,
  startFrame,
  durationFrames: 30,
  offsetFrames: 0,
  volume: 1,
  opacity: 1,
  fadeInFrames: 0,
  fadeOutFrames: 0,
  asset: { id: speaker, name: `${speaker}.wav`, type: 'audio', fileUrl: `${speaker}.wav`, durationSeconds: 1 },
  line: speaker === '' ? undefined : { speaker, text: 'Hej.' },
  ...more,
});

const timelineOf = (...clips: readonly ExportClip[]): ExportTimeline => ({
  name: 'Fyren',
  frameRate: 30,
  width: 1920,
  height: 1080,
  durationFrames: Math.max(...clips.map((each) => each.startFrame + each.durationFrames)),
  tracks: [{ name: 'A1', type: 'audio', isOn: true, isHeard: true, clips }],
});

/** Plays a tone of -20 dBFS wherever a clip is; remembers what it was asked for. */
class ToneMixer implements Mixer {
  readonly asked: (readonly [number, number, number])[] = [];

  async mix(clips: readonly MixClip[], fromSeconds: number, seconds: number): Promise<Stereo> {
    this.asked.push([fromSeconds, seconds, clips.length]);
    const out = new Float32Array(Math.round(seconds * exportSampleRate));
    for (const { startSeconds, durationSeconds } of clips) {
      const first = Math.max(0, Math.round((startSeconds - fromSeconds) * exportSampleRate));
      const last = Math.min(out.length, Math.round((startSeconds + durationSeconds - fromSeconds) * exportSampleRate));
      for (let at = first; at < last; at++) out[at] = 0.1 * Math.sin((2 * Math.PI * 440 * at) / exportSampleRate);
    }
    return [out, out];
  }
}

describe('an export of sound', () => {
  let folder: string;
  let mixer: ToneMixer;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-export-'));
    mixer = new ToneMixer();
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const write = (job: Omit<ExportJob, 'target'> & { readonly name: string }, signal = new AbortController().signal) =>
    writeExport(
      { ...job, target: path.join(folder, job.name) },
      {
        mixer: () => mixer,
        filmMaker: () => assert.fail('sound needs no pictures'),
        resolve: (fileUrl) => path.join(folder, fileUrl),
        restName: 'Övriga ljud',
        signal,
        onProgress: (done) => progress.push(done),
      },
    );
  let progress: number[] = [];
  beforeEach(() => {
    progress = [];
  });

  it('is as long as the timeline, to the sample, and sounds where clips are', async () => {
    const timeline = timelineOf(clip('TOVE', 15), clip('ÅKE', 1350));
    await write({ kind: 'wav', timeline, name: 'fyren.wav' });
    const sound = readWav(path.join(folder, 'fyren.wav'));
    assert.equal(sound.sampleRate, 48_000);
    assert.equal(sound.channels, 2);
    assert.equal(sound.durationSeconds, 46);
    assert.ok(Math.abs(sound.peak - 0.1) < 0.001, `${sound.peak}`);
    assert.deepEqual(mixer.asked, [
      [0, 20, 1],
      [20, 20, 0],
      [40, 6, 1],
    ]);
    assert.deepEqual(
      progress.map((done) => done.toFixed(2)),
      ['0.43', '0.87', '1.00'],
    );
    assert.deepEqual(fs.readdirSync(folder), ['fyren.wav']);
  });

  it('is brought to the loudness that was asked for', async () => {
    const timeline = timelineOf(clip('TOVE', 0, { durationFrames: 300 }));
    await write({ kind: 'wav', timeline, name: 'web.wav', loudness: -16 });
    const { peak } = readWav(path.join(folder, 'web.wav'));
    const expected = 0.1 * 10 ** ((-16 - measured([tone(440, 0.1, 10), tone(440, 0.1, 10)]).loudness) / 20);
    assert.ok(Math.abs(peak - expected) < 0.01, `${peak} ${expected}`);
  });

  it('as MP3 can be read again and is as long', async () => {
    await write({ kind: 'mp3', timeline: timelineOf(clip('TOVE', 60)), name: 'fyren.mp3' });
    const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path.join(folder, 'fyren.mp3')) });
    const track = await input.getPrimaryAudioTrack();
    assert.equal(track?.codec, 'mp3');
    assert.equal(track?.numberOfChannels, 2);
    assert.ok(Math.abs((await input.computeDuration()) - 3) < 0.1);
    input.dispose();
  });

  it('in stems is one file a character and one for the rest, all equally long', async () => {
    const timeline = timelineOf(clip('TOVE', 0), clip('ÅKE', 30), clip('', 60), clip('tove', 90));
    const files = await write({ kind: 'stems', timeline, name: 'stems' });
    assert.deepEqual(
      files.map((file) => path.basename(file)),
      ['Fyren - TOVE.wav', 'Fyren - ÅKE.wav', 'Fyren - tove 2.wav', 'Fyren - Övriga ljud.wav'],
    );
    for (const file of files) {
      const { durationSeconds, rms } = readWav(file);
      assert.equal(durationSeconds, 4);
      assert.ok(rms > 0.01);
    }
  });

  it('that is cancelled leaves nothing behind and what was there before', async () => {
    fs.writeFileSync(path.join(folder, 'fyren.wav'), 'before');
    const stopped = new AbortController();
    mixer.mix = async (_clips, _from, seconds) => {
      stopped.abort(new Error('cancelled'));
      const silence = new Float32Array(Math.round(seconds * exportSampleRate));
      return [silence, silence];
    };
    const timeline = timelineOf(clip('TOVE', 0, { durationFrames: 3000 }));
    await assert.rejects(write({ kind: 'wav', timeline, name: 'fyren.wav' }, stopped.signal), /cancelled/);
    assert.deepEqual(fs.readdirSync(folder), ['fyren.wav']);
    assert.equal(fs.readFileSync(path.join(folder, 'fyren.wav'), 'utf8'), 'before');
  });

  it('has the own sound of films, on their tracks as they are heard', async () => {
    const film = { id: 'f', name: 'hav.webm', type: 'video' as const, fileUrl: 'hav.webm', durationSeconds: 9 };
    const still = { ...film, type: 'image' as const, fileUrl: 'fyr.png' };
    const clips = [clip('', 0, { asset: film, offsetFrames: 60 }), clip('', 30, { asset: still })];
    const { tracks, ...rest } = timelineOf(clip('TOVE', 0));
    const pictures = { name: 'V1', type: 'video' as const, isOn: true, isHeard: true, clips };
    const heard = heardClips({ ...rest, tracks: [pictures, ...tracks] });
    assert.deepEqual(
      heard.map(({ fileUrl, isFilm, offsetSeconds }) => [fileUrl, isFilm, offsetSeconds]),
      [
        ['hav.webm', true, 2],
        ['TOVE.wav', false, 0],
      ],
    );
    assert.deepEqual(heardClips({ ...rest, tracks: [{ ...pictures, isHeard: false }] }), []);
  });

  it('leaves muted tracks and clips without a file silent', async () => {
    const { tracks, ...rest } = timelineOf(clip('TOVE', 0), clip('ÅKE', 30, { asset: undefined }));
    const muted = { name: 'A2', type: 'audio' as const, isOn: false, isHeard: false, clips: [clip('MÅRTEN', 60)] };
    await write({ kind: 'wav', timeline: { ...rest, durationFrames: 90, tracks: [...tracks, muted] }, name: 'a.wav' });
    assert.deepEqual(mixer.asked, [[0, 3, 1]]);
  });
});

describe('an export of the edit', () => {
  it('brings the media along, each file once under a readable name', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-export-'));
    for (const name of ['TOVE', 'ÅKE']) fs.writeFileSync(path.join(folder, `${name}.wav`), name);
    const timeline = timelineOf(clip('TOVE', 0), clip('ÅKE', 30), clip('TOVE', 60));
    const files = await writeExport(
      { kind: 'otio', timeline, target: path.join(folder, 'Fyren.otio') },
      {
        mixer: () => assert.fail('an edit needs no sound'),
        filmMaker: () => assert.fail('an edit needs no film'),
        resolve: (fileUrl) => path.join(folder, fileUrl),
        restName: '',
        signal: new AbortController().signal,
        onProgress: () => {},
      },
    );
    assert.deepEqual(
      files.map((file) => path.relative(folder, file)),
      ['Fyren.otio', path.join('Fyren media', 'TOVE.wav'), path.join('Fyren media', 'ÅKE.wav')],
    );
    assert.equal(fs.readFileSync(path.join(folder, 'Fyren media', 'ÅKE.wav'), 'utf8'), 'ÅKE');
    assert.match(
      fs.readFileSync(path.join(folder, 'Fyren.otio'), 'utf8'),
      /"target_url": "Fyren%20media\/%C3%85KE\.wav"/,
    );
    fs.rmSync(folder, { recursive: true, force: true });
  });
});
