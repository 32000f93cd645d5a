import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import type { Change } from '../../src/extension/library/library.ts';
import { derivedId } from '../../src/extension/library/uuid.ts';
import { openingSceneId } from '../../src/extension/sync/sceneFields.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

const sha256 = (text: string) => createHash('sha256').update(text.normalize('NFC')).digest('hex');
const summary = (changes: readonly Change[]) =>
  changes.map(({ kind, table }) => `${kind} ${table.slice('rewrite_'.length)}`);
const patches = (changes: readonly Change[]) =>
  changes.map((change) => (change.kind === 'update' ? change.patch : change.kind));

const short = `201 INT. KÖK - DAG

Regn mot rutan.

TOVE (V.O.)
(viskar)
Är du där?

ÅKE
Ja.

202 EXT./INT. BIL - NATT

TOVE
Kör.
`;

describe('a script in rows', () => {
  const folders = libraryFolders();
  const newScript = () => createSyncedScript(folders.open(folders.folder()).library);

  it('has its headings as scenes and the rest as their content', () => {
    const script = newScript();
    script.write(short);
    assert.deepEqual(
      script.scenes().map((scene) => [scene.scene_number, scene.int_ext, scene.location, scene.time_of_day]),
      [
        ['201', 'INT', 'KÖK', 'DAG'],
        ['202', 'INT/EXT', 'BIL', 'NATT'],
      ],
    );
    const [kitchen, car] = script.scenes().map(({ id }) => id);
    assert.deepEqual(
      script.content().map((row) => [row.scene_id, row.type, row.content, row.character_name]),
      [
        [kitchen, 'action', 'Regn mot rutan.', null],
        [kitchen, 'character', 'TOVE (V.O.)', 'TOVE'],
        [kitchen, 'parenthetical', '(viskar)', 'TOVE'],
        [kitchen, 'dialogue', 'Är du där?', 'TOVE'],
        [kitchen, 'character', 'ÅKE', 'ÅKE'],
        [kitchen, 'dialogue', 'Ja.', 'ÅKE'],
        [car, 'character', 'TOVE', 'TOVE'],
        [car, 'dialogue', 'Kör.', 'TOVE'],
      ],
    );
    for (const row of script.content()) assert.equal(row.content_hash, sha256(row.content ?? ''));
    assert.deepEqual(
      [...script.scenes(), ...script.content()].map((row) => row.element_id).sort(),
      script.elements.map(({ id }) => id).sort(),
    );
  });

  it('is the same to the hash in both ways to write Å', () => {
    const script = newScript();
    script.write('\nDet \u00e5skar.\n');
    const composed = script.content()[0]?.content_hash;
    script.sync(script.elements.map((element) => ({ ...element, text: element.text.normalize('NFD') })));
    assert.equal(script.content()[0]?.content_hash, composed);
    assert.equal(script.content()[0]?.content, 'Det a\u030askar.');
  });

  it('stores every other type as action with its Fountain text', () => {
    const script = newScript();
    script.write(`INT. KÖK - DAG

# Akt ett

= Kort sagt.

[[en not]]

> SLUT <

KLIPP TILL:

~la la

===

/* bort */

!EXT. INTE EN SCEN

TOVE
Hej.

ÅKE ^
Hej.
`);
    assert.deepEqual(
      script.content().map((row) => [row.type, row.content]),
      [
        ['action', '# Akt ett'],
        ['action', '= Kort sagt.'],
        ['action', '[[en not]]'],
        ['action', '> SLUT <'],
        ['action', 'KLIPP TILL:'],
        ['action', '~la la'],
        ['action', '==='],
        ['action', '/* bort */'],
        ['action', '!EXT. INTE EN SCEN'],
        ['character', 'TOVE'],
        ['dialogue', 'Hej.'],
        ['character', 'ÅKE ^'],
        ['dialogue', 'Hej.'],
      ],
    );
    assert.equal(script.content().at(-1)?.character_name, 'ÅKE');
  });

  it('puts what stands before the first heading in an opening scene without heading fields', () => {
    const script = newScript();
    script.write('Svart.\n\nINT. KÖK - DAG\n\nRegn.\n');
    const [opening, kitchen] = script.scenes();
    assert.equal(opening?.element_id, openingSceneId(script.scriptId));
    assert.deepEqual(
      [opening?.scene_number, opening?.int_ext, opening?.location, opening?.time_of_day],
      [null, null, null, null],
    );
    assert.deepEqual([script.row('Svart.').scene_id, script.row('Regn.').scene_id], [opening?.id, kitchen?.id]);
    assert.deepEqual(summary(script.write('INT. KÖK - DAG\n\nRegn.\n')), ['delete scene_content', 'delete scenes']);
    script.write('Vitt.\n\nINT. KÖK - DAG\n\nRegn.\n');
    assert.equal(script.scenes()[0]?.id, opening?.id, 'it is the same scene when it comes back');
  });

  it('reads a forced heading without INT or EXT, and an empty script as no rows', () => {
    const script = newScript();
    script.write('.DRÖMMEN - SENARE\n\nDimma.\n');
    const [scene] = script.scenes();
    assert.deepEqual([scene?.int_ext, scene?.location, scene?.time_of_day], [null, 'DRÖMMEN', 'SENARE']);
    script.write('');
    assert.deepEqual([script.scenes(), script.content()], [[], []]);
  });

  it('takes the title of its title page and keeps it when the page goes', () => {
    const script = newScript();
    assert.deepEqual(summary(script.sync([], 'Fyren')), ['update scripts']);
    assert.equal(script.library.script(script.scriptId)?.title, 'Fyren');
    assert.deepEqual(script.sync([], 'Fyren'), []);
    assert.deepEqual(script.sync([]), []);
  });

  it('is left alone when nothing changed', () => {
    const script = newScript();
    script.write(short);
    assert.deepEqual(script.write(short), []);
  });
});

