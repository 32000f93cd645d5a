import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { LibraryChange } from '../../src/extension/library/library.ts';
import type { TableName } from '../../src/extension/library/rows.ts';
import { Emitter } from '../../src/extension/platform/emitter.ts';
import { followScripts } from '../../src/extension/timeline/scriptFollower.ts';
import { TimelineSource } from '../../src/extension/timeline/timelineSource.ts';
import { patchBetween } from '../../src/extension/timeline/viewModel.ts';
import { createPicture, patchPicture } from '../../src/webview/timeline/model.ts';
import type { TimelineModel } from '../../src/webview/timeline/protocol.ts';
import { quiet, Studio } from './landingSetup.ts';

const script = `Title: Fyren

Regn faller.

201. INT. HUS - DAG

TOVE
Den blinkade igen.

ÅKE
Det finns ingen fyr.

# Del två

202. EXT. PIREN - NATT

TOVE
(viskar)
Jo då, den lyser.
`;

let studio: Studio;
let files: Set<string>;

function open(text = script): Studio {
  studio = new Studio(text);
  files = new Set(['sound.wav']);
  return studio;
}

function source(): TimelineSource {
  const { library, reader } = studio;
  const exists = (fileUrl: string) => files.has(fileUrl);
  const media = new Proxy({ exists }, {}) as unknown as ConstructorParameters<typeof TimelineSource>[0]['media'];
  return new TimelineSource({ library, media, reader, names: { opening: 'Opening', clip: 'Clip' }, log: quiet });
}

function modelNow(): TimelineModel {
  return source().modelOf(studio.projectId, (fileUrl) => `webview:${fileUrl}`);
}

const seen = (model: TimelineModel) =>
  model.items.map((item) => `${item.trackId.startsWith('planned:') ? 'planned ' : ''}${item.name} ${item.state}`);

describe('the timeline’s view model', () => {
  afterEach(() => studio.close());

  it('shows every line that waits for its voice, in the order of the script', () => {
    open();
    const model = modelNow();
    assert.deepEqual(seen(model), ['TOVE unvoiced', 'ÅKE unvoiced', 'TOVE unvoiced']);
    assert.deepEqual(
      model.items.map(({ speaker }) => speaker),
      [0, 1, 0],
    );
  });

  it('shows scenes end to end, with what stands before the first', () => {
    open();
    const { scenes } = modelNow();
    assert.deepEqual(
      scenes.map(({ label }) => label),
      ['Opening', '201 INT. HUS', '202 EXT. PIREN'],
    );
    scenes.slice(1).forEach(({ startFrame }, index) => {
      const before = scenes[index];
      assert.equal(startFrame, (before?.startFrame ?? 0) + (before?.durationFrames ?? 0));
    });
  });

  it('has no scene for an opening that takes no time', () => {
    open('# Del ett\n\nINT. HUS - DAG\n\nTOVE\nJo då.\n');
    assert.deepEqual(
      modelNow().scenes.map(({ label, startFrame }) => `${label} ${startFrame}`),
      ['INT. HUS 0'],
    );
  });

  it('waits for no voice where nothing is said', () => {
    open('INT. HUS - DAG\n\nTOVE\n...\n\nÅKE\nJo då.\n');
    assert.deepEqual(seen(modelNow()), ['ÅKE unvoiced']);
  });

  it('gives a voiced line its clip, sound and waveform', () => {
    open().voice('Den blinkade igen.', 2);
    const model = modelNow();
    const [clip] = model.items;
    assert.equal(clip?.state, 'voiced');
    assert.equal(clip?.elementId, studio.lineOf('Den blinkade igen.'));
    assert.deepEqual(model.sounds, [
      { id: clip?.soundId, uri: 'webview:sound.wav', durationSeconds: 2, peaks: 'AAAA' },
    ]);
  });

  it('never tells a path or a row', () => {
    open().voice('Den blinkade igen.', 2);
    const told = JSON.stringify(modelNow());
    assert.ok(!told.includes(studio.library.mediaRoot) && !told.includes('content_hash'));
  });

  for (const status of ['stale', 'generating'] as const) {
    it(`shows a voiced line that is ${status}`, () => {
      open().voice('Den blinkade igen.', 2);
      const id = studio.library.line(studio.lineOf('Den blinkade igen.'))?.line.id ?? '';
      studio.library.apply([{ table: 'rewrite_scene_content', kind: 'update', id, patch: { audio_status: status } }]);
      assert.equal(seen(modelNow())[0], `TOVE ${status}`);
    });
  }

  it('shows a line whose first voice is on its way', () => {
    open();
    const id = studio.library.line(studio.lineOf('Den blinkade igen.'))?.line.id ?? '';
    studio.library.apply([
      { table: 'rewrite_scene_content', kind: 'update', id, patch: { audio_status: 'generating' } },
    ]);
    assert.equal(seen(modelNow())[0], 'TOVE generating');
  });

  it('shows a clip whose file is gone as missing, without a sound', () => {
    open().voice('Den blinkade igen.', 2);
    files.clear();
    const model = modelNow();
    assert.equal(seen(model)[0], 'TOVE missing');
    assert.deepEqual(model.sounds, []);
  });

  it('shows dual dialogue on a track that is made when it is voiced', () => {
    open('INT. HUS - DAG\n\nTOVE\nKom nu.\n\nÅKE ^\nVänta lite.\n');
    assert.deepEqual(seen(modelNow()), ['TOVE unvoiced', 'planned ÅKE unvoiced']);
    studio.voice('Kom nu.', 2);
    studio.voice('Vänta lite.', 2);
    const model = modelNow();
    assert.deepEqual(seen(model), ['TOVE voiced', 'ÅKE voiced']);
    assert.deepEqual(
      model.tracks.map(({ name }) => name),
      ['V1', 'A1', 'A2'],
    );
  });

  it('is empty without a project', () => {
    open();
    assert.equal(source().modelOf(undefined, String).projectId, undefined);
  });
});

