import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { defaultTimelineChanges, defaultTimelineId } from '../../src/extension/library/defaultTimeline.ts';
import { type Change, type LibraryChange, LibraryError } from '../../src/extension/library/library.ts';
import { addProject, addScene, libraryFolders } from './libraryFolder.ts';

const isRefused = (reason: string) => (error: unknown) => error instanceof LibraryError && error.reason === reason;

describe('the library', () => {
  const folders = libraryFolders();
  const open = () => folders.open(folders.folder()).library;

  it('touches the disk with its first call, not before', () => {
    const directory = join(folders.folder(), 'deep', 'inside');
    const { library } = folders.open(directory);
    assert.equal(existsSync(directory), false);
    assert.deepEqual(library.projects(), []);
    assert.equal(existsSync(join(directory, 'library.db')), true);
  });

  it('is opened with a write-ahead log and foreign keys', () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    addProject(library, 'A');
    const database = new DatabaseSync(join(directory, 'library.db'));
    assert.equal(database.prepare('pragma journal_mode').get()?.['journal_mode'], 'wal');
    database.close();
    const orphan: Change = {
      table: 'rewrite_scripts',
      kind: 'insert',
      row: { id: randomUUID(), project_id: randomUUID() },
    };
    assert.throws(() => library.apply([orphan]), isRefused('refused'));
  });

  it('gives back what was written, with the defaults filled in', () => {
    const library = open();
    const { scriptId, sceneId } = addScene(library);
    const id = randomUUID();
    library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: { id, scene_id: sceneId, element_id: id, type: 'dialogue', content: 'Hej å hå 👋🏽', order_index: 1000 },
      },
    ]);
    const [line] = library.content(scriptId);
    assert.ok(line);
    const { created_at, updated_at, ...rest } = line;
    assert.deepEqual(rest, {
      id,
      scene_id: sceneId,
      element_id: id,
      type: 'dialogue',
      content: 'Hej å hå 👋🏽',
      order_index: 1000,
      character_name: null,
      audio_asset_id: null,
      audio_status: 'none',
      content_hash: null,
    });
    assert.equal(new Date(created_at).toISOString(), created_at);
    assert.equal(updated_at, created_at);
    assert.deepEqual(library.line(id)?.line, line);
    assert.equal(library.line(id)?.scene.id, sceneId);
    assert.equal(library.line(id)?.script.id, scriptId);
    assert.equal(library.line('unknown'), undefined);
  });

  it('stores flags, numbers and JSON as they are meant', () => {
    const library = open();
    const projectId = addProject(library, 'A');
    const timelineId = defaultTimelineId(projectId);
    library.apply(defaultTimelineChanges(projectId));
    const [video, audio] = library.tracks(timelineId);
    assert.deepEqual([video?.name, video?.type, audio?.name, audio?.type], ['V1', 'video', 'A1', 'audio']);
    assert.ok(audio);
    const [assetId, clipId] = [randomUUID(), randomUUID()];
    const metadata = { element_id: 'e', peaks: 'AAA=', nested: [1, 'två', null, { a: false }] };
    library.apply([
      { table: 'rewrite_tracks', kind: 'update', id: audio.id, patch: { muted: true } },
      { table: 'rewrite_timelines', kind: 'update', id: timelineId, patch: { duration_seconds: 12.34567 } },
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: { id: assetId, project_id: projectId, file_type: 'audio', metadata, name: undefined },
      },
      {
        table: 'rewrite_clips',
        kind: 'insert',
        row: {
          id: clipId,
          track_id: audio.id,
          asset_id: assetId,
          start_frame: 0,
          duration_frames: 30,
          volume: 0.1 + 0.2,
        },
      },
      {
        table: 'rewrite_clip_origins',
        kind: 'insert',
        row: { clip_id: clipId, element_id: 'e', pinned_start: true },
      },
    ]);
    assert.equal(library.tracks(timelineId)[1]?.muted, true);
    assert.equal(library.timeline(timelineId)?.duration_seconds, 12.346);
    assert.deepEqual(library.asset(assetId)?.metadata, metadata);
    const [clip] = library.clips(timelineId);
    assert.deepEqual([clip?.volume, clip?.opacity, clip?.offset_frames], [0.3, 1, 0]);
    const pinned = { pinned_start: true, pinned_trim: false, pinned_volume: false };
    assert.deepEqual(library.clipOrigins(timelineId), [{ clip_id: clipId, element_id: 'e', ...pinned }]);
  });

  it('writes all changes or none, in the order given', () => {
    const library = open();
    const id = randomUUID();
    const project: Change = { table: 'rewrite_projects', kind: 'insert', row: { id, name: 'A', slug: 'a' } };
    assert.throws(() => library.apply([project, project]), isRefused('conflict'));
    assert.deepEqual(library.projects(), []);
    const rename: Change = { table: 'rewrite_projects', kind: 'update', id, patch: { name: 'B' } };
    library.apply([rename, project]);
    assert.equal(library.project(id)?.name, 'A');
    library.apply([rename, { table: 'rewrite_projects', kind: 'delete', id }, project]);
    assert.equal(library.project(id)?.name, 'A');
  });

  it('takes no names of tables or columns that the model does not have', () => {
    const library = open();
    const id = addProject(library, 'A');
    const hostile: readonly unknown[] = [
      { table: 'rewrite_projects', kind: 'update', id, patch: { "name = 'x'; drop table rewrite_projects; --": 'y' } },
      { table: 'rewrite_projects', kind: 'update', id, patch: { constructor: 'y' } },
      { table: 'rewrite_projects; drop table rewrite_projects', kind: 'delete', id },
      { table: 'toString', kind: 'delete', id },
      { table: 'migrations', kind: 'insert', row: { id: 99, name: 'x' } },
    ];
    // Types forbid these changes; a message from outside could still bring them.
    for (const change of hostile) assert.throws(() => library.apply([change as Change]), TypeError);
    assert.equal(library.project(id)?.name, 'A');
  });

  it('takes no values that SQLite would silently change', () => {
    const library = open();
    const { sceneId } = addScene(library);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, new Date(), { a: 1 }]) {
      const patch = { order_index: value as unknown as number };
      assert.throws(() => library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch }]), TypeError);
    }
    const half = { order_index: 1.5 };
    assert.throws(
      () => library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: half }]),
      isRefused('refused'),
    );
    const patch = { location: "'; drop table rewrite_scenes; -- \u0000 \u{1F3AC}" };
    library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch }]);
    const scene = library.scenes(library.scripts(library.projects()[0]?.id ?? '')[0]?.id ?? '')[0];
    assert.equal(scene?.location, patch.location);
  });

  it('moves updated_at with an update and lets created_at stand', () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    const { scriptId, sceneId } = addScene(library);
    const long = '2001-01-01T00:00:00.000Z';
    library.apply([
      { table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { created_at: long, updated_at: long } },
    ]);
    assert.equal(library.scenes(scriptId)[0]?.updated_at, long);
    library.apply([{ table: 'rewrite_scenes', kind: 'update', id: sceneId, patch: { location: 'KÖK' } }]);
    assert.equal(library.scenes(scriptId)[0]?.created_at, long);
    assert.ok((library.scenes(scriptId)[0]?.updated_at ?? '') > long);
  });

  it('deletes what a row owns and lets go of what only pointed at it', () => {
    const library = open();
    const { projectId, scriptId, sceneId } = addScene(library);
    const [lineId, assetId] = [randomUUID(), randomUUID()];
    library.apply([
      { table: 'rewrite_assets', kind: 'insert', row: { id: assetId, project_id: projectId, file_type: 'audio' } },
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          id: lineId,
          scene_id: sceneId,
          element_id: lineId,
          type: 'dialogue',
          order_index: 1,
          audio_asset_id: assetId,
        },
      },
      { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_script_id: scriptId } },
    ]);
    library.apply([{ table: 'rewrite_assets', kind: 'delete', id: assetId }]);
    assert.equal(library.line(lineId)?.line.audio_asset_id, null);
    library.apply([{ table: 'rewrite_scripts', kind: 'delete', id: scriptId }]);
    assert.equal(library.line(lineId), undefined);
    assert.equal(library.project(projectId)?.current_script_id, null);
    library.apply([{ table: 'rewrite_projects', kind: 'delete', id: projectId }]);
    assert.deepEqual([library.projects(), library.assets(projectId)], [[], []]);
  });

  it('tells of a commit at once: which rows, and which tables a delete may have reached', () => {
    const library = open();
    const heard: LibraryChange[] = [];
    const subscription = library.onDidChange((change) => heard.push(change));
    const { projectId, sceneId } = addScene(library);
    heard.length = 0;
    library.apply([
      { table: 'rewrite_scenes', kind: 'delete', id: sceneId },
      { table: 'rewrite_scenes', kind: 'delete', id: randomUUID() },
      { table: 'rewrite_projects', kind: 'update', id: projectId, patch: {} },
    ]);
    assert.deepEqual(heard, [
      {
        elsewhere: false,
        tables: new Set(['rewrite_scenes', 'rewrite_scene_content']),
        rows: [{ table: 'rewrite_scenes', kind: 'delete', id: sceneId }],
      },
    ]);
    library.apply([]);
    library.apply([{ table: 'rewrite_scenes', kind: 'delete', id: sceneId }]);
    assert.equal(heard.length, 1);
    subscription.dispose();
    addProject(library, 'B');
    assert.equal(heard.length, 1);
  });

  it('keeps scripts, folders and files apart by their URIs', () => {
    const library = open();
    const { projectId, scriptId } = addScene(library);
    const uri = "file:///a/%C3%85%20'x'.screenplay";
    library.apply([
      { table: 'script_files', kind: 'insert', row: { uri, script_id: scriptId } },
      { table: 'project_folders', kind: 'insert', row: { uri: 'file:///a', project_id: projectId } },
    ]);
    assert.deepEqual(library.scriptFile(uri), { uri, script_id: scriptId });
    assert.deepEqual(library.filesOfScript(scriptId), [uri]);
    assert.equal(library.projectOfFolder('file:///a')?.id, projectId);
    assert.equal(library.projectOfFolder('file:///b'), undefined);
    library.apply([{ table: 'script_files', kind: 'delete', id: uri }]);
    assert.equal(library.scriptFile(uri), undefined);
  });

  it('orders scenes by their place, lines by scene and place, clips by track and start', () => {
    const library = open();
    const { scriptId, sceneId, projectId } = addScene(library);
    const [first, ...lines] = Array.from({ length: 4 }, () => randomUUID());
    assert.ok(first);
    const line = (id: string, scene_id: string, order_index: number): Change => {
      const row = { id, scene_id, element_id: id, type: 'action' as const, order_index };
      return { table: 'rewrite_scene_content', kind: 'insert', row };
    };
    library.apply([
      {
        table: 'rewrite_scenes',
        kind: 'insert',
        row: { id: first, script_id: scriptId, element_id: first, order_index: 5 },
      },
      line(lines[0] ?? '', sceneId, 1),
      line(lines[2] ?? '', first, 9),
      line(lines[1] ?? '', first, 2),
      ...defaultTimelineChanges(projectId),
    ]);
    assert.deepEqual(
      library.scenes(scriptId).map(({ id }) => id),
      [first, sceneId],
    );
    assert.deepEqual(
      library.content(scriptId).map(({ id }) => id),
      [lines[1], lines[2], lines[0]],
    );
    const timelineId = defaultTimelineId(projectId);
    const [video, audio] = library.tracks(timelineId);
    const clip = (track: string | undefined, start_frame: number): Change => {
      const row = { id: randomUUID(), track_id: track ?? '', start_frame, duration_frames: 1 };
      return { table: 'rewrite_clips', kind: 'insert', row };
    };
    library.apply([clip(audio?.id, 3), clip(video?.id, 8), clip(audio?.id, 1)]);
    assert.deepEqual(
      library.clips(timelineId).map(({ start_frame }) => start_frame),
      [8, 1, 3],
    );
  });

  it('knows whether another script of the project speaks as a character', () => {
    const library = open();
    const { projectId, scriptId, sceneId } = addScene(library);
    const id = randomUUID();
    const row = {
      id,
      scene_id: sceneId,
      element_id: id,
      type: 'dialogue' as const,
      order_index: 1,
      character_name: 'TOVE',
    };
    library.apply([{ table: 'rewrite_scene_content', kind: 'insert', row }]);
    assert.equal(library.isCharacterUsed(projectId, 'TOVE', randomUUID()), true);
    assert.equal(library.isCharacterUsed(projectId, 'TOVE', scriptId), false);
    assert.equal(library.isCharacterUsed(projectId, 'ÅKE', randomUUID()), false);
    assert.equal(library.isCharacterUsed(randomUUID(), 'TOVE', randomUUID()), false);
  });

  it('still opens after it was disposed of, with everything in it', () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    const id = addProject(library, 'A');
    library.dispose();
    assert.equal(folders.open(directory).library.project(id)?.name, 'A');
  });
});

