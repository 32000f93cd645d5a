/** Measures the language core against its budgets: parsing and finding elements again. */
import { alignElements } from '../../src/language/identity.ts';
import { parse } from '../../src/language/parse.ts';
import { createRandom, sentence, syntheticScript } from '../fixtures/syntheticScript.ts';

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
  benchAlign(report);
}
