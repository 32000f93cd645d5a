import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, LibraryError } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import { isProcessAlive } from '../../library/processes.ts';
import type { VoiceRequestRow } from '../../library/rows.ts';
import type { Log } from '../../platform/log.ts';
import { SpeechFailure } from '../elevenLabs/failures.ts';
import type { HistoryItem, SpokenAnswer } from '../elevenLabs/speechService.ts';
import { createSerialByKey } from '../serialByKey.ts';
import {
  agree,
  askedFacts,
  askedSettings,
  isRecord,
  type KeptFacts,
  type KeptSound,
  keptSound,
  type PaidRequest,
  requestOf,
} from './paidRows.ts';

/** The service behind paid sounds. Rejections are SpeechFailures or the signal's reason. */
export interface PaidService {
  readonly provider: string;
  /** Milliseconds since 1970 by the service's clock; resolves once that is known. */
  now(signal: AbortSignal): Promise<number>;
  ask(
    request: PaidRequest,
    signal: AbortSignal,
    onHead: (requestId: string | undefined) => void,
  ): Promise<SpokenAnswer>;
  /** What was made with a voice since a time (unix seconds). */
  history(voice: string, sinceUnix: number, signal: AbortSignal): Promise<readonly HistoryItem[]>;
  fetch(item: HistoryItem, signal: AbortSignal): Promise<SpokenAnswer>;
  /** Makes the file that is kept of an answer at an absolute path. */
  write(request: PaidRequest, answer: SpokenAnswer, path: string): Promise<KeptFacts>;
}

export interface PaidSoundsOptions {
  readonly library: Library;
  readonly media: MediaStore;
  readonly log: Log;
  /** How long after a request that was lost its sound may still come into the history, milliseconds. */
  readonly settleMs?: number;
  readonly pollMs?: number;
  /** Whether another owner of requests (`process id:chance`) still lives. */
  readonly isOwnerAlive?: (owner: string) => boolean;
}

const defaultSettleMs = 30_000;
/** After an answer that tells of an error, what was made is in the history nearly at once. */
const answeredSettleShare = 0.1;
/** So many letters take the service as long again as a short line: one that nobody listens to any more is spoken to its end. */
const lettersPerSettle = 3000;
const defaultPollMs = 1000;
/** No request runs for so long: whoever asked is gone, whatever process has its number now. */
const longestRequestMs = 10 * 60_000;
/** The service's clock is known by the dates of its answers. */
const clockStepMs = 1000;
/** The history counts whole seconds, and clocks are never quite one. */
const slackSeconds = 3;

/**
 * Sounds that cost money, each asked for once. Before a request is sent a row says so; until that row has its file, nobody sends the same
 * request again without having looked in the service's history for what the lost one may have made. Windows share the rows: one asks,
 * the others wait for its answer.
 */
export class PaidSounds {
  readonly #service: PaidService;
  readonly #library: Library;
  readonly #media: MediaStore;
  readonly #log: Log;
  readonly #settleMs: number;
  readonly #pollMs: number;
  readonly #owner = `${process.pid}:${randomUUID()}`;
  readonly #isOwnerAlive: (owner: string) => boolean;
  readonly #serial = createSerialByKey();
  /** When this window sent and lost a request whose answer is out, by its own clock: the service tells its time in whole seconds only. */
  readonly #sent = new Map<string, { readonly at: number; lostAt: number | undefined }>();

  constructor(service: PaidService, options: PaidSoundsOptions) {
    this.#service = service;
    this.#library = options.library;
    this.#media = options.media;
    this.#log = options.log;
    this.#settleMs = options.settleMs ?? defaultSettleMs;
    this.#pollMs = options.pollMs ?? defaultPollMs;
    this.#isOwnerAlive = options.isOwnerAlive ?? isOwnersProcessAlive;
  }

  /** The kept sound of a request, or what is asked for now. Rejects with a SpeechFailure, or promptly with the signal's reason. */
  get(request: PaidRequest, signal: AbortSignal): Promise<KeptSound> {
    return endedBy(
      signal,
      this.#serial.run(request.key, () => this.#get(request, signal, true)),
    );
  }

