import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { CharacterRow } from '../../src/extension/library/rows.ts';
import { castDetail, castMembers } from '../../src/extension/voices/castingPanel/castModel.ts';
import { staleReasons, statusChange } from '../../src/extension/voices/lineStatus.ts';
import { presetOf } from '../../src/extension/voices/presets.ts';
import {
  autoCastChanges,
  recastChanges,
  sameVoiceChanges,
  settingsChanges,
} from '../../src/extension/voices/recasting.ts';
import { chooseTakeChanges, deleteTakeChanges, renameTakeChanges } from '../../src/extension/voices/takeChanges.ts';
import { TakeIndex } from '../../src/extension/voices/takeIndex.ts';
import type { VoiceProvider } from '../../src/extension/voices/voiceProvider.ts';
import { readSettings } from '../../src/extension/voices/voiceSettings.ts';
import {
  landOnTimeline,
  openStudio,
  rewriteLine,
  type StoredScript,
  type Studio,
  storeScript,
} from './voiceLibrary.ts';
import { temporaryFolder } from './voiceSetup.ts';

/** Writes a short file in no time; knows draft voices and those called `el…`. */
const quick: VoiceProvider = {
  soundOf: ({ voice, language }) =>
    presetOf(voice) || voice.startsWith('el')
      ? { model: 'm', voice, settings: {}, language, format: 'wav' }
      : undefined,
  laneOf: () => ({ name: 'quick', provider: 'draft', atFirst: 4 }),
  synthesize: async ({ path: file }) => {
    fs.writeFileSync(file, 'sound');
    return { durationMs: 500, sampleRate: 22_050, peaks: new Uint8Array(25), words: [] };
  },
  dispose: () => {},
};

const never = new AbortController().signal;
const folder = temporaryFolder();
let count = 0;
let studio: Studio;
let script: StoredScript;

function open(): void {
  studio = openStudio(path.join(folder, `library${++count}`), quick);
  script = storeScript(studio.library, [
    { speaker: 'TOMMY', words: 'Det var en gång ett hus.' },
    { speaker: 'TOMMY SOM BARN', words: 'Nej, det var en båt.' },
    { speaker: 'ISLA', words: 'Det var inget alls.' },
    { speaker: 'TOMMY', words: 'Jo.' },
  ]);
}

async function speakAll(isNewTake = false): Promise<void> {
  for (const elementId of script.lines) {
    await studio.jobs.generate({ elementId, language: 'sv', flush: async () => {}, isNewTake }, never);
  }
}

function character(name: string): CharacterRow {
  const row = studio.library.characters(script.projectId).find((candidate) => candidate.name === name);
  assert.ok(row);
  return row;
}

const line = (index: number) => {
  const found = studio.library.line(script.lines[index] ?? '')?.line;
  assert.ok(found);
  return found;
};
const statuses = () => script.lines.map((_, index) => line(index).audio_status);
const whyOf = (index: number) => {
  const take = studio.library.asset(line(index).audio_asset_id ?? '');
  assert.ok(take);
  return staleReasons(line(index), take, character(line(index).character_name ?? ''));
};

