/** Which clips a gesture or key selects. Pure. */
import type { TimelineItem } from './items.ts';
import type { Sheet } from './sheet.ts';

/** The items on these tracks that touch a stretch of frames. */
export function itemsWithin(
  sheet: Sheet,
  trackIds: Iterable<string>,
  from: number,
  to: number,
): readonly TimelineItem[] {
  const found: TimelineItem[] = [];
  const [first, last] = from <= to ? [from, to] : [to, from];
  for (const id of trackIds) {
    sheet.itemsOf.get(id)?.visit(first, Math.max(last, first + 1e-6), (item) => {
      found.push(item);
    });
  }
  return found;
}

/** Everything from a frame on, on all tracks or on one. */
export function itemsFrom(sheet: Sheet, frame: number, trackId?: string): readonly TimelineItem[] {
  return [...sheet.items.values()].filter(
    (item) => item.startFrame >= frame && (trackId === undefined || item.trackId === trackId),
  );
}
