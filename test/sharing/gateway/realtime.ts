/**
 * Supabase Realtime's part: the socket with `postgres_changes`. Each subscriber hears of the rows that its own rights let it read;
 * a DELETE reaches every subscriber of the table with the key only, as documented.
 * Source: https://supabase.com/docs/guides/realtime/protocol · https://supabase.com/docs/guides/realtime/postgres-changes
 */
import type http from 'node:http';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { type RowChange, watchChanges } from './changeFeed.ts';
import type { GatewayDatabase } from './database.ts';
import { type Binding, joinPayload, type Message, readMessage, tokenPayload, writeMessage } from './phoenix.ts';
import type { Claims } from './requests.ts';

/** Faults of the sockets. */
export interface Sockets {
  /** How many are open. */
  readonly count: number;
  /** How many were ever opened. */
  readonly opened: number;
  /** Breaks every open socket. */
  drop(): void;
  /** Open sockets stay open but say nothing more, not even to heartbeats. New ones are as usual. */
  silence(): void;
  /** Refuse new sockets while true. */
  refuse: boolean;
  /** Changes what is told of a commit: leave out, repeat, reorder. */
  shape: ((changes: readonly RowChange[]) => readonly RowChange[]) | undefined;
}

interface Channel {
  readonly topic: string;
  readonly joinRef: string | null;
  readonly bindings: readonly (Binding & { readonly id: number })[];
  token: string | undefined;
}

interface Client {
  readonly socket: WebSocket;
  readonly channels: Map<string, Channel>;
  isSilent: boolean;
}

export interface RealtimeOptions {
  readonly server: http.Server;
  readonly publishableKey: string;
  /** The claims of a token; throws for one that is not valid now. */
  readonly claimsOf: (token: string) => Claims;
  readonly latencyMs: () => number;
}

export interface Realtime {
  readonly sockets: Sockets;
  /** Hears another database from now on. */
  watch(database: GatewayDatabase): Promise<void>;
  /** Hears nothing until the next {@link watch}. */
  pause(): Promise<void>;
  stop(): Promise<void>;
}

const path = '/realtime/v1/websocket';

function hears(binding: Binding, change: RowChange, row: Record<string, unknown> | undefined): boolean {
  if (binding.event !== '*' && binding.event !== change.type) return false;
  if (binding.schema !== undefined && binding.schema !== '*' && binding.schema !== 'public') return false;
  if (binding.table !== undefined && binding.table !== '*' && binding.table !== change.table) return false;
  // A filter of a DELETE is not applied, since only the key is known.
  const [, column, value] = /^(\w+)=eq\.(.*)$/.exec(binding.filter ?? '') ?? [];
  return column === undefined || !row || String(row[column]) === value;
}

