// The long run of what test/language/fuzz.test.ts runs shortly: `node test/fuzz/language.mjs [--cases N] [--edits N] [--seed N]`.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { parse, reparse } from '../../src/language/parse.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';
import { randomEdit, scriptToEdit } from '../language/randomEdits.ts';
import { findDifference } from '../language/sameScreenplay.ts';
import { monotonous, properties } from './languageProperties.ts';

const editsPerScript = 250;
const scriptLengths = [8_000, 20_000, 150_000];
const oneMegabyte = 1_000_000;

/** Random edits on scripts of real length, a new script for every few hundred; every 20th script is a full-length one. */
function runEdits(count, firstSeed) {
  for (let done = 0, script = 0; done < count; script++) {
    const seed = firstSeed + script;
    const random = createRandom(seed);
    const length = script % 20 === 0 ? scriptLengths[2] : scriptLengths[script % 2];
    let edit = { text: scriptToEdit(length, seed), near: 0 };
    let screenplay = parse(edit.text);
    for (let at = 0; at < editsPerScript && done < count; at++, done++) {
      edit = randomEdit(edit, random);
      screenplay = reparse(screenplay, edit.text);
      const difference = findDifference(screenplay, parse(edit.text));
      assert.equal(difference, undefined, `edit ${at} of script ${seed}`);
    }
  }
}

/** The slowest of texts that repeat one thing, as milliseconds for a megabyte. */
function slowestMonotony() {
  const times = monotonous.map((unit) => {
    const text = unit.repeat(oneMegabyte / unit.length);
    const start = performance.now();
    parse(text);
    return { unit, milliseconds: performance.now() - start };
  });
  return times.sort((a, b) => b.milliseconds - a.milliseconds)[0];
}

function timed(name, count, run) {
  const start = performance.now();
  run();
  console.log(`${name}: ${count} in ${((performance.now() - start) / 1000).toFixed(1)} s, all well`);
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    edits: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [cases, edits, seed] = [values.cases, values.edits, values.seed].map(Number);
console.log(`seed ${seed}`);
for (const [name, check] of Object.entries(properties)) timed(name, cases, () => check({ numRuns: cases, seed }));
timed('random edits of scripts of real length', edits, () => runEdits(edits, seed));
const { unit, milliseconds } = slowestMonotony();
console.log(`slowest megabyte of one thing: ${JSON.stringify(unit)}, ${milliseconds.toFixed(0)} ms`);
