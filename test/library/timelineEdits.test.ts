import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { previewOf } from '../../src/extension/timeline/timelineEdits.ts';
import { readRows } from '../../src/extension/timeline/timelineRows.ts';
import { removeClips, splitClips } from '../../src/webview/timeline/editing/cut.ts';
import type { EditKind, TimelineEdit } from '../../src/webview/timeline/editing/editMessages.ts';
import { giveBackClips, setFade, setVolume } from '../../src/webview/timeline/editing/levels.ts';
import { moveClips } from '../../src/webview/timeline/editing/move.ts';
import type { SheetPatch } from '../../src/webview/timeline/editing/patch.ts';
import type { Sheet } from '../../src/webview/timeline/editing/sheet.ts';
import { addTrack, changeTrack, removeTrack } from '../../src/webview/timeline/editing/tracks.ts';
import { rippleTrim, trimClips } from '../../src/webview/timeline/editing/trim.ts';
import { edit, edits, model, open, openVoiced, rows, script, studio, wire } from './timelineEditSetup.ts';

describe('editing a timeline', () => {
  afterEach(() => studio.close());

  it('pins a line that is moved, and leaves the others where they are', () => {
    openVoiced();
    const { id } = studio.clipOf('Det finns ingen fyr.');
    assert.ok(edit('move', (sheet) => moveClips(sheet, { ids: [id], frames: 300 })));
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 TOVE 315+30', 'A1 ÅKE 510+90']);
    assert.equal(studio.follow(), 0);
  });

  it('closes up what the script owns when a line is trimmed with ripple', () => {
    openVoiced();
    const { id } = studio.clipOf('Den blinkade igen.');
    edit('rippleTrim', (sheet, newId) => rippleTrim(sheet, { id, edge: 'end', frames: -15 }, newId));
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+45', 'A1 ÅKE 195+90', 'A1 TOVE 300+30']);
    assert.equal(studio.follow(), 0, 'the script has the same idea');
  });

  it('keeps a line at its place when its start is trimmed, and moves it with the script all the same', () => {
    openVoiced();
    const { id } = studio.clipOf('Det finns ingen fyr.');
    edit('trim', (sheet) => trimClips(sheet, { ids: [id], edge: 'start', frames: 12 }));
    assert.equal(studio.clipOf('Det finns ingen fyr.').start_frame, 222);
    assert.equal(studio.follow(), 0);
    studio.write(script.replace('Regn faller tungt.', 'Regn faller.'));
    studio.follow();
    assert.equal(studio.clipOf('Det finns ingen fyr.').start_frame, 192);
  });

  it('leaves a deleted line out of the timeline, though the script still has it', () => {
    openVoiced();
    const { id } = studio.clipOf('Det finns ingen fyr.');
    edit('delete', (sheet, newId) => removeClips(sheet, [id], false, newId));
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 TOVE 315+30']);
    assert.equal(studio.follow(), 0);
    assert.deepEqual(
      model().items.map((item) => item.name),
      ['TOVE', 'TOVE'],
    );
  });

  it('closes the gap of a line that is deleted with ripple, its pause too', () => {
    openVoiced();
    const { id } = studio.clipOf('Det finns ingen fyr.');
    edit('rippleDelete', (sheet, newId) => removeClips(sheet, [id], true, newId));
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 TOVE 210+30']);
    assert.equal(studio.follow(), 0);
  });

  it('moves the pieces of a line that was cut together with the script', () => {
    openVoiced();
    const { id, start_frame } = studio.clipOf('Det finns ingen fyr.');
    edit('split', (sheet, newId) => splitClips(sheet, [id], start_frame + 30, newId));
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 ÅKE 210+30', 'A1 ÅKE 240+60', 'A1 TOVE 315+30']);
    assert.equal(studio.follow(), 0);
    studio.write(script.replace('Regn faller tungt.', 'Regn faller.'));
    studio.follow();
    assert.deepEqual(studio.clips(), ['A1 TOVE 105+60', 'A1 ÅKE 180+30', 'A1 ÅKE 210+60', 'A1 TOVE 285+30']);
  });

  it('gives all pieces of a line its new voice, and drops those that lie beyond it', () => {
    openVoiced();
    const { id, start_frame } = studio.clipOf('Det finns ingen fyr.');
    edit('split', (sheet, newId) => splitClips(sheet, [id], start_frame + 60, newId));
    studio.voice('Det finns ingen fyr.', 1);
    assert.deepEqual(
      studio.clips().filter((clip) => clip.includes('ÅKE')),
      ['A1 ÅKE 210+30'],
    );
  });

  it('gives a pinned line back to the script', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    edit('move', (sheet) => moveClips(sheet, { ids: [id], frames: 900 }));
    edit('giveBack', (sheet) => giveBackClips(sheet, [id]));
    assert.equal(studio.clipOf('Jo då.').start_frame, 315);
  });

  it('writes fades, volume and tracks where they belong', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    edit('fade', (sheet) => setFade(sheet, [id], 'end', 9));
    edit('volume', (sheet) => setVolume(sheet, [id], 0.456));
    edit('addTrack', (sheet, newId) => addTrack(sheet, 'video', newId));
    const track = studio.library.tracks(studio.timelineId).find(({ name }) => name === 'A1');
    edit('changeTrack', (sheet) => changeTrack(sheet, track?.id ?? '', { solo: true, muted: true, heightPixels: 500 }));
    const { fades, clips, tracks, trackSettings, origins } = rows();
    assert.deepEqual(
      fades.map((row) => row.fade_out_frames),
      [9],
    );
    assert.equal(clips.find((clip) => clip.id === id)?.volume, 0.46);
    assert.equal(origins.find((row) => row.clip_id === id)?.pinned_volume, true);
    const order = studio.library.tracks(studio.timelineId).map(({ name, muted }) => `${name}${muted ? ' muted' : ''}`);
    assert.deepEqual(order, ['V2', 'V1', 'A1 muted']);
    assert.deepEqual(
      trackSettings.map((row) => [row.solo, row.locked, row.height]),
      [[true, false, 240]],
    );
    assert.equal(tracks.length, 3);
  });

  it('grows the timeline with the last clip', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    edit('move', (sheet) => moveClips(sheet, { ids: [id], frames: 20_000 }));
    assert.equal(studio.library.timeline(studio.timelineId)?.duration_seconds, Math.ceil((315 + 20_030) / 30));
  });

  it('refuses an edit whole when somebody else changed a clip meanwhile', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    const other = studio.clipOf('Den blinkade igen.').id;
    const stale = wire('move', (sheet) => moveClips(sheet, { ids: [id, other], frames: 600 }));
    studio.library.apply([{ table: 'rewrite_clips', kind: 'update', id, patch: { start_frame: 777 } }]);
    const before = rows();
    assert.equal(edits.edit(studio.projectId, stale), false);
    assert.deepEqual(rows(), before);
  });

  it('refuses clips, tracks and files that are not there, and numbers that no row can hold', () => {
    openVoiced();
    const { id, track_id } = studio.clipOf('Jo då.');
    const base = wire('move', (sheet) => moveClips(sheet, { ids: [], frames: 0 }));
    const clip = {
      ...{ id: crypto.randomUUID(), trackId: track_id, startFrame: 5000, durationFrames: 10, offsetFrames: 0 },
      ...{ name: 'x', volume: 1, opacity: 1, fadeInFrames: 0, fadeOutFrames: 0, pins: 0 },
    };
    const before = rows();
    const bad: readonly Partial<TimelineEdit>[] = [
      { removed: [crypto.randomUUID()] },
      { made: [{ ...clip, trackId: crypto.randomUUID() }] },
      { made: [{ ...clip, assetId: crypto.randomUUID() }] },
      { made: [{ ...clip, id: 'mine' }] },
      { made: [{ ...clip, durationFrames: 0 }] },
      { made: [{ ...clip, startFrame: 4e9 }] },
      { changed: [{ id, was: {}, now: { volume: 40 } }] },
      { timelineId: crypto.randomUUID() },
    ];
    for (const part of bad)
      assert.equal(edits.edit(studio.projectId, { ...base, ...part }), false, JSON.stringify(part));
    assert.deepEqual(rows(), before);
  });
});

