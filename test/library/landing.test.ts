import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Studio } from './landingSetup.ts';

/** 1.5 s before a scene, 0.5 s between speakers, a second for each word that has no voice; 30 frames a second. */
const script = `INT. HUS - DAG

Regn faller tungt.

TOVE
Den blinkade igen.

ÅKE
Det finns ingen fyr.

TOVE
Jo då.
`;

let studio: Studio;

function open(text: string): Studio {
  studio = new Studio(text);
  return studio;
}

describe('landing a voice', () => {
  afterEach(() => studio.close());

  it('puts a clip after the scene’s beginning and the estimated action', () => {
    open(script).voice('Den blinkade igen.', 2);
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60']);
  });

  it('leaves room for unvoiced lines before it', () => {
    open(script).voice('Jo då.', 1);
    assert.deepEqual(studio.clips(), [`A1 TOVE ${45 + 90 + 90 + 15 + 120 + 15}+30`]);
  });

  it('lays voices in the order of the script, whatever order they are made in', () => {
    open(script).voice('Jo då.', 1);
    studio.voice('Det finns ingen fyr.', 3);
    studio.voice('Den blinkade igen.', 2);
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 ÅKE 210+90', 'A1 TOVE 315+30']);
  });

  it('ripples what follows when a voice is longer than its estimate', () => {
    open(script).voice('Jo då.', 1);
    const before = studio.clipOf('Jo då.').start_frame;
    studio.voice('Den blinkade igen.', 5);
    assert.equal(studio.clipOf('Jo då.').start_frame, before + 60);
  });

  it('keeps the clip and gives it the new sound when a line is voiced again', () => {
    open(script).voice('Den blinkade igen.', 2);
    const first = studio.clipOf('Den blinkade igen.');
    studio.voice('Den blinkade igen.', 4);
    const second = studio.clipOf('Den blinkade igen.');
    assert.equal(second.id, first.id);
    assert.notEqual(second.asset_id, first.asset_id);
    assert.equal(second.duration_frames, 120);
  });

  it('changes only what is new: one clip and its origin', () => {
    open(script).voice('Den blinkade igen.', 2);
    const elementId = studio.lineOf('Jo då.');
    const asset = {
      id: crypto.randomUUID(),
      project_id: studio.projectId,
      file_type: 'audio',
      duration_ms: 900,
    } as const;
    const changes = studio.landing.changesFor({ projectId: studio.projectId, elementId, asset });
    assert.deepEqual(
      changes.map((change) => `${change.kind} ${change.table}`),
      ['insert rewrite_clips', 'insert rewrite_clip_origins'],
    );
  });

  it('never loses the last part of a frame of sound', () => {
    open(script).voice('Den blinkade igen.', 2.001);
    assert.equal(studio.clipOf('Den blinkade igen.').duration_frames, 61);
  });

  it('lays dual dialogue side by side on a second audio track', () => {
    open(`INT. HUS - DAG

TOVE
Kom nu.

ÅKE ^
Vänta lite.

TOVE
Nej.
`).voice('Kom nu.', 2);
    studio.voice('Vänta lite.', 3);
    studio.voice('Nej.', 1);
    assert.deepEqual(studio.clips(), ['A1 TOVE 45+60', 'A1 TOVE 150+30', 'A2 ÅKE 45+90']);
  });

  it('grows the timeline to hold its last clip, in whole seconds', () => {
    open(script).voice('Jo då.', 400.2);
    const timeline = studio.library.timeline(studio.timelineId);
    const end = studio.clipOf('Jo då.').start_frame + studio.clipOf('Jo då.').duration_frames;
    assert.equal(timeline?.duration_seconds, Math.ceil(end / 30));
  });

  it('leaves the length of 300 seconds while everything fits', () => {
    open(script).voice('Jo då.', 1);
    assert.equal(studio.library.timeline(studio.timelineId)?.duration_seconds, 300);
  });

  it('makes the timeline, its tracks and the clip at once when the project has none', () => {
    open(script);
    studio.library.apply([{ table: 'rewrite_timelines', kind: 'delete', id: studio.timelineId }]);
    studio.voice('Den blinkade igen.', 2);
    const timeline = studio.library.timeline(studio.timelineId);
    assert.deepEqual(
      [timeline?.frame_rate, timeline?.width, timeline?.height, timeline?.duration_seconds],
      [30, 1920, 1080, 300],
    );
    assert.deepEqual(
      studio.library.tracks(studio.timelineId).map((track) => `${track.name} ${track.type}`),
      ['V1 video', 'A1 audio'],
    );
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60']);
  });

  it('gives no changes for a line that the library does not know', () => {
    open(script);
    const asset = {
      id: crypto.randomUUID(),
      project_id: studio.projectId,
      file_type: 'audio',
      duration_ms: 900,
    } as const;
    assert.deepEqual(studio.landing.changesFor({ projectId: studio.projectId, elementId: 'nobody', asset }), []);
  });
});

