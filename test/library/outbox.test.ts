import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'mocha';
import { defaultTimelineChanges, defaultTimelineId } from '../../src/extension/library/defaultTimeline.ts';
import type { ReplicaStore } from '../../src/extension/library/replicaStore.ts';
import type { SqliteAccess } from '../../src/extension/library/sqliteLibrary.ts';
import { createReplicaStore } from '../../src/extension/library/sqliteReplica.ts';
import { changeOf } from '../../src/extension/sharing/rowPatch.ts';
import { addProject, addScene, libraryFolders } from './libraryFolder.ts';

const share = (projectId: string) =>
  ({
    projectId,
    url: 'https://x',
    publishableKey: 'x',
    role: 'owner',
    state: 'active',
    isPaused: false,
    cursor: '0',
  }) as const;

describe('what a shared project has to send', () => {
  const folders = libraryFolders();

  function open() {
    const { library } = folders.open(folders.folder());
    const store = createReplicaStore(library as typeof library & SqliteAccess);
    return { library, store };
  }

  /** Everything that waits is taken by the server. */
  function settle(store: ReplicaStore, projectId: string): void {
    const rows = store.waiting(projectId);
    store.write((writer) => {
      for (const row of rows) {
        writer.setSynced(projectId, row, row.local);
        writer.unmark(row);
      }
    });
  }

  const changes = (store: ReplicaStore, projectId: string) =>
    store.waiting(projectId).flatMap((row) => changeOf(row) ?? []);

  it('is nothing before the writer shares', () => {
    const { library, store } = open();
    const { projectId } = addScene(library);
    assert.equal(store.waitingCount(projectId), 0);
  });

  it('is every row of the project at first, owners before what they own, and no row of another', () => {
    const { library, store } = open();
    const { projectId, scriptId, sceneId } = addScene(library);
    library.apply(defaultTimelineChanges(projectId));
    addScene(library);
    store.addShare(share(projectId), true);
    const timelineId = defaultTimelineId(projectId);
    const waiting = store.waiting(projectId).map(({ table, id }) => [table, id]);
    assert.deepEqual(waiting.slice(0, 4), [
      ['rewrite_projects', projectId],
      ['rewrite_scripts', scriptId],
      ['rewrite_scenes', sceneId],
      ['rewrite_timelines', timelineId],
    ]);
    assert.equal(waiting.length, 6);
  });

  it('is one patch of the columns that differ, however often a row was written', () => {
    const { library, store } = open();
    const { projectId, sceneId } = addScene(library);
    store.addShare(share(projectId), true);
    settle(store, projectId);
    for (const location of ['K', 'KÖ', 'KÖK'])
      library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { location } }]);
    assert.deepEqual(changes(store, projectId), [
      { table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { location: 'KÖK' } },
    ]);
  });

  it('is nothing again when the writer takes a change back', () => {
    const { library, store } = open();
    const { projectId, sceneId } = addScene(library);
    store.addShare(share(projectId), true);
    settle(store, projectId);
    for (const location of ['KÖK', null])
      library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { location } }]);
    assert.deepEqual(changes(store, projectId), []);
  });

  it('holds the rows that went with a deleted one', () => {
    const { library, store } = open();
    const { projectId, sceneId } = addScene(library);
    const id = randomUUID();
    library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: { id, scene_id: sceneId, element_id: id, type: 'action', order_index: 1 },
      },
    ]);
    store.addShare(share(projectId), true);
    settle(store, projectId);
    library.apply([{ table: 'rewrite_scenes', kind: 'delete', id: sceneId }]);
    const kinds = changes(store, projectId).map(({ table, kind }) => [table, kind]);
    assert.deepEqual(kinds, [
      ['rewrite_scenes', 'delete'],
      ['rewrite_scene_content', 'delete'],
    ]);
  });

  it('is in the file with the rows or not at all', () => {
    const { library, store } = open();
    const { projectId, sceneId } = addScene(library);
    store.addShare(share(projectId), true);
    settle(store, projectId);
    assert.throws(() =>
      library.apply([
        { table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { location: 'KÖK' } },
        { table: 'rewrite_scripts', kind: 'insert', row: { id: randomUUID(), project_id: randomUUID() } },
      ]),
    );
    assert.equal(store.waitingCount(projectId), 0);
  });

  it('of a line that is being voiced does not say so', () => {
    const { library, store } = open();
    const { projectId, sceneId } = addScene(library);
    const id = randomUUID();
    store.addShare(share(projectId), true);
    const row = { id, scene_id: sceneId, element_id: id, type: 'dialogue', order_index: 1, audio_status: 'generating' };
    library.apply([
      { table: 'rewrite_scene_content', kind: 'insert', row: { ...row, type: 'dialogue', audio_status: 'generating' } },
    ]);
    const change = changes(store, projectId).find((found) => found.id === id);
    assert.ok(change?.kind === 'insert');
    assert.ok(!('audio_status' in change.row));
  });

  it('is forgotten when the writer leaves, and the rows stay', () => {
    const { library, store } = open();
    const { projectId } = addScene(library);
    store.addShare(share(projectId), true);
    store.removeShare(projectId);
    assert.equal(store.waitingCount(projectId), 0);
    assert.ok(library.project(projectId));
    addProject(library, 'En till');
    assert.deepEqual(store.shares(), []);
  });
});
