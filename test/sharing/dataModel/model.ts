/** The data model as `data-model.md` tells it, read line by line. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../host/folders.ts';

/** What a line of a table says of a column. */
export interface Column {
  readonly name: string;
  /** As written: `UUID`, `TEXT`, `NUMERIC(10,3)` … */
  readonly type: string;
  readonly isPrimaryKey: boolean;
  readonly isUnique: boolean;
  readonly isRequired: boolean;
  /** As written: `gen_random_uuid()`, `now()`, `300`, `'none'`, `false`; undefined for none. */
  readonly default?: string;
  /** `table.column`. */
  readonly references?: string;
  /** What the line says, or what it leaves open: then an owner's deletion cascades and an optional reference is emptied. */
  readonly onDelete?: 'CASCADE' | 'SET NULL';
  /** The only values that are allowed. */
  readonly values?: readonly string[];
}

export interface Model {
  readonly tables: ReadonlyMap<string, readonly Column[]>;
  /** Sets of columns that are unique together. */
  readonly uniqueTogether: readonly { readonly table: string; readonly columns: readonly string[] }[];
  readonly realtime: readonly string[];
  readonly notRealtime: readonly string[];
  readonly buckets: readonly string[];
  readonly indexes: readonly { readonly table: string; readonly columns: readonly string[] }[];
}

/** The copy that lies beside this file. */
export const ownFile = path.join(import.meta.dirname, 'data-model.md');

/** The original, which lies beside the checkout where the project is built. */
export const givenFile = path.join(root, '../shared/data-model.md');

/** Reads the model. Throws when a line of a table is not understood. */
export function readModel(file = ownFile): Model {
  const text = fs.readFileSync(file, 'utf8');
  const tables = new Map<string, Column[]>();
  const uniqueTogether: { table: string; columns: string[] }[] = [];
  let table = '';
  for (const line of section(text, 'Tables').split('\n')) {
    const heading = /^### (\w+)$/.exec(line)?.[1];
    if (heading) {
      table = heading;
      tables.set(table, []);
    }
    const cells = /^\|([^|]*)\|([^|]*)\|([^|]*)\|$/
      .exec(line)
      ?.slice(1)
      .map((cell) => cell.trim());
    if (cells && cells[0] !== 'Column' && !cells[0]?.startsWith('-')) tables.get(table)?.push(readColumn(cells));
    const together = /^UNIQUE constraint on \(([^)]+)\)/.exec(line)?.[1];
    if (together) uniqueTogether.push({ table, columns: together.split(',').map((name) => name.trim()) });
  }
  return {
    tables,
    uniqueTogether,
    realtime: listed(section(text, 'Realtime')).map((item) => item.trim()),
    notRealtime: [...section(text, 'Realtime').matchAll(/Do NOT enable realtime on (\w+)/g)].map(
      ([, name]) => name ?? '',
    ),
    buckets: [...section(text, 'Storage Buckets').matchAll(/^\*\*([\w-]+)\*\*/gm)].map(([, name]) => name ?? ''),
    indexes: listed(section(text, 'Indexes')).map((item) => {
      const [, of = '', columns = ''] = /^(\w+): \(([^)]+)\)$/.exec(item) ?? [];
      return { table: of, columns: columns.split(',').map((name) => name.trim()) };
    }),
  };
}

function section(text: string, title: string): string {
  const [, found] = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(text) ?? [];
  if (found === undefined) throw new Error(`The data model has no section ${title}.`);
  return found;
}

function listed(text: string): string[] {
  return [...text.matchAll(/^- (.+)$/gm)].map(([, item]) => item ?? '');
}

function readColumn([name = '', type = '', said = '']: readonly string[]): Column {
  const isPrimaryKey = said.includes('PRIMARY KEY');
  const isRequired = isPrimaryKey || said.includes('NOT NULL');
  const references = /FK → (\w+\.\w+)/.exec(said)?.[1];
  const fallback = /default ('[^']*'|[\w.]+(?:\(\))?)/.exec(said)?.[1];
  // Values in quotes are the only ones allowed; double quotes are examples.
  const quoted = [...said.replace(/default '[^']*'/, '').matchAll(/'([^']+)'/g)].map(([, value]) => value ?? '');
  return {
    name,
    type,
    isPrimaryKey,
    isUnique: said.includes('UNIQUE'),
    isRequired,
    ...(fallback !== undefined && { default: fallback }),
    ...(references !== undefined && { references, onDelete: isRequired ? 'CASCADE' : 'SET NULL' }),
    ...(quoted.length > 0 && { values: quoted }),
  };
}

/** A column as one line of text, so that what differs is seen in its line. */
export function columnLine(table: string, column: Column): string {
  return [
    `${table}.${column.name}`,
    column.type,
    column.isPrimaryKey ? 'PRIMARY KEY' : '',
    column.isUnique ? 'UNIQUE' : '',
    column.isRequired ? 'NOT NULL' : '',
    column.default === undefined ? '' : `DEFAULT ${column.default}`,
    column.references === undefined ? '' : `→ ${column.references} ON DELETE ${column.onDelete}`,
    column.values === undefined ? '' : `IN ${column.values.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
