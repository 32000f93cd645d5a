/** What a run of the sharing suites does and does not show, said before it. */
import { installedPostgres } from './postgres/cluster.ts';
import { findPgtap } from './postgres/pgtap.ts';
import { supabaseProject } from './supabaseProject.ts';

/** One sentence each. */
export function notes(): readonly string[] {
  return [
    installedPostgres(15) === undefined
      ? 'Postgres 17 from npm; Postgres 15 is not installed, so nothing ran on it'
      : 'Postgres 17 from npm and the installed Postgres 15',
    findPgtap() === undefined
      ? 'pgTAP is not installed and could not be fetched: supabase/tests were not run'
      : 'supabase/tests run with pgTAP',
    supabaseProject() === undefined
      ? 'between supabase-js and Postgres a stand-in; not run against Supabase (npm run test:supabase does, with SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY)'
      : 'run against Supabase as well',
  ];
}