describe('undoing on a timeline', () => {
  afterEach(() => studio.close());

  const gestures: readonly (readonly [EditKind, (sheet: Sheet, newId: () => string) => SheetPatch])[] = [
    ['move', (sheet) => moveClips(sheet, { ids: sheet.items.keys(), frames: 45 })],
    ['trim', (sheet) => trimClips(sheet, { ids: [...sheet.items.keys()].slice(0, 1), edge: 'start', frames: 9 })],
    ['split', (sheet, newId) => splitClips(sheet, sheet.items.keys(), 270, newId)],
    ['fade', (sheet) => setFade(sheet, sheet.items.keys(), 'start', 6)],
    ['addTrack', (sheet, newId) => addTrack(sheet, 'audio', newId)],
    ['changeTrack', (sheet) => changeTrack(sheet, sheet.tracks[1]?.id ?? '', { locked: false, heightPixels: 90 })],
    ['rippleDelete', (sheet, newId) => removeClips(sheet, [...sheet.items.keys()].slice(1, 2), true, newId)],
    [
      'removeTrack',
      (sheet, newId) => removeTrack(sheet, sheet.tracks.find((track) => track.name === 'A1')?.id ?? '', newId),
    ],
    ['delete', (sheet, newId) => removeClips(sheet, sheet.items.keys(), false, newId)],
  ];

  it('returns to the same rows step by step, and forward again', () => {
    openVoiced();
    const states = [rows()];
    for (const [kind, make] of gestures) {
      assert.ok(edit(kind, make), kind);
      states.push(rows());
    }
    for (const [index, [kind]] of [...gestures.entries()].reverse()) {
      assert.equal(edits.step(studio.projectId, 'undo'), kind);
      assert.deepEqual(rows(), states[index], `undoing ${kind}`);
    }
    assert.equal(edits.step(studio.projectId, 'undo'), undefined);
    for (const [index, [kind]] of gestures.entries()) {
      assert.equal(edits.step(studio.projectId, 'redo'), kind);
      assert.deepEqual(rows(), states[index + 1], `doing ${kind} again`);
    }
    assert.equal(edits.step(studio.projectId, 'redo'), undefined);
  });

  it('keeps what somebody else has done since', () => {
    openVoiced();
    const mine = studio.clipOf('Jo då.').id;
    const theirs = studio.clipOf('Den blinkade igen.').id;
    edit('move', (sheet) => moveClips(sheet, { ids: [mine, theirs], frames: 600 }));
    studio.library.apply([{ table: 'rewrite_clips', kind: 'update', id: theirs, patch: { start_frame: 5000 } }]);
    edits.step(studio.projectId, 'undo');
    assert.equal(studio.clipOf('Jo då.').start_frame, 315);
    // The pin that my gesture set is gone, so the script has its line back.
    assert.ok([135, 5000].includes(studio.clipOf('Den blinkade igen.').start_frame));
  });

  it('does not bring back what somebody else has deleted', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    edit('volume', (sheet) => setVolume(sheet, [id], 0.5));
    studio.library.apply([{ table: 'rewrite_clips', kind: 'delete', id }]);
    edits.step(studio.projectId, 'undo');
    assert.equal(
      studio.library.clips(studio.timelineId).some((clip) => clip.id === id),
      false,
    );
  });

  it('is one step for a change of the script, however many clips it moved', () => {
    openVoiced();
    const before = rows();
    studio.write(script.replace('Regn faller tungt.', 'Regn faller tungt mot rutan hela natten.'));
    const changes = studio.landing.changesForScripts(studio.projectId);
    assert.equal(changes.length, 3);
    edits.change(studio.projectId, 'follow', changes);
    studio.write(script.replace('Regn faller tungt.', 'Regn faller tungt mot rutan.'));
    edits.change(studio.projectId, 'follow', studio.landing.changesForScripts(studio.projectId));
    assert.equal(edits.step(studio.projectId, 'undo'), 'follow');
    assert.equal(edits.step(studio.projectId, 'undo'), undefined);
    assert.deepEqual(rows().clips, before.clips);
  });
});

