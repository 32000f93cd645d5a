/** How thoroughly random cases are tried: 1 among the pure tests, more in the fuzz suite and in `npm run fuzz`. */
export const fuzzFactor = Math.max(1, Math.trunc(Number(process.env['SCREENPLAY_FUZZ'] ?? 1)) || 1);

/** A seed of one's own, for a long run that shall try what no other has. */
const ownSeed = process.env['SCREENPLAY_FUZZ_SEED'];

/** So many cases at least, from a seed that makes them the same each time. */
export function fuzzRuns(numRuns: number, seed: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: numRuns * fuzzFactor, seed: ownSeed === undefined ? seed : Number(ownSeed) + seed };
}

/** A test's limit in milliseconds. */
export function fuzzTimeout(milliseconds: number): number {
  return milliseconds * fuzzFactor;
}
