import * as z from 'zod/mini';
import { VoiceError, type VoiceErrorReason } from '../voiceErrors.ts';

/** What is known of a request that did not end well. */
export interface FailedExchange {
  /** HTTP status; undefined when no answer began. */
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly headers?: Headers | undefined;
  readonly cause?: unknown;
}

/** A failure, and whether the service may have made and charged the sound all the same. */
export class SpeechFailure extends VoiceError {
  readonly mayBePaid: boolean;
  /** The answer began, so the service has done what it will do. */
  readonly hasAnswered: boolean;

  constructor(reason: VoiceErrorReason, exchange: FailedExchange, mayBePaid: boolean, retryAfterMs?: number) {
    super(reason, exchange.cause, retryAfterMs);
    this.mayBePaid = mayBePaid;
    this.hasAnswered = exchange.status !== undefined;
  }
}

/** The envelope of errors, new and old; a list for requests that break the schema. Source: https://elevenlabs.io/docs/eleven-api/resources/errors */
const envelope = z.object({
  detail: z.union([
    z.object({ code: z.nullish(z.string()), status: z.nullish(z.string()), type: z.nullish(z.string()) }),
    z.array(z.unknown()),
    z.string(),
  ]),
});

/** Codes, and the older statuses where there is no code. */
const reasons: Readonly<Record<string, VoiceErrorReason>> = {
  text_too_long: 'tooLong',
  max_character_limit_exceeded: 'tooLong',
  request_too_large: 'tooLong',
  text_too_short: 'nothingToSay',
  empty_text: 'nothingToSay',
  invalid_text: 'refusedText',
  invalid_voice_id: 'voiceGone',
  voice_not_found: 'voiceGone',
  unsupported_model: 'modelGone',
  model_not_found: 'modelGone',
  model_access_denied: 'modelGone',
  invalid_output_format: 'voiceNeedsPlan',
  invalid_api_key: 'badKey',
  missing_api_key: 'badKey',
  unauthorized: 'badKey',
  sign_in_required: 'badKey',
  quota_exceeded: 'noCredits',
  insufficient_credits: 'noCredits',
  insufficient_permissions: 'keyForbids',
  missing_permissions: 'keyForbids',
  feature_not_available: 'voiceNeedsPlan',
  subscription_required: 'voiceNeedsPlan',
  voice_access_denied: 'voiceNeedsPlan',
  already_running: 'serviceBusy',
  already_processing: 'serviceBusy',
  concurrent_modification: 'serviceBusy',
  concurrent_limit_exceeded: 'tooManyAtOnce',
  too_many_concurrent_requests: 'tooManyAtOnce',
  rate_limit_exceeded: 'serviceBusy',
  system_busy: 'serviceBusy',
  internal_error: 'serviceDown',
  service_unavailable: 'serviceDown',
  maintenance: 'serviceDown',
};

const reasonsByStatus: Readonly<Record<number, VoiceErrorReason>> = {
  401: 'badKey',
  402: 'noCredits',
  403: 'keyForbids',
  408: 'serviceDown',
  409: 'serviceBusy',
  413: 'tooLong',
  429: 'serviceBusy',
};

/** Trouble before anything was sent: the service cannot have heard of it. Names of Node and of undici. */
const neverSent: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/** Why a request failed, in our words. Asks codes, never messages. */
export function failureOf(exchange: FailedExchange): SpeechFailure {
  const { status, body, headers } = exchange;
  if (status === undefined) return unanswered(exchange);
  if (status < 400) return new SpeechFailure('badSound', exchange, true);
  const reason = (codeOf(body) ?? reasonsByStatus[status]) || (status >= 500 ? 'serviceDown' : 'refusedRequest');
  const mayBePaid = status >= 500 || status === 408;
  return new SpeechFailure(reason, exchange, mayBePaid, retryAfterMs(headers));
}

function codeOf(body: unknown): VoiceErrorReason | undefined {
  const detail = envelope.safeParse(body).data?.detail;
  if (detail === undefined || typeof detail === 'string' || Array.isArray(detail)) return undefined;
  return reasons[detail.code ?? ''] ?? reasons[detail.status ?? ''];
}

function unanswered(exchange: FailedExchange): SpeechFailure {
  const wasSent = !systemCodes(exchange.cause).some((code) => neverSent.has(code));
  return new SpeechFailure(wasSent ? 'maybePaid' : 'offline', exchange, wasSent);
}

/** The system's names along a chain of causes: `fetch failed` hides them. */
function systemCodes(cause: unknown): readonly string[] {
  const codes: string[] = [];
  for (let at = cause, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(systemCodes));
  }
  return codes;
}

/** Seconds or a date (RFC 9110, 10.2.3); at most a minute is believed. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.parse(headers?.get('date') ?? '');
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 60_000) : undefined;
}
