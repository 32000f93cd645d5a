/**
 * Supabase Storage's part: objects in a bucket. The bytes lie in memory, the rows in `storage.objects`, where the real policies decide.
 * Failures come as HTTP 400 with the real status in the body, as Storage does.
 * Source: https://supabase.com/docs/guides/storage · https://supabase.com/docs/guides/storage/debugging/error-codes
 */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { GatewayDatabase } from './database.ts';
import { type Claims, jsonBody, type Part, Refused, type Reply, type Request } from './requests.ts';
import type { Tokens } from './tokens.ts';

/** What Storage takes in a name. Source: https://supabase.com/docs/guides/storage/uploads/file-limits */
const validName = /^(?:\w|\/|!|-|\.|\*|'|\(|\)| |&|\$|@|=|;|:|\+|,|\?)+$/;

export interface NewObject {
  readonly bucket: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly isUpsert: boolean;
}

export interface Storage {
  readonly part: Part;
  /** Puts an object as the caller; throws {@link Refused}. */
  put(claims: Claims, object: NewObject): Promise<{ readonly id: string }>;
  /** Throws {@link Refused} when the caller may not add this object now; changes nothing. */
  check(claims: Claims, object: NewObject): Promise<void>;
  /** The bytes of an object, whatever the rights; for tests. */
  bytesOf(bucket: string, name: string): Promise<Buffer | undefined>;
  /** Every name in a bucket, sorted; for tests. */
  names(bucket: string): Promise<string[]>;
}

export function storageError(status: number, error: string, message: string): Refused {
  return new Refused({ status: 400, body: { statusCode: String(status), error, message } });
}

const notFound = () => storageError(404, 'not_found', 'Object not found');

/** What Storage answers to a refusal of the database. */
function translated(cause: unknown): unknown {
  if (!(cause instanceof pg.DatabaseError)) return cause;
  if (cause.code === '42501') return storageError(403, 'Unauthorized', 'new row violates row-level security policy');
  if (cause.code === '23505') return storageError(409, 'Duplicate', 'The resource already exists');
  if (cause.code === '23503') return storageError(404, 'Bucket not found', 'Bucket not found');
  return cause;
}

const addSql = `insert into storage.objects (bucket_id, name, owner_id, metadata, version) values ($1, $2, $3, $4, $5)`;
const upsertSql = ` on conflict (bucket_id, name) do update set metadata = excluded.metadata, version = excluded.version, updated_at = now()`;

export function createStorage(database: () => GatewayDatabase, tokens: Tokens): Storage {
  const bytesByVersion = new Map<string, Buffer>();

  async function write(claims: Claims, object: NewObject, isTrial: boolean): Promise<{ id: string }> {
    if (!validName.test(object.name)) throw storageError(400, 'InvalidKey', `Invalid key: ${object.name}`);
    const version = randomUUID();
    const size = object.bytes.length;
    const eTag = `"${createHash('md5').update(object.bytes).digest('hex')}"`;
    const metadata = {
      eTag,
      size,
      contentLength: size,
      mimetype: object.contentType,
      cacheControl: 'max-age=3600',
      httpStatusCode: 200,
    };
    const values = [object.bucket, object.name, claims.sub ?? null, JSON.stringify(metadata), version];
    const sql = `${addSql}${object.isUpsert ? upsertSql : ''} returning id`;
    const trial = new Error('trial');
    try {
      return await database().as(claims, async (client) => {
        const { rows } = await client.query(sql, values);
        if (isTrial) throw trial;
        bytesByVersion.set(version, object.bytes);
        return { id: String(rows[0].id) };
      });
    } catch (cause) {
      if (cause === trial) return { id: '' };
      throw translated(cause);
    }
  }

  async function visible(claims: Claims, bucket: string, name: string): Promise<Record<string, unknown>> {
    const sql =
      'select id, name, version, metadata, created_at, updated_at from storage.objects where bucket_id = $1 and name = $2';
    const { rows } = await database().as(claims, (client) => client.query(sql, [bucket, name]));
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  function contentOf(row: Record<string, unknown>, range: string | undefined): Reply {
    const bytes = bytesByVersion.get(String(row['version']));
    if (!bytes) throw notFound();
    const { mimetype, eTag } = row['metadata'] as Record<string, string>;
    const headers = {
      'content-type': mimetype ?? 'application/octet-stream',
      etag: eTag ?? '',
      'accept-ranges': 'bytes',
    };
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    if (from === undefined)
      return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes };
    const start = Number(from);
    if (start >= bytes.length) return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } };
    const end = to ? Math.min(Number(to), bytes.length - 1) : bytes.length - 1;
    const part = bytes.subarray(start, end + 1);
    const place = `bytes ${start}-${end}/${bytes.length}`;
    return {
      status: 206,
      headers: { ...headers, 'content-range': place, 'content-length': String(part.length) },
      body: part,
    };
  }

  async function list(request: Request, bucket: string): Promise<Reply> {
    const { prefix = '', limit = 100, offset = 0 } = jsonBody(request);
    const folder = prefix === '' ? '' : `${String(prefix).replace(/\/$/, '')}/`;
    const sql = 'select * from storage.objects where bucket_id = $1 and left(name, length($2)) = $2 order by name';
    const { rows } = await database().as(request.claims, (client) => client.query(sql, [bucket, folder]));
    const found = new Map<string, unknown>();
    for (const { id, name, metadata, created_at, updated_at } of rows) {
      const [first = '', ...deeper] = String(name).slice(folder.length).split('/');
      const isFolder = deeper.length > 0;
      const file = { name: first, id, metadata, created_at, updated_at, last_accessed_at: updated_at };
      if (!found.has(first)) found.set(first, isFolder ? { name: first, id: null, metadata: null } : file);
    }
    return { status: 200, body: [...found.values()].slice(Number(offset), Number(offset) + Number(limit)) };
  }

  async function remove(request: Request, bucket: string): Promise<Reply> {
    const { prefixes } = jsonBody(request);
    const names = Array.isArray(prefixes) ? prefixes.map(String) : [];
    const sql = 'delete from storage.objects where bucket_id = $1 and name = any ($2) returning name, version';
    const { rows } = await database().as(request.claims, (client) => client.query(sql, [bucket, names]));
    for (const { version } of rows) bytesByVersion.delete(version);
    return { status: 200, body: rows.map(({ name }) => ({ name, bucket_id: bucket })) };
  }

  async function signOne(claims: Claims, bucket: string, name: string, expiresIn: unknown): Promise<string> {
    await visible(claims, bucket, name);
    const exp = Math.floor(Date.now() / 1000) + Number(expiresIn);
    const token = tokens.sign({ role: 'anon', sub: `${bucket}/${name}`, exp });
    return `/object/sign/${bucket}/${name.split('/').map(encodeURIComponent).join('/')}?token=${token}`;
  }

  async function sign(request: Request, bucket: string, name: string): Promise<Reply> {
    const { expiresIn, paths } = jsonBody(request);
    if (!Array.isArray(paths))
      return { status: 200, body: { signedURL: await signOne(request.claims, bucket, name, expiresIn) } };
    const signed = paths.map(String).map(async (path) => {
      const signedURL = await signOne(request.claims, bucket, path, expiresIn).catch(() => null);
      return {
        path,
        signedURL,
        error: signedURL ? null : 'Either the object does not exist or you do not have access to it',
      };
    });
    return { status: 200, body: await Promise.all(signed) };
  }

  async function followSigned(request: Request, bucket: string, name: string): Promise<Reply> {
    const claims = tokens.verify(request.url.searchParams.get('token') ?? '');
    const isGood = claims?.sub === `${bucket}/${name}` && (claims.exp ?? 0) * 1000 > Date.now();
    if (!isGood) throw storageError(400, 'InvalidJWT', 'jwt expired');
    const sql = 'select version, metadata from storage.objects where bucket_id = $1 and name = $2';
    const [row] = await database().admin(sql, [bucket, name]);
    if (!row) throw notFound();
    return contentOf(row, request.headers['range']);
  }

  async function object(request: Request, bucket: string, name: string): Promise<Reply> {
    switch (request.method) {
      case 'POST':
      case 'PUT': {
        const isUpsert = request.method === 'PUT' || request.headers['x-upsert'] === 'true';
        const contentType = request.headers['content-type'] ?? 'application/octet-stream';
        const { id } = await write(request.claims, { bucket, name, contentType, bytes: request.body, isUpsert }, false);
        return { status: 200, body: { Id: id, Key: `${bucket}/${name}` } };
      }
      case 'HEAD':
      case 'GET':
        return contentOf(await visible(request.claims, bucket, name), request.headers['range']);
      case 'DELETE': {
        await visible(request.claims, bucket, name);
        return remove({ ...request, body: Buffer.from(JSON.stringify({ prefixes: [name] })) }, bucket);
      }
      default:
        return { status: 405, body: {} };
    }
  }

  async function part(request: Request): Promise<Reply | undefined> {
    const path = /^\/storage\/v1\/object\/(?:(list|sign|info|authenticated|public)\/)?([^/]+)(?:\/(.*))?$/.exec(
      request.url.pathname,
    );
    if (!path) return undefined;
    const [, action, bucketPart = '', namePart = ''] = path;
    const bucket = decodeURIComponent(bucketPart);
    const name = namePart.split('/').map(decodeURIComponent).join('/');
    if (action === 'list') return list(request, bucket);
    if (action === 'sign')
      return request.method === 'POST' ? sign(request, bucket, name) : followSigned(request, bucket, name);
    if (action === 'info') return { status: 200, body: await visible(request.claims, bucket, name) };
    // The bucket is private: nothing of it is public.
    if (action === 'public') throw storageError(404, 'Bucket not found', 'Bucket not found');
    return name === '' && request.method === 'DELETE' ? remove(request, bucket) : object(request, bucket, name);
  }

  return {
    part,
    put: (claims, added) => write(claims, added, false),
    check: async (claims, added) => {
      await write(claims, added, true);
    },
    async bytesOf(bucket, name) {
      const sql = 'select version from storage.objects where bucket_id = $1 and name = $2';
      const [row] = await database().admin(sql, [bucket, name]);
      return bytesByVersion.get(String(row?.['version']));
    },
    async names(bucket) {
      const rows = await database().admin('select name from storage.objects where bucket_id = $1 order by name', [
        bucket,
      ]);
      return rows.map(({ name }) => String(name));
    },
  };
}
