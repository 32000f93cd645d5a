import fc from 'fast-check';

/** How many times as many random cases as a run of the fuzz suite has; more in `npm run fuzz`. */
const fuzzFactor = Math.max(1, Math.trunc(Number(process.env['SCREENPLAY_FUZZ'] ?? 1)) || 1);

/** A seed of one's own, for a long run that shall try what no other has. */
const ownSeed = process.env['SCREENPLAY_FUZZ_SEED'];

/** The random cases that were tried and held, over all files of a run. */
export const triedCases = { count: 0 };

/** So many cases at least, from a seed that makes them the same each time. */
export interface FuzzRuns {
  readonly numRuns: number;
  readonly seed: number;
}

export function fuzzRuns(numRuns: number, seed: number): FuzzRuns {
  return { numRuns: numRuns * fuzzFactor, seed: ownSeed === undefined ? seed : Number(ownSeed) + seed };
}

/** Asserts a property of so many cases at least, and counts them. */
export function tryCases<T>(property: fc.IProperty<T>, numRuns: number, seed: number): void {
  const runs = fuzzRuns(numRuns, seed);
  fc.assert(property, runs);
  triedCases.count += runs.numRuns;
}

/** A test's limit in milliseconds. */
export function fuzzTimeout(milliseconds: number): number {
  return milliseconds * fuzzFactor;
}
