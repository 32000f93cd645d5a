/** Drags on the stage: each shows what it would do, and becomes one edit when it is let go. */
import { setFade } from './editing/levels.ts';
import { moveClips } from './editing/move.ts';
import { emptyPatch } from './editing/patch.ts';
import { itemsWithin } from './editing/selection.ts';
import { endOf, isClip } from './editing/sheet.ts';
import type { Snapped } from './editing/snap.ts';
import { changeTrack } from './editing/tracks.ts';
import { type Edge, neighbourAtCut, rippleTrim, rollCut, slipClips, trimClips } from './editing/trim.ts';
import { type Point, tracksBetween } from './hitTest.ts';
import { type Lane, labelWidth, naturalHeight, zoneAt } from './lanes.ts';
import { xToFrame } from './layout.ts';
import type { TimelineItem } from './protocol.ts';
import type { TimelineState } from './state.ts';

export interface Modifiers {
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
  readonly alt: boolean;
}

/** How a press goes on. `move` is called for each movement, then `end` once, or `cancel` when it is broken off. */
export interface Drag {
  move(point: Point, modifiers: Modifiers): void;
  end(): void;
  cancel(): void;
}

/** A hand that trembles is no drag. */
const thresholdPixels = 4;
const snapPixels = 8;

function framesBetween(state: TimelineState, from: Point, to: Point): number {
  return Math.round((to.x - from.x) / state.viewport.view.peek().pixelsPerFrame);
}

/** Near the edges of the stage the view goes along. */
function scrollAlong(state: TimelineState, point: Point): void {
  const { widthPixels } = state.viewport.view.peek();
  const over = point.x - labelWidth - widthPixels;
  if (over > -12) state.viewport.panBy(Math.min(40, over + 24));
  else if (point.x < labelWidth + 12) state.viewport.panBy(Math.max(-40, point.x - labelWidth - 24));
}

/** A drag that begins when the pointer has moved a little; before that it is a click. */
function afterThreshold(start: Point, drag: Omit<Drag, 'cancel'> & { cancel?(): void }, click: () => void): Drag {
  let isMoving = false;
  return {
    move(point, modifiers) {
      isMoving ||= Math.hypot(point.x - start.x, point.y - start.y) > thresholdPixels;
      if (isMoving) drag.move(point, modifiers);
    },
    end() {
      if (isMoving) drag.end();
      else click();
    },
    cancel: () => drag.cancel?.(),
  };
}

/** Edges within reach pull; alt (or the toggle) lets them be. */
function snapping(state: TimelineState, inHand: ReadonlySet<string>) {
  const { editor, viewport } = state;
  let snapper: ReturnType<typeof editor.snapperFor> | undefined;
  return (frames: readonly number[]): Snapped | undefined => {
    if (!editor.isSnapping.peek()) return undefined;
    snapper ??= editor.snapperFor(inHand);
    const snapped = snapper.snap(frames, snapPixels / viewport.view.peek().pixelsPerFrame);
    editor.snappedTo.value = snapped?.target;
    return snapped;
  };
}

/** The place for something that is not on the timeline yet: where it wants to begin, or the edge near it. */
export function fromSnapped(state: TimelineState, frame: number, isFree: boolean): number {
  const snapped = isFree ? undefined : snapping(state, new Set())([frame]);
  if (!snapped) state.editor.snappedTo.value = undefined;
  return frame + (snapped?.by ?? 0);
}

/** Moves the selection; a click only chooses the item. */
export function moveDrag(state: TimelineState, item: TimelineItem, start: Point, click: () => void): Drag {
  const { editor, selection, viewport } = state;
  const items = selection.items.peek().filter(isClip);
  const ids = new Set(items.map((each) => each.id));
  const snap = snapping(state, ids);
  const leftFrame = viewport.view.peek().leftFrame;
  const originTrack = state.picture.peek()?.laneOf.get(item.trackId)?.track.id;
  return afterThreshold(
    start,
    {
      move(point) {
        scrollAlong(state, point);
        const scrolled = viewport.view.peek().leftFrame - leftFrame;
        const wanted = framesBetween(state, start, point) + Math.round(scrolled);
        const snapped = snap(items.flatMap((each) => [each.startFrame + wanted, endOf(each) + wanted]));
        const frames = wanted + (snapped?.by ?? 0);
        const tracks = tracksMoved(state, originTrack, point);
        editor.drag('move', (picture) => moveClips(picture, { ids, frames, tracks, anchorId: item.id }));
      },
      end: () => editor.drop(),
      cancel: () => editor.cancel(),
    },
    click,
  );
}

