import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import { libraryFolders } from './libraryFolder.ts';

/** `type` is the data model's; the rest is what it says of the column, as far as SQLite can hold it. */
interface Column {
  readonly name: string;
  readonly type: 'UUID' | 'TEXT' | 'INTEGER' | 'NUMERIC' | 'BOOLEAN' | 'JSONB' | 'TIMESTAMPTZ';
  readonly isRequired?: boolean;
  readonly default?: string | number;
  readonly references?: string;
  readonly onDelete?: 'CASCADE' | 'SET NULL';
  readonly values?: readonly string[];
}

const id: Column = { name: 'id', type: 'UUID', isRequired: true, default: 'uuid' };
const created: Column = { name: 'created_at', type: 'TIMESTAMPTZ', default: 'now' };
const updated: Column = { name: 'updated_at', type: 'TIMESTAMPTZ', default: 'now' };
const text = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'TEXT', ...more });
const integer = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'INTEGER', ...more });
const required = { isRequired: true };
const owner = (name: string, references: string): Column => {
  return { name, type: 'UUID', isRequired: true, references, onDelete: 'CASCADE' };
};
const optional = (name: string, references: string): Column => ({
  name,
  type: 'UUID',
  references,
  onDelete: 'SET NULL',
});

/** The data model, column for column. */
const model: Readonly<Record<string, readonly Column[]>> = {
  rewrite_projects: [
    id,
    text('name', required),
    text('slug', required),
    optional('current_script_id', 'rewrite_scripts'),
    optional('current_timeline_id', 'rewrite_timelines'),
    created,
    updated,
  ],
  rewrite_scripts: [id, owner('project_id', 'rewrite_projects'), text('title'), created, updated],
  rewrite_scenes: [
    id,
    owner('script_id', 'rewrite_scripts'),
    text('element_id', required),
    text('scene_number'),
    text('int_ext', { values: ['INT', 'EXT', 'INT/EXT'] }),
    text('location'),
    text('time_of_day'),
    integer('order_index', required),
    created,
    updated,
  ],
  rewrite_scene_content: [
    id,
    owner('scene_id', 'rewrite_scenes'),
    text('element_id', required),
    text('type', { isRequired: true, values: ['action', 'character', 'dialogue', 'parenthetical'] }),
    text('content'),
    integer('order_index', required),
    text('character_name'),
    optional('audio_asset_id', 'rewrite_assets'),
    text('audio_status', { default: 'none', values: ['none', 'generating', 'generated', 'stale'] }),
    text('content_hash'),
    created,
    updated,
  ],
  rewrite_timelines: [
    id,
    owner('project_id', 'rewrite_projects'),
    text('name'),
    { name: 'duration_seconds', type: 'NUMERIC', default: 300 },
    integer('frame_rate', { default: 30 }),
    integer('width', { default: 1920 }),
    integer('height', { default: 1080 }),
    created,
    updated,
  ],
  rewrite_tracks: [
    id,
    owner('timeline_id', 'rewrite_timelines'),
    text('name'),
    text('type', { isRequired: true, values: ['video', 'audio'] }),
    integer('order_index', required),
    { name: 'muted', type: 'BOOLEAN', default: 0 },
    { name: 'hidden', type: 'BOOLEAN', default: 0 },
    created,
  ],
  rewrite_clips: [
    id,
    owner('track_id', 'rewrite_tracks'),
    optional('asset_id', 'rewrite_assets'),
    integer('start_frame', required),
    integer('duration_frames', required),
    integer('offset_frames', { default: 0 }),
    text('name'),
    { name: 'volume', type: 'NUMERIC', default: 1 },
    { name: 'opacity', type: 'NUMERIC', default: 1 },
    created,
    updated,
  ],
  rewrite_assets: [
    id,
    owner('project_id', 'rewrite_projects'),
    text('name'),
    text('file_type', { isRequired: true, values: ['image', 'audio', 'video'] }),
    text('file_url'),
    integer('duration_ms'),
    integer('width'),
    integer('height'),
    { name: 'metadata', type: 'JSONB' },
    created,
  ],
  rewrite_characters: [
    id,
    owner('project_id', 'rewrite_projects'),
    text('name', required),
    text('voice_id'),
    { name: 'voice_settings', type: 'JSONB' },
    created,
  ],
  rewrite_traces: [
    id,
    { name: 'trace_id', type: 'UUID', isRequired: true },
    { name: 'timestamp', type: 'TIMESTAMPTZ', default: 'now' },
    text('event_type', {
      isRequired: true,
      values: ['request_start', 'mutation', 'api_call', 'subscription', 'error'],
    }),
    text('function_name', required),
    { name: 'arguments', type: 'JSONB' },
    { name: 'result', type: 'JSONB' },
    text('error'),
    integer('duration_ms'),
  ],
};

