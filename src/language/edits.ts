/**
 * Edits of element lists: the splices that the page and its host exchange, and the merge that both use when they cross.
 * Elements are compared by value; ids are never made here.
 */
import type { ScriptElement, Splice } from './document.ts';
import { joinsBetween, withJoins } from './joins.ts';
import { mergeText } from './mergeText.ts';

type Elements = readonly ScriptElement[];

/** True when two elements say the same, whatever their ids. */
export function sameContent(a: Omit<ScriptElement, 'id'>, b: Omit<ScriptElement, 'id'>): boolean {
  return (
    a.type === b.type &&
    a.text === b.text &&
    (a.sceneNumber ?? '') === (b.sceneNumber ?? '') &&
    (a.dual ?? false) === (b.dual ?? false) &&
    (a.depth ?? 1) === (b.depth ?? 1)
  );
}

/** True when two lists say the same, element by element. */
export function sameContents(
  a: readonly Omit<ScriptElement, 'id'>[],
  b: readonly Omit<ScriptElement, 'id'>[],
): boolean {
  return (
    a.length === b.length &&
    a.every((element, index) => {
      const other = b[index];
      return other !== undefined && sameContent(element, other);
    })
  );
}

/** True when two elements are one and say the same. */
export function sameElement(a: ScriptElement, b: ScriptElement): boolean {
  return a === b || (a.id === b.id && sameContent(a, b));
}

/** The smallest splice that turns `before` into `after`; missing when they are equal. Elements are taken over as they are. */
export function diffElements(before: Elements, after: Elements): Splice | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && sameAt(before, start, after, start)) start++;
  let tail = 0;
  while (tail < shorter - start && sameAt(before, before.length - 1 - tail, after, after.length - 1 - tail)) tail++;
  const deleteCount = before.length - start - tail;
  const inserted = after.slice(start, after.length - tail);
  return deleteCount === 0 && inserted.length === 0 ? undefined : { start, deleteCount, inserted };
}

function sameAt(a: Elements, aIndex: number, b: Elements, bIndex: number): boolean {
  const left = a[aIndex];
  const right = b[bIndex];
  return left !== undefined && right !== undefined && sameElement(left, right);
}

/** A new list with the splice made. A splice that reaches beyond the list's end is cut there. */
export function applySplice(elements: Elements, splice: Splice): ScriptElement[] {
  const { start, deleteCount, inserted } = splice;
  return [...elements.slice(0, start), ...inserted, ...elements.slice(start + deleteCount)];
}

/**
 * Merges two lists that both came from `base`, without losing what either side typed:
 * - changes in different places are both made;
 * - in the same place elements are matched by id: changed beats deleted, text merges by {@link mergeText}, and of a type,
 *   scene number, dual mark or depth that both changed mine wins;
 * - lines that one side joined are joined, with what the other side wrote in them;
 * - my new elements follow the element they stood after; order is theirs where both moved something.
 * No id occurs twice in the result when none does in the three lists.
 */
export function mergeElements(base: Elements, mine: Elements, theirs: Elements): Elements {
  const my = diffElements(base, mine);
  const their = diffElements(base, theirs);
  if (!my) return theirs;
  if (!their) return mine;
  if (!shareIds(my.inserted, their.inserted)) {
    if (liesBefore(my, their)) return applySplice(theirs, my);
    if (liesBefore(their, my)) {
      return applySplice(theirs, { ...my, start: my.start + their.inserted.length - their.deleteCount });
    }
  }
  const start = Math.min(my.start, their.start);
  const tail = base.length - Math.max(my.start + my.deleteCount, their.start + their.deleteCount);
  const within = (list: Elements) => list.slice(start, list.length - tail);
  return [
    ...theirs.slice(0, start),
    ...mergeJoined(within(base), within(mine), within(theirs)),
    ...theirs.slice(theirs.length - tail),
  ];
}

function shareIds(a: Elements, b: Elements): boolean {
  const ids = new Set(a.map((element) => element.id));
  return b.some((element) => ids.has(element.id));
}

/** Two pure insertions at one place do not lie apart, nor does an insertion at the edge of a replacement. */
function liesBefore(first: Splice, second: Splice): boolean {
  const end = first.start + first.deleteCount;
  return end < second.start || (end === second.start && first.deleteCount > 0 && second.deleteCount > 0);
}

/** Where one side joined two lines and the other wrote in them, the lines count as joined on both sides. */
function mergeJoined(base: Elements, mine: Elements, theirs: Elements): ScriptElement[] {
  const my = joinsBetween(base, mine);
  const their = joinsBetween(base, theirs);
  const isOnlyIn = (joins: typeof my, others: typeof my) =>
    joins.filter(({ second }) => !others.some((other) => other.second === second));
  const onlyMy = isOnlyIn(my, their);
  const onlyTheir = isOnlyIn(their, my);
  return mergeById(
    withJoins(withJoins(base, onlyMy), onlyTheir),
    withJoins(mine, onlyTheir),
    withJoins(theirs, onlyMy),
  );
}

function mergeById(base: Elements, mine: Elements, theirs: Elements): ScriptElement[] {
  const inBase = byId(base);
  const inMine = byId(mine);
  const inTheirs = byId(theirs);
  const { first, after } = myAdditions(mine, inBase, inTheirs);
  const merged: ScriptElement[] = [...first];
  for (const element of theirs) {
    const was = inBase.get(element.id);
    const my = inMine.get(element.id);
    if (my) merged.push(mergeElement(was, my, element));
    else if (!was || !sameElement(was, element)) merged.push(element);
    for (const added of after.get(element.id) ?? []) merged.push(added);
  }
  return merged;
}

/** What is only mine: new elements, and changed ones that they deleted; by the element of theirs they stand after. */
function myAdditions(mine: Elements, inBase: ElementMap, inTheirs: ElementMap) {
  const first: ScriptElement[] = [];
  const after = new Map<string, ScriptElement[]>();
  let group = first;
  for (const element of mine) {
    if (inTheirs.has(element.id)) {
      group = [];
      after.set(element.id, group);
      continue;
    }
    const was = inBase.get(element.id);
    if (!was || !sameElement(was, element)) group.push(element);
  }
  return { first, after };
}

type ElementMap = ReadonlyMap<string, ScriptElement>;

function byId(elements: Elements): ElementMap {
  return new Map(elements.map((element) => [element.id, element]));
}

/** Both sides have the element; `was` is missing when both brought the same id back. */
function mergeElement(was: ScriptElement | undefined, my: ScriptElement, their: ScriptElement): ScriptElement {
  if (sameElement(my, their)) return their;
  const pick = <K extends 'type' | 'sceneNumber' | 'dual' | 'depth'>(key: K) =>
    was === undefined || my[key] !== was[key] ? my[key] : their[key];
  const { sceneNumber, dual, depth } = {
    sceneNumber: pick('sceneNumber'),
    dual: pick('dual'),
    depth: pick('depth'),
  };
  return {
    id: their.id,
    type: pick('type'),
    text: mergeText(was?.text ?? '', my.text, their.text),
    ...(sceneNumber === undefined ? {} : { sceneNumber }),
    ...(dual === undefined ? {} : { dual }),
    ...(depth === undefined ? {} : { depth }),
  };
}
