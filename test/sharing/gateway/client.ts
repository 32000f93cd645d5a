/** The real supabase-js on the stand-in. */
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Gateway } from './gateway.ts';

/** A client without a session. Nothing is kept on disk and nothing refreshes by itself. */
export function clientOf(
  gateway: Pick<Gateway, 'url' | 'publishableKey'>,
  realtime: { readonly heartbeatIntervalMs?: number } = {},
): SupabaseClient {
  return createClient(gateway.url, gateway.publishableKey, {
    realtime,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'pkce' },
  });
}

/** A client signed in as the user with this e-mail, who is made when there is none. */
export async function signedIn(
  gateway: Gateway,
  email: string,
  realtime: { readonly heartbeatIntervalMs?: number } = {},
): Promise<SupabaseClient> {
  const client = clientOf(gateway, realtime);
  const { access_token, refresh_token } = await gateway.signIn(email);
  const { error } = await client.auth.setSession({ access_token, refresh_token });
  if (error) throw error;
  return client;
}
