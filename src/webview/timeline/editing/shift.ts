/**
 * What a ripple moves along, as an offset over flows of clips: ten thousand of them cost as little as one, because where a clip comes to
 * lie is worked out when somebody asks for it. Pure.
 */
import type { Mover } from '../rangeIndex.ts';
import type { TimelineItem } from './items.ts';
import type { Swap } from './patch.ts';
import { isScripts, type Sheet } from './sheet.ts';

/** From frame `at` on everything of a flow comes `by` frames later (earlier when negative). */
export interface Gap {
  readonly at: number;
  readonly by: number;
}

/** Gaps of the script's flow, and of the tracks' own flows by track id. */
export interface Ripple {
  readonly script: readonly Gap[];
  readonly tracks: ReadonlyMap<string, readonly Gap[]>;
}

/** What moves items along with an edit. */
export interface ItemMover extends Mover<TimelineItem> {
  /** Whether anything on this track may move. */
  concerns(trackId: string): boolean;
}

/** Items that begin where somebody says, by their ids. */
export class NewStarts implements ItemMover {
  readonly #starts = new Map<string, number>();
  readonly #made = new Map<TimelineItem, TimelineItem>();

  constructor({ ids, starts }: { readonly ids: readonly string[]; readonly starts: readonly number[] }) {
    for (let index = 0; index < ids.length; index++) {
      const [id, start] = [ids[index], starts[index]];
      if (id !== undefined && start !== undefined) this.#starts.set(id, start);
    }
  }

  concerns(): boolean {
    return true;
  }

  startOf({ id, startFrame }: TimelineItem): number {
    return this.#starts.get(id) ?? startFrame;
  }

  of(item: TimelineItem): TimelineItem {
    return movedTo(item, this.startOf(item), this.#made);
  }
}

/** The item from a frame on: the same object whoever asks. */
function movedTo(item: TimelineItem, startFrame: number, made: Map<TimelineItem, TimelineItem>): TimelineItem {
  if (startFrame === item.startFrame) return item;
  const known = made.get(item);
  if (known) return known;
  const moved = { ...item, startFrame };
  made.set(item, moved);
  return moved;
}

export class Shift implements ItemMover {
  readonly #ripple: Ripple;
  readonly #locked: ReadonlySet<string>;
  /** What the edit itself decides about: it stays where the edit puts it. */
  readonly #fixed: ReadonlySet<string>;
  /** What was asked for: a moved clip is the same object whoever asks. */
  readonly #made: Map<TimelineItem, TimelineItem>;

  constructor(
    ripple: Ripple,
    fixed: ReadonlySet<string>,
    locked: ReadonlySet<string>,
    made = new Map<TimelineItem, TimelineItem>(),
  ) {
    this.#ripple = ripple;
    this.#fixed = fixed;
    this.#locked = locked;
    this.#made = made;
  }

  /** The same but for clips that the edit has come to decide about. */
  without(ids: Iterable<string>): Shift {
    return new Shift(this.#ripple, new Set([...this.#fixed, ...ids]), this.#locked, this.#made);
  }

  /** Whether anything on this track may move. */
  concerns(trackId: string): boolean {
    if (this.#locked.has(trackId)) return false;
    return this.#ripple.script.length > 0 || this.#ripple.tracks.has(trackId);
  }

  startOf(item: TimelineItem): number {
    const { startFrame } = item;
    const gaps = isScripts(item) ? this.#ripple.script : this.#ripple.tracks.get(item.trackId);
    if (!gaps) return startFrame;
    let shift = 0;
    for (let index = 0; index < gaps.length; index++) {
      const gap = gaps[index];
      if (gap && startFrame >= gap.at) shift += gap.by;
    }
    if (shift === 0 || this.#fixed.has(item.id) || this.#locked.has(item.trackId)) return startFrame;
    return Math.max(0, startFrame + shift);
  }

  of(item: TimelineItem): TimelineItem {
    return movedTo(item, this.startOf(item), this.#made);
  }

  /** What the edit itself swaps, and everything in `sheet` that moves, before and after. O(n). */
  swaps(sheet: Pick<Sheet, 'items'>, own: readonly Swap<TimelineItem>[]): readonly Swap<TimelineItem>[] {
    const swaps = [...own];
    for (const before of sheet.items.values()) {
      const after = this.of(before);
      if (after !== before) swaps.push({ id: before.id, before, after });
    }
    return swaps;
  }
}
