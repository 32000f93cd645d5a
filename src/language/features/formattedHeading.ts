import type { Element } from '../document.ts';
import { headingParts } from './headingParts.ts';
import type { ScriptView } from './scriptView.ts';

/**
 * A heading of one line without notes as it is usually written: `201 INT./EXT. KÖK - DAG`, its parts in capitals with single spaces.
 * A forced heading keeps its case. The number stays where and as it stands.
 */
export function formattedHeading(view: ScriptView, element: Element): string {
  const { start, end } = element;
  const { number, prefix, location, timeOfDay } = headingParts(view, element);
  const spaced = (from: number, to: number) => view.text.slice(from, to).replace(/\s+/g, ' ');
  if (!prefix || !location) return spaced(start, end).trim();
  const isTimeFirst = timeOfDay !== undefined && timeOfDay.start < location.start;
  const [first, second] = isTimeFirst ? [timeOfDay, location] : [location, timeOfDay];
  const placeEnd = (second ?? first).end;
  const isNumberLast = number !== undefined && number.start > placeEnd;
  const parts = [
    spaced(start, prefix.start).trim(),
    formattedPrefix(view.text.slice(prefix.start, prefix.end)),
    capitals(spaced(first.start, first.end)) + (second ? between(spaced(first.end, second.start)) : ''),
  ];
  const behind = second ? capitals(spaced(second.start, second.end)) : '';
  const rest = spaced(placeEnd, end).trimEnd();
  return parts.filter((part) => part !== '').join(' ') + behind + (isNumberLast ? rest.replace(/ ?#/, ' #') : rest);
}

/** `int` → `INT.`, `Ext/int` → `EXT./INT.`, `I/E` → `I/E.`. */
function formattedPrefix(prefix: string): string {
  const sides = prefix.split('/').map((side) => capitals(side.trim()));
  const isShort = sides.every((side) => side.replace('.', '').length === 1);
  if (isShort) return `${sides.map((side) => side.replace('.', '')).join('/')}.`;
  return sides.map((side) => (side.endsWith('.') ? side : `${side}.`)).join('/');
}

function between(words: string): string {
  return /[-\u2013\u2014]/.test(words) ? ' - ' : words.replace(/^ (?=,)/, '');
}

/** ß stays: its capital is two letters. */
function capitals(words: string): string {
  return words.replace(/[^ß]+/g, (letters) => letters.toUpperCase());
}
