/**
 * A STAND-IN for Supabase in front of a real Postgres, for tests: it is not Supabase. The database, its migrations and its row-level security
 * are real and so is supabase-js on the other side; what lies between (PostgREST, Auth, Storage, Realtime) is written here from their
 * documentation, as far as this project uses it. Passing against it does not mean "tested on Supabase" (`npm run test:supabase` does).
 */
import http from 'node:http';
import type net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { SupabaseDatabase } from '../postgres/migrated.ts';
import { createAuth, type Letter } from './auth.ts';
import { connectGateway } from './database.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { type Claims, type Part, Refused, type Reply, readBody, send } from './requests.ts';
import { createRest } from './rest.ts';
import { createTokens } from './tokens.ts';

export interface GatewayOptions {
  readonly database: SupabaseDatabase;
  /** Added to every answer, in milliseconds; also {@link Faults.latencyMs}. */
  readonly latencyMs?: number;
  /** How long access tokens are valid; 3600 when left out. */
  readonly accessTokenSeconds?: number;
  /** 0, the default, takes a free port. */
  readonly port?: number;
}

/** Give `url` and `publishableKey` to supabase-js. */
export interface Gateway {
  readonly url: string;
  readonly publishableKey: string;
  /** What the extension must refuse: `sb_secret_…`, and a JWT with the role `service_role`. */
  readonly secretKeys: readonly string[];
  readonly faults: Faults;
  /** Letters that Auth would have sent, oldest first. */
  readonly letters: readonly Letter[];
  /** Signs in without a letter, making the user when there is none: what `auth.setSession` takes. */
  signIn(
    email: string,
  ): Promise<{ readonly access_token: string; readonly refresh_token: string; readonly user: { readonly id: string } }>;
  /** All access tokens given out until now count as expired; refreshing works. */
  expireTokens(): void;
  /** Ends the sessions of a user: neither access nor refreshing. */
  endSessions(userId: string): void;
  stop(): Promise<void>;
}

const expiredReply: Reply = {
  status: 401,
  body: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
};

/** Starts the stand-in on loopback. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const faults = createFaults(options.latencyMs);
  const tokens = createTokens();
  const publishableKey = 'sb_publishable_standin_for_tests';
  const database = connectGateway(options.database);
  let url = '';
  const auth = createAuth({
    database: () => database,
    tokens,
    url: () => url,
    accessTokenSeconds: options.accessTokenSeconds,
  });
  const parts: readonly Part[] = [auth.part, createRest(database)];

  /** Kong's part: the key must be known, and the token tells who asks. */
  function claimsOf(headers: http.IncomingHttpHeaders, where: URL): Claims {
    if (where.pathname === '/auth/v1/verify') return { role: 'anon' };
    const key = headers['apikey'] ?? where.searchParams.get('apikey');
    if (key !== publishableKey)
      throw new Refused({ status: 401, body: { message: 'Invalid API key', hint: 'Double check your API key.' } });
    const bearer = /^Bearer (.+)$/.exec(String(headers['authorization'] ?? ''))?.[1];
    return bearer === undefined || bearer === publishableKey ? { role: 'anon' } : auth.claimsOf(bearer);
  }

  async function answer(message: http.IncomingMessage, where: URL): Promise<Reply> {
    const body = await readBody(message);
    try {
      const request = {
        method: message.method ?? 'GET',
        url: where,
        headers: message.headers,
        body,
        claims: claimsOf(message.headers, where),
      };
      for (const part of parts) {
        const reply = await part(request);
        if (reply) return reply;
      }
      return { status: 404, body: { message: 'no Route matched with those values' } };
    } catch (cause) {
      if (cause instanceof Refused) return cause.reply;
      return { status: 500, body: { code: 'XX000', message: String(cause), details: null, hint: null } };
    }
  }

  async function suffer(
    fault: Fault | undefined,
    socket: net.Socket,
    work: () => Promise<Reply>,
  ): Promise<Reply | undefined> {
    switch (fault?.kind) {
      case undefined:
        return work();
      case 'status': {
        const headers =
          fault.retryAfterSeconds === undefined ? undefined : { 'retry-after': String(fault.retryAfterSeconds) };
        return { status: fault.status, ...(headers && { headers }), body: { message: 'a fault for tests' } };
      }
      case 'expired':
        return expiredReply;
      case 'delay':
        await wait(fault.ms);
        return work();
      case 'hang':
        await faults.cleared();
        break;
      case 'dropAfter':
        await work();
        break;
      case 'dropBefore':
        break;
    }
    socket.destroy();
    return undefined;
  }

  const server = http.createServer((message, response) => {
    const where = new URL(message.url ?? '/', url);
    const fault = faults.take(`${message.method} ${where.pathname}${where.search}`);
    void suffer(fault, message.socket, () => answer(message, where)).then(async (reply) => {
      if (!reply) return;
      if (faults.latencyMs > 0) await wait(faults.latencyMs);
      send(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address() as net.AddressInfo;
  url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    publishableKey,
    secretKeys: ['sb_secret_standin_for_tests', tokens.sign({ role: 'service_role' })],
    faults,
    letters: auth.letters,
    signIn: (email) => auth.signIn(email) as ReturnType<Gateway['signIn']>,
    expireTokens: auth.expireTokens,
    endSessions: auth.endSessions,
    async stop() {
      faults.clear();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
