/**
 * A stand-in for ElevenLabs on the loopback: it checks every request strictly, counts what it charges, and fails in the ways that the
 * real one and the network do. A request that it has begun to work on is charged, whether anyone still listens or not.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { wavFile } from '../../../src/extension/voices/sound/wav.ts';
import { modelTrouble, queries, type SpeechBody, speechBody } from './requestShapes.ts';
import {
  type Charge,
  held,
  historyAnswer,
  type Item,
  json,
  modelAnswer,
  models,
  parsedJson,
  refuse,
  type StandInModel,
  subscriptionAnswer,
  voiceAnswer,
} from './standInAnswers.ts';
import { alignmentOf, speechOf } from './standInSpeech.ts';

/** How one request for speech goes wrong. `charged` ones are made and charged all the same. */
export type Fault =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly detail: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'resetBefore' }
  | { readonly kind: 'resetAfter' }
  | { readonly kind: 'resetInBody' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'stalledHead' }
  | { readonly kind: 'stalledBody' }
  | { readonly kind: 'drip' }
  | { readonly kind: 'chargedError'; readonly status: number }
  | { readonly kind: 'cutSound' }
  | { readonly kind: 'silence' };

export interface StandInOptions {
  readonly key?: string;
  readonly latencyMs?: number;
  readonly limit?: number;
  readonly credits?: number;
  readonly voices?: readonly string[];
  /** How long after the charge an item stands in the history. */
  readonly historyDelayMs?: number;
  /** How far the service's clock is ahead of ours. */
  readonly clockAheadMs?: number;
  /** What goes wrong with a request for speech, by its number from 0. */
  readonly fault?: (index: number, body: SpeechBody, voice: string) => Fault | undefined;
  /** Where a sample of a voice is. */
  readonly previewOf?: (voice: string) => string | null;
  /** The form in which the history gives sounds. */
  readonly historyForm?: 'wav' | 'mp3';
}

export const goodKey = 'sk_test_0123456789abcdef';

export interface StandIn extends AsyncDisposable {
  readonly url: string;
  /** May be changed while it runs. */
  readonly state: { key: string; limit: number; credits: number; voices: Set<string>; latencyMs: number };
  readonly charges: readonly Charge[];
  /** Requests that the real service would not take as they are; a test that finds any has failed. */
  readonly violations: readonly string[];
  /** Requests of each kind. */
  readonly counts: Readonly<Record<'speech' | 'history' | 'audio' | 'models' | 'voices' | 'subscription', number>>;
  /** Requests refused because there were too many at once. */
  readonly refusals: number;
  /** The most requests for speech that ran at once, refused ones not counted. */
  readonly widest: number;
  /** How long all requests that were taken together were under way, milliseconds. */
  readonly busyMs: number;
  close(): Promise<void>;
}

