// The parser side by side with those from npm that can be installed, on the same text in one run.
import { parse } from '../../src/language/parse.ts';
import { syntheticScript } from '../fixtures/syntheticScript.ts';

const sizes = [150_000, 600_000];
const warmUps = 10;
const runs = 31;

const printEverything = {
  print_title_page: true,
  print_headers: true,
  print_actions: true,
  print_dialogues: true,
  print_sections: true,
  print_synopsis: true,
  print_notes: true,
};

/** Name in npm → how its parser is called, with everything that it can tell switched on. */
const rivals = {
  'fountain-js': ({ Fountain }) => {
    return (text) => new Fountain().parse(text, true);
  },
  'aw-parser': ({ parser, default: main }) => {
    const { parse: parseWith } = parser ?? main.parser;
    return (text) => parseWith(text, printEverything);
  },
};

async function load(name) {
  try {
    return rivals[name](await import(name));
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function medianMilliseconds(run) {
  for (let at = 0; at < warmUps; at++) run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

/** Reports each figure as `{ name, value, unit, target }`. A parser that is not installed is named and passed over. */
export async function bench(report) {
  for (const size of sizes) {
    const text = syntheticScript(size);
    const kilobytes = size / 1000;
    const ours = medianMilliseconds(() => parse(text));
    report({ name: `parse ${kilobytes} KB, ours`, value: ours, unit: 'ms' });
    for (const name of Object.keys(rivals)) {
      const parseWith = await load(name);
      if (!parseWith) {
        console.error(`  ${name} is not installed`);
        continue;
      }
      const theirs = medianMilliseconds(() => parseWith(text));
      report({ name: `parse ${kilobytes} KB, ${name}`, value: theirs, unit: 'ms' });
      report({ name: `parse ${kilobytes} KB, ${name} against ours`, value: theirs / ours, unit: 'times' });
    }
  }
}
