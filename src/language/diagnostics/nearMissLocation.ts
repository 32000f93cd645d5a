import type { Element } from '../document.ts';
import { headingParts } from '../features/headingParts.ts';
import type { ScriptView } from '../features/scriptView.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { createNameFolder, createWordSearch, findSlips } from './likelySlips.ts';

/** A heading at a place that is likely another one, written wrongly: FYRVAKTRENS HUS once among scenes at FYRVAKTARENS HUS. */
export const nearMissLocation: Rule = {
  code: 'near-miss-location',
  check(view) {
    const { elements } = view.screenplay;
    const counts = new Map<string, number>();
    const fold = createNameFolder();
    for (const { heading } of elements) {
      const place = fold(heading?.location ?? '');
      if (place !== '') counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const limits = { leastCommon: 2, mostRare: 1, timesAsOften: 2 };
    const slips = findSlips(counts, limits, createWordSearch(elements, isNarration));
    return slips.size === 0 ? noFindings : elements.flatMap((element) => findingOf(view, element, slips, fold));
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
  view: ScriptView,
  element: Element,
  slips: ReadonlyMap<string, string>,
  fold: (name: string) => string,
): readonly Finding[] {
  const { heading } = element;
  const meant = heading && slips.get(fold(heading.location));
  if (!heading || meant === undefined) return noFindings;
  const span = headingParts(view, element).location ?? element;
  return [
    {
      code: 'near-miss-location',
      severity: 'information',
      start: span.start,
      end: span.end,
      values: [heading.location, meant],
    },
  ];
}
