import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { LibraryError } from '../../src/extension/library/library.ts';
import { migrate, migrations, schemaVersion } from '../../src/extension/library/migrations/migrate.ts';
import type { Migration } from '../../src/extension/library/migrations/migration.ts';
import { Connection } from '../../src/extension/library/sqliteConnection.ts';
import { libraryFolders } from './libraryFolder.ts';

describe('migrations', () => {
  const folders = libraryFolders();
  const connections: Connection[] = [];
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.close();
  });

  function open(directory = folders.folder()): Connection {
    const connection = Connection.open(join(directory, 'library.db'));
    connections.push(connection);
    return connection;
  }

  const tables = (connection: Connection) => connection.all('select name from sqlite_schema').map(({ name }) => name);
  const step = (id: number, sql: string): Migration => ({ id, name: `step ${id}`, sql });

  it('are numbered in order, so that the file can say how far it is', () => {
    assert.deepEqual(
      migrations.map(({ id }) => id),
      migrations.map((_, index) => index + 1),
    );
  });

  it('are applied once and noted', () => {
    const connection = open();
    migrate(connection);
    const schema = tables(connection);
    migrate(connection);
    assert.deepEqual(tables(connection), schema);
    assert.equal(schemaVersion(connection), migrations.length);
    const noted = connection.all('select id, name from migrations order by id').map((row) => ({ ...row }));
    assert.deepEqual(
      noted,
      migrations.map(({ id, name }) => ({ id, name })),
    );
  });

  it('bring an older file on, keeping its rows', () => {
    const directory = folders.folder();
    const first = [step(1, 'create table words (word text) strict')];
    const connection = open(directory);
    migrate(connection, first);
    connection.run('insert into words values (?)', 'hej');
    migrate(open(directory), [...first, step(2, "alter table words add column language text default 'sv'")]);
    assert.deepEqual({ ...connection.get('select * from words') }, { word: 'hej', language: 'sv' });
  });

  it('leave a file at the last step that worked', () => {
    const connection = open();
    const broken = step(2, 'create table half (a text) strict; create table words (a text) strict');
    assert.throws(() => migrate(connection, [step(1, 'create table words (word text) strict'), broken]));
    assert.equal(schemaVersion(connection), 1);
    assert.ok(!tables(connection).includes('half'));
  });

  it('refuse a file with steps they do not know and change nothing', () => {
    const connection = open();
    const known = [step(1, 'create table words (word text) strict')];
    migrate(connection, [...known, step(2, 'create table later (a text) strict')]);
    const schema = tables(connection);
    assert.throws(
      () => migrate(connection, known),
      (error) => error instanceof LibraryError && error.reason === 'newer',
    );
    assert.deepEqual(tables(connection), schema);
  });
});