describe('lines of voice jobs that died', () => {
  const folders = libraryFolders();

  /** A library whose three lines are being generated, left behind by a window that never closed it. */
  function abandoned(): { readonly directory: string; readonly statuses: () => Record<string, string> } {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    const { projectId, scriptId, sceneId } = addScene(library);
    const asset = (hash: string): Change => {
      const row = {
        id: randomUUID(),
        project_id: projectId,
        file_type: 'audio' as const,
        metadata: { content_hash: hash },
      };
      return { table: 'rewrite_assets', kind: 'insert', row };
    };
    const assets = [asset('same'), asset('older')];
    library.apply(assets);
    const audio = library.assets(projectId).map(({ id }) => id);
    const line = (name: string, audio_asset_id: string | null): Change => {
      const row = { id: randomUUID(), scene_id: sceneId, element_id: name, type: 'dialogue' as const, order_index: 1 };
      const more = { content_hash: 'same', audio_status: 'generating' as const, audio_asset_id };
      return { table: 'rewrite_scene_content', kind: 'insert', row: { ...row, ...more } };
    };
    library.apply([
      line('never voiced', null),
      line('voiced', audio[0] ?? null),
      line('changed since', audio[1] ?? null),
    ]);
    library.dispose();
    return {
      directory,
      statuses: () => {
        const rows = folders.open(directory).library.content(scriptId);
        return Object.fromEntries(rows.map((row) => [row.element_id, row.audio_status]));
      },
    };
  }

  const enter = (directory: string, pid: number) => {
    const database = new DatabaseSync(join(directory, 'library.db'));
    database.prepare('insert into open_windows (id, pid) values (?, ?)').run(randomUUID(), pid);
    database.close();
  };

  it('go back to what their audio says when no other window lives', () => {
    const { directory, statuses } = abandoned();
    enter(directory, 2 ** 30);
    assert.deepEqual(statuses(), { 'never voiced': 'none', voiced: 'generated', 'changed since': 'stale' });
  });

  it('are left to another window that lives', () => {
    const { directory, statuses } = abandoned();
    enter(directory, process.ppid);
    assert.deepEqual(new Set(Object.values(statuses())), new Set(['generating']));
  });

  it('are freed after ten minutes whoever lives', () => {
    const { directory, statuses } = abandoned();
    enter(directory, process.ppid);
    const database = new DatabaseSync(join(directory, 'library.db'));
    database.exec("update rewrite_scene_content set updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-11 minutes')");
    database.close();
    assert.deepEqual(statuses(), { 'never voiced': 'none', voiced: 'generated', 'changed since': 'stale' });
  });
});