describe('casting', () => {
  beforeEach(open);
  afterEach(() => studio.library.dispose());
  after(() => fs.rmSync(folder, { recursive: true }));

  it('makes the lines of the character stale, and says why', async () => {
    await speakAll();
    studio.library.apply(recastChanges(studio.library, character('TOMMY'), 'el-voice'));
    assert.deepEqual(statuses(), ['stale', 'generated', 'generated', 'stale']);
    assert.deepEqual(whyOf(0), ['voice']);
    rewriteLine(studio.library, script.lines[0] ?? '', 'Det var två hus.');
    assert.deepEqual(whyOf(0), ['words', 'voice']);
    studio.library.apply(recastChanges(studio.library, character('TOMMY'), 'draft:man1'));
    assert.deepEqual([whyOf(0), line(3).audio_status], [['words'], 'generated']);
  });

  it('makes lines stale by settings that the voice understands, and by no other', async () => {
    const { library } = studio;
    await speakAll();
    library.apply(recastChanges(library, character('TOMMY'), 'el-voice'));
    await speakAll();
    library.apply(settingsChanges(library, character('TOMMY'), { stability: 0.3, style: 0.2 }));
    assert.deepEqual([statuses()[0], whyOf(0)], ['stale', ['settings']]);
    assert.deepEqual(character('TOMMY').voice_settings, { stability: 0.3, style: 0.2 });
    library.apply(settingsChanges(library, character('TOMMY'), {}));
    assert.deepEqual([statuses()[0], character('TOMMY').voice_settings], ['generated', null]);
    library.apply(settingsChanges(library, character('ISLA'), { style: 0.9 }));
    assert.equal(statuses()[2], 'generated');
  });

  it('gives a character the voice of another, which it then follows', async () => {
    const { library } = studio;
    await speakAll();
    library.apply(sameVoiceChanges(library, character('TOMMY SOM BARN'), character('TOMMY')));
    assert.equal(character('TOMMY SOM BARN').voice_id, character('TOMMY').voice_id);
    assert.deepEqual(statuses(), ['generated', 'stale', 'generated', 'generated']);
    library.apply(recastChanges(library, character('TOMMY'), 'el-voice'));
    library.apply(settingsChanges(library, character('TOMMY'), { stability: 0.1 }));
    const child = character('TOMMY SOM BARN');
    assert.deepEqual([child.voice_id, readSettings(child.voice_settings).stability], ['el-voice', 0.1]);
    library.apply(sameVoiceChanges(library, child, undefined));
    library.apply(recastChanges(library, character('TOMMY'), 'draft:man1'));
    assert.equal(character('TOMMY SOM BARN').voice_id, 'el-voice');
  });

  it('lets nobody follow who is followed by him', async () => {
    const { library } = studio;
    await speakAll();
    library.apply(sameVoiceChanges(library, character('TOMMY SOM BARN'), character('TOMMY')));
    assert.deepEqual(sameVoiceChanges(library, character('TOMMY'), character('TOMMY SOM BARN')), []);
    library.apply(sameVoiceChanges(library, character('ISLA'), character('TOMMY SOM BARN')));
    assert.equal(readSettings(character('ISLA').voice_settings).same_voice_as, character('TOMMY').id);
  });

  it('casts everyone apart who shares a voice by chance, the one with most lines keeping it', async () => {
    const { library } = studio;
    await speakAll();
    library.apply(sameVoiceChanges(library, character('TOMMY SOM BARN'), character('TOMMY')));
    library.apply(recastChanges(library, character('ISLA'), character('TOMMY').voice_id ?? ''));
    const before = character('TOMMY').voice_id;
    library.apply(autoCastChanges(library, script.projectId));
    assert.deepEqual([character('TOMMY').voice_id, character('TOMMY SOM BARN').voice_id], [before, before]);
    assert.notEqual(character('ISLA').voice_id, before);
    assert.deepEqual(autoCastChanges(library, script.projectId), []);
  });
});

