import type { Rule } from './finding.ts';
import { paragraphEndAt } from './sourceLines.ts';

/** A boneyard `/*` without its end, so that nothing is left out (https://fountain.io/syntax#section-bone). */
export const unclosedBoneyard: Rule = {
  code: 'unclosed-boneyard',
  check: (view) =>
    view.enclosures
      .filter(({ kind, closed }) => kind === 'boneyard' && !closed)
      .map(({ start, end }) => ({ code: 'unclosed-boneyard', severity: 'warning', start, end })),
  fixes({ text }, { end }) {
    const at = paragraphEndAt(text, end);
    return [{ kind: 'closeBoneyard', edits: [{ start: at, end: at, text: ' */' }], isPreferred: true }];
  },
};
