/**
 * Two rewritings of one script become one, element by element, against what both knew. Pure: no clock, no chance, so that two machines
 * that merge the same three versions get the same one.
 */
import type { ScriptElement } from '../../language/document.ts';
import { sameContent } from '../../language/edits.ts';
import { heaviestChain } from '../../language/increasingChain.ts';

type Elements = readonly ScriptElement[];
type ById = ReadonlyMap<string, ScriptElement>;

/** Three versions of a script: what both sides last agreed on, what is written here, and what the server has. Ids are unique in each. */
export interface Versions {
  readonly base: Elements;
  readonly mine: Elements;
  readonly theirs: Elements;
}

/** Both sides rewrote one element. Theirs stands in it; mine is kept in a note (`noteId`) right after it, until the writer decides. */
export interface WordConflict {
  readonly id: string;
  readonly noteId: string;
  readonly mine: ScriptElement;
  readonly theirs: ScriptElement;
}

export interface MergedElements {
  readonly elements: Elements;
  /** An element that both sides added alike is one: my id → theirs. */
  readonly adopted: ReadonlyMap<string, string>;
  readonly conflicts: readonly WordConflict[];
  /** I had rewritten these; they were deleted there, and a deletion wins. */
  readonly deletedThere: Elements;
  /** These were rewritten there (as given here); I had deleted them. */
  readonly changedThere: Elements;
  /** What stood before each of those two kinds: where to put it back. */
  readonly before: ReadonlyMap<string, string>;
}

/** Makes the id of the note that keeps `mine`: the same on every machine and at every try. */
export type NoteId = (mine: ScriptElement) => string;

/**
 * Changes of different elements are all made. Additions in one place stand as theirs, then mine. Deletions win over rewriting. An element
 * that I moved stands where I moved it.
 */
export function mergeElements(versions: Versions, noteId: NoteId): MergedElements {
  const base = byId(versions.base);
  const adopted = adoptedIds(versions, base);
  const mine = versions.mine.map((element) => {
    const id = adopted.get(element.id);
    return id === undefined ? element : { ...element, id };
  });
  const [my, their] = [byId(mine), byId(versions.theirs)];
  const order = mergedOrder(base, { base: versions.base, mine, theirs: versions.theirs }, my, their);
  const conflicts: WordConflict[] = [];
  const elements = order.flatMap((id) => {
    const merged = mergeOne(base.get(id), my.get(id), their.get(id));
    if (!merged) return [];
    if (merged.mine === undefined) return [merged.element];
    const conflict = { id, noteId: noteId(merged.mine), mine: merged.mine, theirs: merged.element };
    if (my.has(conflict.noteId) || their.has(conflict.noteId)) return [merged.element];
    conflicts.push(conflict);
    return [merged.element, noteOf(conflict)];
  });
  const deletedThere = mine.filter((element) => isRewrittenAndGone(element, base, their));
  const changedThere = versions.theirs.filter((element) => isRewrittenAndGone(element, base, my));
  const before = new Map([...placesBefore(deletedThere, mine), ...placesBefore(changedThere, versions.theirs)]);
  return { elements, adopted, conflicts, deletedThere, changedThere, before };
}

function placesBefore(gone: Elements, all: Elements): readonly (readonly [string, string])[] {
  return gone.flatMap(({ id }) => {
    const previous = all[all.findIndex((element) => element.id === id) - 1];
    return previous ? [[id, previous.id] as const] : [];
  });
}

function byId(elements: Elements): Map<string, ScriptElement> {
  return new Map(elements.map((element) => [element.id, element]));
}

function isRewrittenAndGone(element: ScriptElement, base: ById, other: ById): boolean {
  const before = base.get(element.id);
  return before !== undefined && !other.has(element.id) && !sameContent(before, element);
}

function noteOf({ noteId, mine }: WordConflict): ScriptElement {
  return { id: noteId, type: 'note', text: mine.text.replaceAll(']]', '] ]').replaceAll('[[', '[ [') };
}

interface Merged {
  readonly element: ScriptElement;
  /** What I had written, when both could not be kept in one. */
  readonly mine?: ScriptElement;
}

/** Undefined: the element is not in the merged script. */
function mergeOne(base?: ScriptElement, mine?: ScriptElement, theirs?: ScriptElement): Merged | undefined {
  if (!mine || !theirs) {
    const only = mine ?? theirs;
    // What both knew and one side lacks was deleted there.
    return only && !base ? { element: only } : undefined;
  }
  if (sameContent(mine, theirs) || (base && sameContent(base, mine))) return { element: theirs };
  if (base && sameContent(base, theirs)) return { element: mine };
  if (mine.text === theirs.text || mine.text === base?.text) return { element: withKindOf(theirs, mine, base) };
  if (theirs.text === base?.text) return { element: withKindOf(mine, theirs, base) };
  return { element: theirs, mine };
}

