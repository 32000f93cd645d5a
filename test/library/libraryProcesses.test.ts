import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, it } from 'mocha';
import type { LibraryChange } from '../../src/extension/library/library.ts';
import { addProject, libraryFolders } from './libraryFolder.ts';

interface Worker {
  readonly process: ChildProcessWithoutNullStreams;
  /** What it has said so far. */
  readonly lines: string[];
  /** Resolves when it has said a line for which `isIt` holds. */
  said(isIt: (line: string) => boolean): Promise<void>;
  /** Resolves with its exit code (null when it was killed) and what it complained of. */
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

describe('a library that several windows have open', () => {
  const folders = libraryFolders();
  const workers: Worker[] = [];

  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      worker.process.kill('SIGKILL');
      await worker.ended;
    }
  });

  function start(directory: string, ...job: readonly string[]): Worker {
    const script = join(import.meta.dirname, 'libraryWorker.ts');
    const child = spawn(process.execPath, ['--no-warnings', script, directory, ...job]);
    const lines: string[] = [];
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += String(data);
    });
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    const ended = Promise.all([once(child, 'exit'), once(child.stderr, 'close')]).then(([[code]]) => ({
      code: code as number | null,
      errors,
    }));
    const worker: Worker = {
      process: child,
      lines,
      ended,
      said: (isIt) =>
        new Promise((resolve, reject) => {
          const look = () => lines.some(isIt) && resolve();
          reader.on('line', look);
          reader.on('close', () => reject(new Error(`ended without a word: ${errors}`)));
          look();
        }),
    };
    workers.push(worker);
    return worker;
  }

  /** Starts workers and lets all of them go at once; resolves when they have ended, and ended well. */
  async function together(starting: readonly Worker[]): Promise<void> {
    await Promise.all(starting.map((worker) => worker.said((line) => line === 'ready')));
    for (const worker of starting) worker.process.stdin.write('go\n');
    for (const { ended } of starting) assert.deepEqual(await ended, { code: 0, errors: '' });
  }

  function integrity(directory: string): unknown {
    const database = new DatabaseSync(join(directory, 'library.db'));
    const { integrity_check } = database.prepare('pragma integrity_check').get() ?? {};
    database.close();
    return integrity_check;
  }

  it('is made once when all of them open it for the first time', async () => {
    const directory = folders.folder();
    const openers = Array.from({ length: 4 }, () => start(directory, 'open'));
    await together(openers);
    for (const { lines } of openers) assert.deepEqual(lines, ['ready', 'projects 0']);
    assert.equal(integrity(directory), 'ok');
  });

  it('takes every commit of all of them', async () => {
    const directory = folders.folder();
    await together(['one', 'two', 'three'].map((name) => start(directory, 'write', name, '60')));
    assert.equal(folders.open(directory).library.projects().length, 3 * 60 * 2);
    assert.equal(integrity(directory), 'ok');
  });

  it('has every commit that was acknowledged after a window is killed in its midst, and no half of one', async () => {
    const directory = folders.folder();
    for (let round = 0; round < 5; round++) {
      const writer = start(directory, 'write', `round${round}`, '100000', round % 2 === 0 ? 'now' : 'soon');
      await writer.said((line) => line === 'ready');
      writer.process.stdin.write('go\n');
      await writer.said((line) => line === `round${round}-${20 + round * 7}`);
      writer.process.kill('SIGKILL');
      await writer.ended;
      const { library } = folders.open(directory);
      const slugs = new Set(library.projects().map(({ slug }) => slug));
      const acknowledged = writer.lines.filter((line) => line.startsWith('round'));
      assert.ok(acknowledged.length > 20);
      for (const slug of acknowledged) assert.ok(slugs.has(`${slug}-a`) && slugs.has(`${slug}-b`), slug);
      for (const slug of slugs) assert.ok(slugs.has(slug.replace(/[ab]$/, (half) => (half === 'a' ? 'b' : 'a'))), slug);
      library.dispose();
    }
    assert.equal(integrity(directory), 'ok');
  });

  it('makes one project when two windows open scripts of one folder at the same moment', async () => {
    const directory = folders.folder();
    const same = 'file:///film/a.screenplay';
    const linkers = [same, same, 'file:///film/b.screenplay'].map((uri) => start(directory, 'link', uri));
    await together(linkers);
    const { library } = folders.open(directory);
    const [project, ...others] = library.projects();
    assert.ok(project);
    assert.deepEqual(others, []);
    assert.equal(library.scripts(project.id).length, 2);
    assert.equal(library.timelines(project.id).length, 1);
    const [first, second, third] = linkers.map(({ lines }) => JSON.parse(lines[1] ?? ''));
    assert.deepEqual(first, second);
    assert.equal(third.projectId, first.projectId);
    assert.notEqual(third.scriptId, first.scriptId);
  });

  it('tells the others of a commit', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    library.projects();
    const heard = new Promise<LibraryChange>((resolve) => {
      library.onDidChange((change) => library.projects().length > 0 && resolve(change));
    });
    const writer = start(directory, 'write', 'far', '1');
    await writer.said((line) => line === 'ready');
    writer.process.stdin.write('go\n');
    const change = await heard;
    assert.deepEqual([change.elsewhere, change.rows, change.tables.has('rewrite_projects')], [true, [], true]);
    await writer.ended;
  });

  it('tells nobody of their own commits twice', async () => {
    const directory = folders.folder();
    const [one, other] = [folders.open(directory).library, folders.open(directory).library];
    one.projects();
    other.projects();
    const heard: boolean[] = [];
    one.onDidChange((change) => heard.push(change.elsewhere));
    addProject(one, 'mine');
    const told = new Promise((resolve) => one.onDidChange(({ elsewhere }) => elsewhere && resolve(undefined)));
    addProject(other, 'theirs');
    await told;
    assert.deepEqual(heard, [false, true]);
  });
});
