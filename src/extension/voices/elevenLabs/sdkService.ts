/** ElevenLabs through its SDK. Loaded on first use: the SDK is 5 MB. Its types end in this file and in sdkShapes.ts. */
import { type ElevenLabs, ElevenLabsClient, ElevenLabsError } from 'elevenlabs';
import { failureOf, SpeechFailure } from './failures.ts';
import { creditsShape, historyItemShape, modelShape, rawCredits, voiceShape } from './sdkShapes.ts';
import type {
  Concurrency,
  HistoryItem,
  OfferedVoice,
  SpeechAsk,
  SpeechService,
  SpokenAnswer,
} from './speechService.ts';
import { type Patience, type SeenAnswer, type WatchedFetch, watchedFetch } from './watchedFetch.ts';
import type { Alignment } from './wordTimes.ts';

export interface SdkServiceOptions {
  readonly apiKey: string;
  /** The service's address; ElevenLabs' own when missing. */
  readonly baseUrl?: string | undefined;
  readonly patience?: Partial<Patience>;
}

const patienceOfSpeech: Patience = { headMs: 90_000, stallMs: 20_000, totalMs: 300_000 };
const patienceOfReading: Patience = { headMs: 15_000, stallMs: 15_000, totalMs: 60_000 };
const pageSize = 100;
/** So many pages of history and of voices are looked through; more is no place to look in. */
const mostPages = 20;

export function createSdkService(options: SdkServiceOptions): SpeechService {
  return new SdkService(options);
}

class SdkService implements SpeechService {
  readonly #options: SdkServiceOptions;
  #clockOffsetMs: number | undefined;

  constructor(options: SdkServiceOptions) {
    this.#options = options;
  }

  now(): number {
    return Date.now() + (this.#clockOffsetMs ?? 0);
  }

  get isClockKnown(): boolean {
    return this.#clockOffsetMs !== undefined;
  }

  async speak(
    ask: SpeechAsk,
    signal: AbortSignal,
    onHead: Parameters<SpeechService['speak']>[2],
  ): Promise<SpokenAnswer> {
    const { answer, seen } = await this.#exchange(patienceOfSpeech, signal, onHead, (client, request) =>
      client.textToSpeech.convertWithTimestamps(ask.voice, speechBody(ask), request).withRawResponse(),
    );
    const { audioBase64, alignment } = answer.data;
    const cost = Number(seen?.headers.get('character-cost') ?? Number.NaN);
    return {
      audio: decoded(audioBase64, seen),
      isFile: false,
      alignment: alignment && alignmentOf(alignment),
      requestId: requestIdOf(seen),
      credits: Number.isFinite(cost) ? cost : undefined,
    };
  }

  async history(voice: string, sinceUnix: number, signal: AbortSignal): Promise<readonly HistoryItem[]> {
    const found: HistoryItem[] = [];
    let startAfterHistoryItemId: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const asked = { voiceId: voice, pageSize, ...(startAfterHistoryItemId ? { startAfterHistoryItemId } : {}) };
      const { answer } = await this.#read(signal, (client, request) => client.history.list(asked, request));
      const items = answer.history.map(historyItemShape);
      found.push(...items.filter(({ dateUnix }) => dateUnix >= sinceUnix));
      startAfterHistoryItemId = answer.lastHistoryItemId ?? undefined;
      if (!answer.hasMore || !startAfterHistoryItemId || items.some(({ dateUnix }) => dateUnix < sinceUnix)) break;
    }
    return found;
  }

  async historyAudio(itemId: string, signal: AbortSignal): Promise<Uint8Array> {
    const { answer } = await this.#read(signal, async (client, request) => {
      const stream = await client.history.getAudio(itemId, request);
      return new Uint8Array(await new Response(stream).arrayBuffer());
    });
    return answer;
  }

  async models(signal: AbortSignal) {
    const { answer } = await this.#read(signal, (client, request) => client.models.list(request));
    return answer.filter((model) => model.canDoTextToSpeech !== false).map(modelShape);
  }

  async voices(signal: AbortSignal): Promise<readonly OfferedVoice[]> {
    const found: OfferedVoice[] = [];
    let nextPageToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const asked = { pageSize, includeTotalCount: false, ...(nextPageToken ? { nextPageToken } : {}) };
      const { answer } = await this.#read(signal, (client, request) => client.voices.search(asked, request));
      found.push(...answer.voices.map(voiceShape));
      nextPageToken = answer.nextPageToken ?? undefined;
      if (!answer.hasMore || !nextPageToken) break;
    }
    return found;
  }

  async credits(signal: AbortSignal) {
    let raw: unknown;
    const keep = (text: string) => {
      raw = JSON.parse(text);
    };
    try {
      const { answer } = await this.#read(signal, (client, request) => client.user.subscription.get(request), keep);
      return creditsShape(answer);
    } catch (cause) {
      // The SDK wants fields that the service's description leaves open; what is needed of them may be there all the same.
      const credits = rawCredits(raw);
      if (credits && !signal.aborted) return credits;
      throw cause;
    }
  }

  #read<T>(
    signal: AbortSignal,
    ask: (client: ElevenLabsClient, request: RequestOptions) => Promise<T>,
    onBody?: (text: string) => void,
  ) {
    return this.#exchange(patienceOfReading, signal, () => {}, ask, onBody);
  }

  /** One exchange with a client of its own, so that what its answer looked like is known also when the SDK could not read it. */
  async #exchange<T>(
    usual: Patience,
    signal: AbortSignal,
    onHead: (head: Concurrency & { readonly requestId?: string | undefined }) => void,
    ask: (client: ElevenLabsClient, request: RequestOptions) => Promise<T>,
    onBody?: (text: string) => void,
  ): Promise<{ readonly answer: T; readonly seen: SeenAnswer | undefined }> {
    signal.throwIfAborted();
    const { apiKey, baseUrl, patience } = this.#options;
    const watched = watchedFetch({ ...usual, ...patience }, signal);
    const noted: typeof fetch = async (input, init) => {
      const response = await watched.fetch(input, init);
      this.#note(response.headers);
      if (response.ok) onHead({ ...concurrencyOf(response.headers), requestId: requestIdOf(watched.seen()) });
      if (!onBody || !response.ok) return response;
      const text = await response.text();
      onBody(text);
      return new Response(text, response);
    };
    // No retries: one after a server error can be charged twice. No logging: at its debug level the key is written out.
    const client = new ElevenLabsClient({ apiKey, maxRetries: 0, fetch: noted, ...(baseUrl ? { baseUrl } : {}) });
    try {
      const answer = await ask(client, {
        maxRetries: 0,
        abortSignal: watched.signal,
        timeoutInSeconds: usual.totalMs / 1000,
      });
      return { answer, seen: watched.seen() };
    } catch (cause) {
      signal.throwIfAborted();
      throw translated(cause, watched);
    } finally {
      watched.dispose();
    }
  }

  /** The service's clock, by the date of its answers. */
  #note(headers: Headers): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (Number.isFinite(date)) this.#clockOffsetMs = date - Date.now();
  }
}

