/** A part of a text that is spoken in one go; `start` is its place in the text. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** Where a text may be cut, best first: after a sentence, after a clause, at a space, anywhere between whole characters. */
const cuts: readonly RegExp[] = [/[.!?…]+["'”’»)]*\s+|\n+/g, /[,;:–—-]\s+/g, /\s+/g];

/** A text in parts of at most `longest` UTF-16 units, cut where a reader would breathe. */
export function piecesOf(text: string, longest: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (text.length - start > longest) {
    const end = cutBefore(text, start, start + longest);
    add(pieces, text, start, end);
    start = end;
  }
  add(pieces, text, start, text.length);
  return pieces;
}

function add(pieces: Piece[], text: string, start: number, end: number): void {
  const part = text.slice(start, end);
  const words = part.trim();
  if (words !== '') pieces.push({ text: words, start: start + part.indexOf(words) });
}

/** The best place to cut in the second half of `from`..`to`. */
function cutBefore(text: string, from: number, to: number): number {
  const window = text.slice(from, to);
  for (const cut of cuts) {
    const last = [...window.matchAll(cut)].map((found) => found.index + found[0].length).at(-1);
    if (last !== undefined && last > window.length / 2) return from + last;
  }
  // Never within a character that takes two units.
  return /[\uD800-\uDBFF]$/.test(window) ? to - 1 : to;
}
