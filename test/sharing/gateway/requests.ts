/** HTTP requests and answers as the gateway's parts see them. */
import type http from 'node:http';

/** Who asks, from the bearer token: the claims of a session, or `anon` for the publishable key alone. */
export interface Claims {
  readonly role: 'anon' | 'authenticated' | 'service_role';
  /** The user's id. */
  readonly sub?: string;
  readonly email?: string;
  readonly session_id?: string;
  /** Seconds since 1970. */
  readonly iat?: number;
  readonly exp?: number;
}

export interface Request {
  readonly method: string;
  /** Path and query below the gateway's address. */
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly claims: Claims;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
}

/** Gives the answer of one part of the API, undefined for paths that are not its own. */
export type Part = (request: Request) => Promise<Reply | undefined>;

/** A failure that a part answers with. */
export class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`HTTP ${reply.status}`);
    this.reply = reply;
  }
}

/** The body as a JSON object; empty for an empty body. Throws {@link Refused} (400) for anything else. */
export function jsonBody(request: Request): Record<string, unknown> {
  if (request.body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new Refused({
    status: 400,
    body: { code: 'PGRST102', message: 'Empty or invalid json', details: null, hint: null },
  });
}

/** Reads a whole body. */
export async function readBody(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Writes an answer. */
export function send(response: http.ServerResponse, { status, headers = {}, body }: Reply): void {
  const isBytes = body instanceof Uint8Array || typeof body === 'string';
  const content = body === undefined ? '' : isBytes ? body : JSON.stringify(body);
  const type = isBytes || body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers });
  response.end(content);
}
