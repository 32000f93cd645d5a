import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Library } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { planAssetDeletion } from '../../src/extension/projects/assetDeletion.ts';
import {
  assetGroups,
  assetNodes,
  characterNodes,
  currentProject,
  lineNodes,
  projectChildren,
  projectNodes,
  sceneNodes,
} from '../../src/extension/projects/treeModel.ts';
import { planSync } from '../../src/extension/sync/planSync.ts';
import { linkScript } from '../../src/extension/sync/scriptLinks.ts';
import { readSyncState } from '../../src/extension/sync/syncState.ts';
import { parse } from '../../src/language/parse.ts';
import { runningSeconds } from '../../src/language/timing.ts';

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const script = `En kväll för länge sedan.

201 INT. FYRVAKTARENS HUS - KVÄLL

TOVE
Den blinkade igen.

ÅKE
Det finns ingen fyr därute.

202 EXT. PIREN - NATT

TOVE
Kom!
`;

describe('trees', () => {
  let folder: string;
  let library: Library;
  let projectId: string;
  let scriptId: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trees-'));
    library = createLibrary({ directory: folder, log: silent });
    ({ projectId, scriptId } = linkScript(library, {
      fileUri: 'file:///fyren/201.screenplay',
      folderUri: 'file:///fyren',
      folderName: 'Fyren',
      title: '201',
    }));
    const elements = parse(script).elements.map((element, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      type: element.type,
      text: element.text,
      ...(element.heading?.sceneNumber === undefined ? {} : { sceneNumber: element.heading.sceneNumber }),
    }));
    const state = readSyncState(library, scriptId);
    assert.ok(state);
    library.apply(planSync(state, { elements }));
  });

  afterEach(() => {
    library.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Gives the first line a voice of 2.1 seconds that also lies on the timeline. */
  function voiceFirstLine(): string {
    const assetId = '11111111-1111-4111-8111-111111111111';
    const line = library.content(scriptId).find((row) => row.type === 'dialogue');
    const track = library.tracks(library.timelines(projectId)[0]!.id).find(({ type }) => type === 'audio');
    assert.ok(line && track);
    library.apply([
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: { id: assetId, project_id: projectId, name: 'TOVE take 1', file_type: 'audio', duration_ms: 2100 },
      },
      {
        table: 'rewrite_scene_content',
        kind: 'update',
        id: line.id,
        patch: { audio_asset_id: assetId, audio_status: 'generated' },
      },
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: {
          id: '22222222-2222-4222-8222-222222222222',
          track_id: track.id,
          asset_id: assetId,
          start_frame: 0,
          duration_frames: 63,
        },
      },
    ]);
    return assetId;
  }

  it('lists project, script, timeline, scenes and the lines of a scene', () => {
    assert.deepEqual(
      projectNodes(library).map(({ project, scriptCount }) => [project.name, scriptCount]),
      [['Fyren', 1]],
    );
    const children = projectChildren(library, projectId, () => 'avsnitt 201');
    assert.deepEqual(
      children.map((node) => (node.kind === 'script' ? node.title : node.kind)),
      ['avsnitt 201', 'timeline'],
    );
    const scenes = sceneNodes(library, library.script(scriptId)!);
    assert.deepEqual(
      scenes.map(({ label }) => label),
      ['', '201 FYRVAKTARENS HUS', '202 PIREN'],
    );
    assert.deepEqual(
      lineNodes(library, scenes[1]!.scene).map(({ speaker, words, seconds }) => [speaker, words, seconds]),
      [
        ['TOVE', 'Den blinkade igen.', undefined],
        ['ÅKE', 'Det finns ingen fyr därute.', undefined],
      ],
    );
  });

  it('leaves out what stands before the first heading when none of it is seen or heard', () => {
    const opening = library.content(scriptId).find((row) => row.content === 'En kväll för länge sedan.');
    assert.ok(opening);
    library.apply([
      { table: 'rewrite_scene_content', kind: 'update', id: opening.id, patch: { content: '# DEL ETT' } },
    ]);
    assert.deepEqual(
      sceneNodes(library, library.script(scriptId)!).map(({ label }) => label),
      ['201 FYRVAKTARENS HUS', '202 PIREN'],
    );
  });

  it('lets the scenes last together as long as the status bar says', () => {
    const seconds = sceneNodes(library, library.script(scriptId)!).map((scene) => scene.seconds);
    const [project] = projectChildren(library, projectId, () => '');
    const total = seconds.reduce((sum, each) => sum + each, 0);
    assert.ok(Math.abs(total - runningSeconds(parse(script))) < 0.001, `${seconds.join(' + ')}`);
    assert.equal(project?.kind === 'script' ? project.seconds : undefined, total);
  });

  it('knows what is said in the take that a line has chosen', () => {
    voiceFirstLine();
    const audio = assetGroups(library, projectId).find(({ fileType }) => fileType === 'audio');
    assert.deepEqual(
      assetNodes(library, audio!).map(({ words }) => words),
      ['Den blinkade igen.'],
    );
  });

  it('knows which scenes have no lines to open', () => {
    assert.deepEqual(
      sceneNodes(library, library.script(scriptId)!).map(({ lineCount }) => lineCount),
      [0, 2, 1],
    );
  });

  it('counts a voiced line with its own length and others by estimate', () => {
    const script = library.script(scriptId)!;
    const estimated = sceneNodes(library, script)[1]!.seconds;
    voiceFirstLine();
    const [, scene] = sceneNodes(library, script);
    assert.equal(lineNodes(library, scene!.scene)[0]?.seconds, 2.1);
    assert.ok(estimated > 0);
    assert.notEqual(scene!.seconds, estimated);
  });

  it('lists the cast by their number of lines', () => {
    assert.deepEqual(
      characterNodes(library, projectId).map(({ name, lineCount }) => [name, lineCount]),
      [
        ['TOVE', 2],
        ['ÅKE', 1],
      ],
    );
  });

  it('has scenes but no cast for a script without dialogue', () => {
    const { scriptId: silentId, projectId: silentProject } = linkScript(library, {
      fileUri: 'file:///stum/film.screenplay',
      folderUri: 'file:///stum',
      folderName: 'Stum',
      title: 'film',
    });
    const elements = parse('INT. KÖK - DAG\n\nHon diskar.\n').elements.map(({ type, text }, index) => ({
      id: `00000000-0000-4000-8000-1000000000${String(index).padStart(2, '0')}`,
      type,
      text,
    }));
    library.apply(planSync(readSyncState(library, silentId)!, { elements }));
    const scenes = sceneNodes(library, library.script(silentId)!);
    assert.deepEqual(
      scenes.map(({ label }) => label),
      ['KÖK'],
    );
    assert.deepEqual(lineNodes(library, scenes[0]!.scene), []);
    assert.deepEqual(characterNodes(library, silentProject), []);
  });

  it('groups assets by kind and shows no group while there is none', () => {
    assert.deepEqual(assetGroups(library, projectId), []);
    voiceFirstLine();
    const groups = assetGroups(library, projectId);
    assert.deepEqual(
      groups.map(({ fileType, count }) => [fileType, count]),
      [
        ['audio', 1],
        ['image', 0],
        ['video', 0],
      ],
    );
    assert.deepEqual(
      assetNodes(library, groups[0]!).map((node) => node.kind === 'asset' && node.asset.name),
      ['TOVE take 1'],
    );
  });

  it('deletes an asset with the voice of its line and its clips, and nothing else', () => {
    const asset = library.asset(voiceFirstLine())!;
    const plan = planAssetDeletion(library, asset);
    assert.deepEqual([plan.lineCount, plan.clipCount], [1, 1]);
    const linesBefore = library.content(scriptId).length;
    library.apply(plan.changes);
    assert.equal(library.asset(asset.id), undefined);
    assert.deepEqual(library.clips(library.timelines(projectId)[0]!.id), []);
    assert.equal(library.content(scriptId).length, linesBefore);
    assert.deepEqual(
      library.content(scriptId).filter((row) => row.audio_asset_id !== null || row.audio_status !== 'none'),
      [],
    );
  });

  it('shows the project in hand, else the one changed last', () => {
    const other = linkScript(library, {
      fileUri: 'file:///annat/1.screenplay',
      folderUri: 'file:///annat',
      folderName: 'Annat',
      title: '1',
    });
    assert.equal(currentProject(library, projectId)?.name, 'Fyren');
    library.apply([
      {
        table: 'rewrite_projects',
        kind: 'update',
        id: other.projectId,
        patch: { name: 'Annat', updated_at: '2999-01-01T00:00:00.000Z' },
      },
    ]);
    assert.equal(currentProject(library, undefined)?.name, 'Annat');
    assert.equal(currentProject(library, 'unknown')?.name, 'Annat');
  });
});
