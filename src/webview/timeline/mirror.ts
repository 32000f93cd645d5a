/** What the accessible grid shows: the tracks and clips that are on screen, as rows, few enough to stay quick. */
import { type Lane, tracksTop } from './lanes.ts';
import { type Viewport, visibleFrames } from './layout.ts';
import type { Picture } from './model.ts';
import type { TimelineItem } from './protocol.ts';
import type { RangeIndex } from './rangeIndex.ts';

/** Each row is two nodes; with this many rows the grid stays below 446 nodes. */
export const maxMirrorRows = 200;

interface MirrorItem {
  readonly item: TimelineItem;
  /** Among all clips of its track, from 1. */
  readonly position: number;
}

/** A track with its clips in sight; `itemCount` counts all clips of the track. */
export interface MirrorLane {
  readonly lane: Lane;
  readonly items: readonly MirrorItem[];
  readonly itemCount: number;
}

export interface MirrorView {
  readonly view: Viewport;
  readonly topPixels: number;
  readonly height: number;
}

/** The rows of the grid. The selected item is always among them, so that the keyboard never points at nothing. */
export function mirrorLanes(
  picture: Picture,
  shown: MirrorView,
  selected: TimelineItem | undefined,
): readonly MirrorLane[] {
  const { view, topPixels, height } = shown;
  const inSight = picture.lanes.filter(({ track, top, height: laneHeight }) => {
    const isInSight = top + laneHeight > topPixels && top < topPixels + height - tracksTop;
    return isInSight || track.id === selected?.trackId;
  });
  const lanes = inSight.slice(0, maxMirrorRows / 4);
  let room = maxMirrorRows - lanes.length - 1;
  return lanes.map((lane, at) => {
    const index = picture.itemsOf.get(lane.track.id);
    const share = Math.floor(room / (lanes.length - at));
    const items = visibleItems(index, view, share);
    room -= items.length;
    const isSelectedElsewhere =
      selected?.trackId === lane.track.id && !items.some(({ item }) => item.id === selected.id);
    if (selected && isSelectedElsewhere) {
      items.unshift({ item: selected, position: (index?.positionOf(selected) ?? 0) + 1 });
    }
    return { lane, items, itemCount: index?.size ?? 0 };
  });
}

function visibleItems(index: RangeIndex<TimelineItem> | undefined, view: Viewport, limit: number): MirrorItem[] {
  const items: MirrorItem[] = [];
  index?.visit(view.leftFrame, view.leftFrame + visibleFrames(view), (item, position) => {
    if (items.length < limit) items.push({ item, position: position + 1 });
  });
  return items;
}