describe('an edit in rows', () => {
  const folders = libraryFolders();
  const synced = (text = short) => {
    const script = createSyncedScript(folders.open(folders.folder()).library);
    script.write(text);
    return script;
  };

  it('changes one row for a keystroke, and of it the words alone', () => {
    const script = synced();
    const changes = script.write(short.replace('Är du där?', 'Är du där nu?'));
    assert.deepEqual(patches(changes), [{ content: 'Är du där nu?', content_hash: sha256('Är du där nu?') }]);
  });

  it('changes only what differs of a heading', () => {
    const script = synced();
    assert.deepEqual(patches(script.write(short.replace('KÖK - DAG', 'KÖK - NATT'))), [{ time_of_day: 'NATT' }]);
    assert.deepEqual(patches(script.write(short.replace('201 INT. KÖK - DAG', '201A INT. KÖK - NATT'))), [
      { scene_number: '201A' },
    ]);
  });

  it('adds one row for a new element, wherever it stands', () => {
    for (const place of ['Regn mot rutan.', 'Är du där?', 'Ja.', 'Kör.', '201 INT. KÖK - DAG']) {
      const script = synced();
      const text = short.replace(place, (found) => `${found}\n\nNytt.`);
      assert.deepEqual(summary(script.write(text)), ['insert scene_content'], place);
      const order = script.content().map(({ content }) => content);
      assert.deepEqual(
        order,
        script.elements.filter(({ type }) => type !== 'sceneHeading').map((element) => element.text),
      );
    }
  });

  it('adds hundreds of elements at one place with about one row each', () => {
    const script = synced();
    const lines = ['Första.'];
    let written = 0;
    for (let count = 0; count < 200; count++) {
      lines.push(`Rad ${count}.`);
      written += script.write(short.replace('Regn mot rutan.', `Regn mot rutan.\n\n${lines.join('\n\n')}`)).length;
    }
    assert.equal(script.content()[1]?.content, 'Första.');
    assert.equal(script.content()[201]?.content, 'Rad 199.');
    assert.ok(written <= 200 * 2, String(written));
  });

  it('removes one row for an element that is gone', () => {
    const script = synced();
    assert.deepEqual(summary(script.write(short.replace('Regn mot rutan.\n\n', ''))), ['delete scene_content']);
  });

  it('moves a scene by its place alone', () => {
    const script = synced();
    const at = script.elements.findLastIndex(({ type }) => type === 'sceneHeading');
    const changes = script.sync([...script.elements.slice(at), ...script.elements.slice(0, at)]);
    assert.deepEqual(summary(changes), ['update scenes']);
    assert.deepEqual(Object.keys(patches(changes)[0] ?? {}), ['order_index']);
    assert.deepEqual(
      script.scenes().map(({ location }) => location),
      ['BIL', 'KÖK'],
    );
  });

  it('moves lines into a scene that is made among them', () => {
    const script = synced();
    const audio = script.voice('Ja.');
    script.write(short.replace('ÅKE', 'INT. HALL - DAG\n\nÅKE'));
    const hall = script.scenes()[1];
    assert.equal(hall?.location, 'HALL');
    assert.deepEqual([script.row('Ja.').scene_id, script.row('Ja.').audio_asset_id], [hall?.id, audio]);
    assert.equal(script.row('Är du där?').scene_id, script.scenes()[0]?.id);
  });

  it('moves the lines of a scene whose heading is deleted, before the scene goes', () => {
    const script = synced();
    const audio = script.voice('Kör.');
    script.write(short.replace('202 EXT./INT. BIL - NATT\n\n', ''));
    assert.equal(script.scenes().length, 1);
    assert.deepEqual([script.row('Kör.').scene_id, script.row('Kör.').audio_asset_id], [script.scenes()[0]?.id, audio]);
    assert.deepEqual(script.write(short.replace('202 EXT./INT. BIL - NATT\n\n', '')), []);
  });

  it('turns a line into a scene and back under the same id', () => {
    const script = synced();
    const before = script.content();
    const retyped = script.elements.map((element) =>
      element.text === 'Regn mot rutan.' ? { ...element, type: 'sceneHeading' as const } : element,
    );
    const original = script.elements;
    const { id } = script.elements[1] ?? {};
    script.sync(retyped);
    assert.equal(script.scenes()[1]?.element_id, id);
    assert.ok(!script.content().some((row) => row.element_id === id));
    script.sync(original);
    assert.deepEqual(
      script.content().map(({ id: row, content, scene_id }) => ({ row, content, scene_id })),
      before.map(({ id: row, content, scene_id }) => ({ row, content, scene_id })),
    );
  });

  it('gives a changed cue to every line below it', () => {
    const script = synced();
    const changes = script.write(short.replace('ÅKE', 'STIG'));
    assert.equal(script.row('Ja.').character_name, 'STIG');
    assert.equal(changes.filter(({ table }) => table === 'rewrite_scene_content').length, 2);
  });

  it('leaves out an element whose id was given twice, and goes on', () => {
    const script = synced();
    const [first] = script.elements;
    assert.ok(first);
    assert.deepEqual(script.sync([...script.elements, { ...first, text: 'EXT. DUBBEL - DAG' }]), []);
  });
});

