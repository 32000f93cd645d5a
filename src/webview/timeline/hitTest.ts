/** What lies under a point of the stage. Pixels are relative to the stage's top left corner. */

import { endOf, isClip } from './editing/sheet.ts';
import { type Lane, labelWidth, tracksTop, zoneAt } from './lanes.ts';
import { frameToX, xToFrame } from './layout.ts';
import type { TimelineItem } from './protocol.ts';
import type { TimelineState } from './state.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A clip thinner than a finger is found this many pixels beside it. */
const reachPixels = 3;
/** An edge can be taken hold of this far inside a clip, when the clip is wide enough to leave a middle. */
const edgePixels = 6;
const edgesFrom = 18;
/** The corners of a clip that is wider than this hold its fades. */
const fadesFrom = 44;
const fadeReach = 7;

/** What of a clip is under a point. */
export type Grip = 'body' | 'start' | 'end' | 'fadeIn' | 'fadeOut';

/** The item under a point of the stage; of several, the one drawn last. */
export function itemAt(state: TimelineState, point: Point): TimelineItem | undefined {
  const picture = state.picture.peek();
  if (!picture || point.x < labelWidth) return undefined;
  const zone = zoneAt(point.y, picture.lanes, state.viewport.topPixels.peek());
  const index = zone.kind === 'track' ? picture.itemsOf.get(zone.lane.track.id) : undefined;
  const view = state.viewport.view.peek();
  const frame = xToFrame(view, point.x - labelWidth);
  const exact = index?.findAt(frame);
  if (exact) return exact;
  let near: TimelineItem | undefined;
  const reach = reachPixels / view.pixelsPerFrame;
  index?.visit(frame - reach, frame + reach, (item) => {
    near ??= item;
  });
  return near;
}

/** Which part of an item a point is on. Places and clips of locked tracks have a body only. */
export function gripAt(state: TimelineState, item: TimelineItem, point: Point): Grip {
  const lane = state.picture.peek()?.laneOf.get(item.trackId);
  if (!isClip(item) || !lane || lane.track.locked) return 'body';
  const view = state.viewport.view.peek();
  const left = labelWidth + frameToX(view, item.startFrame);
  const right = labelWidth + frameToX(view, endOf(item));
  const width = right - left;
  const top = tracksTop + lane.top - state.viewport.topPixels.peek();
  const { fadeInFrames = 0, fadeOutFrames = 0 } = item;
  if (width > fadesFrom && point.y < top + 10) {
    if (Math.abs(point.x - (left + Math.max(6, fadeInFrames * view.pixelsPerFrame))) < fadeReach) return 'fadeIn';
    if (Math.abs(point.x - (right - Math.max(6, fadeOutFrames * view.pixelsPerFrame))) < fadeReach) return 'fadeOut';
  }
  if (width < edgesFrom) return 'body';
  if (point.x - left < edgePixels) return 'start';
  return right - point.x < edgePixels ? 'end' : 'body';
}

/** The lane whose label is under a point, and what of the label. */
export function labelAt(
  state: TimelineState,
  point: Point,
): { readonly lane: Lane; readonly part: LabelPart } | undefined {
  const picture = state.picture.peek();
  if (!picture || point.x >= labelWidth) return undefined;
  const top = state.viewport.topPixels.peek();
  const zone = zoneAt(point.y, picture.lanes, top);
  if (zone.kind !== 'track') return undefined;
  const { lane } = zone;
  if (point.y > tracksTop + lane.top - top + lane.height - 5) return { lane, part: 'edge' };
  const mark = labelMarks(lane).find(({ x }) => point.x >= x - 2 && point.x < x + 16);
  return { lane, part: mark?.part ?? 'name' };
}

export type LabelPart = 'name' | 'edge' | 'mute' | 'solo' | 'lock' | 'hide';

/** Where the marks of a track's label stand. */
export function labelMarks(lane: Lane): readonly { readonly part: LabelPart; readonly x: number }[] {
  if (lane.track.isPlanned) return [];
  const [first, second, third] = [labelWidth - 56, labelWidth - 38, labelWidth - 20];
  if (lane.track.type === 'video') {
    return [
      { part: 'hide', x: second },
      { part: 'lock', x: third },
    ];
  }
  return [
    { part: 'mute', x: first },
    { part: 'solo', x: second },
    { part: 'lock', x: third },
  ];
}

/** The tracks between two heights, from top to bottom. */
export function tracksBetween(state: TimelineState, fromY: number, toY: number): readonly string[] {
  const top = state.viewport.topPixels.peek();
  const [first, last] = [Math.min(fromY, toY) - tracksTop + top, Math.max(fromY, toY) - tracksTop + top];
  const lanes = state.picture.peek()?.lanes ?? [];
  return lanes.filter((lane) => lane.top + lane.height > first && lane.top < last).map((lane) => lane.track.id);
}