export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const service = new Service(options);
  const server = http.createServer((request, response) => {
    service.answer(request, response).catch((cause: unknown) => {
      service.violations.push(`the stand-in failed: ${String(cause)}`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(service, { url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close });
}

class Service {
  readonly state: StandIn['state'];
  readonly charges: Charge[] = [];
  readonly violations: string[] = [];
  readonly counts = { speech: 0, history: 0, audio: 0, models: 0, voices: 0, subscription: 0 };
  refusals = 0;
  widest = 0;
  busyMs = 0;
  readonly #options: StandInOptions;
  readonly #items: Item[] = [];
  #running = 0;
  #ids = 0;

  constructor(options: StandInOptions) {
    this.#options = options;
    const {
      key = goodKey,
      limit = 5,
      credits = 1_000_000,
      voices = ['Rachel', 'Adam', 'Bella'],
      latencyMs = 0,
    } = options;
    this.state = { key, limit, credits, voices: new Set(voices), latencyMs };
  }

  async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://service');
    response.setHeader('date', new Date(this.#now()).toUTCString());
    if (request.headers['xi-api-key'] !== this.state.key) {
      json(response, 401, {
        detail: { type: 'authentication_error', code: 'invalid_api_key', message: 'no', status: 'invalid_api_key' },
      });
      return;
    }
    const query = Object.fromEntries(url.searchParams);
    const speech = /^\/v1\/text-to-speech\/([^/]+)\/with-timestamps$/.exec(url.pathname);
    const audio = /^\/v1\/history\/([^/]+)\/audio$/.exec(url.pathname);
    if (request.method === 'POST' && speech?.[1]) {
      await this.#speech(response, decodeURIComponent(speech[1]), query, Buffer.concat(chunks).toString());
    } else if (request.method === 'GET' && audio?.[1]) await this.#audio(response, audio[1], query);
    else if (request.method === 'GET') this.#read(response, url.pathname, query);
    else this.#violate(response, `${request.method} ${url.pathname}`);
  }

  #now(): number {
    return Date.now() + (this.#options.clockAheadMs ?? 0);
  }

  #violate(response: http.ServerResponse, what: string): void {
    this.violations.push(what);
    json(response, 422, { detail: [{ loc: ['body'], msg: what, type: 'value_error' }] });
  }

  #read(response: http.ServerResponse, path: string, query: Record<string, string>): void {
    const checked = (name: keyof typeof queries) => queries[name].safeParse(query).success;
    if (path === '/v1/models' && checked('none')) {
      this.counts.models++;
      json(response, 200, models.map(modelAnswer));
    } else if (path === '/v2/voices' && checked('voices')) {
      this.counts.voices++;
      json(response, 200, {
        voices: [...this.state.voices].map((id) => voiceAnswer(id, this.#options.previewOf?.(id))),
        has_more: false,
        total_count: 0,
      });
    } else if (path === '/v1/user/subscription' && checked('none')) {
      this.counts.subscription++;
      json(
        response,
        200,
        subscriptionAnswer(
          this.charges.reduce((sum, { credits }) => sum + credits, 0),
          this.state.credits,
        ),
      );
    } else if (path === '/v1/history' && checked('history')) {
      this.counts.history++;
      json(response, 200, this.#history(query));
    } else this.#violate(response, `GET ${path} ${JSON.stringify(query)}`);
  }

  #history({ voice_id, page_size = '100', start_after_history_item_id: after }: Record<string, string>): unknown {
    const visible = this.#items.filter(
      ({ voice, visibleAt }) => visibleAt <= Date.now() && (!voice_id || voice === voice_id),
    );
    const newestFirst = visible.toReversed();
    const start = after ? newestFirst.findIndex(({ historyId }) => historyId === after) + 1 : 0;
    const page = newestFirst.slice(start, start + Number(page_size));
    const last = page.at(-1)?.historyId ?? null;
    return {
      history: page.map(historyAnswer),
      last_history_item_id: last,
      has_more: start + page.length < newestFirst.length,
    };
  }

  async #audio(response: http.ServerResponse, id: string, query: Record<string, string>): Promise<void> {
    if (!queries.none.safeParse(query).success) return this.#violate(response, `audio ${JSON.stringify(query)}`);
    this.counts.audio++;
    const item = this.#items.find(({ historyId }) => historyId === id);
    if (!item)
      return json(response, 404, { detail: { type: 'not_found', code: 'history_item_not_found', message: 'no' } });
    const pcm = speechOf(item.body.text, item.sampleRate);
    const isMp3 = this.#options.historyForm === 'mp3';
    const { mp3File } = await import('../../../src/extension/voices/sound/mp3Encoder.ts');
    const bytes = isMp3 ? await mp3File(pcm) : wavFile(pcm);
    response.writeHead(200, { 'content-type': isMp3 ? 'audio/mpeg' : 'audio/wav', 'content-length': bytes.length });
    response.end(bytes);
  }

  async #speech(
    response: http.ServerResponse,
    voice: string,
    query: Record<string, string>,
    text: string,
  ): Promise<void> {
    const index = this.counts.speech++;
    const body = speechBody.safeParse(parsedJson(text));
    if (!queries.speech.safeParse(query).success) return this.#violate(response, `speech ${JSON.stringify(query)}`);
    if (!body.success) return this.#violate(response, body.error.message);
    const model = models.find(({ id }) => id === body.data.model_id);
    const trouble = modelTrouble(body.data);
    if (trouble) return this.#violate(response, `${body.data.model_id}: ${trouble}`);
    if (model && body.data.text.length > model.longestText)
      return this.#violate(response, `${body.data.text.length} characters`);
    if (!/[\p{L}\p{N}]/u.test(body.data.text)) return this.#violate(response, `text ${JSON.stringify(body.data.text)}`);
    if (!model) return refuse(response, 404, 'not_found', 'model_not_found');
    if (!this.state.voices.has(voice)) return refuse(response, 404, 'not_found', 'voice_not_found');
    if (this.#running >= this.state.limit) {
      this.refusals++;
      return refuse(response, 429, 'rate_limit_error', 'concurrent_limit_exceeded', this.#limits(0));
    }
    this.#running++;
    this.widest = Math.max(this.widest, this.#running);
    const takenAt = performance.now();
    try {
      await this.#work(response, { voice, body: body.data, model, query, index });
    } finally {
      this.#running--;
      this.busyMs += performance.now() - takenAt;
    }
  }

  async #work(response: http.ServerResponse, work: SpeechWork): Promise<void> {
    const { voice, body, index, model } = work;
    const fault = this.#options.fault?.(index, body, voice);
    if (fault?.kind === 'resetBefore') return void response.socket?.destroy();
    if (fault?.kind === 'error') return json(response, fault.status, { detail: fault.detail }, fault.headers);
    await pause(this.state.latencyMs);
    const credits = Math.ceil(body.text.length * model.cost);
    if (this.charges.reduce((sum, charge) => sum + charge.credits, 0) + credits > this.state.credits)
      return refuse(response, 402, 'payment_required', 'insufficient_credits');
    const charge = this.#charge(work, credits);
    if (fault?.kind === 'resetAfter') return void response.socket?.destroy();
    if (fault?.kind === 'stalledHead') return held(response);
    if (fault?.kind === 'chargedError') return refuse(response, fault.status, 'internal_error', 'internal_error');
    await this.#send(response, work, charge, fault);
  }

  #charge({ voice, body, query }: SpeechWork, credits: number): Charge {
    const id = ++this.#ids;
    const charge = { voice, body, historyId: `history${id}`, requestId: `request${id}`, credits };
    this.charges.push(charge);
    const sampleRate = Number(/^pcm_(\d+)$/.exec(query['output_format'] ?? '')?.[1] ?? 24_000);
    const visibleAt = Date.now() + (this.#options.historyDelayMs ?? 0);
    this.#items.push({ ...charge, sampleRate, visibleAt, dateUnix: Math.floor(this.#now() / 1000) });
    return charge;
  }

  #limits(leaving: number): Record<string, string> {
    const current = String(Math.max(0, this.#running - leaving));
    return { 'current-concurrent-requests': current, 'maximum-concurrent-requests': String(this.state.limit) };
  }

  async #send(
    response: http.ServerResponse,
    work: SpeechWork,
    charge: Charge,
    fault: Fault | undefined,
  ): Promise<void> {
    const sampleRate = this.#items.at(-1)?.sampleRate ?? 24_000;
    const whole = speechOf(fault?.kind === 'silence' ? '' : work.body.text, sampleRate);
    const samples = fault?.kind === 'cutSound' ? whole.samples.slice(0, whole.samples.length >> 2) : whole.samples;
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    const alignment = alignmentOf(work.body.text);
    const text = JSON.stringify({ audio_base64: bytes.toString('base64'), alignment, normalized_alignment: alignment });
    const headers = { ...this.#limits(0), 'request-id': charge.requestId, 'character-cost': String(charge.credits) };
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    const half = text.slice(0, text.length >> 1);
    switch (fault?.kind) {
      case 'resetInBody':
        await new Promise((resolve) => response.write(half, resolve));
        return void response.socket?.destroy();
      case 'truncated':
        return void response.end(half);
      case 'stalledBody':
        response.write(half);
        return held(response);
      case 'drip':
        for (let at = 0; at < text.length; at += Math.ceil(text.length / 8)) {
          response.write(text.slice(at, at + Math.ceil(text.length / 8)));
          await pause(8);
        }
        return void response.end();
      default:
        response.end(text);
    }
  }
}

interface SpeechWork {
  readonly voice: string;
  readonly body: SpeechBody;
  readonly model: StandInModel;
  readonly query: Record<string, string>;
  readonly index: number;
}
