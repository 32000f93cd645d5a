import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { LibraryError } from '../../src/extension/library/library.ts';
import { migrations } from '../../src/extension/library/migrations/migrate.ts';
import { Connection } from '../../src/extension/library/sqliteConnection.ts';
import { asLibraryError } from '../../src/extension/library/sqliteErrors.ts';
import type { LibraryDecision, LibraryTrouble } from '../../src/extension/library/trouble.ts';
import { addProject, libraryFolders } from './libraryFolder.ts';

const isRefused = (reason: string) => (error: unknown) => error instanceof LibraryError && error.reason === reason;
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a library on a bad day', () => {
  const folders = libraryFolders();
  const fileIn = (directory: string) => join(directory, 'library.db');
  const setAsideIn = (directory: string) =>
    readdirSync(directory).filter((name) => /^library\.(damaged|newer)-.*\.db$/.test(name));

  /** A folder with a library of some size and no window on it; `backup` says whether it was backed up. */
  async function written({ backup }: { readonly backup: boolean }): Promise<string> {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    for (let count = 0; count < 40; count++) addProject(library, `${count} ${'x'.repeat(500)}`);
    if (backup) await library.backUp();
    library.dispose();
    return directory;
  }

  function decision(trouble: LibraryTrouble | undefined): LibraryDecision {
    assert.ok(trouble && 'startAfresh' in trouble);
    return trouble;
  }

  function overwrite(path: string, offset: number, length: number): void {
    const bytes = readFileSync(path);
    bytes.fill(0x5a, offset, offset + length);
    writeFileSync(path, bytes);
  }

  const damages: readonly (readonly [name: string, damage: (path: string) => void])[] = [
    ['is no database at all', (path) => writeFileSync(path, 'INT. KÖK - DAG\n'.repeat(900))],
    ['has a broken header', (path) => overwrite(path, 0, 100)],
    ['is cut off in the middle', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['has broken pages', (path) => overwrite(path, 4096, statSync(path).size - 4096)],
  ];

  for (const [name, damage] of damages) {
    it(`that ${name} goes on with its backup, and the damaged file is kept`, async () => {
      const directory = await written({ backup: true });
      damage(fileIn(directory));
      const broken = digest(fileIn(directory));
      const { library, troubles } = folders.open(directory);
      assert.throws(() => library.projects(), isRefused('damaged'));
      assert.equal(digest(fileIn(directory)), broken, 'nothing is touched before the writer has decided');
      assert.match(
        decision(troubles[0]).message,
        /^The library file is damaged; restore the backup of \d{4}-\d\d-\d\d or start/,
      );
      decision(troubles[0]).restoreBackup();
      assert.equal(library.projects().length, 40);
      const [aside] = setAsideIn(directory);
      assert.equal(digest(join(directory, aside ?? '')), broken);
      assert.equal(troubles.length, 1);
    });

    it(`that ${name} goes on empty when asked to, and the damaged file is kept`, async () => {
      const directory = await written({ backup: false });
      damage(fileIn(directory));
      const broken = digest(fileIn(directory));
      const { library, troubles } = folders.open(directory);
      assert.throws(() => library.projects(), isRefused('damaged'));
      assert.equal(decision(troubles[0]).backup, undefined);
      assert.throws(() => decision(troubles[0]).restoreBackup(), /no backup/);
      decision(troubles[0]).startAfresh();
      assert.deepEqual(library.projects(), []);
      addProject(library, 'new');
      assert.equal(digest(join(directory, setAsideIn(directory)[0] ?? '')), broken);
    });
  }

  it('says the same to every call until the writer has decided, and tells once', async () => {
    const directory = await written({ backup: false });
    writeFileSync(fileIn(directory), 'x'.repeat(5000));
    const { library, troubles } = folders.open(directory);
    for (let count = 0; count < 3; count++) assert.throws(() => addProject(library, 'A'), isRefused('damaged'));
    assert.equal(troubles.length, 1);
  });

  it('that is damaged while it is open stops there and offers its backup', async () => {
    const directory = await written({ backup: true });
    const { library, troubles } = folders.open(directory);
    assert.equal(library.scripts(randomUUID()).length, 0);
    overwrite(fileIn(directory), 4096, statSync(fileIn(directory)).size - 4096);
    assert.throws(() => {
      for (let count = 0; count < 50; count++) addProject(library, `${count}`);
      library.projects();
    }, isRefused('damaged'));
    decision(troubles[0]).restoreBackup();
    assert.equal(library.projects().length, 40);
  });

  it('that has vanished or is empty offers the backup that shows it was not so before', async () => {
    for (const lose of [(path: string) => rmSync(path), (path: string) => truncateSync(path, 0)]) {
      const directory = await written({ backup: true });
      lose(fileIn(directory));
      const { library, troubles } = folders.open(directory);
      assert.throws(() => library.projects(), isRefused('damaged'));
      decision(troubles[0]).restoreBackup();
      assert.equal(library.projects().length, 40);
    }
  });

  it('starts empty although there is a backup, when the writer wants it so', async () => {
    const directory = await written({ backup: true });
    writeFileSync(fileIn(directory), 'x'.repeat(5000));
    const { library, troubles } = folders.open(directory);
    assert.throws(() => library.projects(), isRefused('damaged'));
    decision(troubles[0]).startAfresh();
    assert.deepEqual(library.projects(), []);
    library.dispose();
    assert.deepEqual(folders.open(directory).library.projects(), [], 'and is not asked again');
  });

  it('restores the newest backup that is whole', async () => {
    const directory = await written({ backup: true });
    const backups = join(directory, 'backups');
    const [good] = readdirSync(backups);
    renameSync(join(backups, good ?? ''), join(backups, 'library-2020-01-01.db'));
    writeFileSync(join(backups, 'library-2020-01-02.db'), 'broken '.repeat(4000));
    utimesSync(
      join(backups, 'library-2020-01-01.db'),
      new Date('2020-01-01T12:00:00Z'),
      new Date('2020-01-01T12:00:00Z'),
    );
    writeFileSync(fileIn(directory), 'x'.repeat(5000));
    const { library, troubles } = folders.open(directory);
    assert.throws(() => library.projects(), isRefused('damaged'));
    assert.match(decision(troubles[0]).message, /backup of 2020-01-01/);
    decision(troubles[0]).restoreBackup();
    assert.equal(library.projects().length, 40);
  });

  it('takes over what another window has decided', async () => {
    const directory = await written({ backup: true });
    writeFileSync(fileIn(directory), 'x'.repeat(5000));
    const [one, other] = [folders.open(directory), folders.open(directory)];
    for (const { library } of [one, other]) assert.throws(() => library.projects(), isRefused('damaged'));
    decision(one.troubles[0]).restoreBackup();
    addProject(one.library, 'after');
    assert.equal(other.library.projects().length, 41);
    decision(other.troubles[0]).startAfresh();
    assert.equal(other.library.projects().length, 41, 'a choice that comes too late changes nothing');
    assert.equal(setAsideIn(directory).length, 1);
  });

  it('of a newer version is left as it is', async () => {
    const directory = await written({ backup: false });
    const database = new DatabaseSync(fileIn(directory));
    database.exec(`create table from_the_future (id text) strict; pragma user_version = ${migrations.length + 1}`);
    database.close();
    const before = digest(fileIn(directory));
    const { library, troubles } = folders.open(directory);
    assert.throws(() => library.projects(), isRefused('newer'));
    assert.throws(() => addProject(library, 'A'), isRefused('newer'));
    assert.match(decision(troubles[0]).message, /update the extension/);
    library.dispose();
    assert.equal(digest(fileIn(directory)), before);
  });

  it('that is locked for too long refuses one call, and takes it when it is free', async () => {
    const directory = await written({ backup: false });
    const { library, troubles } = folders.open(directory);
    library.projects();
    const other = new DatabaseSync(fileIn(directory));
    other.exec('begin immediate');
    assert.throws(() => addProject(library, 'late'), isRefused('busy'));
    assert.equal(library.projects().length, 40, 'reading goes on');
    other.exec('rollback');
    other.close();
    addProject(library, 'late');
    assert.equal(library.projects().length, 41);
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['locked'],
    );
  });

  it('whose folder cannot be used says so, and works when it can', () => {
    const parent = folders.folder();
    const directory = join(parent, 'library');
    writeFileSync(directory, 'a file where the folder should be');
    const { library, troubles } = folders.open(directory);
    for (let count = 0; count < 2; count++) assert.throws(() => library.projects(), isRefused('unavailable'));
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['unavailable'],
    );
    rmSync(directory);
    mkdirSync(directory);
    assert.deepEqual(library.projects(), []);
  });

  it('keeps what it has when a transaction does not fit on the disk', () => {
    const file = fileIn(folders.folder());
    const connection = Connection.open(file);
    connection.script('create table pages (bytes text) strict; pragma max_page_count = 8');
    connection.run('insert into pages values (?)', 'kept');
    const tooMuch = () =>
      connection.transaction(() => connection.run('insert into pages values (?)', 'x'.repeat(100_000)));
    assert.throws(tooMuch, (error) => asLibraryError(error).reason === 'full');
    assert.match(asLibraryError(Object.assign(new Error('x'), { errcode: 13 })).message, /^The disk is full/);
    assert.deepEqual(
      connection.all('select bytes from pages').map((row) => row['bytes']),
      ['kept'],
    );
    connection.close();
  });
});
