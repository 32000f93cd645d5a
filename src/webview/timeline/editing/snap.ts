/** Edges that catch what is dragged near them. Pure. */
import { firstAbove } from '../rangeIndex.ts';
import { endOf, isClip, type Sheet } from './sheet.ts';

export interface Snapped {
  /** What to add to the movement so that an edge meets its target. */
  readonly by: number;
  readonly target: number;
}

/** Every place that something can snap to, made once when a drag begins. */
export interface Snapper {
  /** The smallest correction within `reach` frames that brings one of `frames` to a target. */
  snap(frames: readonly number[], reach: number): Snapped | undefined;
}

/** Targets are the edges of all clips but those in hand, and `extras`: playhead, scenes, in and out, the beginning. */
export function createSnapper(sheet: Sheet, inHand: ReadonlySet<string>, extras: readonly number[]): Snapper {
  const targets = new Set<number>([0, ...extras.filter(Number.isFinite)]);
  for (const item of sheet.items.values()) {
    if (inHand.has(item.id) || !isClip(item)) continue;
    targets.add(item.startFrame);
    targets.add(endOf(item));
  }
  const sorted = Float64Array.from(targets).sort();
  return {
    snap(frames, reach) {
      let best: Snapped | undefined;
      for (const frame of frames) {
        const at = firstAbove(sorted, frame);
        for (const target of [sorted[at - 1], sorted[at]]) {
          if (target === undefined) continue;
          const by = target - frame;
          if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, target };
        }
      }
      return best;
    },
  };
}
