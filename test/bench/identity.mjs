/** Measures how many ids are found again after scripts were edited elsewhere, kind of edit by kind. */
import fs from 'node:fs';
import { parse } from '../../src/language/parse.ts';
import { createRandom, syntheticScript } from '../fixtures/syntheticScript.ts';
import { editKinds, judge, sumOf, tracedFrom } from '../language/editSimulator.ts';

const sample = new URL('../../media/sample/fyren-201.screenplay', import.meta.url);
const edits = 25;

/** Reports each figure as `{ name, value, unit, target }`. */
export async function bench(report) {
  const texts = [fs.readFileSync(sample, 'utf8'), syntheticScript(60_000, 3)];
  const scripts = texts.map((text) => tracedFrom(parse(text).elements));
  for (const { name, edit } of editKinds) {
    const outcomes = scripts.flatMap((script) =>
      Array.from({ length: edits }, (_, seed) => judge(script, edit(script, createRandom(seed * 7919 + 1)))),
    );
    const { halfKept, halfKeptFound, old, oldFound, wrong, elements } = sumOf(outcomes);
    report({ name: `${name}: ids kept`, value: (100 * halfKeptFound) / halfKept, unit: '%', target: '>= 99' });
    report({ name: `${name}: ids kept, whatever the words`, value: (100 * oldFound) / old, unit: '%' });
    report({ name: `${name}: ids mistaken`, value: (100 * wrong) / elements, unit: '%', target: '<= 0.1' });
  }
}
