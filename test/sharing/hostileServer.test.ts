import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { createMediaStore } from '../../src/extension/library/media.ts';
import { createReplicaStore } from '../../src/extension/library/sqliteReplica.ts';
import { applyPulled, scriptsOf } from '../../src/extension/sharing/applyPull.ts';
import { readManifest } from '../../src/extension/sharing/manifest.ts';
import { createMediaMover } from '../../src/extension/sharing/mediaMover.ts';
import { readPulled } from '../../src/extension/sharing/pulledRows.ts';
import type { PullPage, RemoteMedia } from '../../src/extension/sharing/remoteProject.ts';
import { knownElements } from '../../src/extension/sync/knownElements.ts';
import { planWords } from '../../src/extension/sync/planWords.ts';
import { addScene, libraryFolders, silentLog } from '../library/libraryFolder.ts';
import { silentTraces } from './simulation/replica.ts';

const page = (rows: PullPage['rows'], deleted: PullPage['deleted'] = []): PullPage => ({
  ...{ rows, deleted, cursor: '1.a', hasMore: false, isRewound: false, role: 'editor' },
});
const times = { created_at: '2026-11-25T22:56:16.123456+00:00', updated_at: '2026-11-25T22:56:16.123456+00:00' };

describe('rows of a hostile server', () => {
  const folders = libraryFolders();

  /** A library that shares one project and has another of its own. */
  function open() {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    const store = createReplicaStore(library as unknown as Parameters<typeof createReplicaStore>[0]);
    const [shared, own] = [addScene(library), addScene(library)];
    const base = { url: 'https://x', publishableKey: 'x', role: 'editor', state: 'active', isPaused: false } as const;
    store.addShare({ ...base, projectId: shared.projectId, cursor: '0' }, false);
    const words = {
      elementsOf: (scriptId: string, rows: Parameters<typeof planWords>[1]) =>
        knownElements(scriptId, rows.scenes, rows.content),
      plan: planWords,
    };
    const pull = (...pages: readonly PullPage[]) => {
      const pulled = readPulled(shared.projectId, pages);
      const scriptIds = scriptsOf(store, pulled, [shared.scriptId]);
      store.write((writer) =>
        applyPulled(
          { library, store, words, projectId: shared.projectId, pulled, writer, seenAt: undefined, skipped: [] },
          scriptIds,
        ),
      );
      return pulled;
    };
    return { directory, library, store, shared, own, pull };
  }

  const asset = (projectId: string, file_url: string, id = randomUUID()) => ({
    table: 'rewrite_assets' as const,
    row: {
      ...{ id, project_id: projectId, name: 'x', file_type: 'audio', file_url, duration_ms: null, width: null },
      ...{ height: null, metadata: null, created_at: times.created_at },
    },
  });

  it('name no file but the asset’s own, in the media folder', async () => {
    const { directory, library, store, shared, own, pull } = open();
    const id = randomUUID();
    const paths = [
      '../../../etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
      `${shared.projectId}/audio/${id}/../../../../x`,
      `${shared.projectId}/audio/${id}/..`,
      `${shared.projectId}/audio/${id}/.ssh`,
      `${shared.projectId}/audio/${id}/a\\..\\b`,
      `${shared.projectId}/audio/${randomUUID()}/x.wav`,
      `${own.projectId}/audio/${id}/x.wav`,
      `https://evil.example/rewrite-assets/${own.projectId}/audio/${id}/x.wav`,
      `https://evil.example/storage/rewrite-assets/..%2f..%2fx`,
    ];
    for (const path of paths) {
      pull(page([asset(shared.projectId, path, id)]));
      assert.equal(library.asset(id)?.file_url, null, path);
    }
    assert.deepEqual(store.transfers(shared.projectId), []);
    const good = `${shared.projectId}/audio/${id}/röst.wav`;
    pull(page([asset(shared.projectId, good, id)]));
    assert.equal(library.asset(id)?.file_url, good);
    const media = createMediaStore({ root: library.mediaRoot });
    const remote = {
      download: async (_path: string, _from: number, take: (bytes: Uint8Array) => Promise<void>) => {
        await take(Buffer.from('ljud'));
        return true;
      },
    } as unknown as RemoteMedia;
    const mover = createMediaMover({ library, media, store, remote, traces: silentTraces, log: silentLog });
    await mover.move(shared.projectId, new AbortController().signal);
    assert.ok(existsSync(join(library.mediaRoot, good)));
    assert.deepEqual(
      readdirSync(directory).filter((name) => !/^(?:library\.db|media)/.test(name)),
      [],
    );
  });

  for (const isWriting of [false, true])
    it(`change nothing of another project of this library${isWriting ? ', while words of one’s own wait' : ''}`, () =>
      changeNothing(isWriting));

  function changeNothing(isWriting: boolean): void {
    const { library, store, shared, own, pull } = open();
    // That one is shared as well, so its rows are known to a server: to its own.
    store.write((writer) => {
      for (const row of library.scenes(own.scriptId))
        writer.setSynced(own.projectId, { table: 'rewrite_scenes', id: row.id }, row);
      for (const row of library.characters(own.projectId))
        writer.setSynced(own.projectId, { table: 'rewrite_characters', id: row.id }, row);
    });
    if (isWriting)
      library.apply([
        { table: 'rewrite_scenes', kind: 'update', id: shared.sceneId, patch: { location: 'VÄNTAR HÄR' } },
      ]);
    const before = JSON.stringify([
      library.project(own.projectId),
      library.scenes(own.scriptId),
      library.script(own.scriptId),
    ]);
    const scene = { element_id: own.sceneId, scene_number: '1', int_ext: null, location: 'STULET', time_of_day: null };
    pull(
      page(
        [
          {
            table: 'rewrite_projects',
            row: {
              id: own.projectId,
              name: 'Stulet',
              slug: 's',
              current_script_id: null,
              current_timeline_id: null,
              ...times,
            },
          },
          {
            table: 'rewrite_scripts',
            row: { id: own.scriptId, project_id: shared.projectId, title: 'Stulet', ...times },
          },
          {
            table: 'rewrite_scenes',
            row: { id: own.sceneId, script_id: shared.scriptId, ...scene, order_index: 1, ...times },
          },
          {
            table: 'rewrite_scenes',
            row: {
              id: randomUUID(),
              script_id: own.scriptId,
              ...scene,
              element_id: randomUUID(),
              order_index: 1,
              ...times,
            },
          },
        ],
        [
          { table: 'rewrite_scenes', id: own.sceneId },
          { table: 'rewrite_projects', id: own.projectId },
        ],
      ),
    );
    assert.equal(
      JSON.stringify([library.project(own.projectId), library.scenes(own.scriptId), library.script(own.scriptId)]),
      before,
    );
    const others = store.waiting(shared.projectId).filter(({ id }) => id !== shared.sceneId);
    assert.deepEqual(others, [], 'nothing of it is sent to the other server');
  }

  it('of a newer schema are taken without the columns that this version does not know', () => {
    const { library, shared, pull } = open();
    const good = asset(shared.projectId, '');
    const { refusedCount } = pull(page([{ ...good, row: { ...good.row, transcript: 'Hej', rating: 5 } }]));
    assert.equal(refusedCount, 0);
    assert.equal(library.asset(good.row.id)?.name, 'x');
  });

  it('that break the schema are left out, and the others are taken', () => {
    const { library, shared, pull } = open();
    const good = randomUUID();
    const scene = (more: object) => ({
      table: 'rewrite_scenes' as const,
      row: {
        ...{
          id: randomUUID(),
          script_id: shared.scriptId,
          element_id: randomUUID(),
          scene_number: null,
          int_ext: null,
        },
        ...{ location: 'KÖK', time_of_day: null, order_index: 1, ...times, ...more },
      },
    });
    const { refusedCount } = pull(
      page([
        scene({ id: '../../x' }),
        scene({ order_index: 'x' }),
        scene({ int_ext: '<script>' }),
        scene({ location: 'x'.repeat(5_000_000) }),
        { table: 'script_files' as never, row: { uri: 'file:///etc/passwd', script_id: shared.scriptId } },
        { table: 'rewrite_scenes', row: null },
        scene({ id: good, element_id: good }),
      ]),
    );
    assert.equal(refusedCount, 6);
    assert.ok(library.scenes(shared.scriptId).some(({ id }) => id === good));
    assert.deepEqual(library.scriptFiles(), []);
  });

  it('carry markup and commands as text', () => {
    const { library, shared, pull } = open();
    const id = randomUUID();
    const text = '<img src=x onerror=alert(1)> ](command:workbench.action.terminal.new) $(touch /tmp/x) {{7*7}}';
    pull(
      page([
        {
          table: 'rewrite_scene_content',
          row: {
            id,
            scene_id: shared.sceneId,
            element_id: id,
            type: 'action',
            content: text,
            order_index: 1,
            character_name: null,
            audio_asset_id: null,
            audio_status: 'none',
            content_hash: null,
            ...times,
          },
        },
        {
          table: 'rewrite_scenes',
          row: {
            id: shared.sceneId,
            script_id: shared.scriptId,
            element_id: shared.sceneId,
            scene_number: null,
            int_ext: null,
            location: null,
            time_of_day: null,
            order_index: 1000,
            ...times,
          },
        },
      ]),
    );
    assert.equal(library.line(id)?.line.content, text);
  });
});

describe('the file that links a folder to a shared project', () => {
  const id = randomUUID();
  const manifest = (more: object) =>
    JSON.stringify({
      ...{ version: 1, url: 'https://abc.supabase.co', publishableKey: 'sb_publishable_abc' },
      ...{ project: { id, name: 'Fyren' }, scripts: { 'avsnitt 201.screenplay': id }, ...more },
    });

  it('is read when all of it is as it should be', () => {
    assert.equal(readManifest(manifest({}))?.project.name, 'Fyren');
  });

  const wrong: Readonly<Record<string, object>> = {
    'a file above the folder': { scripts: { '../../.bashrc.screenplay': id } },
    'an absolute file': { scripts: { '/etc/x.screenplay': id } },
    'a file of another kind': { scripts: { 'tasks.json': id } },
    'a hidden file': { scripts: { '.vscode/x.screenplay': id } },
    'a secret key': { publishableKey: 'sb_secret_abc' },
    'an address without encryption': { url: 'http://abc.supabase.co' },
    'an id that is none': { project: { id: '../x', name: 'x' } },
  };
  for (const [name, more] of Object.entries(wrong))
    it(`is not followed with ${name}`, () => assert.equal(readManifest(manifest(more)), undefined));
});
