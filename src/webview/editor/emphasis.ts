/** Fountain's emphasis (`*italic*`, `**bold**`, `***both***`, `_underline_`) and inline notes, as ranges of an element's text. Pure. */

/** The marks that are typed. */
export type Mark = '*' | '**' | '_';

export type SpanKind = 'italic' | 'bold' | 'boldItalic' | 'underline' | 'note';

/** A marked range: `start`..`end` with its marks, `markLength` units of mark at each side. UTF-16 offsets, half-open. */
export interface EmphasisSpan {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly markLength: number;
}

const kinds: Readonly<Record<string, SpanKind>> = {
  '*': 'italic',
  '**': 'bold',
  '***': 'boldItalic',
  _: 'underline',
};

interface Opening {
  readonly mark: string;
  readonly at: number;
}

/** The spans of a text, outer before inner where they nest. Marks pair within a line only; `\*` and `\_` are letters. */
export function findEmphasis(text: string): EmphasisSpan[] {
  if (!/[*_[]/u.test(text)) return [];
  const notes = findNotes(text);
  const spans = [...notes];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    for (const { start, end, ...span } of emphasisInLine(line)) {
      const placed = { ...span, start: start + lineStart, end: end + lineStart };
      if (!notes.some((note) => note.start < placed.start && placed.end < note.end)) spans.push(placed);
    }
    lineStart += line.length + 1;
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** A note is shown as it is written. */
function findNotes(text: string): EmphasisSpan[] {
  return [...text.matchAll(/\[\[.*?\]\]/gsu)].map((match) => ({
    kind: 'note',
    start: match.index,
    end: match.index + match[0].length,
    markLength: 2,
  }));
}

function emphasisInLine(line: string): EmphasisSpan[] {
  const spans: EmphasisSpan[] = [];
  const open: Opening[] = [];
  for (const match of line.matchAll(/\\.|\*{1,3}|_/gu)) {
    const mark = match[0];
    if (mark.startsWith('\\')) continue;
    const at = match.index;
    const opener = open.findLastIndex((entry) => entry.mark === mark);
    const beforeIsSpace = at === 0 || /\s/u.test(line[at - 1] ?? ' ');
    const afterIsSpace = /\s/u.test(line[at + mark.length] ?? ' ');
    const opening = open[opener];
    const kind = kinds[mark];
    if (opening && !beforeIsSpace && kind && at > opening.at + mark.length) {
      spans.push({ kind, start: opening.at, end: at + mark.length, markLength: mark.length });
      open.splice(opener);
    } else if (!afterIsSpace) {
      open.push({ mark, at });
    }
  }
  return spans;
}
