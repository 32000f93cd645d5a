import assert from 'node:assert/strict';
import SrtParser from 'srt-parser-2';
import webvtt from 'webvtt-parser';
import * as z from 'zod/mini';
import { editDecisionLists } from '../../src/extension/exports/editDecisionList.ts';
import type { ExportClip, ExportTimeline, ExportTrack } from '../../src/extension/exports/exportModel.ts';
import { openTimelineIo } from '../../src/extension/exports/openTimelineIo.ts';
import { subRip, webVtt } from '../../src/extension/exports/subtitles.ts';

let count = 0;

function clip(speaker: string, text: string, startFrame: number, more: Partial<ExportClip> = {}): ExportClip {
  const id = `clip-${++count}`;
  return {
    id,
    name: speaker,
    startFrame,
    durationFrames: 60,
    offsetFrames: 0,
    volume: 1,
    opacity: 1,
    fadeInFrames: 0,
    fadeOutFrames: 0,
    asset: { id, name: `${speaker} take 1.wav`, type: 'audio', fileUrl: `p/audio/${id}/a.wav`, durationSeconds: 2 },
    line: { speaker, text },
    ...more,
  };
}

function timeline(tracks: readonly Partial<ExportTrack>[], frameRate = 30): ExportTimeline {
  const all = tracks.map((track) => ({
    name: 'A1',
    type: 'audio' as const,
    isOn: true,
    isHeard: true,
    clips: [],
    ...track,
  }));
  const durationFrames = Math.max(
    0,
    ...all.flatMap((track) => track.clips).map((each) => each.startFrame + each.durationFrames),
  );
  return { name: 'Fyren 201', frameRate, width: 1920, height: 1080, durationFrames, tracks: all };
}

const scene = () =>
  timeline([
    { name: 'A1', clips: [clip('TOVE', 'Den blinkade igen. Tre gånger.', 45), clip('TOVE', 'Se <där> & där!', 200)] },
    { name: 'A2', clips: [clip('ÅKE', 'Nej.', 105)] },
    { name: 'A3', isOn: false, clips: [clip('MÅRTEN', 'Ohörd.', 0)] },
  ]);

describe('subtitles', () => {
  it('tell in SRT who says what and when, in the order in which it is heard', () => {
    const read = new SrtParser().fromSrt(subRip(scene()));
    assert.deepEqual(
      read.map(({ id, startTime, endTime, text }) => [id, startTime, endTime, text]),
      [
        ['1', '00:00:01,500', '00:00:03,500', 'TOVE: Den blinkade igen. Tre gånger.'],
        ['2', '00:00:03,500', '00:00:05,500', 'ÅKE: Nej.'],
        ['3', '00:00:06,667', '00:00:08,667', 'TOVE: Se <där> & där!'],
      ],
    );
  });

  it('are WebVTT without an error, marks escaped', () => {
    const parser = new webvtt.WebVTTParser();
    const { cues, errors } = parser.parse(webVtt(scene()), 'metadata');
    assert.deepEqual(errors, []);
    assert.deepEqual(
      cues.map(({ startTime, endTime, text }) => [startTime, endTime, text]),
      [
        [1.5, 3.5, '<v TOVE>Den blinkade igen. Tre gånger.'],
        [3.5, 5.5, '<v ÅKE>Nej.'],
        [6.667, 8.667, '<v TOVE>Se &lt;där&gt; &amp; där!'],
      ],
    );
  });

  it('show a long line in parts of two rows that together last as long as its clip', () => {
    const long = 'Det var en gång en fyr som ingen längre tände, '.repeat(6).trim();
    const read = new SrtParser().fromSrt(subRip(timeline([{ clips: [clip('BERÄTTARRÖST', long, 0)] }])));
    assert.ok(read.length >= 3);
    assert.equal(read[0]?.startTime, '00:00:00,000');
    assert.equal(read.at(-1)?.endTime, '00:00:02,000');
    for (const [index, part] of read.entries()) {
      assert.ok(part.text.split('\n').length <= 2);
      if (index > 0) assert.equal(part.startTime, read[index - 1]?.endTime);
    }
    const words = read.map((part) => part.text.replace(/^BERÄTTARRÖST: /, '').replaceAll('\n', ' ')).join(' ');
    assert.equal(words, long);
  });

  it('of a timeline without lines are empty files that can be read', () => {
    assert.equal(subRip(timeline([])), '');
    assert.equal(webVtt(timeline([])), 'WEBVTT\n');
  });
});

const rational = z.object({ OTIO_SCHEMA: z.literal('RationalTime.1'), rate: z.number(), value: z.int() });
const range = z.object({ OTIO_SCHEMA: z.literal('TimeRange.1'), start_time: rational, duration: rational });
const child = z.looseObject({ OTIO_SCHEMA: z.string(), name: z.string(), source_range: range });
const otio = z.object({
  OTIO_SCHEMA: z.literal('Timeline.1'),
  name: z.string(),
  global_start_time: rational,
  metadata: z.unknown(),
  tracks: z.looseObject({
    OTIO_SCHEMA: z.literal('Stack.1'),
    children: z.array(
      z.looseObject({
        OTIO_SCHEMA: z.literal('Track.1'),
        name: z.string(),
        kind: z.enum(['Video', 'Audio']),
        enabled: z.boolean(),
        children: z.array(child),
      }),
    ),
  }),
});

