/** Which element of a changed text is which of the text before, told by the characters that stayed. */
import type { PlacedElement } from './placedElements.ts';

/** One replacement: `deleted` UTF-16 units at `offset` of the text before gave way to `inserted`. */
export interface TextChange {
  readonly offset: number;
  readonly deleted: number;
  readonly inserted: string;
}

/** As much of a parsed element as is needed to tell which one it is. */
export interface PlacedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of an old element that is still there, in offsets of the new text. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly old: number;
}

/**
 * Carries ids over an edit: `result[i]` is the id that `after[i]` keeps, `undefined` where nothing of an old element stayed.
 * Of a split element the first part with words keeps the id, of joined elements the first with words survives.
 * `changes` must not overlap; all offsets count in the text before them. `saidBefore` tells what an element said before it was joined with
 * others, in the way of which lines are moved past each other.
 */
export function carryIds(
  before: readonly PlacedElement[],
  after: readonly PlacedText[],
  changes: readonly TextChange[],
  saidBefore: (id: string) => string | undefined = () => undefined,
): (string | undefined)[] {
  const parts = partsOf(stayingPieces(before, changes), after, before.length);
  const same = sameWords(before, after, saidBefore);
  const found = new Set(same.values());
  const claims: number[][] = after.map(() => []);
  parts.forEach((indices, old) => {
    if (found.has(old)) return;
    const free = indices.filter((index) => !same.has(index));
    const chosen = free.find((index) => hasWords(after[index])) ?? free[0];
    if (chosen !== undefined) claims[chosen]?.push(old);
  });
  return claims.map((olds, index) => {
    const survivor = same.get(index) ?? olds.find((old) => hasWords(before[old])) ?? olds[0];
    return survivor === undefined ? undefined : before[survivor]?.id;
  });
}

/** New index → old index where exactly one element on each side has certain words: an edit may move lines, and then few characters stay. */
function sameWords(
  before: readonly PlacedElement[],
  after: readonly PlacedText[],
  saidBefore: (id: string) => string | undefined,
): ReadonlyMap<number, number> {
  if (before.length < 2 && after.length < 2) return new Map();
  const olds = onlyPlaces(before);
  const news = onlyPlaces(after);
  const pairs = [...news].flatMap(([text, index]): [number, number][] => {
    const old = olds.get(text);
    return text.trim() === '' || old === undefined || index === undefined ? [] : [[index, old]];
  });
  const found = new Set(pairs.map(([, old]) => old));
  before.forEach(({ id }, old) => {
    const text = found.has(old) ? undefined : saidBefore(id);
    const index = text === undefined || olds.has(text) ? undefined : news.get(text);
    if (index !== undefined) pairs.push([index, old]);
  });
  return new Map(pairs);
}

/** Each text's index, `undefined` for one that occurs twice. */
function onlyPlaces(elements: readonly PlacedText[]): Map<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  elements.forEach(({ text }, index) => {
    places.set(text, places.has(text) ? undefined : index);
  });
  return places;
}

function hasWords(element: { readonly text: string } | undefined): boolean {
  return element !== undefined && element.text.trim() !== '';
}

/** What of each old element stays, in order of the text. */
function stayingPieces(before: readonly PlacedElement[], changes: readonly TextChange[]): Piece[] {
  const sorted = changes.toSorted((a, b) => a.offset - b.offset);
  const pieces: Piece[] = [];
  let first = 0;
  let shift = 0;
  let from = 0;
  const takeUntil = (until: number) => {
    for (let old = first; old < before.length; old++) {
      const element = before[old];
      if (!element || element.start >= until) break;
      const start = Math.max(element.start, from);
      const end = Math.min(element.end, until);
      if (start < end) pieces.push({ start: start + shift, end: end + shift, old });
      if (element.end <= until) first = old + 1;
    }
  };
  for (const change of sorted) {
    takeUntil(change.offset);
    from = change.offset + change.deleted;
    shift += change.inserted.length - change.deleted;
  }
  takeUntil(Number.POSITIVE_INFINITY);
  return pieces;
}

/** For each old element the new ones that hold a piece of it. */
function partsOf(pieces: readonly Piece[], after: readonly PlacedText[], oldCount: number): number[][] {
  const parts: number[][] = Array.from({ length: oldCount }, () => []);
  let first = 0;
  for (const piece of pieces) {
    while (first < after.length && (after[first]?.end ?? 0) <= piece.start) first++;
    for (let index = first; index < after.length; index++) {
      const element = after[index];
      if (!element || element.start >= piece.end) break;
      const list = parts[piece.old];
      if (list && list.at(-1) !== index) list.push(index);
    }
  }
  return parts;
}
