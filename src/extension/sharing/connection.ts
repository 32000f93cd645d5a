/**
 * The Supabase project that a writer shares through: its address and its publishable key. Pure; nothing is asked of the network here.
 * Source of the kinds of keys: https://supabase.com/docs/guides/api/api-keys
 */
import { HumanError } from '../platform/errors.ts';

/** What a client needs to reach a Supabase project. Neither part is a secret: rights come with signing in. */
export interface Connection {
  /** `https://…` without a path; `http://` on this very machine only. */
  readonly url: string;
  readonly publishableKey: string;
}

/** Why a pasted address or key is not taken. */
export type ConnectionFault = 'noUrl' | 'insecureUrl' | 'secretKey' | 'serviceRole' | 'userToken' | 'noKey';

/** The sentences are keys of the translation. */
const sentences: Record<ConnectionFault, string> = {
  noUrl: 'This is no address of a Supabase project; it looks like https://abcdefgh.supabase.co.',
  insecureUrl: 'Only addresses with https are used, so that nobody on the way reads the script.',
  secretKey:
    'This is a secret key: whoever has it may read and delete everything in the project. Use the publishable key, which begins with sb_publishable_.',
  serviceRole:
    'This is the service_role key: whoever has it may read and delete everything in the project. Use the publishable key, which begins with sb_publishable_.',
  userToken:
    'This is somebody’s sign-in and no key of the project. Use the publishable key, which begins with sb_publishable_.',
  noKey:
    'This is no publishable key; it begins with sb_publishable_ and stands in the project’s settings under API Keys.',
};

/** An address or key that cannot be used; `message` says why. */
export class ConnectionRefused extends HumanError {
  override readonly name = 'ConnectionRefused';
  readonly fault: ConnectionFault;

  constructor(fault: ConnectionFault) {
    super(sentences[fault]);
    this.fault = fault;
  }
}

/** The address in its plain form. Throws {@link ConnectionRefused}. */
export function readProjectUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new ConnectionRefused('noUrl');
  }
  if (url.username || url.password || !url.hostname) throw new ConnectionRefused('noUrl');
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) return url.origin;
  throw new ConnectionRefused(url.protocol === 'http:' ? 'insecureUrl' : 'noUrl');
}

/** The key without what was pasted around it. Throws {@link ConnectionRefused}: a secret or service-role key is never taken. */
export function readPublishableKey(text: string): string {
  const key = text.trim().replace(/^["']|["']$/g, '');
  if (/^sb_publishable_[\w-]+$/.test(key)) return key;
  if (key.startsWith('sb_secret_')) throw new ConnectionRefused('secretKey');
  const role = roleOfToken(key);
  // The older form of the publishable key.
  if (role === 'anon') return key;
  if (role === 'service_role') throw new ConnectionRefused('serviceRole');
  throw new ConnectionRefused(role === undefined ? 'noKey' : 'userToken');
}

/** Both parts checked. Throws {@link ConnectionRefused}. */
export function readConnection(url: string, publishableKey: string): Connection {
  return { url: readProjectUrl(url), publishableKey: readPublishableKey(publishableKey) };
}

/** The `role` claim of a JSON Web Token; undefined for text that is none. The signature is the server's to check. */
function roleOfToken(text: string): string | undefined {
  const [, payload, signature, ...rest] = text.split('.');
  if (!payload || !signature || rest.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return undefined;
    return 'role' in claims && typeof claims.role === 'string' ? claims.role : '';
  } catch {
    return undefined;
  }
}
