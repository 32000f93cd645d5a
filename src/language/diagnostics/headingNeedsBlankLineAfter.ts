import type { Element, ElementType } from '../document.ts';
import type { Rule } from './finding.ts';
import { lineEndsIn } from './sourceLines.ts';

/**
 * A scene heading with text directly under it. It is read as a heading here; by the letter of Fountain it is not one, so that
 * another program may read a cue (https://fountain.io/syntax#section-slug).
 */
export const headingNeedsBlankLineAfter: Rule = {
  code: 'heading-needs-blank-line-after',
  check: ({ text, screenplay: { elements } }) =>
    elements
      .filter(
        (element, index) => element.type === 'sceneHeading' && isFollowedAtOnce(text, element, elements[index + 1]),
      )
      .map(({ start, end }) => ({ code: 'heading-needs-blank-line-after', severity: 'information', start, end })),
  fixes: (_view, { end }) => [
    { kind: 'insertBlankLineAfter', edits: [{ start: end, end, text: '\n' }], isPreferred: true },
  ],
};

const readAloud: ReadonlySet<ElementType> = new Set(['action', 'character', 'dialogue', 'parenthetical', 'lyrics']);

function isFollowedAtOnce(text: string, heading: Element, next: Element | undefined): boolean {
  if (!next || !readAloud.has(next.type)) return false;
  return lineEndsIn(text.slice(heading.end, next.start)) === 1;
}