describe('pinned clips', () => {
  afterEach(() => studio.close());

  function pin(words: string, pins: object, clip: object = {}): void {
    const { id } = studio.clipOf(words);
    studio.library.apply([
      { table: 'rewrite_clip_origins', kind: 'update', id, patch: pins },
      { table: 'rewrite_clips', kind: 'update', id, patch: clip },
    ]);
  }

  it('never moves a clip whose start is pinned', () => {
    open(script).voice('Jo då.', 1);
    pin('Jo då.', { pinned_start: true }, { start_frame: 900 });
    studio.voice('Den blinkade igen.', 8);
    assert.equal(studio.clipOf('Jo då.').start_frame, 900);
  });

  it('moves nothing else when one clip is pinned', () => {
    open(script).voice('Den blinkade igen.', 2);
    studio.voice('Jo då.', 1);
    const before = studio.clipOf('Jo då.').start_frame;
    pin('Den blinkade igen.', { pinned_start: true }, { start_frame: 2000 });
    assert.equal(studio.follow(), 0);
    assert.equal(studio.clipOf('Jo då.').start_frame, before);
  });

  it('puts a new clip on another track rather than over a pinned one', () => {
    open(script).voice('Jo då.', 3);
    pin('Jo då.', { pinned_start: true }, { start_frame: 100 });
    studio.voice('Den blinkade igen.', 2);
    assert.deepEqual(studio.clips(), ['A1 TOVE 100+90', 'A2 TOVE 135+60']);
  });

  it('keeps a pinned trim when the line is voiced again, as far as the new sound reaches', () => {
    open(script).voice('Den blinkade igen.', 4);
    pin('Den blinkade igen.', { pinned_trim: true }, { offset_frames: 30, duration_frames: 60 });
    studio.voice('Den blinkade igen.', 2);
    const { offset_frames, duration_frames } = studio.clipOf('Den blinkade igen.');
    assert.deepEqual({ offset_frames, duration_frames }, { offset_frames: 30, duration_frames: 30 });
  });

  it('does not touch a pinned volume', () => {
    open(script).voice('Den blinkade igen.', 2);
    pin('Den blinkade igen.', { pinned_volume: true }, { volume: 0.5 });
    studio.voice('Den blinkade igen.', 3);
    assert.equal(studio.clipOf('Den blinkade igen.').volume, 0.5);
  });

  it('leaves clips that no line speaks where the writer put them', () => {
    open(script).voice('Den blinkade igen.', 2);
    const [, a1] = studio.library.tracks(studio.timelineId);
    studio.library.apply([
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: { id: crypto.randomUUID(), track_id: a1!.id, start_frame: 200, duration_frames: 600, name: 'regn' },
      },
    ]);
    studio.voice('Det finns ingen fyr.', 2);
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 regn 200+600', 'A2 ÅKE 210+60']);
  });
});

describe('following the script', () => {
  afterEach(() => studio.close());

  it('changes nothing while the script stands still', () => {
    open(script).voice('Den blinkade igen.', 2);
    studio.voice('Jo då.', 1);
    assert.equal(studio.follow(), 0);
  });

  it('ripples clips when a line is written before them', () => {
    open(script).voice('Jo då.', 1);
    const before = studio.clipOf('Jo då.').start_frame;
    studio.write(script.replace('TOVE\nDen', 'ÅKE\nTyst nu.\n\nTOVE\nDen'));
    studio.follow();
    assert.equal(studio.clipOf('Jo då.').start_frame, before + 60 + 15);
  });

  it('removes the clip of a deleted line and closes the gap', () => {
    open(script).voice('Den blinkade igen.', 2);
    studio.voice('Det finns ingen fyr.', 3);
    studio.voice('Jo då.', 1);
    studio.write(script.replace('ÅKE\nDet finns ingen fyr.\n\n', ''));
    studio.follow();
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 TOVE 210+30']);
    assert.equal(studio.library.assets(studio.projectId).length, 3);
  });

  it('keeps the clip of a deleted line when the writer had pinned it', () => {
    open(script).voice('Det finns ingen fyr.', 3);
    const { id, start_frame } = studio.clipOf('Det finns ingen fyr.');
    studio.library.apply([{ table: 'rewrite_clip_origins', kind: 'update', id, patch: { pinned_start: true } }]);
    studio.write(script.replace('ÅKE\nDet finns ingen fyr.\n\n', ''));
    studio.follow();
    assert.deepEqual(studio.clips(), [`A1 ÅKE ${start_frame}+90`]);
  });

  it('follows a line that moves to another place in the script', () => {
    const speech = 'TOVE\nDen blinkade igen, tre gånger blinkade den.\n\n';
    const answer = 'ÅKE\nDet finns ingen fyr där ute längre.\n\n';
    open(`INT. HUS - DAG\n\n${speech}${answer}`).voice('Den blinkade igen, tre gånger blinkade den.', 2);
    studio.voice('Det finns ingen fyr där ute längre.', 3);
    const kept = studio.clipOf('Den blinkade igen, tre gånger blinkade den.').id;
    studio.write(`INT. HUS - DAG\n\n${answer}${speech}`);
    studio.follow();
    assert.equal(studio.clipOf('Den blinkade igen, tre gånger blinkade den.').id, kept);
    assert.deepEqual(studio.clips(), ['A1 ÅKE 45+90', 'A1 TOVE 150+60']);
  });

  it('takes the clip away when the line’s audio is deleted', () => {
    open(script).voice('Den blinkade igen.', 2);
    const { asset_id } = studio.clipOf('Den blinkade igen.');
    studio.library.apply([{ table: 'rewrite_assets', kind: 'delete', id: asset_id ?? '' }]);
    studio.follow();
    assert.deepEqual(studio.clips(), []);
  });
});
