import type { Rule } from './finding.ts';

/** A boneyard `/*` without its end, so that nothing is left out (https://fountain.io/syntax#section-bone). */
export const unclosedBoneyard: Rule = {
  code: 'unclosed-boneyard',
  check: (view) =>
    view.enclosures
      .filter(({ kind, closed }) => kind === 'boneyard' && !closed)
      .map(({ start, end }) => ({ code: 'unclosed-boneyard', severity: 'warning', start, end })),
};
