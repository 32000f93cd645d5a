// `npm run test:supabase`: the suites that need no more than a client, against the real project that the environment names.
import { runMocha } from './host/mochaRun.ts';
import { supabaseProject } from './sharing/supabaseProject.ts';

if (supabaseProject() === undefined) {
  console.log(
    'not run against Supabase: set SUPABASE_URL and SUPABASE_PUBLISHABLE_KEY (and SUPABASE_TEST_USERS, see the README)',
  );
  process.exitCode = 1;
} else {
  const result = await runMocha('supabase', {
    files: ['test/sharing/supabase/**/*.test.ts'],
    require: ['test/sharing/hooks.ts'],
    timeoutSeconds: 120,
  });
  for (const { title, reason } of result.failures)
    console.log(`\n  FAILED ${title}\n${reason.replace(/^/gm, '    ')}\n`);
  console.log(`${result.passed} passed, ${result.failures.length} failed`);
  process.exitCode = result.failures.length > 0 || result.passed === 0 ? 1 : 0;
}
