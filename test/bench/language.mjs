/** Measures the language core against its budgets: parsing, reading again after a keystroke and finding elements again. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { alignElements } from '../../src/language/identity.ts';
import { parse, reparse } from '../../src/language/parse.ts';
import { createRandom, sentence, syntheticScript } from '../fixtures/syntheticScript.ts';
import { monotonous } from '../fuzz/languageProperties.ts';

const tenMegabytes = 10_000_000;
const oneMegabyte = 1_000_000;

function milliseconds(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function sortedTimes(run, times, warmUps = 0) {
  for (let at = 0; at < warmUps; at++) run();
  return Array.from({ length: times }, () => milliseconds(run)).sort((a, b) => a - b);
}

function median(run, times, warmUps) {
  return sortedTimes(run, times, warmUps)[Math.floor(times / 2)];
}

/** The least disturbed run: for a ratio of two figures noise must not decide. */
function fastest(run, times, warmUps) {
  return sortedTimes(run, times, warmUps)[0];
}

function knownElements(count) {
  const { elements } = parse(syntheticScript(count * 80));
  return elements.slice(0, count).map(({ type, text }, index) => ({ id: `element-${index}`, type, text }));
}

/** 2 % of the elements lose half their words, 1 % go, 2 % get a new neighbour. */
function changeFivePercent(known) {
  const random = createRandom(7);
  const rewritten = (text) =>
    text
      .split(' ')
      .map((word, index) => (index % 2 === 0 ? `${word}x${random(1000)}` : word))
      .join(' ');
  return known.flatMap((element) => {
    const chance = random(100);
    if (chance < 2) return [{ ...element, text: rewritten(element.text) }];
    if (chance < 3) return [];
    return chance < 5 ? [element, { type: 'action', text: sentence(random, true, 8, 9) }] : [element];
  });
}

function nothingAlike(known) {
  let word = 0;
  return known.map(({ type, text }) => ({ type, text: text.replace(/\S+/g, () => `q${word++}`) }));
}

function benchParse(report) {
  const script = syntheticScript(150_000);
  report({ name: 'parse 150 KB', value: median(() => parse(script), 200, 100), unit: 'ms', target: '<= 1.5' });
  const one = syntheticScript(oneMegabyte);
  const ten = syntheticScript(tenMegabytes);
  const perMegabyte = fastest(() => parse(one), 15, 3) / one.length;
  const ratio = fastest(() => parse(ten), 8, 2) / ten.length / perMegabyte;
  report({ name: 'parse 10 MB, time per character against 1 MB', value: ratio, unit: 'times', target: '<= 2' });
}

/** A text in one piece, as an editor hands it over, and not as the parts that it was joined from. */
function inOnePiece(text) {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Typing: runs of letters, with a line end at times, here and there in the script. */
function keystrokeTimes(length, count) {
  const random = createRandom(3);
  let screenplay = parse(inOnePiece(syntheticScript(length)));
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    at = index % 40 === 0 ? random(screenplay.source.length) : at + 1;
    const typed = random(30) === 0 ? '\n' : 'x';
    const text = inOnePiece(`${screenplay.source.slice(0, at)}${typed}${screenplay.source.slice(at)}`);
    return milliseconds(() => {
      screenplay = reparse(screenplay, text);
    });
  });
}

function benchReparse(report) {
  for (const [name, length, target] of [
    ['150 KB', 150_000, '<= 0.2'],
    ['1 MB', oneMegabyte, undefined],
  ]) {
    const times = keystrokeTimes(length, 3000)
      .slice(1000)
      .sort((a, b) => a - b);
    report({ name: `read ${name} again after a keystroke, median`, value: times[1000], unit: 'ms' });
    report({ name: `read ${name} again after a keystroke, p95`, value: times[1900], unit: 'ms', target });
  }
}

/** Words are slices of the text they were read from: a slice that is kept must not keep each text that there was. */
function benchMemory(report) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const random = createRandom(5);
  let screenplay = parse(inOnePiece(syntheticScript(150_000)));
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < 1000; count++) {
    const at = random(screenplay.source.length);
    screenplay = reparse(screenplay, inOnePiece(`${screenplay.source.slice(0, at)}x${screenplay.source.slice(at)}`));
  }
  collect();
  const kept = (process.memoryUsage().heapUsed - before) / 1_000_000;
  report({ name: 'kept after 1,000 edits in 150 KB', value: Math.max(0, kept), unit: 'MB', target: '<= 5' });
}

/** Texts of one thing over and over are where a parser turns out quadratic: then the slowest would take minutes. */
function benchMonotony(report) {
  const times = monotonous.map((unit) => {
    const text = unit.repeat(oneMegabyte / unit.length);
    return fastest(() => parse(text), 3);
  });
  report({ name: 'parse 1 MB of one thing, slowest of all', value: Math.max(...times), unit: 'ms', target: '<= 1000' });
}

function benchAlign(report) {
  const known = knownElements(4000);
  const changed = changeFivePercent(known);
  const other = nothingAlike(known);
  report({
    name: 'align 4,000 elements, 5 % changed',
    value: median(() => alignElements(known, changed), 25, 10),
    unit: 'ms',
    target: '<= 15',
  });
  report({
    name: 'align 4,000 elements, nothing alike',
    value: median(() => alignElements(known, other), 7, 2),
    unit: 'ms',
    target: '<= 100',
  });
}

/** Reports each figure as `{ name, value, unit, target }`. */
export async function bench(report) {
  benchParse(report);
  benchReparse(report);
  benchMemory(report);
  benchMonotony(report);
  benchAlign(report);
}
