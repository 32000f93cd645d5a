import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { listBackups, makeBackup, problemsOf, setAside } from '../../src/extension/library/backups.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { addProject, libraryFolders, silentLog } from './libraryFolder.ts';

describe('backups of the library', () => {
  const folders = libraryFolders();
  const day = (date: string) => new Date(`${date}T10:00:00Z`);
  const namesIn = (directory: string) => readdirSync(join(directory, 'backups')).sort();

  it('hold everything that was committed, while the library stays open', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    addProject(library, 'A');
    const path = await library.backUp();
    addProject(library, 'B');
    const copy = new DatabaseSync(path, { readOnly: true });
    assert.deepEqual(
      copy
        .prepare('select name from rewrite_projects')
        .all()
        .map((row) => row['name']),
      ['A'],
    );
    copy.close();
    assert.deepEqual(problemsOf(path), []);
    assert.equal(library.projects().length, 2);
  });

  it('are made by themselves after the first commit of a day, and once', async () => {
    const directory = folders.folder();
    mkdirSync(join(directory, 'backups'));
    const made = new Promise<string>((resolve) => {
      const watcher = watch(join(directory, 'backups'), (_event, name) => {
        const [only] = readdirSync(join(directory, 'backups'));
        if (name !== only || !/^library-[\d-]+\.db$/.test(only ?? '')) return;
        watcher.close();
        resolve(only ?? '');
      });
    });
    const library = createLibrary({ directory, log: silentLog, backupDelayMs: 0 });
    addProject(library, 'A');
    const name = await made;
    const { mtimeMs } = statSync(join(directory, 'backups', name));
    addProject(library, 'B');
    library.dispose();
    assert.equal(name, `library-${new Date().toISOString().slice(0, 10)}.db`);
    assert.equal(statSync(join(directory, 'backups', name)).mtimeMs, mtimeMs);
  });

  it('are one a day, the newest seven', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    addProject(library, 'A');
    const database = new DatabaseSync(join(directory, 'library.db'));
    for (let date = 1; date <= 9; date++) await makeBackup(database, directory, day(`2026-11-0${date}`));
    await makeBackup(database, directory, day('2026-11-09'));
    database.close();
    const dates = [3, 4, 5, 6, 7, 8, 9].map((date) => `library-2026-11-0${date}.db`);
    assert.deepEqual(namesIn(directory), dates);
    assert.equal(listBackups(directory)[0]?.path, join(directory, 'backups', 'library-2026-11-09.db'));
  });

  it('are never pushed out by a copy that is not whole', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    for (let count = 0; count < 30; count++) addProject(library, 'x'.repeat(900));
    library.dispose();
    mkdirSync(join(directory, 'backups'));
    for (let date = 1; date <= 7; date++)
      writeFileSync(join(directory, 'backups', `library-2026-11-0${date}.db`), 'good');
    const file = join(directory, 'library.db');
    const content = readFileSync(file);
    writeFileSync(file, content.fill(0x5a, content.length - 5 * 4096));
    const damaged = new DatabaseSync(file, { readOnly: true });
    await assert.rejects(makeBackup(damaged, directory, day('2026-11-08')), /not whole/);
    damaged.close();
    assert.equal(namesIn(directory).length, 7);
    assert.ok(!namesIn(directory).includes('library-2026-11-08.db'));
  });

  it('stop quietly when the library is closed in their midst', async () => {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    for (let count = 0; count < 300; count++) addProject(library, 'x'.repeat(9000));
    const copying = library.backUp().catch((cause: unknown) => cause);
    library.dispose();
    await copying;
    assert.deepEqual(
      namesIn(directory).filter((name) => name.endsWith('.part')),
      [],
    );
    assert.equal(folders.open(directory).library.projects().length, 300);
  });

  it('set a file aside with its log, under a name that is free', () => {
    const directory = folders.folder();
    const file = join(directory, 'library.db');
    const moment = new Date('2026-11-22T18:38:05.123Z');
    const names: (string | undefined)[] = [];
    for (const content of ['first', 'second']) {
      writeFileSync(file, content);
      writeFileSync(`${file}-wal`, `${content} log`);
      names.push(setAside(file, 'damaged', moment));
    }
    assert.deepEqual(names, [
      join(directory, 'library.damaged-2026-11-22T18-38-05.db'),
      join(directory, 'library.damaged-2026-11-22T18-38-05-2.db'),
    ]);
    assert.equal(readdirSync(directory).length, 4);
    assert.equal(setAside(file, 'damaged', moment), undefined);
  });
});
