import type { Span } from './scriptView.ts';

/** Emphasised words with their marks. Spans may lie in each other. */
export interface EmphasisSpan extends Span {
  readonly style: 'italic' | 'bold' | 'underline';
}

interface Mark {
  readonly character: string;
  readonly start: number;
  readonly end: number;
  readonly mayOpen: boolean;
  readonly mayClose: boolean;
}

const marks = /\\.|\*{1,3}|_/gsu;

/**
 * The emphasis of one line, in the order of the ends (https://fountain.io/syntax#section-emphasis): `*italic*`, `**bold**`,
 * `***both***`, `_underlined_`. A mark opens before a word and closes after one; what is never closed is none.
 */
export function emphasisSpans(line: string): readonly EmphasisSpan[] {
  const spans: EmphasisSpan[] = [];
  const open: Record<string, Mark[]> = { '*': [], _: [] };
  for (const mark of marksOf(line)) {
    const waiting = open[mark.character] ?? [];
    const start = mark.mayClose ? closeOpen(waiting, mark, spans) : mark.start;
    if (mark.mayOpen && start < mark.end) waiting.push({ ...mark, start });
  }
  return spans;
}

/** Closes what waits for a mark, the latest first, as far as the mark reaches; gives back where its rest starts. */
function closeOpen(waiting: Mark[], { character, start, end }: Mark, spans: EmphasisSpan[]): number {
  let at = start;
  for (let opener = waiting.at(-1); opener && at < end; opener = waiting.at(-1)) {
    const length = Math.min(opener.end - opener.start, end - at);
    const from = opener.end - length;
    for (const style of stylesOf(character, length)) spans.push({ style, start: from, end: at + length });
    at += length;
    waiting.pop();
    if (from > opener.start) waiting.push({ ...opener, end: from });
  }
  return at;
}

function* marksOf(line: string): Generator<Mark> {
  for (const { index: start, 0: run } of line.matchAll(marks)) {
    if (run.startsWith('\\')) continue;
    const end = start + run.length;
    const mayOpen = /\S/.test(line.charAt(end));
    const mayClose = /\S/.test(line.charAt(start - 1));
    const isWithinWord =
      run.startsWith('_') && isWordCharacter(line.charAt(start - 1)) && isWordCharacter(line.charAt(end));
    if (!isWithinWord && (mayOpen || mayClose)) yield { character: run.charAt(0), start, end, mayOpen, mayClose };
  }
}

function stylesOf(character: string, length: number): readonly EmphasisSpan['style'][] {
  if (character === '_') return ['underline'];
  return length === 1 ? ['italic'] : length === 2 ? ['bold'] : ['bold', 'italic'];
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
