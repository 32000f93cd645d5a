/** Elements that their words alone did not place: known by their neighbours, by their scene, or moved. */
import { type AlignedElement, type Alignment, areFree, isSpoken, pair, speechEnd } from './alignment.ts';
import { likelyPairs } from './likelyPairs.ts';

function isPair({ toNext }: Alignment, known: number, next: number): boolean {
  return known >= 0 && toNext[known] === next;
}

/**
 * Whether the neighbours say that two free elements of one type are the same, rewritten: a cue by the line below it (a renamed
 * character), a line by the cue above it and what follows, a parenthetical by the line below it.
 */
function neighboursAgree(alignment: Alignment, known: number, next: number): boolean {
  const type = alignment.known[known]?.type;
  if (type !== alignment.next[next]?.type) return false;
  const above = isPair(alignment, known - 1, next - 1);
  const below = isPair(alignment, known + 1, next + 1);
  const isLast = known + 1 === alignment.known.length && next + 1 === alignment.next.length;
  switch (type) {
    case 'character':
    case 'parenthetical':
      return below && isSpoken(alignment.known[known + 1]?.type);
    case 'dialogue':
      return above && (below || isLast) && isSpoken(alignment.known[known - 1]?.type);
    default:
      return false;
  }
}

/** Pairs what only its neighbours identify; upwards, so that a line can identify the parenthetical and the cue above it. */
export function pairByNeighbours(alignment: Alignment): void {
  const { toKnown } = alignment;
  for (let next = toKnown.length - 1; next >= 0; next--) {
    if (toKnown[next] !== -1) continue;
    const below = toKnown[next + 1] ?? -1;
    const above = next > 0 ? (toKnown[next - 1] ?? -1) : -1;
    for (const known of [below - 1, above + 1]) {
      const isKnown = known >= 0 && areFree(alignment, known, next);
      if (isKnown && (below > 0 || above >= 0) && neighboursAgree(alignment, known, next)) {
        pair(alignment, known, next);
        break;
      }
    }
  }
}

/** How many elements stand under each heading. */
function sceneSizes(headings: Int32Array): Int32Array {
  const sizes = new Int32Array(headings.length);
  for (const heading of headings) if (heading !== -1) sizes[heading] = (sizes[heading] ?? 0) + 1;
  return sizes;
}

/**
 * A scene whose heading was rewritten is the scene that most of its content comes from, if that has not found its heading yet. At least
 * a third of the smaller one's content must be the same: one line that moved makes no scene.
 */
export function pairScenes(alignment: Alignment): void {
  const { knownHeadings: ofKnown, nextHeadings: ofNext } = alignment;
  const knownSizes = sceneSizes(ofKnown);
  const nextSizes = sceneSizes(ofNext);
  const votes = new Map<string, { readonly known: number; readonly next: number; count: number }>();
  alignment.toKnown.forEach((partner, index) => {
    const known = partner === -1 ? -1 : (ofKnown[partner] ?? -1);
    const next = ofNext[index] ?? -1;
    if (known === -1 || next === -1 || !areFree(alignment, known, next)) return;
    const key = `${known} ${next}`;
    const vote = votes.get(key) ?? { known, next, count: 0 };
    vote.count++;
    votes.set(key, vote);
  });
  const ordered = [...votes.values()].sort((a, b) => b.count - a.count || a.next - b.next || a.known - b.known);
  for (const { known, next, count } of ordered) {
    const contents = Math.min(knownSizes[known] ?? 0, nextSizes[next] ?? 0) - 1;
    if (count * 3 >= contents && areFree(alignment, known, next)) pair(alignment, known, next);
  }
}

interface Block {
  readonly from: number;
  readonly length: number;
}

/** Whole speeches, and actions, of which nothing has a partner, by what they say; undefined for what stands there more than once. */
function freeBlocks(
  elements: readonly AlignedElement[],
  keys: Int32Array,
  partners: Int32Array,
): ReadonlyMap<string, Block | undefined> {
  const blocks = new Map<string, Block | undefined>();
  for (let from = 0, length = 1; from < elements.length; from += length, length = 1) {
    const type = elements[from]?.type;
    if (type === 'character') length = speechEnd(elements, from) - from;
    const isPassage = length > 1 || (type === 'action' && elements[from]?.text !== '');
    if (!isPassage || partners.subarray(from, from + length).some((partner) => partner !== -1)) continue;
    const key = keys.subarray(from, from + length).join(' ');
    blocks.set(key, blocks.has(key) ? undefined : { from, length });
  }
  return blocks;
}

/**
 * Pairs speeches and actions that are gone in one place and stand, exactly the same, in another, however short: `ÅKE` / `Ja.` Only
 * what is left once on either side, as of two there is no telling which.
 */
export function pairMovedBlocks(alignment: Alignment): void {
  const knowns = freeBlocks(alignment.known, alignment.knownKeys, alignment.toNext);
  const nexts = freeBlocks(alignment.next, alignment.nextKeys, alignment.toKnown);
  for (const [key, known] of knowns) {
    const next = nexts.get(key);
    if (!known || !next) continue;
    for (let at = 0; at < known.length; at++) pair(alignment, known.from + at, next.from + at);
  }
}

/** What has moved may have been polished on the way, but not much. */
const movedLikeness = 0.7;
const tellingWords = 4;

function freeOf(partners: Int32Array): readonly number[] {
  const free: number[] = [];
  partners.forEach((partner, index) => {
    if (partner === -1) free.push(index);
  });
  return free;
}

/** Pairs what is left on both sides wherever it stands, if it says enough to be told apart and is strongly alike. */
export function pairMoved(alignment: Alignment): void {
  const { known, next, similarities } = alignment;
  const saysEnough = (text: string | undefined): boolean => similarities.bagOf(text ?? '').words.length >= tellingWords;
  const knowns = freeOf(alignment.toNext).filter((index) => saysEnough(known[index]?.text));
  const nexts = freeOf(alignment.toKnown).filter((index) => saysEnough(next[index]?.text));
  if (knowns.length === 0 || nexts.length === 0) return;
  const pairs = likelyPairs(alignment, knowns, nexts, movedLikeness);
  pairs.sort((a, b) => b.weight - a.weight || a.next - b.next || a.known - b.known);
  for (const found of pairs) if (areFree(alignment, found.known, found.next)) pair(alignment, found.known, found.next);
}
