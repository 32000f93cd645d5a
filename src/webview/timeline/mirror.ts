/** What the accessible grid shows: the tracks and clips that are on screen, as rows, few enough to stay quick. */
import { type Lane, tracksTop } from './lanes.ts';
import { type Viewport, visibleFrames } from './layout.ts';
import type { Picture } from './model.ts';
import type { TimelineItem } from './protocol.ts';

/** Each row is two nodes; with this many rows the grid stays below 446 nodes. */
export const maxMirrorRows = 200;

/** A track with its clips in sight; `itemCount` counts all clips of the track, `firstIndex` those before the first one shown. */
export interface MirrorLane {
  readonly lane: Lane;
  readonly items: readonly { readonly item: TimelineItem; readonly position: number }[];
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
  return lanes.map((lane, index) => {
    const sorted = picture.itemsOf.get(lane.track.id)?.sorted ?? [];
    const share = Math.floor(room / (lanes.length - index));
    const items = visibleItems(picture, lane, view, share);
    room -= items.length;
    const hasSelected = selected?.trackId !== lane.track.id || items.includes(selected);
    const shownItems = hasSelected || !selected ? items : [selected, ...items];
    const positions = new Map(sorted.map((item, position) => [item, position + 1]));
    return {
      lane,
      items: shownItems.map((item) => ({ item, position: positions.get(item) ?? 1 })),
      itemCount: sorted.length,
    };
  });
}

function visibleItems(picture: Picture, lane: Lane, view: Viewport, limit: number): TimelineItem[] {
  const items: TimelineItem[] = [];
  picture.itemsOf.get(lane.track.id)?.visit(view.leftFrame, view.leftFrame + visibleFrames(view), (item) => {
    if (items.length < limit) items.push(item);
  });
  return items;
}