describe('assembling from the script', () => {
  afterEach(() => studio.close());

  function picture(name: string, metadata: Readonly<Record<string, string>> | null = null): string {
    const id = crypto.randomUUID();
    const row = { id, project_id: studio.projectId, file_type: 'image', file_url: 'x.png', name, metadata } as const;
    studio.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    return id;
  }

  function assemble(): void {
    studio.library.apply(studio.landing.changesForAssembly(studio.projectId));
  }

  it('brings lines back that were left out', () => {
    openVoiced();
    const { id } = studio.clipOf('Det finns ingen fyr.');
    edit('rippleDelete', (sheet, newId) => removeClips(sheet, [id], true, newId));
    assemble();
    assert.deepEqual(studio.clips(), ['A1 TOVE 135+60', 'A1 ÅKE 210+90', 'A1 TOVE 315+30']);
  });

  it('never moves a pinned clip', () => {
    openVoiced();
    const { id } = studio.clipOf('Jo då.');
    edit('move', (sheet) => moveClips(sheet, { ids: [id], frames: 900 }));
    assemble();
    assert.equal(studio.clipOf('Jo då.').start_frame, 1215);
  });

  it('shows the pictures of each scene for as long as the scene lasts, several in equal parts', () => {
    open('201. INT. HUS - DAG\n\nTOVE\nDen blinkade igen.\n\n202. EXT. PIREN - NATT\n\nÅKE\nDet finns ingen fyr.\n');
    studio.voice('Den blinkade igen.', 2);
    studio.voice('Det finns ingen fyr.', 3);
    const [, second] = studio.library.scenes(studio.scriptId);
    picture('201 lampan.png');
    picture('201-fönstret.png');
    picture('2011.png');
    picture('piren.png', { element_id: second?.element_id ?? '' });
    assemble();
    const pictures = studio.clips().filter((clip) => clip.startsWith('V'));
    assert.deepEqual(pictures, ['V1 201 lampan.png 0+53', 'V1 201-fönstret.png 53+52', 'V1 piren.png 105+135']);
    assert.deepEqual(studio.landing.changesForAssembly(studio.projectId), []);
    studio.voice('Den blinkade igen.', 4);
    assert.deepEqual(
      studio.clips().filter((clip) => clip.startsWith('V')),
      ['V1 201 lampan.png 0+83', 'V1 201-fönstret.png 83+82', 'V1 piren.png 165+135'],
    );
  });

  it('tells beforehand how many clips move, come and go', () => {
    openVoiced();
    const timeline = studio.library.timeline(studio.timelineId);
    assert(timeline);
    studio.write(script.replace('ÅKE\nDet finns ingen fyr.\n\n', ''));
    const changes = studio.landing.changesForScripts(studio.projectId);
    const { moved, added, removed } = previewOf('follow', readRows(studio.library, timeline), changes);
    assert.deepEqual({ moved, added, removed }, { moved: 1, added: 0, removed: 1 });
  });
});
