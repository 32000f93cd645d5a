import type { ElementType } from '../document.ts';
import { enclosureBefore, type ScriptView, type Span } from '../features/scriptView.ts';
import type { Finding, Rule } from './finding.ts';
import { lineEndAt, linesWithin } from './sourceLines.ts';

/** Emphasis that opens and does not close in its line, so that the mark itself is read (https://fountain.io/syntax#section-emphasis). */
export const unclosedEmphasis: Rule = {
  code: 'unclosed-emphasis',
  check(view) {
    const found: Finding[] = [];
    for (const { type, text, start, end } of view.screenplay.elements) {
      if (!spoken.has(type) || !/[*_]/.test(text) || !mayBeUnclosed(text)) continue;
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

/** Whether any of an element's lines, which stand in the text with more around them, opens what it does not close. */
function mayBeUnclosed(words: string): boolean {
  return words.includes('\n') ? words.split('\n').some(isUnclosed) : isUnclosed(words);
}

function isUnclosed(line: string): boolean {
  return unclosedIn(line).length > 0;
}

const noSpans: readonly Span[] = [];

/** A run of marks that has a word on its right side only, as what opens emphasis has. */
function unclosedIn(line: string): readonly Span[] {
  return [...openRuns(line, '*'), ...openRuns(line, '_')].sort((a, b) => a.start - b.start);
}

/** Runs of one mark that nothing closes; longer ones than emphasis has (`****`) are drawings. */
function openRuns(line: string, mark: string): readonly Span[] {
  if (!line.includes(mark)) return noSpans;
  const open: Span[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === mark) {
      const start = at;
      while (line[at + 1] === mark) at++;
      if (at - start < 3) take(open, line, { start, end: at + 1 });
    }
  }
  return open;
}

/** A run closes the last open one, or opens. */
function take(open: Span[], line: string, run: Span): void {
  const before = line[run.start - 1];
  if (isInk(before) && open.length > 0) open.pop();
  else if (!isWord(before) && isInk(line[run.end])) open.push(run);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isInk(character: string | undefined): boolean {
  return character !== undefined && character.trim() !== '';
}
