/**
 * Storage's resumable uploads: TUS 1.0.0 with the extensions creation and termination.
 * Source: https://tus.io/protocols/resumable-upload · https://supabase.com/docs/guides/storage/uploads/resumable-uploads
 */
import { randomUUID } from 'node:crypto';
import { type Part, Refused, type Reply, type Request } from './requests.ts';
import type { Storage } from './storage.ts';

interface Upload {
  readonly owner: string | undefined;
  readonly bucket: string;
  readonly name: string;
  readonly contentType: string;
  readonly isUpsert: boolean;
  readonly length: number;
  bytes: Buffer;
}

const home = '/storage/v1/upload/resumable';
const tus = { 'tus-resumable': '1.0.0' };

/** `Upload-Metadata`: names with values in base64. */
function metadataOf(header: string): Map<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  return new Map(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

export function createResumable(storage: Storage, url: () => string): Part {
  const uploads = new Map<string, Upload>();

  async function create(request: Request): Promise<Reply> {
    const metadata = metadataOf(String(request.headers['upload-metadata'] ?? ''));
    const length = Number(request.headers['upload-length']);
    if (!Number.isSafeInteger(length) || length < 0)
      return { status: 400, headers: tus, body: 'Upload-Length is missing' };
    const upload: Upload = {
      owner: request.claims.sub,
      bucket: metadata.get('bucketName') ?? '',
      name: metadata.get('objectName') ?? '',
      contentType: metadata.get('contentType') ?? 'application/octet-stream',
      isUpsert: request.headers['x-upsert'] === 'true',
      length,
      bytes: Buffer.alloc(0),
    };
    await storage.check(request.claims, upload);
    const id = randomUUID();
    uploads.set(id, upload);
    const isWhole = request.body.length > 0 || length === 0;
    const offset = isWhole ? await append(request, id, upload) : 0;
    return { status: 201, headers: { ...tus, location: `${url()}${home}/${id}`, 'upload-offset': String(offset) } };
  }

  async function append(request: Request, id: string, upload: Upload): Promise<number> {
    upload.bytes = Buffer.concat([upload.bytes, request.body]);
    if (upload.bytes.length > upload.length)
      throw new Refused({ status: 413, headers: tus, body: 'Upload exceeds its length' });
    if (upload.bytes.length === upload.length) {
      await storage.put(request.claims, upload);
      // Kept for HEAD, so that a client whose answer was lost learns that all has arrived.
      uploads.set(id, upload);
    }
    return upload.bytes.length;
  }

  async function patch(request: Request, id: string, upload: Upload): Promise<Reply> {
    if (Number(request.headers['upload-offset']) !== upload.bytes.length)
      return { status: 409, headers: tus, body: 'Upload-Offset conflict' };
    const offset = await append(request, id, upload);
    return { status: 204, headers: { ...tus, 'upload-offset': String(offset) } };
  }

  /** TUS tells failures by their status, unlike the rest of Storage. */
  function plain(cause: unknown): never {
    if (!(cause instanceof Refused)) throw cause;
    const { statusCode, message } = (cause.reply.body ?? {}) as { statusCode?: string; message?: string };
    if (statusCode === undefined) throw cause;
    throw new Refused({ status: Number(statusCode), headers: tus, body: message ?? '' });
  }

  return async (request) => {
    if (!request.url.pathname.startsWith(home)) return undefined;
    const id = request.url.pathname.slice(home.length + 1);
    if (id === '') return request.method === 'POST' ? create(request).catch(plain) : { status: 405, headers: tus };
    const upload = uploads.get(id);
    if (!upload || upload.owner !== request.claims.sub)
      return { status: 404, headers: tus, body: 'The file for this url was not found' };
    switch (request.method) {
      case 'PATCH':
        return patch(request, id, upload).catch(plain);
      case 'HEAD': {
        const headers = {
          'upload-offset': String(upload.bytes.length),
          'upload-length': String(upload.length),
          'cache-control': 'no-store',
        };
        return { status: 200, headers: { ...tus, ...headers } };
      }
      case 'DELETE':
        uploads.delete(id);
        return { status: 204, headers: tus };
      default:
        return { status: 405, headers: tus };
    }
  };
}
