import assert from 'node:assert/strict';
import { parse, reparse } from '../../src/language/parse.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';
import { type FuzzRuns, triedCases } from './fuzzRuns.ts';
import { randomEdit, scriptToEdit } from './randomEdits.ts';
import { findDifference } from './sameScreenplay.ts';

const editsPerScript = 250;
/** UTF-16 code units: an act, a short film, and at every 20th script a whole feature. */
const scriptLengths = [8_000, 14_000, 150_000] as const;

/** After each of so many random edits of scripts of real length, reading again gives what reading from the start does. */
export function checkRandomEdits({ numRuns, seed: firstSeed }: FuzzRuns): void {
  for (let done = 0, script = 0; done < numRuns; script++) {
    const seed = firstSeed * 1_000 + script;
    const random = createRandom(seed);
    const length = scriptLengths[script % 20 === 7 ? 2 : script % 2 === 0 ? 0 : 1];
    let edit = { text: scriptToEdit(length, seed), near: 0 };
    let screenplay = parse(edit.text);
    for (let at = 0; at < editsPerScript && done < numRuns; at++, done++) {
      edit = randomEdit(edit, random);
      screenplay = reparse(screenplay, edit.text);
      const difference = findDifference(screenplay, parse(edit.text));
      assert.equal(difference, undefined, `edit ${at} of script ${seed}`);
    }
  }
  triedCases.count += numRuns;
}