  /** Fetches what earlier windows asked for and did not live to receive; what was never made is forgotten. Sends and pays nothing. */
  async recover(signal: AbortSignal): Promise<void> {
    for (const row of this.#library.unansweredVoiceRequests()) {
      if (row.provider !== this.#service.provider || this.#isWaitedFor(row)) continue;
      const request = requestOf(row);
      if (!request) continue;
      await this.#serial
        .run(request.key, () => this.#get(request, signal, false))
        .catch((cause: unknown) => {
          signal.throwIfAborted();
          if (!(cause instanceof NeverMade)) this.#log.warn('A voice of an earlier window could not be fetched', cause);
        });
    }
  }

  async #get(request: PaidRequest, signal: AbortSignal, mayAsk: boolean): Promise<KeptSound> {
    const since = performance.now();
    for (;;) {
      signal.throwIfAborted();
      const rows = this.#library.voiceRequests(request.key);
      const row = request.isFurtherTake ? rows.find((one) => one.file_url === null && one.take > 0) : rows[0];
      const kept = row && keptSound(row, this.#media);
      if (kept) return kept;
      if (row && this.#isWaitedFor(row) && performance.now() - since < longestRequestMs) {
        await pause(this.#pollMs / 4, signal);
        continue;
      }
      if (!row && !mayAsk) throw new NeverMade();
      const take = request.isFurtherTake ? Math.max(0, ...rows.map((one) => one.take)) + 1 : 0;
      const own = row ? this.#takeOver(row, request) : await this.#enter(request, take, signal);
      if (!own) continue;
      return row ? this.#resolve(request, own, signal, mayAsk) : this.#send(request, own, signal);
    }
  }

  /** True when a living window waits for the answer. One of this window's own does not: requests of one key come one after the other. */
  #isWaitedFor({ file_url, owner }: VoiceRequestRow): boolean {
    return file_url === null && owner !== null && owner !== this.#owner && this.#isOwnerAlive(owner);
  }

  async #enter(request: PaidRequest, take: number, signal: AbortSignal): Promise<VoiceRequestRow | undefined> {
    const { key, voice, model, text } = request;
    const asked_at = new Date(await this.#service.now(signal)).toISOString();
    const row = {
      ...{ id: randomUUID(), request_key: key, take, provider: this.#service.provider, owner: this.#owner },
      ...{ asked_at, voice, model, text, history_id: null, file_url: null, facts: askedFacts(request) },
    };
    return this.#inserted(row, []);
  }

  /** The request of a window that is gone becomes ours, unless another window is quicker. */
  #takeOver(row: VoiceRequestRow, request: PaidRequest): VoiceRequestRow | undefined {
    const asked = row.file_url === null ? row.facts : askedFacts(request);
    const again = { owner: this.#owner, text: request.text, file_url: null, facts: asked };
    return this.#inserted({ ...row, ...again, id: randomUUID() }, [row.id]);
  }

  #inserted(row: VoiceRequestRow, replaced: readonly string[]): VoiceRequestRow | undefined {
    try {
      const gone = replaced.map((id) => ({ table: 'voice_requests', kind: 'delete', id }) as const);
      this.#library.apply([...gone, { table: 'voice_requests', kind: 'insert', row }], 'soon');
      return row;
    } catch (cause) {
      if (cause instanceof LibraryError && cause.reason === 'conflict') return undefined;
      throw cause;
    }
  }

  async #send(request: PaidRequest, row: VoiceRequestRow, signal: AbortSignal): Promise<KeptSound> {
    let requestId: string | undefined;
    let isSent = false;
    try {
      // Nothing is sent that a power failure could make us forget.
      await this.#library.whenOnDisk();
      await request.slot?.take();
      signal.throwIfAborted();
      isSent = true;
      this.#sent.set(placeOf(row), { at: performance.now(), lostAt: undefined });
      const answer = await this.#service.ask(request, signal, (id) => {
        requestId = id;
      });
      return await this.#keep(request, row, answer, answer.requestId ?? null);
    } catch (cause) {
      const sent = this.#sent.get(placeOf(row));
      if (sent) sent.lostAt = performance.now();
      this.#leave(row, isSent ? cause : new NeverMade(), requestId);
      throw cause;
    }
  }

  /** After a failure: a request that cost nothing is forgotten, any other stays to be looked for. */
  #leave(row: VoiceRequestRow, cause: unknown, requestId: string | undefined): void {
    try {
      if (cause instanceof NeverMade || (cause instanceof SpeechFailure && !cause.mayBePaid)) {
        this.#library.apply([{ table: 'voice_requests', kind: 'delete', id: row.id }], 'soon');
        return;
      }
      const isAnswered = cause instanceof SpeechFailure && cause.hasAnswered && requestId === undefined;
      const facts = { ...(isRecord(row.facts) ? row.facts : {}), ...(isAnswered ? { isAnswered } : {}) };
      const patch = { owner: null, facts, ...(requestId === undefined ? {} : { history_id: requestId }) };
      this.#library.apply([{ table: 'voice_requests', kind: 'update', id: row.id, patch }]);
    } catch (trouble) {
      this.#log.error('A lost voice request could not be noted; it is looked for when its window is gone', trouble);
    }
  }

  /** Looks for what a lost request made; when nothing comes for long enough it was not made, and is sent. */
  async #resolve(request: PaidRequest, row: VoiceRequestRow, signal: AbortSignal, mayAsk: boolean): Promise<KeptSound> {
    try {
      const item = await this.#found(row, signal);
      if (item) {
        this.#log.info('A voice that was paid for before was fetched from the history.');
        return await this.#keep(request, row, await this.#service.fetch(item, signal), item.id);
      }
    } catch (cause) {
      this.#release(row);
      // Another request was quicker to take the same item.
      if (cause instanceof LibraryError && cause.reason === 'conflict')
        throw new SpeechFailure('maybePaid', { cause }, true);
      throw cause;
    }
    const renewed = this.#renewed(request, row, await this.#service.now(signal), mayAsk && !signal.aborted);
    if (renewed) return this.#send(request, renewed, signal);
    signal.throwIfAborted();
    throw new NeverMade();
  }

  /** A request that made nothing is about to be sent again, or forgotten. */
  #renewed(request: PaidRequest, row: VoiceRequestRow, nowMs: number, isSent: boolean): VoiceRequestRow | undefined {
    if (!isSent) {
      this.#library.apply([{ table: 'voice_requests', kind: 'delete', id: row.id }]);
      return undefined;
    }
    const patch = { asked_at: new Date(nowMs).toISOString(), history_id: null, facts: askedFacts(request) };
    this.#library.apply([{ table: 'voice_requests', kind: 'update', id: row.id, patch }], 'soon');
    return { ...row, ...patch };
  }

  #release(row: VoiceRequestRow): void {
    try {
      this.#library.apply([{ table: 'voice_requests', kind: 'update', id: row.id, patch: { owner: null } }]);
    } catch (trouble) {
      this.#log.error('A voice request could not be given up; others wait for it until this window is gone', trouble);
    }
  }

  async #found(row: VoiceRequestRow, signal: AbortSignal): Promise<HistoryItem | undefined> {
    const since = Math.floor(Date.parse(row.asked_at) / 1000) - slackSeconds;
    for (let pauseMs = this.#pollMs / 4; ; pauseMs = Math.min(pauseMs * 2, this.#pollMs * 4)) {
      // What comes into the history while it is read may be missing in what was read.
      const lookedAt = performance.now();
      const items = await this.#service.history(row.voice, since, signal);
      const mine = items.filter((item) => this.#isAnswerTo(row, item)).toSorted((a, b) => a.dateUnix - b.dateUnix);
      const ready = mine.find(({ isUnfinished }) => !isUnfinished);
      if (ready) return ready;
      // An item that never gets finished must not hold a line for ever.
      if (await this.#isOver(row, { lookedAt, factor: mine.length > 0 ? 10 : 1 }, signal)) return undefined;
      await pause(pauseMs, signal);
    }
  }

  /**
   * Whether what a lost request made would have been in the history when it was looked at. An error that was answered tells that the service is done with it;
   * else it may still be speaking, the longer the more there is to say.
   */
  async #isOver(
    row: VoiceRequestRow,
    { lookedAt, factor }: { readonly lookedAt: number; readonly factor: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const settleMs = this.#settleMs * factor;
    const speakingMs = settleMs * (1 + (row.text?.length ?? 0) / lettersPerSettle);
    const sent = this.#sent.get(placeOf(row));
    if (!sent) {
      const ageMs = (await this.#service.now(signal)) - Date.parse(row.asked_at) - clockStepMs;
      return ageMs - (performance.now() - lookedAt) > speakingMs;
    }
    const lostMs = lookedAt - (sent.lostAt ?? lookedAt);
    const isAnswered = isRecord(row.facts) && row.facts['isAnswered'] === true;
    if (isAnswered) return lostMs > settleMs * answeredSettleShare;
    return lostMs > settleMs && lookedAt - sent.at > speakingMs;
  }

  /** By the request's id where it is known, else by all that was sent and is remembered. No item answers two requests. */
  #isAnswerTo(row: VoiceRequestRow, item: HistoryItem): boolean {
    const ids = [item.id, item.requestId].filter((id) => id !== undefined);
    if (ids.some((id) => (this.#library.voiceRequestOfHistory(id)?.id ?? row.id) !== row.id)) return false;
    if (row.history_id !== null && ids.includes(row.history_id)) return true;
    if (row.history_id !== null && item.requestId) return false;
    const isSameText = item.text?.trim() === row.text?.trim() && (item.model ?? row.model) === row.model;
    return isSameText && agree(askedSettings(row), item.settings ?? {});
  }

  async #keep(
    request: PaidRequest,
    row: VoiceRequestRow,
    answer: SpokenAnswer,
    historyId: string | null,
  ): Promise<KeptSound> {
    const fileUrl = ['voices', this.#service.provider, `${request.key}-${row.take}.wav`].join('/');
    const temporary = join(await this.#media.temporaryFolder(), `${randomUUID()}.wav`);
    try {
      const facts = await this.#service.write(request, answer, temporary);
      await this.#media.adopt(temporary, fileUrl);
      const patch = { owner: null, text: null, file_url: fileUrl, facts, history_id: historyId };
      this.#library.apply([{ table: 'voice_requests', kind: 'update', id: row.id, patch }], 'soon');
      this.#sent.delete(placeOf(row));
      return { fileUrl, facts, credits: answer.credits ?? 0 };
    } finally {
      await fs.rm(temporary, { force: true });
    }
  }
}

/** A request's place in the library, whoever owns it. */
function placeOf({ request_key, take }: VoiceRequestRow): string {
  return `${request_key}-${take}`;
}

/** A request was not sent, or made nothing and is not to be sent again. */
class NeverMade extends Error {}

function isOwnersProcessAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10);
  return pid !== process.pid && isProcessAlive(pid);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return endedBy(signal, new Promise((resolve) => setTimeout(resolve, milliseconds)));
}

function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
