import type { Rule } from './finding.ts';
import { paragraphEndAt } from './sourceLines.ts';

/** A note `[[` without its `]]`, so that it is read and spoken (https://fountain.io/syntax#section-notes). */
export const unclosedNote: Rule = {
  code: 'unclosed-note',
  check: (view) =>
    view.enclosures
      .filter(({ kind, closed }) => kind === 'note' && !closed)
      .map(({ start, end }) => ({ code: 'unclosed-note', severity: 'warning', start, end })),
  fixes({ text }, { end }) {
    const at = paragraphEndAt(text, end);
    const open = text.slice(end, at).endsWith(']') ? ']' : ']]';
    return [{ kind: 'closeNote', edits: [{ start: at, end: at, text: open }], isPreferred: true }];
  },
};