/** `words` with the kind and number of `other` where those alone were changed on its side. */
function withKindOf(words: ScriptElement, other: ScriptElement, base: ScriptElement | undefined): ScriptElement {
  if (!base || !sameContent({ ...words, text: '' }, { ...base, text: '' })) return words;
  return { ...other, text: words.text };
}

/** My additions that stand in the same place and say the same as one of theirs: my id → theirs. */
function adoptedIds({ mine, theirs }: Versions, base: ById): ReadonlyMap<string, string> {
  const [my, their] = [byId(mine), byId(theirs)];
  const waiting = new Map<string, Map<string, string[]>>();
  forEachAddition(theirs, base, my, their, (element, gap) => {
    const texts = waiting.get(gap) ?? new Map<string, string[]>();
    waiting.set(gap, texts);
    const key = contentKey(element);
    const ids = texts.get(key);
    if (ids) ids.push(element.id);
    else texts.set(key, [element.id]);
  });
  const adopted = new Map<string, string>();
  forEachAddition(mine, base, their, my, (element, gap) => {
    const id = waiting.get(gap)?.get(contentKey(element))?.shift();
    if (id !== undefined) adopted.set(element.id, id);
  });
  return adopted;
}

/** Calls `visit` with each element that only this side has added, and the place it stands in: the last element before it that all have. */
function forEachAddition(
  elements: Elements,
  base: ById,
  other: ById,
  own: ById,
  visit: (element: ScriptElement, gap: string) => void,
): void {
  let gap = '';
  for (const element of elements) {
    if (base.has(element.id) && other.has(element.id) && own.has(element.id)) gap = element.id;
    else if (!base.has(element.id) && !other.has(element.id)) visit(element, gap);
  }
}

function contentKey({ type, text, sceneNumber = '', dual = false, depth = 1 }: ScriptElement): string {
  return JSON.stringify([type, text.normalize('NFC'), sceneNumber, dual, depth]);
}

/** The ids of both sides in one order: theirs, with what I added or moved after what I put it after. */
function mergedOrder(base: ById, { base: before, mine, theirs }: Versions, my: ById, their: ById): readonly string[] {
  const moved = movedIds(before, mine, their);
  const placed = new Chain();
  for (const { id } of theirs) if (!moved.has(id)) placed.insertAfter(placed.last, id);
  const isTheirAddition = (id: string) => !my.has(id) && !base.has(id);
  let previous: string | undefined;
  for (const { id } of mine) {
    const isMine = moved.has(id) || (!their.has(id) && !base.has(id));
    if (isMine) {
      let place = previous;
      // Theirs come first where both added in one place.
      if (place === undefined || !isMineIn(place, moved, their, base))
        for (let next = placed.after(place); next !== undefined && isTheirAddition(next); next = placed.after(next))
          place = next;
      placed.insertAfter(place, id);
    }
    if (placed.has(id)) previous = id;
  }
  return placed.toArray();
}

function isMineIn(id: string, moved: ReadonlySet<string>, their: ById, base: ById): boolean {
  return moved.has(id) || (!their.has(id) && !base.has(id));
}

/** What I put elsewhere: the fewest elements whose moving explains my order. */
function movedIds(base: Elements, mine: Elements, their: ById): ReadonlySet<string> {
  const place = new Map(base.map(({ id }, index) => [id, index]));
  const common = mine.filter(({ id }) => place.has(id) && their.has(id));
  const places = common.map(({ id }) => place.get(id) ?? 0);
  if (places.every((value, index) => index === 0 || value > (places[index - 1] ?? 0))) return new Set();
  const kept = heaviestChain(places.map((known, next) => ({ known, next, weight: 1 })));
  const stayed = new Set(kept.map(({ next }) => next));
  return new Set(common.filter((_, index) => !stayed.has(index)).map(({ id }) => id));
}

/** Ids in an order that grows in the middle at constant cost. */
class Chain {
  readonly #next = new Map<string, string | undefined>();
  #first: string | undefined;
  last: string | undefined;

  has(id: string): boolean {
    return this.#next.has(id);
  }

  /** What follows `id`; of undefined, the first. */
  after(id: string | undefined): string | undefined {
    return id === undefined ? this.#first : this.#next.get(id);
  }

  insertAfter(place: string | undefined, id: string): void {
    this.#next.set(id, this.after(place));
    if (place === undefined) this.#first = id;
    else this.#next.set(place, id);
    if (this.last === place) this.last = id;
  }

  toArray(): string[] {
    const ids: string[] = [];
    for (let id = this.#first; id !== undefined; id = this.#next.get(id)) ids.push(id);
    return ids;
  }
}