const uniqueColumns: Readonly<Record<string, readonly (readonly string[])[]>> = {
  rewrite_projects: [['slug']],
  rewrite_scenes: [['element_id']],
  rewrite_scene_content: [['element_id']],
  rewrite_characters: [['project_id', 'name']],
};

const listedIndexes: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['rewrite_scenes', ['script_id', 'order_index']],
  ['rewrite_scene_content', ['scene_id', 'order_index']],
  ['rewrite_tracks', ['timeline_id', 'order_index']],
  ['rewrite_clips', ['track_id', 'start_frame']],
  ['rewrite_traces', ['trace_id']],
];

/** SQLite's STRICT types for the model's. */
const storage = {
  UUID: 'TEXT',
  TEXT: 'TEXT',
  INTEGER: 'INTEGER',
  NUMERIC: 'REAL',
  BOOLEAN: 'INTEGER',
  JSONB: 'TEXT',
  TIMESTAMPTZ: 'TEXT',
} as const;

const uuid = '00000000-0000-4000-8000-000000000001';

describe('the library and the data model', () => {
  const folders = libraryFolders();

  /** A second connection on a file that a window has made. */
  function migrated(): DatabaseSync {
    const directory = folders.folder();
    const { library } = folders.open(directory);
    library.projects();
    library.dispose();
    return new DatabaseSync(join(directory, 'library.db'));
  }

  function indexesOf(
    database: DatabaseSync,
    table: string,
  ): { readonly unique: boolean; readonly columns: string[] }[] {
    return database
      .prepare('select name, "unique" as is_unique from pragma_index_list(?)')
      .all(table)
      .map((index) => ({
        unique: index['is_unique'] === 1,
        columns: database
          .prepare('select name from pragma_index_info(?) order by seqno')
          .all(String(index['name']))
          .map((column) => String(column['name'])),
      }));
  }

  /** Values for the required columns of a table; foreign keys are off where these are used. */
  function leastRow(table: string): Record<string, string | number> {
    const columns = (model[table] ?? []).filter((column) => column.isRequired && column.name !== 'id');
    const value = ({ type, values }: Column) =>
      type === 'INTEGER' ? 7 : type === 'UUID' ? uuid : (values?.[0] ?? 'x');
    return Object.fromEntries(columns.map((column) => [column.name, value(column)]));
  }

  function insert(
    database: DatabaseSync,
    table: string,
    row: Record<string, string | number | null>,
  ): Record<string, unknown> {
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join(', ');
    const sql = `insert into ${table} (${columns.join(', ')}) values (${places}) returning *`;
    return { ...database.prepare(sql).get(...Object.values(row)) };
  }

  for (const [table, columns] of Object.entries(model)) {
    it(`${table} has the model's columns, types and required values`, () => {
      const database = migrated();
      const found = database.prepare('select name, type, "notnull" as required from pragma_table_info(?)').all(table);
      assert.deepEqual(
        found.map((column) => ({ ...column })),
        columns.map(({ name, type, isRequired }) => ({ name, type: storage[type], required: isRequired ? 1 : 0 })),
      );
      const [primary] = database.prepare('select name from pragma_table_info(?) where pk = 1').all(table);
      assert.equal(primary?.['name'], 'id');
      database.close();
    });

    it(`${table} points at the model's tables, with their cascades`, () => {
      const database = migrated();
      const found = database
        .prepare('select "from", "table", "to", on_delete from pragma_foreign_key_list(?) order by "from"')
        .all(table);
      const wanted = columns.filter((column) => column.references !== undefined);
      assert.deepEqual(
        found.map((key) => ({ ...key })),
        wanted
          .map(({ name, references, onDelete }) => ({ from: name, table: references, to: 'id', on_delete: onDelete }))
          .sort((a, b) => (a.from < b.from ? -1 : 1)),
      );
      database.close();
    });

    it(`${table} fills the model's defaults`, () => {
      const database = migrated();
      database.exec('pragma foreign_keys = off');
      const row = insert(database, table, leastRow(table));
      for (const column of columns.filter((each) => !(each.name in leastRow(table)))) {
        const value = row[column.name];
        if (column.default === 'uuid')
          assert.match(String(value), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        else if (column.default === 'now') assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        else assert.equal(value, column.default ?? null, column.name);
      }
      database.close();
    });

    it(`${table} refuses a missing required value`, () => {
      const database = migrated();
      database.exec('pragma foreign_keys = off');
      for (const name of Object.keys(leastRow(table)))
        assert.throws(
          () => insert(database, table, { ...leastRow(table), [name]: null }),
          /NOT NULL constraint failed/,
        );
      database.close();
    });

    for (const { name, values } of columns.filter((column) => column.values !== undefined)) {
      it(`${table}.${name} takes the listed values and no other`, () => {
        const database = migrated();
        database.exec('pragma foreign_keys = off');
        const keyed = (key: string): Record<string, string> =>
          'element_id' in leastRow(table) ? { element_id: key } : {};
        for (const value of values ?? [])
          assert.equal(insert(database, table, { ...leastRow(table), ...keyed(value), [name]: value })[name], value);
        for (const wrong of ['', 'other', String(values?.[0]).toLowerCase().concat('x')])
          assert.throws(
            () => insert(database, table, { ...leastRow(table), ...keyed(`x${wrong}`), [name]: wrong }),
            /CHECK constraint failed/,
          );
        database.close();
      });
    }
  }

  for (const [table, keys] of Object.entries(uniqueColumns)) {
    it(`${table} is unique by ${keys.map((columns) => columns.join(' and ')).join(', ')}`, () => {
      const database = migrated();
      const unique = indexesOf(database, table).filter((index) => index.unique && index.columns.join() !== 'id');
      assert.deepEqual(
        unique.map((index) => index.columns),
        keys,
      );
      database.close();
    });
  }

  for (const [table, columns] of listedIndexes) {
    it(`${table} has an index on ${columns.join(', ')}`, () => {
      const database = migrated();
      assert.ok(indexesOf(database, table).some((index) => index.columns.join() === columns.join()));
      database.close();
    });
  }

  it('has an index for every foreign key, so that deleting stays quick', () => {
    const database = migrated();
    for (const [table, columns] of Object.entries(model)) {
      const first = indexesOf(database, table).map((index) => index.columns[0]);
      for (const { name } of columns.filter((column) => column.references))
        assert.ok(first.includes(name), `${table}.${name}`);
    }
    database.close();
  });

  it('keeps rows of one type a column: the tables are strict', () => {
    const database = migrated();
    const tables = database
      .prepare("select name, strict from pragma_table_list where schema = 'main' and type = 'table'")
      .all();
    const loose = tables.filter((table) => table['strict'] === 0 && !String(table['name']).startsWith('sqlite_'));
    assert.deepEqual(loose, []);
    database.close();
  });

  it('refuses ids that are no UUID, broken JSON and flags beyond 0 and 1', () => {
    const database = migrated();
    database.exec('pragma foreign_keys = off');
    const wrong: readonly (readonly [string, string, string | number])[] = [
      ['rewrite_projects', 'id', 'short'],
      ['rewrite_scenes', 'script_id', 'short'],
      ['rewrite_scene_content', 'audio_asset_id', 'short'],
      ['rewrite_assets', 'metadata', '{'],
      ['rewrite_characters', 'voice_settings', 'x'],
      ['rewrite_traces', 'arguments', '{'],
      ['rewrite_tracks', 'muted', 2],
      ['rewrite_tracks', 'hidden', -1],
    ];
    for (const [table, column, value] of wrong)
      assert.throws(() => insert(database, table, { ...leastRow(table), [column]: value }), /CHECK constraint failed/);
    database.close();
  });

  it('lets a project name its script before the script is there, and no script of another project', () => {
    const database = migrated();
    database.exec(`begin;
      insert into rewrite_projects (id, name, slug, current_script_id) values ('${uuid}', 'A', 'a', '${uuid}');
      insert into rewrite_scripts (id, project_id) values ('${uuid}', '${uuid}');
      commit`);
    const other = uuid.replace(/1$/, '2');
    assert.throws(
      () =>
        database.exec(
          `insert into rewrite_projects (id, name, slug, current_script_id) values ('${other}', 'B', 'b', '${uuid}')`,
        ),
      /belongs to another project/,
    );
    database.exec(`insert into rewrite_projects (id, name, slug) values ('${other}', 'B', 'b')`);
    assert.throws(
      () => database.exec(`update rewrite_projects set current_script_id = '${uuid}' where id = '${other}'`),
      /belongs to another project/,
    );
    database.close();
  });
});