interface RequestOptions {
  readonly maxRetries: number;
  readonly abortSignal: AbortSignal;
  readonly timeoutInSeconds: number;
}

function speechBody(ask: SpeechAsk): ElevenLabs.BodyTextToSpeechFullWithTimestamps {
  const { stability, similarity_boost, style, use_speaker_boost, speed } = ask.settings;
  const voiceSettings = given({
    ...{ stability, similarityBoost: similarity_boost, style, useSpeakerBoost: use_speaker_boost, speed },
  });
  return {
    text: ask.text,
    modelId: ask.model,
    outputFormat: `pcm_${ask.sampleRate}`,
    ...given({ languageCode: ask.languageCode, previousText: ask.previousText }),
    ...(Object.keys(voiceSettings).length === 0 ? {} : { voiceSettings }),
  };
}

/** Without what is undefined: the SDK would send some of it as null, which the service refuses. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

function translated(cause: unknown, watched: WatchedFetch): SpeechFailure {
  if (cause instanceof SpeechFailure) return cause;
  const seen = watched.seen();
  const reason = watched.signal.aborted ? watched.signal.reason : (watched.failure() ?? cause);
  const body = cause instanceof ElevenLabsError ? cause.body : undefined;
  return failureOf({ status: seen?.status, headers: seen?.headers, body, cause: withoutSecrets(reason) });
}

/** The SDK's error holds the answer and with it what was asked; of that, the log gets only the kind and the system's code. */
function withoutSecrets(cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error('unknown');
  const plain = new Error(cause.name, cause.cause instanceof Error ? { cause: cause.cause } : {});
  return 'code' in cause ? Object.assign(plain, { code: cause.code }) : plain;
}

function concurrencyOf(headers: Headers): Concurrency {
  const number = (name: string) => {
    const value = Number(headers.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  return { current: number('current-concurrent-requests'), maximum: number('maximum-concurrent-requests') };
}

function requestIdOf(seen: SeenAnswer | undefined): string | undefined {
  return seen?.headers.get('request-id') ?? undefined;
}

function decoded(audioBase64: string, seen: SeenAnswer | undefined): Uint8Array {
  const audio = Buffer.from(audioBase64, 'base64');
  // Base64 that was cut or bent decodes to less than its length says.
  const length = Math.floor((audioBase64.replace(/=+$/, '').length * 3) / 4);
  if (audio.length === 0 || audio.length !== length) throw failureOf({ status: 200, headers: seen?.headers });
  return audio;
}

function alignmentOf(alignment: ElevenLabs.CharacterAlignmentResponseModel): Alignment {
  const { characters, characterStartTimesSeconds, characterEndTimesSeconds } = alignment;
  return { characters, startSeconds: characterStartTimesSeconds, endSeconds: characterEndTimesSeconds };
}