describe('audio and edits', () => {
  const folders = libraryFolders();
  const voiced = (text: string) => {
    const script = createSyncedScript(folders.open(folders.folder()).library);
    script.write(short);
    const audio = script.voice(text);
    return { script, audio };
  };

  it('is stale while the words differ from those it speaks, and current when they come back', () => {
    const { script, audio } = voiced('Ja.');
    script.write(short.replace('Ja.', 'Ja då.'));
    assert.deepEqual([script.row('Ja då.').audio_status, script.row('Ja då.').audio_asset_id], ['stale', audio]);
    script.write(short.replace('Ja.', 'Ja visst.'));
    assert.equal(script.row('Ja visst.').audio_status, 'stale');
    script.write(short);
    assert.deepEqual([script.row('Ja.').audio_status, script.row('Ja.').audio_asset_id], ['generated', audio]);
  });

  it('is stale after a change when nothing says which words it speaks', () => {
    const { script, audio } = voiced('Ja.');
    script.library.apply([{ table: 'rewrite_assets', kind: 'update', id: audio, patch: { metadata: null } }]);
    assert.deepEqual(script.write(short), []);
    script.write(short.replace('Ja.', 'Nej.'));
    assert.equal(script.row('Nej.').audio_status, 'stale');
  });

  it('stays when the line moves, and when another line changes', () => {
    const { script, audio } = voiced('Ja.');
    const moved = script.elements.filter(({ text }) => text === 'ÅKE' || text === 'Ja.');
    const others = script.elements.filter((element) => !moved.includes(element));
    const changed = others.map((element) => (element.text === 'Är du där?' ? { ...element, text: 'Hallå?' } : element));
    script.sync([...changed, ...moved]);
    assert.deepEqual([script.row('Ja.').audio_status, script.row('Ja.').audio_asset_id], ['generated', audio]);
  });

  it('is left to the job while it is being made', () => {
    const { script } = voiced('Ja.');
    const { id } = script.row('Ja.');
    script.library.apply([
      { table: 'rewrite_scene_content', kind: 'update', id, patch: { audio_status: 'generating' } },
    ]);
    script.write(short.replace('Ja.', 'Nej.'));
    assert.equal(script.row('Nej.').audio_status, 'generating');
  });

  it('is stale when someone else changed the words and not its state', () => {
    const { script } = voiced('Ja.');
    const { id } = script.row('Ja.');
    const patch = { content: 'Nej.', content_hash: sha256('Nej.') };
    script.library.apply([{ table: 'rewrite_scene_content', kind: 'update', id, patch }]);
    script.sync(script.elements.map((element) => (element.text === 'Ja.' ? { ...element, text: 'Nej.' } : element)));
    assert.equal(script.row('Nej.').audio_status, 'stale');
  });

  it('is none when its asset was deleted', () => {
    const { script, audio } = voiced('Ja.');
    script.library.apply([{ table: 'rewrite_assets', kind: 'delete', id: audio }]);
    assert.deepEqual(patches(script.write(short)), [{ audio_status: 'none' }]);
  });

  it('comes back with a line that was deleted and is there again, and its asset was never touched', () => {
    const { script, audio } = voiced('Ja.');
    const before = script.elements;
    script.sync(before.filter(({ text }) => text !== 'Ja.'));
    assert.equal(script.library.asset(audio)?.id, audio);
    script.sync(before);
    assert.deepEqual([script.row('Ja.').audio_status, script.row('Ja.').audio_asset_id], ['generated', audio]);
    script.sync(before.filter(({ text }) => text !== 'Ja.'));
    script.sync(before.map((element) => (element.text === 'Ja.' ? { ...element, text: 'Nja.' } : element)));
    assert.deepEqual([script.row('Nja.').audio_status, script.row('Nja.').audio_asset_id], ['stale', audio]);
  });

  it('comes back as the take that speaks the words that came back', () => {
    const { script, audio } = voiced('Ja.');
    const before = script.elements;
    script.write(short.replace('Ja.', 'Nej.'));
    script.voice('Nej.');
    script.sync(before.filter(({ text }) => text !== 'Ja.'));
    script.sync(before);
    assert.deepEqual([script.row('Ja.').audio_status, script.row('Ja.').audio_asset_id], ['generated', audio]);
  });
});

