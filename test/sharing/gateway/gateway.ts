/**
 * A STAND-IN for Supabase in front of a real Postgres, for tests: it is not Supabase. The database, its migrations and its row-level security
 * are real and so is supabase-js on the other side; what lies between (PostgREST, Auth, Storage, Realtime) is written here from their
 * documentation, as far as this project uses it. Passing against it does not mean "tested on Supabase" (`npm run test:supabase` does).
 */
import http from 'node:http';
import type net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { copyDatabase, type SupabaseDatabase } from '../postgres/migrated.ts';
import { createAuth, type Letter } from './auth.ts';
import { connectGateway } from './database.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { createRealtime, type Sockets } from './realtime.ts';
import { type Claims, type Part, Refused, type Reply, readBody, send } from './requests.ts';
import { createRest } from './rest.ts';
import { createResumable } from './resumable.ts';
import { createStorage, type Storage } from './storage.ts';
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
  /** The realtime sockets and their faults. */
  readonly sockets: Sockets;
  /** What Storage holds, whatever the rights. */
  readonly storage: Pick<Storage, 'bytesOf' | 'names'>;
  /** Keeps a copy of the database as it is now. */
  backUp(): Promise<Backup>;
  /** Sets the server back to a backup, as an administrator would: sockets break, sessions and stored bytes stay. */
  restore(backup: Backup): Promise<void>;
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

/** A copy of the database. */
export interface Backup {
  readonly database: SupabaseDatabase;
}

const expiredReply: Reply = {
  status: 401,
  body: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null },
};

/** Addresses that are opened from letters and signed links, without a key. */
const isOpen = (path: string) => path === '/auth/v1/verify' || path.startsWith('/storage/v1/object/sign/');

/** Starts the stand-in on loopback. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const faults = createFaults(options.latencyMs);
  const tokens = createTokens();
  const publishableKey = 'sb_publishable_standin_for_tests';
  let current = options.database;
  let database = connectGateway(current);
  let url = '';
  const storage = createStorage(() => database, tokens);
  const auth = createAuth({
    database: () => database,
    tokens,
    url: () => url,
    accessTokenSeconds: options.accessTokenSeconds,
  });
  const parts: readonly Part[] = [
    auth.part,
    createRest(() => database),
    storage.part,
    createResumable(storage, () => url),
  ];

  /** Kong's part: the key must be known, and the token tells who asks. */
  function claimsOf(headers: http.IncomingHttpHeaders, where: URL): Claims {
    const key = headers['apikey'] ?? where.searchParams.get('apikey');
    if (key === null && isOpen(where.pathname)) return { role: 'anon' };
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
  const realtime = createRealtime({
    server,
    publishableKey,
    claimsOf: auth.claimsOf,
    latencyMs: () => faults.latencyMs,
  });
  await realtime.watch(database);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address() as net.AddressInfo;
  url = `http://127.0.0.1:${address.port}`;

  /** Runs `work` while nothing is connected to the database, then connects to the one that it gives. */
  async function disconnected(work: () => Promise<SupabaseDatabase>): Promise<void> {
    await realtime.pause();
    await database.close();
    current = await work();
    database = connectGateway(current);
    await realtime.watch(database);
  }

  return {
    url,
    publishableKey,
    secretKeys: ['sb_secret_standin_for_tests', tokens.sign({ role: 'service_role' })],
    faults,
    sockets: realtime.sockets,
    storage,
    async backUp() {
      let copy = current;
      await disconnected(async () => {
        copy = await copyDatabase(current);
        return current;
      });
      return { database: copy };
    },
    async restore(backup) {
      realtime.sockets.drop();
      await disconnected(() => copyDatabase(backup.database));
    },
    letters: auth.letters,
    signIn: (email) => auth.signIn(email) as ReturnType<Gateway['signIn']>,
    expireTokens: auth.expireTokens,
    endSessions: auth.endSessions,
    async stop() {
      faults.clear();
      await realtime.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