export function createRealtime(options: RealtimeOptions): Realtime {
  const clients = new Set<Client>();
  const sockets = new WebSocketServer({ noServer: true });
  let database: GatewayDatabase | undefined;
  let unwatch = async () => {};
  let bindingCount = 0;

  const faults: Sockets = {
    opened: 0,
    get count() {
      return clients.size;
    },
    drop() {
      for (const { socket } of clients) socket.terminate();
    },
    silence() {
      for (const client of clients) client.isSilent = true;
    },
    refuse: false,
    shape: undefined,
  };

  function say(client: Client, message: Message): void {
    const send = () => {
      if (!client.isSilent && client.socket.readyState === client.socket.OPEN)
        client.socket.send(writeMessage(message));
    };
    const latency = options.latencyMs() / 2;
    if (latency > 0) setTimeout(send, latency).unref();
    else send();
  }

  function reply(client: Client, to: Message, status: 'ok' | 'error', response: unknown): void {
    say(client, { ...to, event: 'phx_reply', payload: { status, response } });
  }

  function claimsOf(token: string | undefined): Claims {
    return token === undefined || token === options.publishableKey ? { role: 'anon' } : options.claimsOf(token);
  }

  function join(client: Client, message: Message): void {
    const { access_token: token, config } = joinPayload.parse(message.payload);
    try {
      claimsOf(token);
    } catch {
      reply(client, message, 'error', { reason: 'InvalidJWTToken: Token has expired' });
      return;
    }
    const bindings = (config.postgres_changes ?? []).map((binding) => ({ ...binding, id: ++bindingCount }));
    client.channels.set(message.topic, { topic: message.topic, joinRef: message.joinRef, bindings, token });
    reply(client, message, 'ok', { postgres_changes: bindings });
    if (bindings.length === 0) return;
    const payload = {
      message: 'Subscribed to PostgreSQL',
      status: 'ok',
      extension: 'postgres_changes',
      channel: message.topic.slice(9),
    };
    say(client, { ...message, ref: null, event: 'system', payload });
  }

  function hear(client: Client, message: Message): void {
    if (client.isSilent) return;
    const channel = client.channels.get(message.topic);
    switch (message.event) {
      case 'heartbeat':
        reply(client, message, 'ok', {});
        break;
      case 'phx_join':
        join(client, message);
        break;
      case 'phx_leave':
        client.channels.delete(message.topic);
        reply(client, message, 'ok', {});
        say(client, { ...message, event: 'phx_close', payload: {} });
        break;
      case 'access_token':
        if (channel) channel.token = tokenPayload.parse(message.payload).access_token;
        break;
      default:
        // Broadcast and presence are not used.
        break;
    }
  }

  /** An expired token ends the channel. */
  function end(client: Client, channel: Channel): void {
    client.channels.delete(channel.topic);
    const base = { joinRef: channel.joinRef, ref: null, topic: channel.topic };
    const payload = {
      message: 'Token has expired',
      status: 'error',
      extension: 'system',
      channel: channel.topic.slice(9),
    };
    say(client, { ...base, event: 'system', payload });
    say(client, { ...base, event: 'phx_close', payload: {} });
  }

  async function readableRows(
    claims: Claims,
    table: string,
    ids: readonly string[],
  ): Promise<Map<string, Record<string, unknown>>> {
    const sql = `select to_jsonb(t) as row from public.${pg.escapeIdentifier(table)} t where t.id = any ($1)`;
    const read = database?.as(claims, (connection) => connection.query(sql, [ids]), { readOnly: true });
    // Somebody who may not read the table at all (42501) hears nothing.
    const rows = await read?.then((result) => result.rows).catch(() => []);
    return new Map((rows ?? []).map(({ row }) => [String(row.id), row]));
  }

  async function tell(client: Client, channel: Channel, changes: readonly RowChange[]): Promise<void> {
    let claims: Claims;
    try {
      claims = claimsOf(channel.token);
    } catch {
      end(client, channel);
      return;
    }
    const wanted = changes.filter((change) => channel.bindings.some((binding) => hears(binding, change, undefined)));
    const rows = new Map<string, Map<string, Record<string, unknown>>>();
    for (const table of new Set(wanted.map((change) => change.table))) {
      const ids = wanted.filter((change) => change.table === table && change.type !== 'DELETE').map(({ id }) => id);
      rows.set(table, ids.length > 0 ? await readableRows(claims, table, ids) : new Map());
    }
    for (const change of wanted) {
      const row = rows.get(change.table)?.get(change.id);
      if (change.type !== 'DELETE' && !row) continue;
      const ids = channel.bindings.filter((binding) => hears(binding, change, row)).map(({ id }) => id);
      if (ids.length === 0) continue;
      const data = {
        schema: 'public',
        table: change.table,
        type: change.type,
        commit_timestamp: new Date().toISOString(),
        columns: Object.keys(row ?? { id: '' }).map((name) => ({ name, type: 'text' })),
        ...(row && { record: row }),
        ...(change.type !== 'INSERT' && { old_record: { id: change.id } }),
        errors: null,
      };
      say(client, {
        joinRef: channel.joinRef,
        ref: null,
        topic: channel.topic,
        event: 'postgres_changes',
        payload: { ids, data },
      });
    }
  }

  async function onChanges(changes: readonly RowChange[]): Promise<void> {
    const told = faults.shape?.(changes) ?? changes;
    for (const client of clients)
      for (const channel of [...client.channels.values()]) await tell(client, channel, told);
  }

  options.server.on('upgrade', (request, socket, head) => {
    const where = new URL(request.url ?? '/', 'http://localhost');
    const isKnown = where.pathname === path && where.searchParams.get('apikey') === options.publishableKey;
    if (!isKnown || faults.refuse) {
      socket.end(`HTTP/1.1 ${isKnown ? '503 Service Unavailable' : '401 Unauthorized'}\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const client: Client = { socket: opened, channels: new Map(), isSilent: false };
      clients.add(client);
      Object.assign(faults, { opened: faults.opened + 1 });
      opened.on('close', () => clients.delete(client));
      opened.on('error', () => opened.terminate());
      opened.on('message', (data) => {
        const message = readMessage(String(data));
        if (message) hear(client, message);
      });
    });
  });

  return {
    sockets: faults,
    async watch(next) {
      await unwatch();
      database = next;
      unwatch = await watchChanges(next, onChanges);
    },
    async pause() {
      await unwatch();
      unwatch = async () => {};
    },
    async stop() {
      faults.drop();
      sockets.close();
      await unwatch();
    },
  };
}
