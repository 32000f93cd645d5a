import type { Element, Heading } from '../document.ts';
import type { ScriptView } from '../features/scriptView.ts';
import { isTimeOfDay } from '../headings.ts';
import { findNumberIn } from '../sceneNumbers.ts';
import type { WordIndex } from '../words/wordIndex.ts';
import type { QuickFix, Rule } from './finding.ts';

/** How many of a script's headings must say their time for its absence to be a slip. */
const leastWithTime = 3;

/** A scene heading without a time of day in a script whose headings have one. */
export const missingTimeOfDay: Rule = {
  code: 'missing-time-of-day',
  check({ screenplay: { elements }, words }) {
    const scenes = elements.filter(({ heading }) => heading?.intExt !== undefined && heading.location !== '');
    const without = scenes.filter(({ heading }) => heading?.timeOfDay === undefined && !endsInTime(heading, words));
    const withTime = scenes.length - without.length;
    if (withTime < leastWithTime || withTime < without.length * 2) return [];
    return without.map(({ start, end }) => ({ code: 'missing-time-of-day', severity: 'information', start, end }));
  },
  /** The time of the scene above first, then the commonest times of the language. */
  fixes(view, { start }, { timesOfDay }) {
    const { elements } = view.screenplay;
    const index = elements.findIndex((element) => element.start === start);
    const heading = elements[index];
    if (!heading) return [];
    const above = elements.slice(0, index).findLast((element) => element.heading?.timeOfDay !== undefined);
    const times = [...new Set([above?.heading?.timeOfDay ?? '', ...timesOfDay.slice(0, 2)])].filter(
      (time) => time !== '',
    );
    return times.map((time, at): QuickFix => timeFix(view, heading, time, at === 0));
  },
};

/** `INT KÖK DAG`: nothing parts the time from the place, but it is there. */
function endsInTime(heading: Heading | undefined, words: WordIndex | undefined): boolean {
  const last = heading?.location.split(/\s+/).at(-1) ?? '';
  return isTimeOfDay(last, words);
}

function timeFix(view: ScriptView, { start, end }: Element, time: string, isPreferred: boolean): QuickFix {
  const source = view.text.slice(start, end);
  const number = findNumberIn(source, view.words);
  const isLast = number !== undefined && source.charAt(number.end) === '#';
  const at = start + source.slice(0, isLast ? number.start - 1 : source.length).trimEnd().length;
  return { kind: 'addTimeOfDay', values: [time], edits: [{ start: at, end: at, text: ` - ${time}` }], isPreferred };
}