describe('an OpenTimelineIO file', () => {
  const read = (from: ExportTimeline) => otio.parse(JSON.parse(openTimelineIo(from, (url) => `media/${url}`)));

  it('holds tracks as sequences of gaps and clips that last as long as the timeline', () => {
    const { tracks } = read(scene());
    assert.deepEqual(
      tracks.children.map(({ name, kind, enabled, children }) => [
        ...[name, kind, enabled],
        children.map(({ OTIO_SCHEMA, source_range }) => `${OTIO_SCHEMA} ${source_range.duration.value}`),
      ]),
      [
        ['A1', 'Audio', true, ['Gap.1 45', 'Clip.2 60', 'Gap.1 95', 'Clip.2 60']],
        ['A2', 'Audio', true, ['Gap.1 105', 'Clip.2 60']],
        ['A3', 'Audio', false, ['Clip.2 60']],
      ],
    );
  });

  it('puts clips that overlap on a track of their own', () => {
    const { tracks } = read(timeline([{ clips: [clip('A', 'a', 0), clip('B', 'b', 30), clip('C', 'c', 60)] }]));
    assert.deepEqual(
      tracks.children.map(({ name, children }) => [name, ...children.map((each) => each.name)]),
      [
        ['A1', 'A', 'C'],
        ['A1 (2)', '', 'B'],
      ],
    );
  });

  it('names the file of a clip, and says when it is missing', () => {
    const { tracks } = read(timeline([{ clips: [clip('A', 'a', 0), clip('B', 'b', 60, { asset: undefined })] }], 25));
    const references = tracks.children[0]?.children.map((each) => each['media_references']) as {
      DEFAULT_MEDIA: { OTIO_SCHEMA: string; target_url?: string };
    }[];
    assert.deepEqual(
      references.map(({ DEFAULT_MEDIA }) => DEFAULT_MEDIA.OTIO_SCHEMA),
      ['ExternalReference.1', 'MissingReference.1'],
    );
    assert.match(references[0]?.DEFAULT_MEDIA.target_url ?? '', /^media\/p\/audio\/clip-\d+\/a\.wav$/);
  });
});

/** An event of CMX 3600 by its columns. */
const event = /^(\d{3}) {2}(.{8}) (V|A|A2|A3|A4) {1,5}C {8}((?:\d\d:\d\d:\d\d:\d\d ?){4})$/;

describe('an edit decision list', () => {
  const eventsOf = (text: string) =>
    text.split('\n').flatMap((line) => {
      const [, number = '', reel = '', channel = '', times = ''] = event.exec(line) ?? [];
      return number === '' ? [] : [[number, reel.trim(), channel, ...times.trim().split(' ')]];
    });

  it('has one event a clip, from one o’clock on, and names clips in comments', () => {
    const [text = '', ...more] = editDecisionLists(scene(), (url) => url);
    assert.deepEqual(more, []);
    assert.deepEqual(eventsOf(text), [
      ['001', 'TOVE', 'A', '00:00:00:00', '00:00:02:00', '01:00:01:15', '01:00:03:15'],
      ['002', 'AKE', 'A2', '00:00:00:00', '00:00:02:00', '01:00:03:15', '01:00:05:15'],
      ['003', 'TOVE', 'A', '00:00:00:00', '00:00:02:00', '01:00:06:20', '01:00:08:20'],
    ]);
    assert.match(text, /^TITLE: Fyren 201\nFCM: NON-DROP FRAME\n/);
    assert.match(text, /^\* FROM CLIP NAME: ÅKE$/m);
  });

  it('goes on in further lists when there are more sounds or events than one can hold', () => {
    const tracks = Array.from({ length: 6 }, (_, at) => ({ name: `A${at + 1}`, clips: [clip('X', 'x', at * 60)] }));
    const lists = editDecisionLists(timeline(tracks), (url) => url);
    assert.deepEqual(
      lists.map((text) => eventsOf(text).map(([, , channel]) => channel)),
      [
        ['A', 'A2', 'A3', 'A4'],
        ['A', 'A2'],
      ],
    );
    const many = timeline([{ clips: Array.from({ length: 1200 }, (_, at) => clip('X', 'x', at * 60)) }]);
    assert.deepEqual(
      editDecisionLists(many, (url) => url).map((text) => eventsOf(text).length),
      [999, 201],
    );
  });

  it('keeps every line of a speech on one line of the list', () => {
    const [text = ''] = editDecisionLists(timeline([{ clips: [clip('A\nB', 'en\ntvå', 0)] }]), (url) => url);
    assert.match(text, /^\* COMMENT: en två$/m);
    assert.equal(eventsOf(text).length, 1);
  });
});
