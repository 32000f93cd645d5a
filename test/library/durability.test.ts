import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { sharedRun } from '../../src/extension/library/sharedRun.ts';
import { libraryFolders } from './libraryFolder.ts';

describe('a run that callers share', () => {
  function counted() {
    const runs: PromiseWithResolvers<void>[] = [];
    const run = sharedRun(() => {
      const own = Promise.withResolvers<void>();
      runs.push(own);
      return own.promise;
    });
    return { runs, run };
  }

  it('serves all who ask while one runs by one more', async () => {
    const { runs, run } = counted();
    const first = run();
    const others = [run(), run(), run()];
    assert.equal(runs.length, 1);
    runs[0]?.resolve();
    await first;
    await setImmediate();
    assert.equal(runs.length, 2);
    const last = run();
    runs[1]?.resolve();
    await Promise.all(others);
    await setImmediate();
    runs[2]?.resolve();
    await last;
    assert.equal(runs.length, 3);
  });

  it('tells a failure to those alone whom it served', async () => {
    const { runs, run } = counted();
    const first = run();
    const second = run();
    runs[0]?.reject(new Error('full'));
    await assert.rejects(first, /full/);
    await setImmediate();
    runs[1]?.resolve();
    await second;
  });
});

describe('a commit of the library', () => {
  const folders = libraryFolders();

  it('shows other windows at once what is on the disk soon, and says when it is', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    await library.whenOnDisk();
    assert.equal(existsSync(join(directory, 'library.db')), false, 'asking opens nothing');
    const other = folders.open(directory).library;
    for (const [slug, durability] of [
      ['a', 'now'],
      ['b', 'soon'],
      ['c', 'now'],
      ['d', 'soon'],
    ] as const) {
      library.apply(
        [{ table: 'rewrite_projects', kind: 'insert', row: { id: randomUUID(), name: 'A', slug } }],
        durability,
      );
      assert.ok(other.projects().some((project) => project.slug === slug));
    }
    await Promise.all([library.whenOnDisk(), library.whenOnDisk()]);
    library.dispose();
    await library.whenOnDisk();
  });
});
