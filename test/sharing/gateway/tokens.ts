/** JSON Web Tokens signed with HS256, as Supabase's legacy keys are. Source: RFC 7519, https://supabase.com/docs/guides/auth/jwts */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Claims } from './requests.ts';

export interface Tokens {
  sign(claims: Claims): string;
  /** The claims of a token that this signer made, whether it has expired or not; undefined for any other text. */
  verify(token: string): Claims | undefined;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signer with a secret of its own. */
export function createTokens(): Tokens {
  const secret = randomBytes(32);
  const signatureOf = (content: string) => createHmac('sha256', secret).update(content).digest('base64url');
  return {
    sign(claims) {
      const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
      return `${content}.${signatureOf(content)}`;
    },
    verify(token) {
      const [header, payload, signature, ...rest] = token.split('.');
      if (!header || !payload || !signature || rest.length > 0) return undefined;
      const wanted = Buffer.from(signatureOf(`${header}.${payload}`));
      const given = Buffer.from(signature);
      if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    },
  };
}
