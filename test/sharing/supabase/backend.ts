/** Where the suites of this folder run: on the real Supabase project that the environment names, else on the stand-in. */
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { clientOf, signedIn } from '../gateway/client.ts';
import { startGateway } from '../gateway/gateway.ts';
import { createDatabase } from '../postgres/migrated.ts';
import { supabaseProject } from '../supabaseProject.ts';

export interface Person {
  readonly email: string;
  readonly client: SupabaseClient;
}

export interface Backend {
  readonly isReal: boolean;
  /** Three people who are signed in, each with an e-mail of their own. */
  readonly people: readonly [Person, Person, Person];
  readonly anonymous: SupabaseClient;
  stop(): Promise<void>;
}

/** Opens the backend. Throws a sentence when a real project is named without people to sign in as. */
export async function openBackend(): Promise<Backend> {
  const project = supabaseProject();
  if (!project) {
    const gateway = await startGateway({ database: await createDatabase() });
    const person = async (email: string) => ({ email, client: await signedIn(gateway, email) });
    return {
      isReal: false,
      people: [await person('ett@example.se'), await person('tva@example.se'), await person('tre@example.se')],
      anonymous: clientOf(gateway),
      stop: () => gateway.stop(),
    };
  }
  const users = (process.env['SUPABASE_TEST_USERS'] ?? '').split(/[\s,]+/).filter((user) => user.includes(':'));
  if (users.length < 3)
    throw new Error(
      'SUPABASE_TEST_USERS must name three users of the project as "e-mail:password", set apart by commas.',
    );
  const people = await Promise.all(users.slice(0, 3).map(signInByPassword));
  const [first, second, third] = people;
  if (!first || !second || !third) throw new Error('Nobody could sign in.');
  const anonymous = createClient(project.url, project.publishableKey, { auth: { persistSession: false } });
  return {
    isReal: true,
    people: [first, second, third],
    anonymous,
    async stop() {
      for (const { client } of people) await client.removeAllChannels();
    },
  };

  async function signInByPassword(user: string): Promise<Person> {
    const [email = '', ...password] = user.split(':');
    const client = createClient(project?.url ?? '', project?.publishableKey ?? '', {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    const { error } = await client.auth.signInWithPassword({ email, password: password.join(':') });
    if (error) throw new Error(`${email} could not sign in: ${error.code ?? error.message}`);
    return { email: email.toLowerCase(), client };
  }
}
