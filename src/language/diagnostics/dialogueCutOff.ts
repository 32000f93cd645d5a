import type { Element, ElementType } from '../document.ts';
import type { ScriptView, Span } from '../features/scriptView.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { loneCueName } from './loneCues.ts';
import { lineEndsIn } from './sourceLines.ts';

/** Words that a stray blank line parts from their cue or speech, so that they are read as action and nobody says them. */
export const dialogueCutOff: Rule = {
  code: 'dialogue-cut-off',
  check(view) {
    const { elements } = view.screenplay;
    const isLone = loneCueName(view);
    return elements.flatMap((element, index): readonly Finding[] => {
      const above = elements[index - 1];
      if (element.type !== 'action' || !above) return noFindings;
      const isCut = isLone(above) ? isLone.isFollowed(index - 1) : isSpeechGoingOn(view, above, element);
      if (!isCut) return noFindings;
      return [{ code: 'dialogue-cut-off', severity: 'warning', ...firstLine(view, element) }];
    });
  },
  fixes({ text, screenplay: { elements } }, { start }) {
    const index = elements.findIndex((element) => element.start <= start && start < element.end);
    const above = elements[index - 1];
    const next = elements[index];
    if (!above || !next) return [];
    const lineEnd = text.slice(above.end, next.start).startsWith('\r\n') ? 2 : 1;
    return [
      {
        kind: 'removeBlankLine',
        edits: [{ start: above.end + lineEnd, end: next.start, text: '' }],
        isPreferred: true,
      },
    ];
  },
};

const speech: ReadonlySet<ElementType> = new Set(['character', 'dialogue', 'parenthetical']);
const directedLine = /^\s*\([^()\n]{1,60}\)[ \t]*\n\s*\S/;

/** A direction in parentheses with words under it, one blank line after somebody spoke. */
function isSpeechGoingOn({ text }: ScriptView, above: Element, element: Element): boolean {
  if (!speech.has(above.type) || !directedLine.test(element.text)) return false;
  return lineEndsIn(text.slice(above.end, element.start)) === 2;
}

function firstLine({ text }: ScriptView, { start, end }: Element): Span {
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0] ?? '';
  return { start, end: start + line.trimEnd().length };
}
