import assert from 'node:assert/strict';
import fs from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'mocha';
import type pg from 'pg';
import { screenshotsFolder } from '../../host/folders.ts';
import { libraryFolders } from '../../library/libraryFolder.ts';
import { postgresVersions } from '../postgres/cluster.ts';
import { createDatabase } from '../postgres/migrated.ts';
import { columnLine, givenFile, ownFile, readModel } from './model.ts';
import { postgresColumns, postgresIndexes } from './postgresReport.ts';
import { asStored, sqliteColumns, sqliteIndexes } from './sqliteReport.ts';

const model = readModel();

/** Unique keys beside the model's: circular keys point at them, so that a project names its own script only. */
const keysForCircles: Readonly<Record<string, string>> = {
  rewrite_scripts: 'unique project_id, id',
  rewrite_timelines: 'unique project_id, id',
};

/** Leaves what was compared, line by line, beside the pictures. */
function leaveReport(name: string, lines: readonly (readonly [said: string, found: string])[]): void {
  const folder = join(screenshotsFolder, 'sharing');
  fs.mkdirSync(folder, { recursive: true });
  const text = lines.map(
    ([said, found]) => `${said === found ? '=' : '≠'} ${said}${said === found ? '' : `\n  ${found}`}`,
  );
  fs.writeFileSync(join(folder, `data-model-${name}.txt`), `${text.join('\n')}\n`);
}

describe('data-model.md', () => {
  it('is read whole: ten tables, 87 columns, eight realtime tables, five indexes', () => {
    const columns = [...model.tables.values()].map(({ length }) => length);
    assert.deepEqual([columns.length, columns.reduce((sum, count) => sum + count)], [10, 87]);
    assert.deepEqual([model.realtime.length, model.indexes.length, model.buckets], [8, 5, ['rewrite-assets']]);
    assert.deepEqual(model.uniqueTogether, [{ table: 'rewrite_characters', columns: ['project_id', 'name'] }]);
  });

  it('is the one that was given, where that lies beside the checkout', () => {
    if (!fs.existsSync(givenFile)) return;
    const same = fs.readFileSync(ownFile, 'utf8') === fs.readFileSync(givenFile, 'utf8');
    assert.ok(same, `${ownFile} must be a copy of ${givenFile}`);
  });

  for (const version of postgresVersions()) {
    describe(`and a migrated Postgres ${version}`, () => {
      let client: pg.Client;
      before(async () => {
        client = await (await createDatabase(version)).connect();
      });
      after(() => client.end());

      it('agree in every line of every table', async () => {
        const lines: [string, string][] = [];
        for (const [table, columns] of model.tables) {
          const found = await postgresColumns(client, table);
          for (let place = 0; place < Math.max(columns.length, found.length); place += 1) {
            const [said, is] = [columns[place], found[place]];
            lines.push([said ? columnLine(table, said) : '', is ? columnLine(table, is) : '']);
          }
        }
        leaveReport(`postgres-${version}`, lines);
        assert.deepEqual(
          lines.map(([, found]) => found),
          lines.map(([said]) => said),
        );
      });

      it('agree in indexes and unique columns', async () => {
        for (const [table, columns] of model.tables) {
          const found = await postgresIndexes(client, table);
          const wanted = [
            ...model.indexes.filter((index) => index.table === table).map((index) => index.columns.join(', ')),
            ...model.uniqueTogether
              .filter((each) => each.table === table)
              .map((each) => `unique ${each.columns.join(', ')}`),
            ...columns.filter((column) => column.isUnique || column.isPrimaryKey).map(({ name }) => `unique ${name}`),
          ];
          for (const index of wanted) assert.ok(found.includes(index), `${table}: ${index}`);
          const unique = found.filter((index) => index.startsWith('unique ') && index !== keysForCircles[table]);
          assert.deepEqual(unique, wanted.filter((index) => index.startsWith('unique ')).sort(), table);
          const keys = columns.filter((column) => column.references).map(({ name }) => name);
          const first = found.map((index) => index.replace('unique ', '').split(', ')[0]);
          for (const key of keys) assert.ok(first.includes(key), `${table}.${key} has no index`);
        }
      });

      it('agree in the tables of the publication', async () => {
        const sql = `select schemaname || '.' || tablename as name from pg_publication_tables where pubname = 'supabase_realtime'`;
        const { rows } = await client.query(sql);
        assert.deepEqual(rows.map(({ name }) => name).sort(), model.realtime.map((name) => `public.${name}`).sort());
        assert.deepEqual(model.notRealtime, ['rewrite_traces']);
      });

      it('agree in the bucket, which is private', async () => {
        const { rows } = await client.query('select id, name, public from storage.buckets');
        assert.deepEqual(
          rows,
          model.buckets.map((id) => ({ id, name: id, public: false })),
        );
      });

      it('have no other tables than the model and six of our own, every one with row-level security', async () => {
        const sql = `select relname, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
        const { rows } = await client.query(sql);
        const own = [
          'rewrite_changes',
          'rewrite_clip_fades',
          'rewrite_clip_origins',
          'rewrite_line_timings',
          'rewrite_members',
          'rewrite_title_pages',
        ];
        assert.deepEqual(rows.map(({ relname }) => relname).sort(), [...model.tables.keys(), ...own].sort());
        assert.deepEqual(
          rows.filter(({ relrowsecurity }) => !relrowsecurity),
          [],
        );
      });
    });
  }

  describe("and the library's SQLite", () => {
    const folders = libraryFolders();

    function withLibrary(look: (database: DatabaseSync) => void): void {
      const directory = folders.folder();
      const { library } = folders.open(directory);
      library.projects();
      library.dispose();
      const database = new DatabaseSync(join(directory, 'library.db'));
      try {
        look(database);
      } finally {
        database.close();
      }
    }

    it('agree in every line of every table', () => {
      withLibrary((database) => {
        const lines: [string, string][] = [];
        for (const [table, columns] of model.tables) {
          const found = sqliteColumns(database, table);
          for (let place = 0; place < Math.max(columns.length, found.length); place += 1) {
            const [said, is] = [columns[place], found[place]];
            lines.push([said ? columnLine(table, asStored(said)) : '', is ? columnLine(table, is) : '']);
          }
        }
        leaveReport('sqlite', lines);
        assert.deepEqual(
          lines.map(([, found]) => found),
          lines.map(([said]) => said),
        );
      });
    });

    it('agree in indexes and unique columns', () => {
      withLibrary((database) => {
        for (const [table] of model.tables) {
          const found = sqliteIndexes(database, table);
          const wanted = [
            ...model.indexes.filter((index) => index.table === table).map((index) => index.columns.join(', ')),
            ...model.uniqueTogether
              .filter((each) => each.table === table)
              .map((each) => `unique ${each.columns.join(', ')}`),
          ];
          for (const index of wanted) assert.ok(found.includes(index), `${table}: ${index}`);
        }
      });
    });
  });
});
