/** A workbench in a browser hangs on a whole machine: a file that fails there is run once more, and the run says so. */
import { type MochaOptions, runMocha } from './mochaRun.ts';
import type { Failure, SuiteResult } from './results.ts';

/** When more files than this fail, something is broken and no second attempt tells more. */
const mostFiles = 3;

/**
 * Runs suites as {@link runMocha} does. When at most three files fail, each of them runs again, whole and with a new
 * workbench; what fails then has failed. The first failure is printed with its reason in any case.
 */
export async function runWithSecondAttempt(suite: string, options: MochaOptions): Promise<SuiteResult> {
  const first = await runMocha(suite, options);
  const files = [...new Set(first.failures.map(({ file }) => file))].filter((file) => file !== undefined);
  if (files.length === 0 || files.length > mostFiles || first.failures.some(({ file }) => file === undefined))
    return first;
  for (const failure of first.failures) console.log(failedOnce(failure));
  const second = await runMocha(suite, { ...options, files });
  const others = (first.passedFiles ?? []).filter((file) => !files.includes(file));
  return { passed: others.length + second.passed, failures: second.failures };
}

function failedOnce({ title, reason }: Failure): string {
  return `\n  FAILED AT THE FIRST ATTEMPT, tried again: ${title}\n${reason.replace(/^/gm, '    ')}\n`;
}
