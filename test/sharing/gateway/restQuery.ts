/** The query parameters of PostgREST's tables as SQL. Source: https://docs.postgrest.org/en/stable/references/api/tables_views.html */
import pg from 'pg';
import { Refused } from './requests.ts';

const quote = pg.escapeIdentifier;
const reserved = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict', 'apikey']);
const operators: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
};

/** Supabase's default for the most rows that one answer holds. */
const mostRows = 1000;

/** The select list: `*`, or columns by name. */
export function selected(query: URLSearchParams): string {
  const list = query.get('select');
  if (!list || list === '*') return '*';
  return list
    .split(',')
    .map((column) => quote(column.trim()))
    .join(', ');
}

/** ` where …` for the filters; their values are added to `values` and stand as parameters, never as SQL. */
export function conditions(query: URLSearchParams, values: unknown[], prefix = ''): string {
  const found = [...query]
    .filter(([column]) => !reserved.has(column))
    .map(([column, condition]) => comparison(`${prefix}${quote(column)}`, condition, values));
  return found.length === 0 ? '' : ` where ${found.join(' and ')}`;
}

function comparison(column: string, condition: string, values: unknown[]): string {
  const [, operator = '', operand = ''] = /^([a-z]+)\.([\s\S]*)$/.exec(condition) ?? [];
  if (operator === 'is' && ['null', 'true', 'false'].includes(operand)) return `${column} is ${operand}`;
  if (operator === 'in') {
    values.push(listed(operand));
    return `${column}::text = any ($${values.length}::text[])`;
  }
  const sql = operators[operator];
  if (!sql) {
    const message = `"failed to parse filter (${condition})" (line 1, column 1)`;
    throw new Refused({ status: 400, body: { code: 'PGRST100', message, details: null, hint: null } });
  }
  values.push(operand.replace(/\*/g, sql.endsWith('like') ? '%' : '*'));
  return `${column} ${sql} $${values.length}`;
}

/** The values of `in.(a,"b,c")`. */
function listed(operand: string): string[] {
  const inner = operand.replace(/^\(|\)$/g, '');
  return [...inner.matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'),
  );
}

/** ` order by … limit … offset …`. */
export function orderAndRange(query: URLSearchParams): string {
  const order = (query.get('order') ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [column = '', direction] = part.split('.');
      return `${quote(column)} ${direction === 'desc' ? 'desc' : 'asc'}`;
    });
  const limit = Math.min(Number(query.get('limit') ?? mostRows) || 0, mostRows);
  const offset = Number(query.get('offset') ?? 0) || 0;
  return `${order.length > 0 ? ` order by ${order.join(', ')}` : ''} limit ${limit} offset ${offset}`;
}
