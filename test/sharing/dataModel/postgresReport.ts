/** What a migrated Postgres says of its tables, in the form of the model. */
import type pg from 'pg';
import type { Column } from './model.ts';

const typeNames: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'TIMESTAMPTZ',
  uuid: 'UUID',
  text: 'TEXT',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  jsonb: 'JSONB',
};

const columnsSql = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as is_required,
    pg_get_expr(d.adbin, d.adrelid) as default,
    exists (select from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'p' and c.conkey = array[a.attnum]) as is_primary,
    exists (select from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'u' and c.conkey = array[a.attnum]) as is_unique,
    (select f.confrelid::regclass::text || '.' || (select t.attname from pg_attribute t where t.attrelid = f.confrelid
        and t.attnum = f.confkey[array_position(f.conkey, a.attnum)])
      || ' ' || f.confdeltype::text from pg_constraint f
      where f.conrelid = a.attrelid and f.contype = 'f' and a.attnum = any (coalesce(f.confdelsetcols, f.conkey))) as reference,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as allowed
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;

/** The columns of a table in their order. */
export async function postgresColumns(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query(columnsSql, [`public.${table}`]);
  return rows.map((row) => {
    const [references, action] = (row.reference ?? '').split(' ');
    const values = [...String(row.allowed ?? '').matchAll(/'([^']*)'::text/g)].map(([, value]) => value ?? '');
    return {
      name: row.name,
      type: typeNames[row.type] ?? row.type.toUpperCase(),
      isPrimaryKey: row.is_primary,
      isUnique: row.is_unique,
      isRequired: row.is_required,
      ...(row.default !== null && { default: String(row.default).replace(/::text$/, '') }),
      ...(row.reference && {
        references: references.replace(/^public\./, ''),
        onDelete: action === 'c' ? 'CASCADE' : 'SET NULL',
      }),
      ...(values.length > 0 && { values }),
    };
  });
}

/** The columns of every index of a table, `unique` first where it is: `unique project_id, name`. */
export async function postgresIndexes(client: pg.Client, table: string): Promise<string[]> {
  const sql = `select i.indisunique as is_unique, array(select a.attname::text from unnest(i.indkey) with ordinality k (n, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.place) as columns
    from pg_index i where i.indrelid = $1::regclass and i.indpred is null`;
  const { rows } = await client.query(sql, [`public.${table}`]);
  return rows.map((row) => `${row.is_unique ? 'unique ' : ''}${row.columns.join(', ')}`).sort();
}
