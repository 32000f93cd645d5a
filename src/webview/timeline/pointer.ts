/** What mouse, pen and wheel do on the stage. Pixels are relative to the stage's top left corner. */
import { muteMarkX } from './drawStage.ts';
import { labelWidth, zoneAt } from './lanes.ts';
import { fitViewport, xToFrame } from './layout.ts';
import type { TimelineItem } from './protocol.ts';
import type { TimelineState } from './state.ts';

/** A clip thinner than a finger is found this many pixels beside it. */
const reachPixels = 3;
/** A mouse wheel that counts lines moves this many pixels for each. */
const linePixels = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

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

function seekTo(state: TimelineState, x: number): void {
  state.seek(Math.round(xToFrame(state.viewport.view.peek(), x - labelWidth)));
}

function moveWindow(state: TimelineState, x: number): void {
  const frames = state.picture.peek()?.contentFrames ?? 1;
  const strip = fitViewport(state.viewport.view.peek().widthPixels, frames);
  state.viewport.centreOn(xToFrame(strip, x - labelWidth));
}

/** Acts on a press and says how the drag that may follow goes on; undefined when nothing is dragged. */
export function press(state: TimelineState, point: Point): ((moved: Point) => void) | undefined {
  const picture = state.picture.peek();
  if (!picture) return undefined;
  const zone = zoneAt(point.y, picture.lanes, state.viewport.topPixels.peek());
  if (zone.kind === 'minimap') {
    moveWindow(state, point.x);
    return (moved) => moveWindow(state, moved.x);
  }
  if (point.x < labelWidth) {
    if (zone.kind === 'track' && point.x >= muteMarkX - 6) state.toggleMute(zone.lane.track.id);
    return undefined;
  }
  const item = itemAt(state, point);
  if (item) {
    state.choose(item);
    return undefined;
  }
  if (zone.kind !== 'ruler') state.select(undefined);
  seekTo(state, point.x);
  return (moved) => seekTo(state, moved.x);
}

/** Ctrl (or a pinch) zooms to the cursor; shift or a sideways wheel pans; a plain wheel scrolls the tracks, or pans when all of them show. */
export function wheel(state: TimelineState, event: WheelEvent, point: Point): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1;
  const [across, down] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey || event.metaKey) {
    state.viewport.zoom(Math.exp(-down / 240), point.x - labelWidth);
    return;
  }
  if (event.shiftKey || Math.abs(across) > Math.abs(down)) {
    state.viewport.panBy(across || down);
    return;
  }
  if (state.viewport.canScrollTracks.peek()) state.viewport.scrollTracksBy(down);
  else state.viewport.panBy(down);
}
