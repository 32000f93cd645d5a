/** Items by a key (their id, or their line) after an edit, without a copy of all that the edit left alone. Pure. */
import type { TimelineItem } from './items.ts';
import type { ItemMover } from './shift.ts';

/** Edits that lie over one another are looked through one by one; after this many they are made one. */
const maxDepth = 64;

export class EditedItems implements ReadonlyMap<string, TimelineItem> {
  readonly size: number;
  readonly #depth: number;
  #before: ReadonlyMap<string, TimelineItem>;
  #own: ReadonlyMap<string, TimelineItem | undefined>;
  #mover: ItemMover | undefined;
  #isSettled = false;

  /** `own`: what the edit itself made of items, `undefined` removes; all others are where `mover` puts them. */
  constructor(
    before: ReadonlyMap<string, TimelineItem>,
    own: ReadonlyMap<string, TimelineItem | undefined>,
    mover?: ItemMover,
  ) {
    let size = before.size;
    for (const [key, item] of own) size += (item ? 1 : 0) - (before.has(key) ? 1 : 0);
    this.size = size;
    const layers = before instanceof EditedItems && !before.#isSettled ? before.#depth : 0;
    this.#depth = layers < maxDepth ? layers + 1 : 1;
    this.#before = before instanceof EditedItems && layers >= maxDepth ? before.settled() : before;
    this.#own = own;
    this.#mover = mover;
  }

  get(key: string): TimelineItem | undefined {
    if (this.#isSettled) return this.#before.get(key);
    const own = this.#own.get(key);
    if (own || this.#own.has(key)) return own;
    const before = this.#before.get(key);
    return before && this.#mover ? this.#mover.of(before) : before;
  }

  has(key: string): boolean {
    return this.#own.has(key) && !this.#isSettled ? this.#own.get(key) !== undefined : this.#before.has(key);
  }

  /** All of it as one plain map, worked out once. O(n). */
  settled(): ReadonlyMap<string, TimelineItem> {
    if (this.#isSettled) return this.#before;
    const before = this.#before instanceof EditedItems ? this.#before.settled() : this.#before;
    const all = new Map(before);
    const mover = this.#mover;
    if (mover) for (const [key, item] of before) all.set(key, mover.of(item));
    for (const [key, item] of this.#own) {
      if (item) all.set(key, item);
      else all.delete(key);
    }
    this.#before = all;
    this.#own = new Map();
    this.#mover = undefined;
    this.#isSettled = true;
    return all;
  }

  entries() {
    return this.settled().entries();
  }
  keys() {
    return this.settled().keys();
  }
  values() {
    return this.settled().values();
  }
  [Symbol.iterator]() {
    return this.settled()[Symbol.iterator]();
  }
  forEach(act: (item: TimelineItem, key: string, map: ReadonlyMap<string, TimelineItem>) => void): void {
    for (const [key, item] of this.settled()) act(item, key, this);
  }
}
