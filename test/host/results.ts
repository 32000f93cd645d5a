/** What a suite's run came to. */
import fs from 'node:fs';
import * as z from 'zod';

/** A test that failed, or a suite that could not run to its end. */
export interface Failure {
  readonly title: string;
  readonly reason: string;
  /** The file that holds the test, absolute; absent for what is not one test's. */
  readonly file?: string | undefined;
}

export interface SuiteResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** The file of each test that passed, absolute. */
  readonly passedFiles?: readonly string[];
}

const failedTest = z.object({
  fullTitle: z.string(),
  file: z.string().optional(),
  err: z.object({ message: z.string().optional(), stack: z.string().optional() }).optional(),
});

const report = z.object({
  stats: z.object({ tests: z.number(), passes: z.number() }),
  passes: z.array(z.object({ file: z.string().optional() })),
  failures: z.array(failedTest),
  pending: z.array(z.object({ fullTitle: z.string() })),
});

/** A suite that gave no result: one failure. */
export function couldNotRun(suite: string, reason: string): SuiteResult {
  return { passed: 0, failures: [{ title: `${suite} could not run`, reason }] };
}

/**
 * Reads what mocha's JSON reporter left. A test that is skipped fails, and so does a suite without a report, or without
 * tests unless they were filtered.
 * @param log what the run printed, given as the reason when there is no report
 */
export function readMochaReport(suite: string, file: string, log: string, filtered: boolean): SuiteResult {
  if (!fs.existsSync(file)) return couldNotRun(suite, log);
  const { stats, passes, failures, pending } = report.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  const failed = failures.map(({ fullTitle, file: source, err }) => ({
    title: fullTitle,
    file: source,
    reason: err?.stack ?? err?.message ?? 'no reason was given',
  }));
  const skipped = pending.map(({ fullTitle }) => ({ title: fullTitle, reason: 'The test is skipped.' }));
  if (stats.tests === 0 && !filtered) return couldNotRun(suite, 'It has no tests.');
  const passedFiles = passes.map(({ file: source }) => source ?? '');
  return { passed: stats.passes, failures: [...failed, ...skipped], passedFiles };
}

/** The results of several runs as one. */
export function together(results: readonly SuiteResult[]): SuiteResult {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}
