import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defaultTimelineId } from '../../src/extension/library/defaultTimeline.ts';
import type { Library } from '../../src/extension/library/library.ts';
import { derivedId, isUuid, uuidV5 } from '../../src/extension/library/uuid.ts';
import { endScriptFiles } from '../../src/extension/sync/lostScripts.ts';
import { linkScript, moveScriptFile, slugOf } from '../../src/extension/sync/scriptLinks.ts';
import { parse } from '../../src/language/parse.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

describe('script links', () => {
  const folders = libraryFolders();
  const open = () => folders.open(folders.folder()).library;
  const link = (library: Library, folder: string, file: string) =>
    linkScript(library, {
      fileUri: `file:///${folder}/${file}.screenplay`,
      folderUri: `file:///${folder}`,
      folderName: folder,
      title: file,
    });

  it('make a project with its first timeline, and a script, silently and once', () => {
    const library = open();
    const { projectId, scriptId } = link(library, 'Fyren', '201');
    assert.deepEqual(link(library, 'Fyren', '201'), { projectId, scriptId });
    const [project, ...others] = library.projects();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [project?.id, project?.name, project?.slug, project?.current_script_id, project?.current_timeline_id],
      [projectId, 'Fyren', 'fyren', scriptId, defaultTimelineId(projectId)],
    );
    assert.equal(library.script(scriptId)?.title, '201');
    const timeline = library.timeline(defaultTimelineId(projectId));
    assert.deepEqual(
      [timeline?.name, timeline?.frame_rate, timeline?.width, timeline?.height, timeline?.duration_seconds],
      ['Timeline 1', 30, 1920, 1080, 300],
    );
    assert.deepEqual(
      library.tracks(defaultTimelineId(projectId)).map(({ name, type }) => [name, type]),
      [
        ['V1', 'video'],
        ['A1', 'audio'],
      ],
    );
  });

  it('put the scripts of one folder in one project and keep its current script', () => {
    const library = open();
    const first = link(library, 'Fyren', '201');
    const second = link(library, 'Fyren', '202');
    assert.equal(second.projectId, first.projectId);
    assert.notEqual(second.scriptId, first.scriptId);
    assert.equal(library.project(first.projectId)?.current_script_id, first.scriptId);
  });

  it('give folders of the same name projects with slugs of their own', () => {
    const library = open();
    for (const drive of ['a', 'b', 'c']) {
      const place = { folderName: 'Åsas film!', title: 'x' };
      linkScript(library, { ...place, folderUri: `file:///${drive}`, fileUri: `file:///${drive}/x.screenplay` });
    }
    assert.deepEqual(
      library
        .projects()
        .map(({ slug }) => slug)
        .sort(),
      ['asas-film', 'asas-film-2', 'asas-film-3'],
    );
  });

  const slugs: readonly (readonly [string, string])[] = [
    ['Åsas film', 'asas-film'],
    ['  --A  b__c-- ', 'a-b-c'],
    ['映画', '映画'],
    ['!!!', 'project'],
    ['', 'project'],
  ];
  for (const [name, slug] of slugs) {
    it(`make the slug ${slug} of ${JSON.stringify(name)}`, () => assert.equal(slugOf(name), slug));
  }

  it('follow a file that is renamed or moved to another folder', () => {
    const library = open();
    const first = link(library, 'Fyren', '201');
    moveScriptFile(library, 'file:///Fyren/201.screenplay', 'file:///Other/202.screenplay');
    assert.deepEqual(link(library, 'Other', '202'), first);
    assert.notEqual(link(library, 'Fyren', '201').scriptId, first.scriptId);
  });

  it('follow a folder with everything in it, and no folder that only begins like it', () => {
    const library = open();
    const inside = link(library, 'Fyren/Del 1', '201');
    const beside = link(library, 'Fyren 2', '201');
    moveScriptFile(library, 'file:///Fyren', 'file:///Fyrtornet');
    assert.deepEqual(link(library, 'Fyrtornet/Del 1', '201'), inside);
    assert.deepEqual(link(library, 'Fyren 2', '201'), beside);
    assert.equal(link(library, 'Fyrtornet/Del 1', '202').projectId, inside.projectId);
  });

  it('of a file that another one replaces go to the new one, and the old rows stay', () => {
    const library = open();
    const old = link(library, 'Fyren', '201');
    const better = link(library, 'Fyren', '201 better');
    moveScriptFile(library, 'file:///Fyren/201 better.screenplay', 'file:///Fyren/201.screenplay');
    assert.deepEqual(link(library, 'Fyren', '201'), better);
    assert.equal(library.script(old.scriptId)?.id, old.scriptId);
    assert.deepEqual(library.filesOfScript(old.scriptId), []);
  });

  it('stay when a file they do not know is moved', () => {
    const library = open();
    const first = link(library, 'Fyren', '201');
    moveScriptFile(library, 'file:///Fyren/notes.txt', 'file:///Fyren/more.txt');
    assert.deepEqual(link(library, 'Fyren', '201'), first);
  });
});

