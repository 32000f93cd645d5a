/** Differences of element lists place by place, where one splice would reach from the first to the last. */
import type { ScriptElement, Splice } from './document.ts';
import { sameElement } from './edits.ts';
import { heaviestChain } from './increasingChain.ts';

type Elements = readonly ScriptElement[];

/** An element that stays in its order, by its places before and after. */
interface Stay {
  readonly known: number;
  readonly next: number;
}

/**
 * The splices that turn `before` into `after`, in order and apart: all their `start`s count in `before`. Elements that keep their id
 * and their order are left out when they say the same, and replaced one for one when not; a moved element is deleted and inserted.
 */
export function splicesBetween(before: Elements, after: Elements): readonly Splice[] {
  const splices: Splice[] = [];
  let known = 0;
  let next = 0;
  const add = (start: number, deleteCount: number, inserted: Elements) => {
    if (deleteCount === 0 && inserted.length === 0) return;
    const last = splices.at(-1);
    if (!last || last.start + last.deleteCount < start) splices.push({ start, deleteCount, inserted });
    else {
      splices[splices.length - 1] = {
        start: last.start,
        deleteCount: last.deleteCount + deleteCount,
        inserted: [...last.inserted, ...inserted],
      };
    }
  };
  for (const stay of [...staying(before, after), { known: before.length, next: after.length }]) {
    add(known, stay.known - known, after.slice(next, stay.next));
    const was = before[stay.known];
    const is = after[stay.next];
    if (was && is && !sameElement(was, is)) add(stay.known, 1, [is]);
    known = stay.known + 1;
    next = stay.next + 1;
  }
  return splices;
}

/** The most elements that are on both sides in the same order. Equal ends are paired without a search. */
function staying(before: Elements, after: Elements): readonly Stay[] {
  const isSame = (known: number, next: number) => before[known]?.id === after[next]?.id;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  const places = new Map(before.slice(head, before.length - tail).map(({ id }, index) => [id, head + index]));
  const pairs = after.slice(head, after.length - tail).flatMap(({ id }, index) => {
    const known = places.get(id);
    return known === undefined ? [] : [{ known, next: head + index, weight: 1 }];
  });
  return [
    ...Array.from({ length: head }, (_, index) => ({ known: index, next: index })),
    ...heaviestChain(pairs),
    ...Array.from({ length: tail }, (_, index) => ({
      known: before.length - tail + index,
      next: after.length - tail + index,
    })),
  ];
}
