import type { Element, Heading } from '../document.ts';
import type { Span } from '../features/scriptView.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { createNameFolder, createWordSearch, findSlips } from './likelySlips.ts';

/** A heading at a place that is likely another one, written wrongly: FYRVAKTRENS HUS once among scenes at FYRVAKTARENS HUS. */
export const nearMissLocation: Rule = {
  code: 'near-miss-location',
  check({ text, screenplay: { elements } }) {
    const counts = new Map<string, number>();
    const fold = createNameFolder();
    for (const { heading } of elements) {
      const place = fold(heading?.location ?? '');
      if (place !== '') counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const limits = { leastCommon: 2, mostRare: 1, timesAsOften: 2 };
    const slips = findSlips(counts, limits, createWordSearch(elements, isNarration));
    return slips.size === 0 ? noFindings : elements.flatMap((element) => findingOf(text, element, slips, fold));
  },
  fixes({ text }, { start, end, values = [] }) {
    const [place = '', meant = ''] = values;
    if (text.slice(start, end) !== place) return [];
    return [{ kind: 'changeTo', values: [meant], edits: [{ start, end, text: meant }], isPreferred: true }];
  },
};

function isNarration({ type }: Element): boolean {
  return type !== 'sceneHeading' && type !== 'boneyard';
}

function findingOf(
  text: string,
  element: Element,
  slips: ReadonlyMap<string, string>,
  fold: (name: string) => string,
): readonly Finding[] {
  const { heading } = element;
  const meant = heading && slips.get(fold(heading.location));
  if (!heading || meant === undefined) return noFindings;
  const span = locationSpan(text, element, heading);
  return [{ code: 'near-miss-location', severity: 'information', ...span, values: [heading.location, meant] }];
}

/** Where the location stands in its heading, else the whole heading. */
function locationSpan(text: string, { start, end }: Element, { location, timeOfDay }: Heading): Span {
  const source = text.slice(start, end);
  const time = timeOfDay === undefined ? source.length : source.lastIndexOf(timeOfDay);
  const at = source.lastIndexOf(location, time - location.length);
  return at === -1 ? { start, end } : { start: start + at, end: start + at + location.length };
}
