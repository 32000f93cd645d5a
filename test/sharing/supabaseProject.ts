/** The real Supabase project that the environment names, if it names one. */

export interface SupabaseProject {
  readonly url: string;
  readonly publishableKey: string;
}

/** The project of `SUPABASE_URL` and `SUPABASE_PUBLISHABLE_KEY`; undefined when either is missing. */
export function supabaseProject(): SupabaseProject | undefined {
  const url = process.env['SUPABASE_URL'];
  const publishableKey = process.env['SUPABASE_PUBLISHABLE_KEY'];
  return url && publishableKey ? { url, publishableKey } : undefined;
}
