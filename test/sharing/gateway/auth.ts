/**
 * Supabase Auth's part: e-mail codes, PKCE, refreshing, signing out. Sessions and codes live in memory, users in `auth.users`.
 * Source: https://supabase.com/docs/guides/auth/auth-email-passwordless · https://supabase.com/docs/guides/auth/sessions/pkce-flow
 */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { GatewayDatabase } from './database.ts';
import { type Claims, jsonBody, type Part, Refused, type Reply, type Request } from './requests.ts';
import type { Tokens } from './tokens.ts';

/** A letter that would have been sent. */
export interface Letter {
  readonly email: string;
  /** The code of six digits. */
  readonly code: string;
  /** The address behind "Sign in": leads to `redirect_to` with a PKCE code. */
  readonly link: string;
}

interface Session {
  readonly userId: string;
  readonly email: string;
  refreshToken: string;
}

interface Pending {
  readonly email: string;
  readonly code: string;
  readonly linkToken: string;
  readonly challenge: string | undefined;
  readonly redirectTo: string;
}

export interface Auth {
  readonly part: Part;
  readonly letters: readonly Letter[];
  /** Signs somebody in without a letter: makes the user when there is none. Gives what `/token` would. */
  signIn(email: string): Promise<Record<string, unknown>>;
  /** Access tokens given out until now count as expired; refreshing works. */
  expireTokens(): void;
  /** Sessions of a user end: neither access nor refreshing. */
  endSessions(userId: string): void;
  /** The claims of a token that is valid now; throws {@link Refused} (401) for any other. */
  claimsOf(token: string): Claims;
}

export interface AuthOptions {
  readonly database: () => GatewayDatabase;
  readonly tokens: Tokens;
  readonly url: () => string;
  /** How long an access token is valid; 3600 as on Supabase. */
  readonly accessTokenSeconds?: number | undefined;
  /** PKCE codes are valid for 5 minutes. */
  readonly now?: () => number;
}

const refuse = (status: number, code: string, msg: string) =>
  new Refused({ status, body: { code: status, error_code: code, msg } });
const pkceSeconds = 300;

