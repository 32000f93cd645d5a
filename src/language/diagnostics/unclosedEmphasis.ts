import type { ElementType } from '../document.ts';
import { enclosureBefore, type ScriptView, type Span } from '../features/scriptView.ts';
import type { Finding, Rule } from './finding.ts';
import { lineEndAt, linesWithin } from './sourceLines.ts';

/** Emphasis that opens and does not close in its line, so that the mark itself is read (https://fountain.io/syntax#section-emphasis). */
export const unclosedEmphasis: Rule = {
  code: 'unclosed-emphasis',
  check(view) {
    const found: Finding[] = [];
    for (const { type, start, end } of view.screenplay.elements) {
      if (!spoken.has(type) || !/[*_]/.test(view.text.slice(start, end))) continue;
      for (const line of linesWithin(view.text, start, end)) {
        for (const mark of unclosedIn(view.text.slice(line.start, line.end))) {
          const span = { start: line.start + mark.start, end: line.start + mark.end };
          if (enclosureBefore(view, span.start + 1)?.closed) continue;
          found.push({ code: 'unclosed-emphasis', severity: 'warning', ...span, values: [markAt(view, span)] });
        }
      }
    }
    return found;
  },
  fixes(view, { start, end }) {
    const mark = markAt(view, { start, end });
    const lineEnd = view.text.slice(0, lineEndAt(view.text, end)).trimEnd().length;
    return [
      {
        kind: 'closeEmphasis',
        values: [mark],
        edits: [{ start: lineEnd, end: lineEnd, text: mark }],
        isPreferred: true,
      },
      { kind: 'takeLiterally', values: [mark], edits: [escaped(mark, start, end)], isPreferred: false },
    ];
  },
};

const spoken: ReadonlySet<ElementType> = new Set(['action', 'dialogue', 'parenthetical', 'lyrics', 'centered']);

function markAt({ text }: ScriptView, { start, end }: Span): string {
  return text.slice(start, end);
}

function escaped(mark: string, start: number, end: number) {
  return { start, end, text: mark.replace(/./g, '\\$&') };
}

/** A run of marks that has a word on its right side only, as what opens emphasis has. */
function unclosedIn(line: string): readonly Span[] {
  const unclosed: Span[] = [];
  for (const mark of ['*', '_']) {
    const open: Span[] = [];
    for (const run of runsOf(line, mark)) {
      const opens = !isWord(line[run.start - 1]) && isInk(line[run.end]);
      const closes = isInk(line[run.start - 1]);
      if (closes && open.length > 0) open.pop();
      else if (opens) open.push(run);
    }
    unclosed.push(...open);
  }
  return unclosed.sort((a, b) => a.start - b.start);
}

/** Runs of one mark; longer ones than emphasis has (`****`) are drawings. */
function* runsOf(line: string, mark: string): Generator<Span> {
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === mark) {
      const start = at;
      while (line[at + 1] === mark) at++;
      if (at - start < 3) yield { start, end: at + 1 };
    }
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isInk(character: string | undefined): boolean {
  return character !== undefined && character.trim() !== '';
}
