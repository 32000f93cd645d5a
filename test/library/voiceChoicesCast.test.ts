import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Library } from '../../src/extension/library/library.ts';
import { castVoice } from '../../src/extension/voices/casting.ts';
import { defaultPresetFor } from '../../src/extension/voices/defaultPreset.ts';
import { genderOfFirstName } from '../../src/extension/voices/firstNames.ts';
import { ageOf } from '../../src/extension/voices/introductions.ts';
import { presets, voiceIdOf } from '../../src/extension/voices/presets.ts';
import { recastChanges } from '../../src/extension/voices/recasting.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript, type SyncedScript } from './syncedScript.ts';

const sample = new URL('../../media/sample/fyren-201.screenplay', import.meta.url);

const kinds: Readonly<Record<string, readonly string[]>> = {
  girl: ['girl'],
  boy: ['boy'],
  woman: ['woman1', 'woman2', 'woman3'],
  man: ['man1', 'man2', 'man3', 'youngMan'],
  oldWoman: ['oldWoman'],
  oldMan: ['oldMan'],
  calm: ['calm'],
};

describe('a first name', () => {
  for (const [gender, names] of [
    ['female', 'TOVE Åsa ASA ängla Isla Guðrún Päivi Anne-Marie Zoë Björk Ines'],
    ['male', 'MÅRTEN Marten Örjan Donald STIG Øystein OYSTEIN Väinö Jürgen François José Milo'],
    ['undefined', 'ROBIN Kim JEAN Gerd RADIORÖST POLIS Xyzzy'],
  ] as const) {
    for (const name of names.split(' ')) {
      it(`${name} is ${gender === 'undefined' ? 'of nobody in particular' : gender}`, () =>
        assert.equal(String(genderOfFirstName(name)), gender));
    }
  }

  it('counts in either normal form', () => assert.equal(genderOfFirstName('MÅRTEN'.normalize('NFD')), 'male'));
});

describe('the age that a script gives a character', () => {
  for (const [name, text, age] of [
    ['ÅKE', 'Regnet slår. ÅKE, 70, vrider upp lampan.', 70],
    ['TOVE', 'I dörren står TOVE, 12, dyblöt.', 12],
    ['DONALD', 'The door opens. DONALD, 60s, oilskins, two mugs.', 65],
    ['ISLA', 'ISLA (29) is writing.', 29],
    ['ISLA', 'ISLA (early 30s) is writing.', 35],
    ['ISLA', 'Isla, a woman of 41, is writing.', 41],
    ['KAPTEN LIND', 'Vid rodret står KAPTEN LIND, i 60-årsåldern.', 65],
    ['TOVE', 'En 12-årig TOVE kommer in.', 12],
    ['SAM', 'A 9-year-old SAM runs by.', 9],
    ['ÅKE'.normalize('NFD'), 'ÅKE, 70, sover.', 70],
    ['POLIS #2', 'POLIS #2, 45, skriver.', 45],
    ['TOVE', 'TOVE, 12.', 12],
    ['TOVE', 'Tove, 14:30 visar klockan.', undefined],
    ['TOVE', 'Tove – 3 steg från kanten.', undefined],
    ['TOVE', 'TOVES MAMMA, 40, ropar.', undefined],
    ['TOVE', 'TOVE, kall och trött, räknar till 12.', undefined],
    ['TOVE', 'MARTOVE, 12, går.', undefined],
    ['TOVE', 'TOVE, 1200 meter bort.', undefined],
    ['TOVE', 'Ingen är här.', undefined],
    ['', ', 12', undefined],
  ] as const) {
    it(`is ${age} for ${name} in "${text}"`, () => assert.equal(ageOf(name, [text]), age));
  }

  it('is the first that is given', () =>
    assert.equal(ageOf('ÅKE', ['ÅKE går.', 'ÅKE, 70, sitter.', 'ÅKE, 12, minns.']), 70));
});

describe('the voice that suits a name and an age', () => {
  for (const [name, age, kind] of [
    ['MÅRTEN', 34, 'man'],
    ['MÅRTEN', 9, 'boy'],
    ['MÅRTEN', 62, 'oldMan'],
    ['TOVE', 14, 'girl'],
    ['TOVE', 15, 'woman'],
    ['ÄNGLA', 68, 'oldWoman'],
    ['KAPTEN ANNA LIND', undefined, 'woman'],
    ['DR. DONALD HALL', undefined, 'man'],
    ['DONALD', undefined, 'man'],
    ['FLICKAN', undefined, 'girl'],
    ['GAMLE ÖRJAN', 80, 'oldMan'],
    ['MAMMA', 70, 'oldWoman'],
    ['TOVES MAMMA', undefined, 'woman'],
    ['TOVES DOTTER', 40, 'woman'],
    ['BERÄTTARRÖST', 40, 'calm'],
  ] as const) {
    it(`is a ${kind}'s for ${name}, ${age}`, () => {
      const { id } = defaultPresetFor({ name, age }, []);
      assert.ok(kinds[kind]?.includes(id), id);
    });
  }

  it('is one for either when only the age is known', () => {
    assert.ok(['girl', 'boy'].includes(defaultPresetFor({ name: 'ROBIN', age: 8 }, []).id));
    assert.ok(['oldMan', 'oldWoman'].includes(defaultPresetFor({ name: 'ROBIN', age: 80 }, []).id));
  });

  it('is the next in turn when nothing is known', () => {
    assert.equal(defaultPresetFor({ name: 'RADIORÖST' }, []).id, presets[0]?.id);
    const [first] = presets;
    assert.ok(first);
    assert.equal(defaultPresetFor({ name: 'RADIORÖST' }, [first]).id, presets[1]?.id);
  });

  it('is still a man’s for the fourth man, and for nobody twice before all are given', () => {
    const names = ['MÅRTEN', 'STIG', 'ÅKE', 'DONALD', 'ÖRJAN', 'BO', 'NILS', 'OLLE', 'PER', 'KJELL', 'LEIF', 'ULF'];
    const taken: (typeof presets)[number][] = [];
    for (const name of names) taken.push(defaultPresetFor({ name }, taken));
    assert.ok(taken.slice(0, 4).every(({ id }) => kinds['man']?.includes(id)));
    assert.equal(new Set(taken).size, names.length);
    assert.equal(taken.at(-1)?.id, 'calm');
  });
});