export function createAuth(options: AuthOptions): Auth {
  const { tokens, accessTokenSeconds = 3600 } = options;
  const now = options.now ?? Date.now;
  const letters: Letter[] = [];
  const pending: Pending[] = [];
  const sessions = new Map<string, Session>();
  const authCodes = new Map<string, { readonly email: string; readonly challenge: string; readonly madeAt: number }>();
  const expired = new Set<string>();
  const given = new Set<string>();

  async function userOf(email: string): Promise<{ id: string; email: string; created_at: unknown }> {
    const sql = `insert into auth.users (email, email_confirmed_at) values ($1, now())
      on conflict (email) do update set email_confirmed_at = coalesce(auth.users.email_confirmed_at, now()) returning id, created_at`;
    const [user] = await options.database().admin(sql, [email.toLowerCase()]);
    return { id: String(user?.['id']), email: email.toLowerCase(), created_at: user?.['created_at'] };
  }

  function sessionBody(sessionId: string, session: Session): Record<string, unknown> {
    const iat = Math.floor(now() / 1000);
    const claims = {
      aud: 'authenticated',
      role: 'authenticated' as const,
      sub: session.userId,
      email: session.email,
      session_id: sessionId,
      iat,
      exp: iat + accessTokenSeconds,
      jti: randomUUID(),
    };
    const access = tokens.sign(claims);
    given.add(access);
    return {
      access_token: access,
      token_type: 'bearer',
      expires_in: accessTokenSeconds,
      expires_at: claims.exp,
      refresh_token: session.refreshToken,
      user: userBody(session),
    };
  }

  function userBody({ userId, email }: Session): Record<string, unknown> {
    const at = '2026-01-01T00:00:00Z';
    return {
      id: userId,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      email_confirmed_at: at,
      app_metadata: {},
      user_metadata: {},
      created_at: at,
    };
  }

  async function signIn(email: string): Promise<Record<string, unknown>> {
    const user = await userOf(email);
    const session = { userId: user.id, email: user.email, refreshToken: randomBytes(12).toString('base64url') };
    const id = randomUUID();
    sessions.set(id, session);
    return sessionBody(id, session);
  }

  function sendCode(request: Request): Reply {
    const { email, code_challenge: challenge } = jsonBody(request);
    if (typeof email !== 'string' || !email.includes('@'))
      throw refuse(400, 'validation_failed', 'Unable to validate email address');
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const linkToken = randomBytes(24).toString('hex');
    const redirectTo = request.url.searchParams.get('redirect_to') ?? options.url();
    pending.push({
      email,
      code,
      linkToken,
      challenge: typeof challenge === 'string' ? challenge : undefined,
      redirectTo,
    });
    const query = new URLSearchParams({ token: linkToken, type: 'magiclink', redirect_to: redirectTo });
    letters.push({ email, code, link: `${options.url()}/auth/v1/verify?${query}` });
    return { status: 200, body: {} };
  }

  function takePending(fits: (each: Pending) => boolean): Pending {
    const index = pending.findIndex(fits);
    const [found] = index < 0 ? [] : pending.splice(index, 1);
    if (!found) throw refuse(403, 'otp_expired', 'Token has expired or is invalid');
    return found;
  }

  function followLink(request: Request): Reply {
    const token = request.url.searchParams.get('token');
    const found = takePending((each) => each.linkToken === token);
    const target = new URL(found.redirectTo);
    const code = randomUUID();
    authCodes.set(code, { email: found.email, challenge: found.challenge ?? '', madeAt: now() });
    target.searchParams.set('code', code);
    return { status: 303, headers: { location: target.href } };
  }

  async function exchange(request: Request): Promise<Reply> {
    const { auth_code: code, code_verifier: verifier } = jsonBody(request);
    const found = authCodes.get(String(code));
    authCodes.delete(String(code));
    if (!found || now() - found.madeAt > pkceSeconds * 1000)
      throw refuse(404, 'flow_state_not_found', 'invalid flow state, no valid flow state found');
    const hashed = createHash('sha256').update(String(verifier)).digest('base64url');
    if (found.challenge !== hashed && found.challenge !== verifier)
      throw refuse(400, 'bad_code_verifier', 'code challenge does not match previously saved code verifier');
    return { status: 200, body: await signIn(found.email) };
  }

  function refresh(request: Request): Reply {
    const { refresh_token: token } = jsonBody(request);
    const entry = [...sessions].find(([, session]) => session.refreshToken === token);
    if (!entry) throw refuse(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');
    // Rotated, and the one before stays good for a lost answer: here for ever, on Supabase for ten seconds.
    return { status: 200, body: sessionBody(...entry) };
  }

  function claimsOf(token: string): Claims {
    const claims = tokens.verify(token);
    if (!claims)
      throw new Refused({
        status: 401,
        body: { code: 'PGRST301', message: 'No suitable key or wrong key type', details: null, hint: null },
      });
    if (expired.has(token) || (claims.exp !== undefined && claims.exp * 1000 <= now()))
      throw new Refused({ status: 401, body: { code: 'PGRST303', message: 'JWT expired', details: null, hint: null } });
    return claims;
  }

  function sessionOf({ session_id: id }: Claims): Session {
    const session = sessions.get(id ?? '');
    if (!session) throw refuse(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
    return session;
  }

  async function verify(request: Request): Promise<Reply> {
    const { email, token } = jsonBody(request);
    const found = takePending((each) => each.email === email && each.code === token);
    return { status: 200, body: await signIn(found.email) };
  }

  async function answer(request: Request): Promise<Reply | undefined> {
    const path = /^\/auth\/v1(\/.*)$/.exec(request.url.pathname)?.[1];
    switch (path && `${request.method} ${path}`) {
      case 'POST /otp':
        return sendCode(request);
      case 'POST /verify':
        return verify(request);
      case 'GET /verify':
        return followLink(request);
      case 'POST /token': {
        const kind = request.url.searchParams.get('grant_type');
        if (kind === 'pkce') return exchange(request);
        if (kind === 'refresh_token') return refresh(request);
        throw refuse(400, 'validation_failed', 'unsupported_grant_type');
      }
      case 'GET /user':
        return { status: 200, body: userBody(sessionOf(request.claims)) };
      case 'POST /logout':
        sessionOf(request.claims);
        sessions.delete(request.claims.session_id ?? '');
        return { status: 204 };
      case 'GET /health':
        return { status: 200, body: { name: 'GoTrue', description: 'a stand-in for tests' } };
      default:
        return undefined;
    }
  }

  return {
    part: answer,
    letters,
    signIn,
    claimsOf,
    expireTokens() {
      for (const token of given) expired.add(token);
      given.clear();
    },
    endSessions(userId) {
      for (const [id, session] of sessions) if (session.userId === userId) sessions.delete(id);
    },
  };
}
