import type { Element, ElementType } from '../document.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { loneCueName } from './loneCues.ts';

/** A cue that nobody's words follow: a forced one, one with a parenthetical alone, or a character's name that stands by itself. */
export const cueWithoutDialogue: Rule = {
  code: 'cue-without-dialogue',
  check(view) {
    const { elements } = view.screenplay;
    const isLone = loneCueName(view);
    return elements.flatMap((element, index): readonly Finding[] => {
      const isCue = element.cue !== undefined && element.cue.name !== '' && !isSpoken(elements, index + 1);
      // What follows after one blank line is told where it stands.
      const isName = isLone(element) && !isLone.isFollowed(index);
      if (!isCue && !isName) return noFindings;
      const values = [element.cue?.name ?? element.text.trim()];
      return [
        { code: 'cue-without-dialogue', severity: 'information', start: element.start, end: element.end, values },
      ];
    });
  },
  fixes({ text }, { start, end }) {
    const lead = /^\s*@?/.exec(text.slice(start, end))?.[0] ?? '';
    const edit = { start, end: start + lead.length, text: `${lead.replace('@', '')}!` };
    return [{ kind: 'makeAction', edits: [edit], isPreferred: false }];
  },
};

const between: ReadonlySet<ElementType> = new Set(['parenthetical', 'note', 'boneyard']);

/** An empty dialogue is one that is being written. */
function isSpoken(elements: readonly Element[], from: number): boolean {
  for (let index = from; ; index++) {
    const type = elements[index]?.type;
    if (type === undefined || !between.has(type)) return type === 'dialogue' || type === 'lyrics';
  }
}
