import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { estimateBatch } from '../../src/extension/voices/batch/batchEstimator.ts';
import { type BatchNeed, type BatchPlace, linesOfScope } from '../../src/extension/voices/batch/batchLines.ts';
import { presetOf } from '../../src/extension/voices/presets.ts';
import { TakeIndex } from '../../src/extension/voices/takeIndex.ts';
import type { VoiceProvider } from '../../src/extension/voices/voiceProvider.ts';
import { openStudio, rewriteLine, type StoredScript, type Studio, storeScript } from './voiceLibrary.ts';
import { temporaryFolder } from './voiceSetup.ts';

/** Writes a short silent file and asks two credits for each character. */
const paid: VoiceProvider = {
  soundOf: ({ voice, language }) => presetOf(voice) && { model: 'm', voice, settings: {}, language, format: 'wav' },
  laneOf: () => ({ name: 'paid', provider: 'draft', atFirst: 2 }),
  creditsFor: (text) => text.length * 2,
  synthesize: async ({ path: file }) => {
    fs.writeFileSync(file, 'sound');
    return { durationMs: 500, sampleRate: 22_050, peaks: new Uint8Array(25), words: [] };
  },
  dispose: () => {},
};

const never = new AbortController().signal;

describe('the lines of a batch', () => {
  const folder = temporaryFolder();
  let studio: Studio;
  let script: StoredScript;
  let count = 0;

  beforeEach(() => {
    studio = openStudio(path.join(folder, `library${++count}`), paid);
    script = storeScript(
      studio.library,
      [
        { speaker: 'TOVE', words: 'Det var en gång.' },
        { speaker: 'ISLA', words: 'Nej.' },
        { speaker: 'TOVE', words: '…' },
      ],
      [{ speaker: 'TOVE', words: 'Where is the boat?' }],
    );
  });
  afterEach(() => studio.library.dispose());
  after(() => fs.rmSync(folder, { recursive: true }));

  const speak = (index: number) =>
    studio.jobs.generate({ elementId: script.lines[index] ?? '', language: 'sv', flush: async () => {} }, never);
  const indexesOf = (place: BatchPlace, need: BatchNeed) =>
    linesOfScope(studio.library, { place, need }).flatMap(({ lines }) =>
      lines.map((row) => script.lines.indexOf(row.element_id)),
    );
  const wholeScript = (): BatchPlace => ({ kind: 'script', scriptId: script.scriptId });

  it('are those that lack a voice or have an old one, in the order of the script', async () => {
    await speak(0);
    await speak(1);
    rewriteLine(studio.library, script.lines[1] ?? '', 'Jo.');
    assert.deepEqual(indexesOf(wholeScript(), 'missing'), [2, 3]);
    assert.deepEqual(indexesOf(wholeScript(), 'stale'), [1]);
    assert.deepEqual(indexesOf(wholeScript(), 'both'), [1, 2, 3]);
  });

  it('are those of a scene, a character or a selection', () => {
    const { library } = studio;
    const [, second] = library.scenes(script.scriptId);
    const { projectId, scriptId } = script;
    assert.deepEqual(indexesOf({ kind: 'scene', scriptId, sceneId: second?.id ?? '' }, 'both'), [3]);
    assert.deepEqual(indexesOf({ kind: 'character', projectId, name: 'TOVE' }, 'both'), [0, 2, 3]);
    const elementIds = [script.lines[3] ?? '', script.lines[0] ?? '', 'gone'];
    assert.deepEqual(indexesOf({ kind: 'lines', elementIds }, 'both'), [0, 3]);
  });

  it('are priced without those that have nothing to say, and those that are there already', async () => {
    const { library, media } = studio;
    const takes = new TakeIndex(library);
    const estimate = () =>
      estimateBatch({ library, media, provider: paid, takes, language: 'sv' }, { place: wholeScript(), need: 'both' });
    const first = estimate();
    assert.deepEqual([first.silent, first.estimate.lines, first.estimate.speakers], [1, 3, 2]);
    const characters = 'Det var en gång.'.length + 'Nej.'.length + 'Where is the boat?'.length;
    assert.deepEqual([first.estimate.characters, first.estimate.credits], [characters, characters * 2]);
    await speak(1);
    rewriteLine(library, script.lines[1] ?? '', 'Jo.');
    await speak(1);
    rewriteLine(library, script.lines[1] ?? '', 'Nej.');
    const second = estimate();
    assert.deepEqual([second.estimate.lines, second.estimate.cached], [3, 1]);
    assert.equal(second.estimate.credits, (characters - 'Nej.'.length) * 2);
    takes.dispose();
  });
});
