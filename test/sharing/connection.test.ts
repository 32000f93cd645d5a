import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type ConnectionFault,
  ConnectionRefused,
  readConnection,
  readProjectUrl,
  readPublishableKey,
} from '../../src/extension/sharing/connection.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown) => `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`;

describe('the address and key of a Supabase project', () => {
  for (const [text, url] of [
    ['https://abcdefgh.supabase.co', 'https://abcdefgh.supabase.co'],
    ['  https://abcdefgh.supabase.co/ \n', 'https://abcdefgh.supabase.co'],
    ['https://abcdefgh.supabase.co/rest/v1/', 'https://abcdefgh.supabase.co'],
    ['https://skrivbord.example.se:8443', 'https://skrivbord.example.se:8443'],
    ['http://127.0.0.1:54321', 'http://127.0.0.1:54321'],
    ['http://localhost:54321/', 'http://localhost:54321'],
  ] as const)
    it(`takes ${JSON.stringify(text)}`, () => assert.equal(readProjectUrl(text), url));

  for (const [text, fault] of [
    ['', 'noUrl'],
    ['abcdefgh', 'noUrl'],
    ['abcdefgh.supabase.co', 'noUrl'],
    ['javascript:alert(1)', 'noUrl'],
    ['file:///etc/passwd', 'noUrl'],
    ['https://me:secret@abcdefgh.supabase.co', 'noUrl'],
    ['postgresql://postgres:secret@db.abcdefgh.supabase.co:5432/postgres', 'noUrl'],
    ['http://abcdefgh.supabase.co', 'insecureUrl'],
    ['http://127.0.0.1.example.se', 'insecureUrl'],
    ['http://192.168.1.4:54321', 'insecureUrl'],
  ] as const)
    it(`refuses the address ${JSON.stringify(text)} as ${fault}`, () =>
      assertRefused(() => readProjectUrl(text), fault));

  for (const key of ['sb_publishable_Ab3-_x', token({ role: 'anon', iss: 'supabase' })])
    it(`takes the key ${key.slice(0, 16)}… as it is, whatever is pasted around it`, () => {
      assert.equal(readPublishableKey(` "${key}"\n`), key);
      assert.deepEqual(readConnection('https://a.supabase.co/', key), {
        url: 'https://a.supabase.co',
        publishableKey: key,
      });
    });

  for (const [name, key, fault] of [
    ['a secret key', 'sb_secret_Ab3x', 'secretKey'],
    ['a quoted secret key', " 'sb_secret_Ab3x' ", 'secretKey'],
    ['a service_role key', token({ role: 'service_role', iss: 'supabase' }), 'serviceRole'],
    ['the session of a user', token({ role: 'authenticated', sub: '1' }), 'userToken'],
    ['a token without a role', token({ sub: '1' }), 'userToken'],
    ['a token that is none', 'a.b.c', 'noKey'],
    ['a token of a list', token([1]), 'userToken'],
    ['nothing', '', 'noKey'],
    ['a password', 'hunter2', 'noKey'],
    ['a publishable key with more behind it', 'sb_publishable_a b', 'noKey'],
  ] as const)
    it(`refuses ${name} as ${fault}, and says why`, () => assertRefused(() => readPublishableKey(key), fault));

  it('never repeats a refused key', () => {
    for (const key of ['sb_secret_Ab3x', token({ role: 'service_role' })]) {
      try {
        readPublishableKey(key);
      } catch (cause) {
        assert.ok(!String((cause as Error).stack).includes(key));
      }
    }
  });
});

function assertRefused(read: () => unknown, fault: ConnectionFault): void {
  assert.throws(
    read,
    (cause) => cause instanceof ConnectionRefused && cause.fault === fault && cause.message.length > 40,
  );
}