describe('telling the timeline what changed', () => {
  afterEach(() => studio.close());

  function patchAfter(change: () => void) {
    const before = modelNow();
    change();
    const after = modelNow();
    const patch = patchBetween(before, after);
    if (patch) assert.deepEqual(parts(patchPicture(createPicture(before), patch)), parts(createPicture(after)));
    return patch;
  }
  const parts = ({ head, tracks, items, sounds, timings }: ReturnType<typeof createPicture>) => ({
    ...{ head, tracks, timings, sounds: [...sounds.values()] },
    items: [...items.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
  });

  it('tells nothing when nothing changed', () => {
    open();
    assert.equal(
      patchAfter(() => {}),
      undefined,
    );
  });

  it('tells many clips that only begin elsewhere by their new frames alone', () => {
    open();
    const clip = (index: number, startFrame: number) => ({
      ...{ id: `c${index}`, trackId: 'A1', name: 'TOVE', startFrame, durationFrames: 10, offsetFrames: 0, volume: 1 },
      ...{ state: 'voiced' as const, speaker: 0 },
    });
    const list = Array.from({ length: 60 }, (_, index) => clip(index, index * 20));
    const base = modelNow();
    const before = { ...base, items: list };
    const later = list.map((item, index) => ({ ...item, startFrame: item.startFrame + (index < 3 ? 0 : 7) }));
    const after = { ...base, items: later.map((item) => (item.id === 'c5' ? { ...item, name: 'ÅKE' } : item)) };
    const patch = patchBetween(before, after);
    assert.deepEqual(
      patch?.items?.put.map(({ id }) => id),
      ['c5'],
    );
    assert.deepEqual([patch?.items?.moved?.ids.length, patch?.items?.moved?.starts[0]], [56, 67]);
    assert.deepEqual(parts(patchPicture(createPicture(before), patch ?? {})), parts(createPicture(after)));
  });

  it('replaces the waiting place by the clip when a line gets its voice', () => {
    open();
    // As long as its estimate, so that nothing else moves.
    const patch = patchAfter(() => studio.voice('Jo då, den lyser.', 4));
    assert.deepEqual(Object.keys(patch ?? {}).sort(), ['items', 'sounds']);
    assert.equal(patch?.items?.put.length, 1);
    assert.deepEqual(patch?.items?.removed, [`line:${studio.lineOf('Jo då, den lyser.')}`]);
  });

  it('tells only the lines that moved when one is written in the middle', () => {
    open();
    const patch = patchAfter(() => studio.write(script.replace('# Del två', 'TOVE\nSe där borta.\n\n# Del två')));
    assert.equal(patch?.items?.put.length, 2);
    assert.equal(patch?.sounds, undefined);
  });

  it('tells a muted track without the clips', () => {
    open().voice('Den blinkade igen.', 2);
    const [, a1] = studio.library.tracks(studio.timelineId);
    const patch = patchAfter(() =>
      studio.library.apply([{ table: 'rewrite_tracks', kind: 'update', id: a1?.id ?? '', patch: { muted: true } }]),
    );
    assert.deepEqual(Object.keys(patch ?? {}), ['tracks']);
  });
});

describe('following the library', () => {
  afterEach(() => studio.close());

  /** A clock that runs what waits when told to. */
  function hand() {
    const waiting = new Set<() => void>();
    return {
      clock: {
        now: () => 0,
        after(_: number, run: () => void) {
          waiting.add(run);
          return { dispose: () => waiting.delete(run) };
        },
      },
      pass() {
        for (const run of [...waiting]) {
          waiting.delete(run);
          run();
        }
      },
    };
  }

  function follow(projectIds: () => readonly string[] = () => [studio.projectId]) {
    const time = hand();
    const drawn: boolean[] = [];
    const { library, landing } = studio;
    const following = followScripts({
      ...{ library, log: quiet, clock: time.clock, projectIds },
      follow: (projectId) => library.apply(landing.changesForScripts(projectId)),
      onChange: ({ assets }) => drawn.push(assets),
    });
    return { ...time, drawn, following };
  }

  it('moves clips when the script has changed, once things are quiet', () => {
    open().voice('Jo då, den lyser.', 1);
    const before = studio.clipOf('Jo då, den lyser.').start_frame;
    const { pass, following } = follow();
    studio.write(script.replace('# Del två', 'TOVE\nSe där borta.\n\n# Del två'));
    assert.equal(studio.clipOf('Jo då, den lyser.').start_frame, before);
    pass();
    assert.equal(studio.clipOf('Jo då, den lyser.').start_frame, before + 3 * 30 + 15);
    following.dispose();
  });

  it('draws once for several commits, and says when files may have changed', () => {
    open();
    const { pass, drawn, following } = follow();
    studio.voice('Den blinkade igen.', 2);
    studio.voice('Jo då, den lyser.', 2);
    pass();
    assert.deepEqual(drawn, [true]);
    following.dispose();
  });

  it('does nothing for a commit that no timeline shows', () => {
    open();
    const { pass, drawn, following } = follow();
    studio.library.apply([
      {
        table: 'rewrite_traces',
        kind: 'insert',
        row: { id: crypto.randomUUID(), trace_id: crypto.randomUUID(), event_type: 'mutation', function_name: 'test' },
      },
    ]);
    pass();
    assert.deepEqual(drawn, []);
    following.dispose();
  });

  it('draws another window’s commit and leaves its clips to that window', () => {
    open().voice('Jo då, den lyser.', 1);
    const time = hand();
    const changed = new Emitter<LibraryChange>();
    const drawn: boolean[] = [];
    let planned = 0;
    const following = followScripts({
      library: new Proxy(studio.library, {
        get: (library, name) => (name === 'onDidChange' ? changed.event : Reflect.get(library, name)),
      }),
      follow: () => planned++,
      ...{ log: quiet, clock: time.clock, projectIds: () => [studio.projectId] },
      onChange: ({ assets }) => drawn.push(assets),
    });
    const tables = new Set<TableName>(['rewrite_scene_content']);
    changed.fire({ elsewhere: true, tables, rows: [] });
    time.pass();
    assert.deepEqual([drawn, planned], [[true], 0]);
    changed.fire({ elsewhere: false, tables, rows: [] });
    time.pass();
    assert.deepEqual([drawn, planned], [[true, false], 1]);
    following.dispose();
  });

  it('moves nothing any more when it has ended', () => {
    open();
    const { pass, drawn, following } = follow();
    studio.write(script.replace('Regn', 'Snö'));
    following.dispose();
    pass();
    assert.deepEqual(drawn, []);
  });
});
