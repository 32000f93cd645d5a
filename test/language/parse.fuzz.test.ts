import assert from 'node:assert/strict';
import { emphasisRanges } from '../../src/language/emphasis.ts';
import { parse, reparse } from '../../src/language/parse.ts';
import { print } from '../../src/language/print.ts';
import { monotonous, properties } from '../fuzz/languageProperties.ts';
import { checkRandomEdits } from './checkRandomEdits.ts';
import { fuzzRuns, fuzzTimeout } from './fuzzRuns.ts';
import { findDifference } from './sameScreenplay.ts';

describe('whatever the text is', () => {
  for (const [name, check] of Object.entries(properties)) {
    it(name, () => check(16_000, 20261122)).timeout(fuzzTimeout(120_000));
  }

  for (const seed of [1, 2, 3, 4]) {
    it(`a script of real length reads again after random edits as it would from the start, seed ${seed}`, () => {
      checkRandomEdits(fuzzRuns(25_000, seed));
    }).timeout(fuzzTimeout(120_000));
  }

  const long = 20_000;
  it('the same few characters over and over are read', () => {
    for (const unit of monotonous) {
      for (const text of [unit.repeat(long / unit.length), `INT. A - ${unit.repeat(long / unit.length)}`]) {
        const screenplay = parse(text);
        assert.equal(print(screenplay), text);
        const edited = `${text.slice(0, long / 2)}x${text.slice(long / 2)}`;
        assert.equal(findDifference(reparse(screenplay, edited), parse(edited)), undefined, JSON.stringify(unit));
        emphasisRanges(text);
      }
    }
  }).timeout(20_000);
});