describe('the voices of a cast', () => {
  const folders = libraryFolders();

  function cast(text: string): { readonly script: SyncedScript; readonly library: Library } {
    const { library } = folders.open(folders.folder());
    const script = createSyncedScript(library);
    script.write(text);
    return { script, library };
  }

  function voicesOf(library: Library, projectId: string): Readonly<Record<string, string>> {
    const voices = library
      .characters(projectId)
      .map(({ name, voice_id }) => [name, voice_id?.replace('draft:', '') ?? '']);
    return Object.fromEntries(voices);
  }

  it('suit the characters of the sample, each another', () => {
    const { script, library } = cast(readFileSync(sample, 'utf8'));
    library.apply(castVoice(library, script.projectId, 'MÅRTEN').changes);
    const voices = voicesOf(library, script.projectId);
    for (const [name, kind] of [
      ['TOVE', 'girl'],
      ['ÅKE', 'oldMan'],
      ['MÅRTEN', 'man'],
      ['ÄNGLA', 'oldWoman'],
      ['ISLA', 'woman'],
      ['DONALD', 'man'],
      ['STIG', 'man'],
      ['BERÄTTARRÖST', 'calm'],
    ] as const) {
      assert.ok(kinds[kind]?.includes(voices[name] ?? ''), `${name}: ${voices[name]}`);
    }
    assert.ok(['woman2', 'man2'].includes(voices['NARRATOR'] ?? ''), `NARRATOR: ${voices['NARRATOR']}`);
    assert.equal(new Set(Object.values(voices)).size, Object.keys(voices).length);
  });

  it('do not depend on who is heard first', () => {
    const text = 'INT. A - DAG\n\nTOVE, 12, ser upp.\n\nRÖST\nHej.\n\nTOVE\nHej.\n\nÅKE\nHej.\n';
    const [first, second] = ['RÖST', 'ÅKE'].map((name) => {
      const { script, library } = cast(text);
      library.apply(castVoice(library, script.projectId, name).changes);
      return voicesOf(library, script.projectId);
    });
    assert.deepEqual(first, second);
    assert.equal(first?.['TOVE'], 'girl');
  });

  it('keep a child’s voice for the child who comes after many of whom nothing is known', () => {
    const unknown = Array.from({ length: 8 }, (_, at) => `RÖST ${at}\nHej.\n\n`).join('');
    const { script, library } = cast(`INT. A - DAG\n\nTOVE, 12, ser upp.\n\n${unknown}TOVE\nHej.\n`);
    assert.equal(castVoice(library, script.projectId, 'TOVE').voiceId, 'draft:girl');
  });

  it('stay once they are stored, whatever the script says later', () => {
    const { script, library } = cast('INT. A - DAG\n\nTOVE\nHej.\n');
    library.apply(castVoice(library, script.projectId, 'TOVE').changes);
    const before = voicesOf(library, script.projectId)['TOVE'];
    script.write('INT. A - DAG\n\nTOVE, 12, ser upp.\n\nTOVE\nHej.\n\nÅSA\nHej.\n');
    library.apply(castVoice(library, script.projectId, 'ÅSA').changes);
    const after = voicesOf(library, script.projectId);
    assert.equal(after['TOVE'], before);
    assert.notEqual(after['ÅSA'], before);
  });

  it('leave what the writer chose', () => {
    const { script, library } = cast('INT. A - DAG\n\nTOVE\nHej.\n\nÅSA\nHej.\n');
    library.apply(castVoice(library, script.projectId, 'TOVE').changes);
    const tove = library.characters(script.projectId).find(({ name }) => name === 'TOVE');
    const whisper = presets.find(({ id }) => id === 'whisper');
    assert.ok(tove && whisper);
    library.apply(recastChanges(library, tove, voiceIdOf(whisper)));
    assert.deepEqual(castVoice(library, script.projectId, 'TOVE'), { voiceId: 'draft:whisper', changes: [] });
  });
});
