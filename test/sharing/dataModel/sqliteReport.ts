/** What the library's SQLite says of its tables, in the form of the model as far as SQLite can hold it. */
import type { DatabaseSync } from 'node:sqlite';
import type { Column } from './model.ts';

/** SQLite's STRICT types for the model's. */
const storage: Readonly<Record<string, string>> = {
  UUID: 'TEXT',
  BOOLEAN: 'INTEGER',
  JSONB: 'TEXT',
  TIMESTAMPTZ: 'TEXT',
};

/** The model's column as SQLite should tell it. */
export function asStored(column: Column): Column {
  const type = column.type.startsWith('NUMERIC') ? 'REAL' : (storage[column.type] ?? column.type);
  return { ...column, type, ...(column.default === 'false' && { default: '0' }) };
}

/** The library writes UUIDs and times by expressions, which stand for the model's functions. */
function defaultOf(expression: string | null): string | undefined {
  if (expression === null) return undefined;
  if (expression.includes('randomblob')) return 'gen_random_uuid()';
  return expression.includes('strftime') ? 'now()' : expression;
}

/** The columns of a table in their order. */
export function sqliteColumns(database: DatabaseSync, table: string): Column[] {
  const sql = String(database.prepare('select sql from sqlite_master where name = ?').get(table)?.['sql']);
  const keys = database.prepare('select "from", "table", "to", on_delete from pragma_foreign_key_list(?)').all(table);
  const unique = sqliteIndexes(database, table);
  return database
    .prepare('select name, type, "notnull" as required, dflt_value, pk from pragma_table_info(?)')
    .all(table)
    .map((row) => {
      const name = String(row['name']);
      const key = keys.find((each) => each['from'] === name);
      const allowed = new RegExp(`check \\(${name} in \\(([^)]*'[^)]*)\\)\\)`).exec(sql)?.[1];
      const fallback = defaultOf(row['dflt_value'] === null ? null : String(row['dflt_value']));
      return {
        name,
        type: String(row['type']),
        isPrimaryKey: row['pk'] === 1,
        isUnique: row['pk'] !== 1 && unique.includes(`unique ${name}`),
        isRequired: row['required'] === 1,
        ...(fallback !== undefined && { default: fallback }),
        ...(key && {
          references: `${key['table']}.${key['to']}`,
          onDelete: key['on_delete'] === 'CASCADE' ? ('CASCADE' as const) : ('SET NULL' as const),
        }),
        ...(allowed && { values: [...allowed.matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '') }),
      };
    });
}

/** The columns of every index of a table, `unique` first where it is. */
export function sqliteIndexes(database: DatabaseSync, table: string): string[] {
  return database
    .prepare('select name, "unique" as is_unique from pragma_index_list(?)')
    .all(table)
    .map((index) => {
      const columns = database
        .prepare('select name from pragma_index_info(?) order by seqno')
        .all(String(index['name']));
      return `${index['is_unique'] === 1 ? 'unique ' : ''}${columns.map((column) => column['name']).join(', ')}`;
    })
    .sort();
}
