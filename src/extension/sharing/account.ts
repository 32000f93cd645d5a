/**
 * A writer's account in one Supabase project: signing in by a letter (its code, or its link with PKCE) and staying signed in. The session
 * lies in the secret storage and nowhere else. Loaded when something is shared.
 * Source: https://supabase.com/docs/guides/auth/auth-email-passwordless · https://supabase.com/docs/guides/auth/sessions/pkce-flow
 */
import { createHash, randomBytes } from 'node:crypto';
import { type AuthError, createClient, isAuthError, type SupabaseClient } from '@supabase/supabase-js';
import * as z from 'zod/mini';
import { HumanError } from '../platform/errors.ts';
import type { Connection } from './connection.ts';

/** Where secrets lie. VS Code's SecretStorage fits. */
export interface SecretStore {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** Who is signed in. */
export interface Writer {
  /** The id in `rewrite_members.user_id`. */
  readonly id: string;
  readonly email: string;
}

/**
 * Why signing in failed. `wrongCode`: wrong, used or too old. `tooMany`: the project sends no more letters for now. `closed`: it takes no new
 * users. `badEmail`: the address is not taken. `wrongLink`: the link was not asked for here, or is too old. `offline`: no answer.
 */
export type SignInReason = 'wrongCode' | 'tooMany' | 'closed' | 'badEmail' | 'wrongLink' | 'offline' | 'failed';

/** The sentences are keys of the translation. */
const sentences: Record<SignInReason, string> = {
  wrongCode: 'That code is wrong or too old; look in the newest letter or ask for another one.',
  tooMany: 'The project sends no more letters for now; try again in an hour.',
  closed: 'The project takes no new members by itself; ask its owner to add you in Supabase.',
  badEmail: 'The project does not take this e-mail address; check how it is spelt.',
  wrongLink: 'That link is too old or was not asked for on this machine; sign in again.',
  offline: 'The project cannot be reached; check the network and the address of the project.',
  failed: 'Signing in did not work; the log tells more.',
};

/** Signing in failed; nothing was changed. */
export class SignInFailed extends HumanError {
  override readonly name = 'SignInFailed';
  readonly reason: SignInReason;

  constructor(reason: SignInReason, options?: ErrorOptions) {
    super(sentences[reason], options);
    this.reason = reason;
  }
}

const reasonByCode: Readonly<Record<string, SignInReason>> = {
  otp_expired: 'wrongCode',
  over_email_send_rate_limit: 'tooMany',
  over_request_rate_limit: 'tooMany',
  signup_disabled: 'closed',
  otp_disabled: 'closed',
  email_provider_disabled: 'closed',
  email_address_invalid: 'badEmail',
  email_address_not_authorized: 'badEmail',
  validation_failed: 'badEmail',
  flow_state_not_found: 'wrongLink',
  flow_state_expired: 'wrongLink',
  bad_code_verifier: 'wrongLink',
  pkce_code_verifier_not_found: 'wrongLink',
};

function asSignInFailed(error: AuthError): SignInFailed {
  const isUnanswered = error.name === 'AuthRetryableFetchError' || error.status === 0;
  const reason = isUnanswered ? 'offline' : (reasonByCode[error.code ?? ''] ?? 'failed');
  return new SignInFailed(reason, { cause: new Error(`${error.name} ${error.status ?? ''} ${error.code ?? ''}`) });
}

/** A link that was asked for here: what it must bring back. */
const asked = z.object({ state: z.string(), until: z.number() });
const linkMinutes = 60;

export interface AccountOptions {
  readonly connection: Connection;
  readonly secrets: SecretStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes no request by itself. Calls throw {@link SignInFailed}. */
export class Account {
  readonly connection: Connection;
  /** The client with this writer's rights; without any until somebody has signed in. It renews its token by itself. */
  readonly client: SupabaseClient;
  readonly #secrets: SecretStore;
  readonly #now: () => number;
  readonly #key: string;

  constructor({ connection, secrets, now }: AccountOptions) {
    this.connection = connection;
    this.#secrets = secrets;
    this.#now = now;
    this.#key = sessionKey(connection.url);
    this.client = createClient(connection.url, connection.publishableKey, {
      auth: {
        flowType: 'pkce',
        detectSessionInUrl: false,
        persistSession: true,
        autoRefreshToken: true,
        storageKey: this.#key,
        storage: {
          getItem: async (key) => (await secrets.get(key)) ?? null,
          setItem: async (key, value) => secrets.store(key, value),
          removeItem: async (key) => secrets.delete(key),
        },
      },
    });
  }