describe('a script whose file is gone', () => {
  const folders = libraryFolders();
  const SCRIPT = 'INT. KÖK - DAG\n\nKaffet kokar.\n\nTOVE\nHej på dig.\n\nBO\nHej själv.\n';

  function openScript() {
    const { library } = folders.open(folders.folder());
    const script = createSyncedScript(library, 'file:///film/a.screenplay');
    script.write(SCRIPT);
    const there = new Set<string>();
    const inUse = new Set<string>();
    const place = (name: string) => ({
      fileUri: `file:///film/${name}.screenplay`,
      folderUri: 'file:///film',
      folderName: 'Film',
      title: name,
    });
    /** Opens a file that VS Code never told us of. */
    const find = (name: string, text: string) =>
      linkScript(library, place(name), {
        elements: parse(text).elements,
        exists: (uri) => there.has(uri),
        isInUse: (id) => inUse.has(id),
      }).scriptId;
    return { library, script, there, inUse, find };
  }

  it('is found again under another name by its words, also when some were changed', () => {
    const { library, script, find } = openScript();
    assert.equal(find('b', SCRIPT.replace('Hej själv.', 'Tjena.')), script.scriptId);
    assert.deepEqual(library.filesOfScript(script.scriptId), ['file:///film/b.screenplay']);
  });

  it('is another than its copy', () => {
    const { script, there, find } = openScript();
    there.add('file:///film/a.screenplay');
    assert.notEqual(find('b', SCRIPT), script.scriptId);
  });

  it('is another than a script with other words, and than one with hardly any', () => {
    const { script, find } = openScript();
    assert.notEqual(find('b', SCRIPT.replaceAll(/[a-zåäö]/g, 'x')), script.scriptId);
    assert.notEqual(find('c', 'Kaffet kokar.\n'), script.scriptId);
    assert.notEqual(find('d', ''), script.scriptId);
  });

  it('is not taken from under the hands of someone who edits it', () => {
    const { script, inUse, find } = openScript();
    inUse.add(script.scriptId);
    assert.notEqual(find('b', SCRIPT), script.scriptId);
  });

  it('is found when it comes back after it was deleted, and another file of its name is another script', () => {
    const { library, script, find } = openScript();
    endScriptFiles(library, 'file:///film/a.screenplay');
    assert.deepEqual(library.filesOfScript(script.scriptId), []);
    const other = find('a', 'EXT. SKOG - NATT\n\nEtt.\n\nTvå.\n\nTre.\n');
    assert.notEqual(other, script.scriptId);
    endScriptFiles(library, 'file:///film');
    assert.equal(find('a', SCRIPT), script.scriptId);
    assert.equal(library.script(other)?.id, other);
  });
});

describe('derived ids', () => {
  it('are version 5 UUIDs as the standard computes them', () => {
    // The example of RFC 9562, A.4: the DNS namespace and www.example.com.
    const id = uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com');
    assert.equal(id, '2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('differ by project, kind and name, and by nothing else', () => {
    const [a, b] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
    const ids = [derivedId(a, 'character', 'ÅKE'), derivedId(b, 'character', 'ÅKE'), derivedId(a, 'track', 'ÅKE')];
    assert.equal(new Set(ids).size, 3);
    assert.equal(derivedId(a.toUpperCase(), 'character', 'ÅKE'), ids[0]);
    assert.ok(ids.every(isUuid));
  });

  it('refuse a namespace that is no UUID', () => {
    assert.throws(() => uuidV5('project', 'x'), TypeError);
  });
});