describe('takes', () => {
  beforeEach(open);
  afterEach(() => studio.library.dispose());

  const takesOf = (index: number) => {
    const takes = new TakeIndex(studio.library);
    const ids = takes.ofLine(script.projectId, script.lines[index] ?? '');
    takes.dispose();
    return ids.flatMap((id) => studio.library.asset(id) ?? []);
  };
  const clipAssets = () =>
    studio.library
      .timelines(script.projectId)
      .flatMap(({ id }) => studio.library.clips(id))
      .map(({ asset_id }) => asset_id);

  it('are made anew when asked for, though the same request was served before', async () => {
    await speakAll();
    await speakAll(true);
    assert.deepEqual(
      takesOf(0).map(({ name }) => name),
      ['TOMMY take 1', 'TOMMY take 2'],
    );
    assert.equal(line(0).audio_asset_id, takesOf(0)[1]?.id);
  });

  it('are chosen, and the clip follows; generating again keeps the choice', async () => {
    const { library } = studio;
    await speakAll();
    await speakAll(true);
    const [first, second] = takesOf(0);
    assert.ok(first && second);
    library.apply(chooseTakeChanges(library, landOnTimeline(library), first));
    assert.equal(line(0).audio_asset_id, first.id);
    assert.ok(clipAssets().includes(first.id) && !clipAssets().includes(second.id));
    assert.deepEqual(chooseTakeChanges(library, landOnTimeline(library), first), []);
    library.apply(chooseTakeChanges(library, landOnTimeline(library), second));
    await speakAll();
    assert.equal(line(0).audio_asset_id, second.id);
  });

  it('say what they are when they are chosen for other words', async () => {
    const { library } = studio;
    await speakAll();
    const [first] = takesOf(0);
    rewriteLine(library, script.lines[0] ?? '', 'Det var två hus.');
    await speakAll();
    assert.equal(line(0).audio_status, 'generated');
    assert.ok(first);
    library.apply(chooseTakeChanges(library, landOnTimeline(library), first));
    assert.deepEqual([line(0).audio_status, whyOf(0)], ['stale', ['words']]);
  });

  it('are deleted, and the line speaks with the best that is left', async () => {
    const { library } = studio;
    await speakAll();
    rewriteLine(library, script.lines[0] ?? '', 'Det var två hus.');
    await speakAll();
    await speakAll(true);
    const [old, fitting, newest] = takesOf(0);
    assert.ok(old && fitting && newest);
    const remove = (take: typeof old, others: readonly (typeof old)[]) =>
      library.apply(deleteTakeChanges(library, landOnTimeline(library), take, others));
    remove(newest, [old, fitting]);
    assert.deepEqual([line(0).audio_asset_id, line(0).audio_status], [fitting.id, 'generated']);
    remove(fitting, [old]);
    assert.deepEqual([line(0).audio_asset_id, line(0).audio_status], [old.id, 'stale']);
    const clips = clipAssets().length;
    remove(old, []);
    assert.deepEqual([line(0).audio_asset_id, line(0).audio_status, clipAssets().length], [null, 'none', clips - 1]);
    assert.deepEqual(takesOf(0), []);
  });

  it('take their sound from another line that has it when they are deleted', async () => {
    const { library } = studio;
    await speakAll();
    const [take] = takesOf(0);
    assert.ok(take);
    library.apply([statusChange(line(1).id, 'generated', take.id)]);
    library.apply(deleteTakeChanges(library, landOnTimeline(library), take, []));
    assert.deepEqual([line(1).audio_asset_id, line(1).audio_status], [null, 'none']);
  });

  it('are renamed, but not to nothing', async () => {
    const { library } = studio;
    await speakAll();
    const [take] = takesOf(0);
    assert.ok(take);
    assert.deepEqual(renameTakeChanges(take, '  '), []);
    library.apply(renameTakeChanges(take, ' den trötta '));
    assert.equal(takesOf(0)[0]?.name, 'den trötta');
  });

  it('and lines are told to the casting page, with why they are out of date', async () => {
    const { library } = studio;
    await speakAll();
    await speakAll(true);
    library.apply(recastChanges(library, character('ISLA'), character('TOMMY').voice_id ?? ''));
    library.apply(sameVoiceChanges(library, character('TOMMY SOM BARN'), character('TOMMY')));
    const index = new TakeIndex(library);
    const rows = {
      characters: library.characters(script.projectId),
      dialogue: library.content(script.scriptId).filter(({ type }) => type === 'dialogue'),
      scenes: library.scenes(script.scriptId),
      asset: (id: string) => library.asset(id),
      takesOf: (id: string) => index.ofLine(script.projectId, id).flatMap((take) => library.asset(take) ?? []),
      isPlayable: () => true,
    };
    const texts = { voiceName: (id: string | null) => id ?? undefined, why: (why: readonly string[]) => why.join(' ') };
    const members = castMembers(rows, texts).map(({ name, lines, voiced, stale, sharedWith, sameAs }) =>
      [name, lines, voiced, stale, sharedWith.join(), sameAs?.name ?? ''].join(' | '),
    );
    assert.deepEqual(members, [
      'TOMMY | 2 | 2 | 0 | ISLA | ',
      'ISLA | 1 | 0 | 1 | TOMMY,TOMMY SOM BARN | ',
      'TOMMY SOM BARN | 1 | 0 | 1 | ISLA | TOMMY',
    ]);
    const elementId = script.lines[2];
    const detail = castDetail(rows, texts, { characterId: character('ISLA').id, elementId });
    assert.deepEqual(
      detail?.lines.map(({ words, state, staleWhy, takes }) => [words, state, staleWhy, takes]),
      [['Det var inget alls.', 'stale', 'voice', 2]],
    );
    assert.deepEqual(
      detail?.takes.map(({ name, isChosen, staleWhy }) => [name, isChosen, staleWhy]),
      [
        ['ISLA take 1', false, 'voice'],
        ['ISLA take 2', true, 'voice'],
      ],
    );
    index.dispose();
  });
});