  /**
   * Who is signed in, by what lies in the secret storage: no request, unless the session has to be renewed. Throws {@link SignInFailed}
   * `offline` when it has and nobody answers: whether somebody is signed in is not known then.
   */
  async writer(): Promise<Writer | undefined> {
    const { data, error } = await this.client.auth.getSession();
    const user = data.session?.user;
    if (user) return { id: user.id, email: user.email ?? '' };
    const failure = error ? asSignInFailed(error) : undefined;
    if (failure?.reason === 'offline') throw failure;
    return undefined;
  }

  /**
   * Sends a letter with a code and a link. `returnTo`: the address that the link leads back to, which gets a state that only this machine
   * knows. The project must list it among its redirect addresses.
   */
  async sendLetter(email: string, returnTo: string): Promise<void> {
    const state = randomBytes(16).toString('base64url');
    const target = new URL(returnTo);
    target.searchParams.set('state', state);
    await this.#secrets.store(
      `${this.#key}.asked`,
      JSON.stringify({ state, until: this.#now() + linkMinutes * 60_000 }),
    );
    await this.#try(async () => {
      const options = { emailRedirectTo: target.href, shouldCreateUser: true };
      return this.client.auth.signInWithOtp({ email: email.trim(), options });
    });
  }

  /** Signs in by the code of the letter. */
  async enterCode(email: string, code: string): Promise<Writer> {
    const token = code.replace(/\s/g, '');
    await this.#try(() => this.client.auth.verifyOtp({ email: email.trim(), token, type: 'email' }));
    return this.#signedIn();
  }

  /** True when a letter whose link brings back this state was asked for here, in any window, and not long ago. */
  async hasAsked(state: string | null): Promise<boolean> {
    const expected = parseAsked(await this.#secrets.get(`${this.#key}.asked`));
    return expected !== undefined && expected.state === state && this.#now() < expected.until;
  }

  /** Signs in by the link of the letter: `query` is what it brought back. Refused unless it was asked for here, not long ago and once. */
  async followLink(query: URLSearchParams): Promise<Writer> {
    const code = query.get('code');
    if (!(await this.hasAsked(query.get('state'))) || !code)
      throw new SignInFailed('wrongLink', { cause: new Error(query.get('error_code') ?? 'state') });
    await this.#secrets.delete(`${this.#key}.asked`);
    await this.#try(() => this.client.auth.exchangeCodeForSession(code));
    return this.#signedIn();
  }

  /**
   * Asks for a new token, where the server no longer takes the one that is here: clocks differ, or the machine slept. `ended`: the session
   * is over, and somebody has to sign in.
   */
  async renew(): Promise<'renewed' | 'ended' | 'unanswered'> {
    const { data, error } = await this.client.auth.refreshSession();
    if (!error && data.session) return 'renewed';
    if (error && asSignInFailed(error).reason === 'offline') return 'unanswered';
    // With a session that is worth nothing nobody would be asked to sign in.
    await this.signOut();
    return 'ended';
  }

  /** Forgets the session here, and on the server where that can be reached. Other machines stay signed in. */
  async signOut(): Promise<void> {
    await this.client.auth.signOut({ scope: 'local' }).catch(() => undefined);
    await this.#secrets.delete(this.#key);
    await this.#secrets.delete(`${this.#key}.asked`);
  }

  /** Ends what the client does in the background. */
  async dispose(): Promise<void> {
    await this.client.auth.stopAutoRefresh();
    await this.client.removeAllChannels();
  }

  async #signedIn(): Promise<Writer> {
    const writer = await this.writer();
    if (!writer) throw new SignInFailed('failed');
    return writer;
  }

  async #try(call: () => Promise<{ readonly error: AuthError | null }>): Promise<void> {
    const { error } = await call().catch((cause: unknown) => {
      throw isAuthError(cause) ? asSignInFailed(cause) : new SignInFailed('offline', { cause });
    });
    if (error) throw asSignInFailed(error);
  }
}

/** The name of a project's session in the secret storage. */
export function sessionKey(url: string): string {
  return `screenplay.session.${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;
}

function parseAsked(text: string | undefined): z.infer<typeof asked> | undefined {
  if (text === undefined) return undefined;
  try {
    return asked.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