/** How many tracks of its kind lie between a clip's track and the pointer. */
function tracksMoved(state: TimelineState, trackId: string | undefined, point: Point): number {
  const picture = state.picture.peek();
  const zone = picture && zoneAt(point.y, picture.lanes, state.viewport.topPixels.peek());
  const own = picture?.tracks.find((track) => track.id === trackId);
  if (!own || zone?.kind !== 'track' || zone.lane.track.type !== own.type) return 0;
  const open = picture?.tracks.filter((track) => track.type === own.type && !track.locked && !track.isPlanned) ?? [];
  const to = open.findIndex((track) => track.id === zone.lane.track.id);
  return to < 0 ? 0 : to - open.indexOf(own);
}

/** Trims the edge in hand; with Ctrl what follows closes up, with Alt the neighbour gives what the clip takes. */
export function trimDrag(state: TimelineState, item: TimelineItem, edge: Edge, start: Point): Drag {
  const { editor, selection } = state;
  const chosen = selection.ids.peek();
  const ids = chosen.has(item.id) ? chosen : new Set([item.id]);
  const snap = snapping(state, ids);
  const from = edge === 'start' ? item.startFrame : endOf(item);
  return afterThreshold(
    start,
    {
      move(point, modifiers) {
        const wanted = framesBetween(state, start, point);
        const frames = wanted + (snap([from + wanted])?.by ?? 0);
        if (modifiers.ctrl) {
          editor.drag('rippleTrim', (picture, newId) => rippleTrim(picture, { id: item.id, edge, frames }, newId));
        } else if (modifiers.alt) {
          editor.drag('roll', (picture) => {
            const clip = picture.items.get(item.id);
            const other = clip && neighbourAtCut(picture, clip, edge);
            if (!other) return emptyPatch;
            const [leftId, rightId] = edge === 'end' ? [item.id, other.id] : [other.id, item.id];
            return rollCut(picture, { leftId, rightId, frames });
          });
        } else editor.drag('trim', (picture) => trimClips(picture, { ids, edge, frames }));
      },
      end: () => editor.drop(),
      cancel: () => editor.cancel(),
    },
    () => state.choose(item),
  );
}

/** Alt on the body of a clip: another part of its file in the same place. */
export function slipDrag(state: TimelineState, item: TimelineItem, start: Point): Drag {
  const ids = state.selection.ids.peek();
  return afterThreshold(
    start,
    {
      move(point) {
        const frames = -framesBetween(state, start, point);
        state.editor.drag('slip', (picture) => slipClips(picture, ids, frames));
      },
      end: () => state.editor.drop(),
      cancel: () => state.editor.cancel(),
    },
    () => state.choose(item),
  );
}

export function fadeDrag(state: TimelineState, item: TimelineItem, edge: Edge, start: Point): Drag {
  const had = (edge === 'start' ? item.fadeInFrames : item.fadeOutFrames) ?? 0;
  return afterThreshold(
    start,
    {
      move(point) {
        const moved = framesBetween(state, start, point) * (edge === 'start' ? 1 : -1);
        state.editor.drag('fade', (picture) => setFade(picture, [item.id], edge, had + moved));
      },
      end: () => state.editor.drop(),
      cancel: () => state.editor.cancel(),
    },
    () => state.choose(item),
  );
}

/** Pulls a frame over the clips to select; a click goes to the place. */
export function marqueeDrag(state: TimelineState, start: Point, modifiers: Modifiers): Drag {
  const { selection, marquee } = state;
  const kept = modifiers.shift || modifiers.ctrl ? selection.items.peek() : [];
  const frameAt = (x: number) => xToFrame(state.viewport.view.peek(), x - labelWidth);
  return afterThreshold(
    start,
    {
      move(point) {
        marquee.value = { from: start, to: point };
        const picture = state.picture.peek();
        if (!picture) return;
        const tracks = tracksBetween(state, start.y, point.y);
        const inside = itemsWithin(picture, tracks, frameAt(start.x), frameAt(point.x));
        selection.chooseAll([...new Set([...kept, ...inside])]);
      },
      end() {
        marquee.value = undefined;
        state.announceSelection();
      },
      cancel() {
        marquee.value = undefined;
      },
    },
    () => {
      if (kept.length === 0) selection.clear();
      state.seek(Math.round(frameAt(start.x)));
    },
  );
}

export function heightDrag(state: TimelineState, lane: Lane, start: Point): Drag {
  const { track } = lane;
  const height = track.heightPixels ?? naturalHeight(track);
  return {
    move(point) {
      const heightPixels = height + point.y - start.y;
      state.editor.drag('changeTrack', (picture) => changeTrack(picture, track.id, { heightPixels }));
    },
    end: () => state.editor.drop(),
    cancel: () => state.editor.cancel(),
  };
}
