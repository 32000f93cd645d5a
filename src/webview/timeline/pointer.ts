/** What mouse, pen and wheel do on the stage. Pixels are relative to the stage's top left corner. */

import { isClip } from './editing/sheet.ts';
import { changeTrack } from './editing/tracks.ts';
import {
  type Drag,
  fadeDrag,
  heightDrag,
  type Modifiers,
  marqueeDrag,
  moveDrag,
  slipDrag,
  trimDrag,
} from './gestures.ts';
import { gripAt, itemAt, type LabelPart, labelAt, type Point } from './hitTest.ts';
import { type Lane, labelWidth, zoneAt } from './lanes.ts';
import { fitViewport, xToFrame } from './layout.ts';
import type { TimelineItem } from './protocol.ts';
import type { TimelineState } from './state.ts';

/** A mouse wheel that counts lines moves this many pixels for each. */
const linePixels = 16;

const plain: Modifiers = { shift: false, ctrl: false, alt: false };

function seekTo(state: TimelineState, x: number): void {
  state.scrub(Math.round(xToFrame(state.viewport.view.peek(), x - labelWidth)));
}

function moveWindow(state: TimelineState, x: number): void {
  const frames = state.picture.peek()?.contentFrames ?? 1;
  const strip = fitViewport(state.viewport.view.peek().widthPixels, frames);
  state.viewport.centreOn(xToFrame(strip, x - labelWidth));
}

/** A drag that acts at every movement and has nothing to take back. */
function follow(move: (point: Point) => void): Drag {
  return { move, end: () => {}, cancel: () => {} };
}

/** Acts on a press and says how the drag that may follow goes on; undefined when nothing is dragged. */
export function press(state: TimelineState, point: Point, modifiers: Modifiers = plain): Drag | undefined {
  const picture = state.picture.peek();
  if (!picture) return undefined;
  const zone = zoneAt(point.y, picture.lanes, state.viewport.topPixels.peek());
  if (zone.kind === 'minimap') {
    moveWindow(state, point.x);
    return follow((moved) => moveWindow(state, moved.x));
  }
  if (point.x < labelWidth) return pressLabel(state, point);
  const item = itemAt(state, point);
  if (item) return pressItem(state, item, point, modifiers);
  if (zone.kind === 'track' || zone.kind === 'nothing') return marqueeDrag(state, point, modifiers);
  if (zone.kind === 'scenes') pressScene(state, point.x);
  seekTo(state, point.x);
  return follow((moved) => seekTo(state, moved.x));
}

/** A scene is shown in the script. */
function pressScene(state: TimelineState, x: number): void {
  const scene = state.picture.peek()?.scenes.findAt(xToFrame(state.viewport.view.peek(), x - labelWidth));
  if (scene) state.revealScene(scene.id);
}

function pressItem(state: TimelineState, item: TimelineItem, point: Point, modifiers: Modifiers): Drag | undefined {
  const { selection } = state;
  const grip = gripAt(state, item, point);
  if (modifiers.shift || (modifiers.ctrl && grip === 'body')) {
    selection.toggle(item);
    state.announceSelection();
    return undefined;
  }
  if (!selection.has(item)) selection.choose(item);
  if (grip === 'fadeIn' || grip === 'fadeOut') return fadeDrag(state, item, grip === 'fadeIn' ? 'start' : 'end', point);
  if (grip !== 'body') return trimDrag(state, item, grip, point);
  if (modifiers.alt) return slipDrag(state, item, point);
  if (!isClip(item)) {
    state.choose(item);
    return undefined;
  }
  return moveDrag(state, item, point, () => state.choose(item));
}

function pressLabel(state: TimelineState, point: Point): Drag | undefined {
  const label = labelAt(state, point);
  if (!label || label.lane.track.isPlanned) return undefined;
  if (label.part === 'edge') return heightDrag(state, label.lane, point);
  pressMark(state, label.lane, label.part);
  return undefined;
}

function pressMark(state: TimelineState, { track }: Lane, part: LabelPart): void {
  const looks = {
    mute: { muted: !track.muted },
    solo: { solo: !track.solo },
    lock: { locked: !track.locked },
    hide: { hidden: !track.hidden },
  };
  if (part === 'name') state.selection.chooseTrack(track.id);
  else if (part !== 'edge') {
    state.editor.make('changeTrack', (picture) => changeTrack(picture, track.id, looks[part]));
  }
}

/** The pointer's shape says what a press would do. */
export function cursorAt(state: TimelineState, point: Point): string {
  const label = labelAt(state, point);
  if (label) return label.part === 'edge' ? 'ns-resize' : label.part === 'name' ? 'default' : 'pointer';
  const item = itemAt(state, point);
  if (!item) return 'default';
  const grip = gripAt(state, item, point);
  if (grip === 'body') return 'default';
  return grip === 'start' || grip === 'end' ? 'ew-resize' : 'col-resize';
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