describe('characters of a script', () => {
  const folders = libraryFolders();
  const synced = () => {
    const script = createSyncedScript(folders.open(folders.folder()).library);
    script.write(short);
    return script;
  };
  type Script = ReturnType<typeof synced>;
  const names = ({ library, projectId }: Script) => library.characters(projectId).map(({ name }) => name);

  it('are a row for each name, with the same id on every machine', () => {
    const script = synced();
    assert.deepEqual(names(script), ['TOVE', 'ÅKE']);
    const [tove] = script.library.characters(script.projectId);
    assert.equal(tove?.id, derivedId(script.projectId, 'character', 'TOVE'));
  });

  it('are one in both ways to write Å', () => {
    const script = synced();
    script.write(short.replace('ÅKE', 'A\u030aKE'));
    assert.deepEqual(names(script), ['TOVE', 'ÅKE']);
  });

  it('leave no half-typed names behind', () => {
    const script = synced();
    for (const typed of ['S', 'ST', 'STI', 'STIG']) script.write(`${short}\n${typed}\nHej.\n`);
    assert.deepEqual(names(script), ['STIG', 'TOVE', 'ÅKE']);
  });

  it('stay when they have a voice, when another script has them, and when no script ever had them', () => {
    const script = synced();
    const { library, projectId } = script;
    const other = createSyncedScript(library, 'file:///film/b.screenplay');
    other.write('INT. A - DAG\n\nÅKE\nHej.\n');
    const [tove] = library.characters(projectId);
    library.apply([
      { table: 'rewrite_characters', kind: 'update', id: tove?.id ?? '', patch: { voice_id: 'anna' } },
      {
        table: 'rewrite_characters',
        kind: 'insert',
        row: { id: derivedId(projectId, 'character', 'GÄST'), project_id: projectId, name: 'GÄST' },
      },
    ]);
    script.write('INT. KÖK - DAG\n\nRegn.\n');
    assert.deepEqual(names(script), ['GÄST', 'TOVE', 'ÅKE']);
    other.write('');
    assert.deepEqual(names(script), ['GÄST', 'TOVE']);
  });
});
