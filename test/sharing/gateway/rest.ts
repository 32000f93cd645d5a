/** PostgREST's part: functions and tables of the schema `public`. Source: https://docs.postgrest.org/en/stable/references/api.html */
import pg from 'pg';
import type { GatewayDatabase } from './database.ts';
import { jsonBody, type Part, Refused, type Reply, type Request } from './requests.ts';
import { conditions, orderAndRange, selected } from './restQuery.ts';
import { errorReply } from './sqlStatus.ts';

const quote = pg.escapeIdentifier;

interface FunctionShape {
  readonly volatility: 's' | 'v' | 'i';
  readonly parameters: ReadonlyMap<string, string>;
}

const functionSql = `
  select p.provolatile as volatility, coalesce(p.proargnames, '{}') as names,
    array(select format_type(t, null) from unnest(p.proargtypes) t) as types, p.pronargdefaults as defaults
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and p.proname = $1`;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text that Postgres casts to the parameter's or column's type. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value of a parameter of type `json`: what came in a query is JSON text already. */
function asJson(value: unknown, isQuery: boolean): string {
  return isQuery ? String(value) : JSON.stringify(value ?? null);
}

export function createRest(database: () => GatewayDatabase): Part {
  const shapes = new Map<string, FunctionShape>();

  async function shapeOf(name: string, given: readonly string[]): Promise<FunctionShape> {
    const key = `${name}(${[...given].sort().join()})`;
    const known = shapes.get(key);
    if (known) return known;
    for (const row of await database().admin(functionSql, [name])) {
      const names = row['names'] as string[];
      const types = row['types'] as string[];
      const parameters = new Map(types.map((type, index) => [names[index] ?? '', type]));
      const required = types.length - Number(row['defaults']);
      const isFit =
        given.every((each) => parameters.has(each)) && names.slice(0, required).every((each) => given.includes(each));
      if (!isFit) continue;
      const shape = { volatility: row['volatility'] as FunctionShape['volatility'], parameters };
      shapes.set(key, shape);
      return shape;
    }
    const message = `Could not find the function public.${name}(${given.join(', ')}) in the schema cache`;
    throw new Refused({ status: 404, body: { code: 'PGRST202', message, details: null, hint: null } });
  }

  async function call(request: Request, name: string): Promise<Reply> {
    const isQuery = request.method !== 'POST';
    const given = isQuery ? Object.fromEntries(request.url.searchParams) : jsonBody(request);
    const shape = await shapeOf(name, Object.keys(given));
    const values = Object.entries(given).map(([key, value]) =>
      shape.parameters.get(key)?.startsWith('json') ? asJson(value, isQuery) : asText(value),
    );
    const named = Object.keys(given).map(
      (key, index) => `${quote(key)} => $${index + 1}::${shape.parameters.get(key)}`,
    );
    const sql = `select to_jsonb(public.${quote(name)}(${named.join(', ')})) as result`;
    const rows = await database().as(request.claims, async (client) => (await client.query(sql, values)).rows, {
      readOnly: isQuery || shape.volatility !== 'v',
    });
    return {
      status: 200,
      body: JSON.stringify(rows[0]?.result ?? null),
      headers: { 'content-type': 'application/json' },
    };
  }

  async function write(request: Request, sql: (values: unknown[]) => string, status: number): Promise<Reply> {
    const values: unknown[] = [];
    const text = sql(values);
    if (!String(request.headers['prefer'] ?? '').includes('return=representation')) {
      await database().as(request.claims, (client) => client.query(text, values));
      return { status: status === 200 ? 204 : status };
    }
    const all = `with w as (${text} returning t.*) select coalesce(jsonb_agg(to_jsonb(w)), '[]') as rows from w`;
    const { rows } = await database().as(request.claims, (client) => client.query(all, values));
    return { status, body: asAccepted(request, rows[0].rows) };
  }

  function asAccepted(request: Request, rows: unknown[]): unknown {
    if (!String(request.headers['accept'] ?? '').includes('application/vnd.pgrst.object+json')) return rows;
    if (rows.length === 1) return rows[0];
    const details = `The result contains ${rows.length} rows`;
    const message = 'Cannot coerce the result to a single JSON object';
    throw new Refused({ status: 406, body: { code: 'PGRST116', message, details, hint: null } });
  }

  async function select(request: Request, table: string): Promise<Reply> {
    const values: unknown[] = [];
    const query = request.url.searchParams;
    const inner = `select ${selected(query)} from public.${quote(table)}${conditions(query, values)}${orderAndRange(query)}`;
    const sql = `select coalesce(jsonb_agg(to_jsonb(r)), '[]') as rows from (${inner}) r`;
    const { rows } = await database().as(request.claims, (client) => client.query(sql, values), { readOnly: true });
    return { status: 200, body: asAccepted(request, rows[0].rows) };
  }

  function insertSql(request: Request, table: string, values: unknown[]): string {
    const parsed: unknown = JSON.parse(request.body.toString('utf8'));
    const rows = (Array.isArray(parsed) ? parsed : [parsed]).filter(isObject);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map(quote).join(', ');
    values.push(JSON.stringify(rows));
    const prefer = String(request.headers['prefer'] ?? '');
    const target = (request.url.searchParams.get('on_conflict') ?? 'id').split(',').map(quote).join(', ');
    const set = columns.replace(/"[^,]+"/g, (column) => `${column} = excluded.${column}`);
    const merge = prefer.includes('resolution=merge-duplicates')
      ? ` on conflict (${target}) do update set ${set}`
      : prefer.includes('resolution=ignore-duplicates')
        ? ` on conflict (${target}) do nothing`
        : '';
    const from = `jsonb_populate_recordset(null::public.${quote(table)}, $1)`;
    return `insert into public.${quote(table)} as t (${columns}) select ${columns} from ${from}${merge}`;
  }

  function updateSql(request: Request, table: string, values: unknown[]): string {
    const patch = jsonBody(request);
    values.push(JSON.stringify(patch));
    const set = Object.keys(patch).map((column) => `${quote(column)} = p.${quote(column)}`);
    const where = conditions(request.url.searchParams, values, 't.');
    return `update public.${quote(table)} t set ${set.join(', ')} from (select * from jsonb_populate_record(null::public.${quote(table)}, $1)) p${where}`;
  }

  async function table(request: Request, name: string): Promise<Reply> {
    switch (request.method) {
      case 'GET':
      case 'HEAD':
        return select(request, name);
      case 'POST':
        return write(request, (values) => insertSql(request, name, values), 201);
      case 'PATCH':
        return write(request, (values) => updateSql(request, name, values), 200);
      case 'DELETE':
        return write(
          request,
          (values) => `delete from public.${quote(name)} t${conditions(request.url.searchParams, values, 't.')}`,
          200,
        );
      default:
        return {
          status: 405,
          body: { code: 'PGRST117', message: 'Unsupported HTTP method', details: null, hint: null },
        };
    }
  }

  return async (request) => {
    const path = /^\/rest\/v1\/(rpc\/)?([^/]+)$/.exec(request.url.pathname);
    if (!path) return undefined;
    const target = decodeURIComponent(path[2] ?? '');
    try {
      return path[1] ? await call(request, target) : await table(request, target);
    } catch (cause) {
      const reply = errorReply(cause, request.claims.role);
      if (reply) return reply;
      throw cause;
    }
  };
}
