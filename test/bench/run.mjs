// `npm run bench`: measures what DESIGN's budgets speak of. `-- --json` prints one JSON object a line, `-- NAME` runs some only.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** Seconds, milliseconds and the like with as many digits as tell something. */
function rounded(value) {
  if (Number.isInteger(value)) return value;
  return Number(value.toPrecision(Math.abs(value) >= 100 ? 4 : 3));
}

/** True when `value` keeps a budget such as `<= 1.5` or `>= 90`; true without a budget. */
function keeps(value, target) {
  const parts = /^(<=|>=)\s*([\d.]+)/.exec(target ?? '');
  if (parts === null) return true;
  const limit = Number(parts[2]);
  return parts[1] === '<=' ? value <= limit : value >= limit;
}

/** Prints a measurement as soon as it is made. */
function reporter(json) {
  const over = [];
  const report = ({ name, value, unit, target }) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${name} gave no number.`);
    const line = { name, value: rounded(value), unit, ...(target === undefined ? {} : { target }) };
    if (!keeps(value, target)) over.push(name);
    if (json) console.log(JSON.stringify(line));
    else {
      const mark = keeps(value, target) ? ' ' : '!';
      console.log(`${mark} ${name.padEnd(56)} ${String(line.value).padStart(10)} ${unit.padEnd(8)} ${target ?? ''}`);
    }
  };
  return { report, over };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const { report, over } = reporter(values.json);
const names = fs
  .readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
  .sort();
const wanted = names.filter((name) => positionals.length === 0 || positionals.includes(path.basename(name, '.mjs')));
for (const name of wanted) {
  if (!values.json) console.log(`\n${path.basename(name, '.mjs')}`);
  const { bench } = await import(pathToFileURL(path.join(import.meta.dirname, name)).href);
  try {
    await bench(report);
  } catch (cause) {
    console.error(`${name} could not measure on:`, cause);
    process.exitCode = 1;
  }
}
if (!values.json && over.length > 0) console.log(`\nOver budget: ${over.join(', ')}`);
