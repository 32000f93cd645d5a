import type { Element } from '../document.ts';

/** What two versions of a script have in common at their beginning and at their end, in elements; together at most the shorter one's. */
export interface CommonElements {
  readonly head: number;
  readonly tail: number;
}

/** The elements that say the same before and after an edit. What an edit did not reach is the same object, or the same text elsewhere. */
export function commonElements(before: readonly Element[], next: readonly Element[]): CommonElements {
  const shorter = Math.min(before.length, next.length);
  let head = 0;
  while (head < shorter && isAlike(before[head], next[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isAlike(before[before.length - 1 - tail], next[next.length - 1 - tail])) tail++;
  return { head, tail };
}

function isAlike(a: Element | undefined, b: Element | undefined): boolean {
  return a === b || (a?.type === b?.type && a?.text === b?.text && a?.cue?.dual === b?.cue?.dual);
}

/** Finds out a number of each element from what it says alone, and remembers those of the last version: a keystroke costs one element's. */
export function rememberEach(
  numberOf: (element: Element) => number,
): (elements: readonly Element[]) => readonly number[] {
  let known: readonly Element[] = [];
  let numbers: readonly number[] = [];
  return (elements) => {
    const { head, tail } = commonElements(known, elements);
    const next = numbers.slice(0, head);
    for (const element of elements.slice(head, elements.length - tail)) next.push(numberOf(element));
    for (const number of numbers.slice(numbers.length - tail)) next.push(number);
    known = elements;
    numbers = next;
    return next;
  };
}
