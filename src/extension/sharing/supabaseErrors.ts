/** What an answer of Supabase means to a replica: HTTP statuses, PostgREST's and Storage's codes, network failures. */
import { serverErrors } from './protocol.ts';
import { RemoteError, type RemoteReason } from './remoteProject.ts';

/** The part of an answer that tells of its failure. */
export interface FailedAnswer {
  /** 0: there was no answer. */
  readonly status: number;
  readonly code?: string | undefined;
  readonly details?: string | null | undefined;
  /** In seconds or as a date, as the header has it. */
  readonly retryAfter?: string | null | undefined;
}

const reasonByCode: Readonly<Record<string, RemoteReason>> = {
  [serverErrors.deleted]: 'deleted',
  [serverErrors.clientTooOld]: 'clientTooOld',
  [serverErrors.serverTooOld]: 'serverTooOld',
  [serverErrors.noFunction]: 'serverTooOld',
  [serverErrors.jwtExpired]: 'signedOut',
  [serverErrors.tooLarge]: 'invalid',
};

/** The error for an answer that was none. The cause holds codes alone, never what was sent. */
export function remoteErrorOf(answer: FailedAnswer): RemoteError {
  const { status, code, details } = answer;
  const cause = new Error(`${status} ${code ?? ''} ${details ?? ''}`.trim());
  const retryAfterMs = waitOf(answer.retryAfter);
  return new RemoteError(reasonOf(answer), { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

function reasonOf({ status, code = '' }: FailedAnswer): RemoteReason {
  const known = reasonByCode[code];
  if (known) return known;
  if (status === 401) return 'signedOut';
  if (code === serverErrors.notAllowed || status === 403) return 'notMember';
  if (status === 0) return 'offline';
  if (status === 429) return 'busy';
  // A proxy's or gateway's refusal, a timeout, a lock that was not got: all pass.
  if (status >= 500 || status === 408 || code === '57014' || code === '40001' || code === '40P01') return 'failing';
  return 'invalid';
}

function waitOf(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), 600_000) : undefined;
}

/** What was thrown by a request: an answer that never came is `offline`; our own errors stay what they are. */
export function asRemoteError(cause: unknown): RemoteError {
  if (cause instanceof RemoteError) return cause;
  return new RemoteError('offline', { cause });
}
