import type { Element } from '../document.ts';
import { enclosureBefore, type ScriptView } from '../features/scriptView.ts';
import { isTimeOfDay, readHeading } from '../headings.ts';
import { withoutHidden } from '../hiddenText.ts';
import { isAllCapitals } from '../letterCase.ts';
import type { WordIndex } from '../words/wordIndex.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { lineStartAt, linesWithin } from './sourceLines.ts';

/** A line meant as a scene heading without the blank line before it, so that no scene starts (https://fountain.io/syntax#section-slug). */
export const headingNeedsBlankLine: Rule = {
  code: 'heading-needs-blank-line',
  check: (view) =>
    view.screenplay.elements.flatMap((element) => (isProse(element) ? findHeadings(view, element) : noFindings)),
  fixes({ text }, { start }) {
    const at = lineStartAt(text, start);
    return [{ kind: 'insertBlankLineBefore', edits: [{ start: at, end: at, text: '\n' }], isPreferred: true }];
  },
};

function isProse({ type }: Element): boolean {
  return type === 'action' || type === 'dialogue';
}

function findHeadings(view: ScriptView, { text, start, end }: Element): readonly Finding[] {
  // Nearly every element is one line that is no heading.
  if (!text.includes('\n') && !isMeantAsHeading(text.trim(), view.words)) return noFindings;
  const found: Finding[] = [];
  for (const line of linesWithin(view.text, start, end)) {
    if (!isMeantAsHeading(view.text.slice(line.start, line.end), view.words)) continue;
    if (enclosureBefore(view, line.start)?.closed) continue;
    found.push({ code: 'heading-needs-blank-line', severity: 'warning', ...line });
  }
  return found;
}

/** Surer than a heading needs to be, since prose may start with `Int.` or `Est.`: in capitals, or with a known time of day. */
function isMeantAsHeading(line: string, index: WordIndex | undefined): boolean {
  const heading = readHeading(line, undefined, index)?.heading;
  if (!heading || !/\p{L}/u.test(heading.location)) return false;
  return (
    isAllCapitals(withoutHidden(line)) || (heading.timeOfDay !== undefined && isTimeOfDay(heading.timeOfDay, index))
  );
}
