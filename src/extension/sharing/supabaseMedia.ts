/**
 * The shared media files in Supabase Storage: small ones in one request, large ones by the TUS protocol in pieces that can go on after a
 * break, downloads by range. Sources: https://supabase.com/docs/guides/storage/uploads/resumable-uploads · https://tus.io/protocols/resumable-upload
 */
import type { SupabaseClient } from '@supabase/supabase-js';
import { type MediaSource, RemoteError, type RemoteMedia } from './remoteProject.ts';
import { asRemoteError, remoteErrorOf } from './supabaseErrors.ts';

const bucket = 'rewrite-assets';
/** Supabase wants pieces of exactly this size, but for the last; smaller files go in one request. */
const pieceBytes = 6 * 1024 * 1024;
const answerWithinMs = 120_000;

/** `url`: the address of the Supabase project; `key`: its publishable key; `client`: signed in as the writer. */
export function createSupabaseMedia(client: SupabaseClient, url: string, key: string): RemoteMedia {
  return new StorageMedia(client, url, key);
}

class StorageMedia implements RemoteMedia {
  readonly #client: SupabaseClient;
  readonly #base: string;
  readonly #key: string;

  constructor(client: SupabaseClient, url: string, key: string) {
    this.#client = client;
    this.#base = `${url.replace(/\/$/, '')}/storage/v1`;
    this.#key = key;
  }

  async upload(
    path: string,
    source: MediaSource,
    resume: string | null,
    onResume: (resume: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (source.size > pieceBytes) return this.#uploadInPieces(path, source, { resume, onResume, signal });
    const body = await source.read(0, source.size);
    const headers = { 'content-type': typeOf(path), 'x-upsert': 'false' };
    const response = await this.#request(`object/${bucket}/${keyOf(path)}`, { method: 'POST', headers, body, signal });
    await this.#requireStored(response);
  }

  async download(
    path: string,
    from: number,
    take: (bytes: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await this.#request(`object/authenticated/${bucket}/${keyOf(path)}`, { headers, signal });
    // All of it is here already.
    if (response.status === 416) return true;
    if (!response.ok) {
      if ((await statusOf(response)) === 404) return false;
      throw await failureOf(response);
    }
    let skip = response.status === 206 ? 0 : from;
    try {
      for await (const piece of response.body ?? []) {
        const bytes = piece.subarray(Math.min(skip, piece.length));
        skip -= piece.length - bytes.length;
        if (bytes.length > 0) await take(bytes);
      }
    } catch (cause) {
      throw isDisk(cause) ? cause : asRemoteError(cause);
    }
    return true;
  }

  async remove(path: string, signal: AbortSignal): Promise<void> {
    const body = JSON.stringify({ prefixes: [keyOf(path)] });
    const headers = { 'content-type': 'application/json' };
    const response = await this.#request(`object/${bucket}`, { method: 'DELETE', headers, body, signal });
    if (!response.ok && (await statusOf(response)) !== 404) throw await failureOf(response);
  }

  async #uploadInPieces(
    path: string,
    source: MediaSource,
    { resume, onResume, signal }: { resume: string | null; onResume: (resume: string) => void; signal: AbortSignal },
  ): Promise<void> {
    let place = resume === null ? undefined : await this.#offsetOf(resume, signal);
    let address = resume;
    if (place === undefined || address === null) {
      const begun = await this.#begin(path, source.size, signal);
      if (begun === undefined) return;
      address = begun;
      place = 0;
      onResume(begun);
    }
    while (place < source.size) {
      const body = await source.read(place, Math.min(source.size, place + pieceBytes));
      const headers = {
        ...tusHeaders,
        'upload-offset': String(place),
        'content-type': 'application/offset+octet-stream',
      };
      const response = await this.#request(address, { method: 'PATCH', headers, body, signal });
      if (!response.ok) return await this.#requireStored(response);
      place = Number(response.headers.get('upload-offset') ?? place + body.length);
    }
  }

  /** The address of a new upload; undefined when the file is there already. */
  async #begin(path: string, size: number, signal: AbortSignal): Promise<string | undefined> {
    const metadata = { bucketName: bucket, objectName: keyOf(path), contentType: typeOf(path), cacheControl: '3600' };
    const pairs = Object.entries(metadata).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
    const headers = {
      ...tusHeaders,
      'upload-length': String(size),
      'upload-metadata': pairs.join(','),
      'x-upsert': 'false',
    };
    const response = await this.#request('upload/resumable', { method: 'POST', headers, signal });
    const address = response.headers.get('location');
    if (response.ok && address) return new URL(address, `${this.#base}/`).toString();
    await this.#requireStored(response);
    return undefined;
  }

  /** How much of an upload has arrived; undefined when the server no longer knows it. */
  async #offsetOf(address: string, signal: AbortSignal): Promise<number | undefined> {
    const response = await this.#request(address, { method: 'HEAD', headers: tusHeaders, signal });
    const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
    return response.ok && Number.isInteger(offset) ? offset : undefined;
  }

  /** A file that is there already has the same bytes: its path is that of its asset, and nobody overwrites. */
  async #requireStored(response: Response): Promise<void> {
    if (response.ok || (await statusOf(response)) === 409) return;
    throw await failureOf(response);
  }

  async #request(address: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
    const { data } = await this.#client.auth.getSession();
    if (!data.session) throw new RemoteError('signedOut');
    const url = new URL(address, `${this.#base}/`);
    // An address that a server gave must lead to that server: the token goes along.
    if (url.origin !== new URL(this.#base).origin) throw new RemoteError('invalid');
    const headers = { ...init.headers, apikey: this.#key, authorization: `Bearer ${data.session.access_token}` };
    const signal = AbortSignal.any([init.signal, AbortSignal.timeout(answerWithinMs)]);
    try {
      return await fetch(url, { ...init, headers, signal });
    } catch (cause) {
      throw asRemoteError(cause);
    }
  }
}

const tusHeaders = { 'tus-resumable': '1.0.0' };

const types: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

function typeOf(path: string): string {
  return types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** Storage takes only some ASCII in names; every other byte is written as `=` and two hex digits (as is `=` itself). */
export function keyOf(path: string): string {
  return path
    .split('/')
    .map((part) => part.replace(/[^\w!.*'() &$@;:+,-]/gu, encoded).replaceAll(' ', '=20'))
    .join('/');
}

function encoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Storage answers 400 to much and says the real status in the body. */
async function statusOf(response: Response): Promise<number> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('statusCode' in body)) return response.status;
  return Number(body.statusCode) || response.status;
}

async function failureOf(response: Response): Promise<RemoteError> {
  return remoteErrorOf({ status: await statusOf(response), retryAfter: response.headers.get('retry-after') });
}

/** What could not be written here is no fault of the network. */
function isDisk(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'syscall' in cause &&
    'code' in cause &&
    String(cause.code).startsWith('E') &&
    'path' in cause
  );
}
