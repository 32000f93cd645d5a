import type { Rule } from './finding.ts';

/** A note `[[` without its `]]`, so that it is read and spoken (https://fountain.io/syntax#section-notes). */
export const unclosedNote: Rule = {
  code: 'unclosed-note',
  check: (view) =>
    view.enclosures
      .filter(({ kind, closed }) => kind === 'note' && !closed)
      .map(({ start, end }) => ({ code: 'unclosed-note', severity: 'warning', start, end })),
};
