/** Lines that one side joined while the other side wrote in them: the merge of both is one line with the words of both. */
import type { ScriptElement } from './document.ts';

type Elements = readonly ScriptElement[];

/** `second` was added to the end of `first`, with `gap` (white space or nothing) between, and is gone. */
interface Join {
  readonly first: string;
  readonly second: string;
  readonly gap: string;
}

/** The joins that lead from `base` to `after`. */
export function joinsBetween(base: Elements, after: Elements): readonly Join[] {
  const left = new Map(after.map((element) => [element.id, element]));
  const joins: Join[] = [];
  for (let index = 1; index < base.length; index++) {
    const first = base[index - 1];
    const second = base[index];
    if (!first || !second || second.text.trim() === '' || left.has(second.id)) continue;
    const text = left.get(first.id)?.text;
    if (text === undefined || text === first.text || !text.startsWith(first.text)) continue;
    const added = text.slice(first.text.length);
    const gap = added.slice(0, added.length - added.trimStart().length);
    if (added.startsWith(second.text, gap.length)) joins.push({ first: first.id, second: second.id, gap });
  }
  return joins;
}

/** Makes the same joins in a list where the lines stand one after the other, whatever they say. */
export function withJoins(elements: Elements, joins: readonly Join[]): Elements {
  let joined = elements;
  for (const { first, second, gap } of joins) {
    const index = joined.findIndex(({ id }) => id === first);
    const above = joined[index];
    const below = joined[index + 1];
    if (!above || below?.id !== second) continue;
    joined = [
      ...joined.slice(0, index),
      { ...above, text: `${above.text}${gap}${below.text}` },
      ...joined.slice(index + 2),
    ];
  }
  return joined;
}
