/** Draws what moves: the minimap's window, the caret's line, selection, what is being spoken, and the playhead. */
import { itemBox } from './drawClip.ts';
import { setTextFont } from './drawStage.ts';
import type { TextFitter } from './fitText.ts';
import type { Point } from './hitTest.ts';
import { headHeight, labelWidth, minimapHeight, tracksTop } from './lanes.ts';
import { frameToX, minimapWindow, type Viewport, visibleFrames } from './layout.ts';
import type { Picture } from './model.ts';
import type { TimelineItem, TimelinePreview } from './protocol.ts';
import type { Theme } from './theme.ts';

export interface OverlayScene {
  readonly picture: Picture;
  readonly view: Viewport;
  readonly topPixels: number;
  readonly height: number;
  readonly theme: Theme;
  readonly playheadFrame: number;
  readonly selected: TimelineItem | undefined;
  /** Everything that is selected. */
  readonly selection: readonly TimelineItem[];
  /** Where what is dragged has snapped to. */
  readonly snappedTo: number | undefined;
  readonly marquee: { readonly from: Point; readonly to: Point } | undefined;
  /** Why what is dragged over the stage cannot be dropped. */
  readonly refusal: string | undefined;
  readonly fitter: TextFitter;
  readonly inOut: { readonly in?: number | undefined; readonly out?: number | undefined };
  /** How far the marks on lines that wait for their voice have swept: 0 to 1; undefined when nothing is to move. */
  readonly sweep: number | undefined;
  /** What a change of the script would do. */
  readonly preview: TimelinePreview | undefined;
  /** The item of the line that the script's caret is in. */
  readonly atCaret: TimelineItem | undefined;
  /** Items that sound now. */
  readonly speaking: readonly TimelineItem[];
  /** The selection has the keyboard: its ring is drawn stronger. */
  readonly isFocused: boolean;
}

export function drawOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  const { view, height } = scene;
  const width = labelWidth + view.widthPixels;
  context.clearRect(0, 0, width, height);
  drawMinimapWindow(context, scene);
  context.save();
  context.beginPath();
  context.rect(labelWidth, tracksTop, view.widthPixels, Math.max(0, height - tracksTop));
  context.clip();
  if (scene.sweep !== undefined) drawWaiting(context, scene, scene.sweep);
  for (const item of scene.speaking) drawSpeaking(context, scene, item);
  if (scene.atCaret) drawCaretMark(context, scene, scene.atCaret);
  if (scene.preview) drawPreview(context, scene, scene.preview);
  for (const item of scene.selection) if (item !== scene.selected) drawRing(context, scene, item);
  if (scene.selected) drawRing(context, scene, scene.selected);
  if (scene.snappedTo !== undefined) drawSnapLine(context, scene, scene.snappedTo);
  context.restore();
  drawInOut(context, scene);
  if (scene.marquee) drawMarquee(context, scene, scene.marquee);
  drawPlayhead(context, scene);
  if (scene.refusal !== undefined) drawRefusal(context, scene, scene.refusal);
}

type Placed = Pick<TimelineItem, 'trackId' | 'startFrame' | 'durationFrames'>;

function boxOf({ picture, view, topPixels }: OverlayScene, item: Placed) {
  const lane = picture.laneOf.get(item.trackId);
  if (!lane) return undefined;
  const x = labelWidth + frameToX(view, item.startFrame);
  return itemBox(x, item.durationFrames * view.pixelsPerFrame, tracksTop + lane.top - topPixels, lane.height);
}

function drawMinimapWindow(context: CanvasRenderingContext2D, { picture, view, theme }: OverlayScene): void {
  const { left, width } = minimapWindow(view, picture.contentFrames, view.widthPixels);
  context.strokeStyle = theme.focus;
  context.lineWidth = 1;
  context.strokeRect(labelWidth + Math.floor(left) + 0.5, 1.5, Math.max(6, Math.round(width) - 1), minimapHeight - 3);
}

function drawSpeaking(context: CanvasRenderingContext2D, scene: OverlayScene, item: TimelineItem): void {
  const box = boxOf(scene, item);
  if (!box) return;
  context.globalAlpha = 0.18;
  context.fillStyle = scene.theme.text;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = 1;
}

/** A bar that runs along the foot of lines whose voice is being made. */
function drawWaiting(context: CanvasRenderingContext2D, scene: OverlayScene, sweep: number): void {
  const { picture, view, theme } = scene;
  context.fillStyle = theme.focus;
  for (const lane of picture.lanes) {
    picture.itemsOf.get(lane.track.id)?.visit(view.leftFrame, view.leftFrame + visibleFrames(view), (item) => {
      const box = item.state === 'generating' ? boxOf(scene, item) : undefined;
      if (!box) return;
      const length = Math.min(box.width, Math.max(8, box.width / 3));
      const x = box.x + sweep * (box.width - length);
      context.fillRect(x, box.y + box.height - 2, length, 2);
    });
  }
}

/** A line above the item: here is the caret. */
function drawCaretMark(context: CanvasRenderingContext2D, scene: OverlayScene, item: TimelineItem): void {
  const box = boxOf(scene, item);
  if (!box) return;
  context.fillStyle = scene.theme.text;
  context.fillRect(box.x, box.y - 3, box.width, 2);
}

/** The ring has a gap of the background's colour, so that it is seen on a clip of any colour. */
function drawRing(context: CanvasRenderingContext2D, scene: OverlayScene, item: TimelineItem): void {
  const box = boxOf(scene, item);
  if (!box) return;
  const { theme, isFocused } = scene;
  context.strokeStyle = theme.tracks;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(box.x + 1.5, box.y + 1.5, Math.max(1, box.width - 3), box.height - 3, 2);
  context.stroke();
  context.strokeStyle = theme.focus;
  context.lineWidth = 2;
  context.globalAlpha = isFocused ? 1 : 0.75;
  context.beginPath();
  context.roundRect(box.x, box.y, Math.max(2, box.width), box.height, 3);
  context.stroke();
  context.globalAlpha = 1;
}

/** Dashed where clips will lie, struck through where they will be gone. */
function drawPreview(context: CanvasRenderingContext2D, scene: OverlayScene, preview: TimelinePreview): void {
  const { theme, picture } = scene;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  for (const place of preview.boxes) {
    const box = boxOf(scene, place);
    if (!box || box.x > labelWidth + scene.view.widthPixels || box.x + box.width < labelWidth) continue;
    context.strokeStyle = place.isNew ? theme.added : theme.warning;
    context.strokeRect(box.x + 0.5, box.y + 0.5, Math.max(1, box.width - 1), box.height - 1);
  }
  context.setLineDash([]);
  context.strokeStyle = theme.danger;
  for (const id of preview.removedIds) {
    const item = picture.items.get(id);
    const box = item && boxOf(scene, item);
    if (!box) continue;
    context.beginPath();
    context.moveTo(box.x, box.y);
    context.lineTo(box.x + box.width, box.y + box.height);
    context.moveTo(box.x + box.width, box.y);
    context.lineTo(box.x, box.y + box.height);
    context.stroke();
  }
}

function drawSnapLine(context: CanvasRenderingContext2D, { view, theme, height }: OverlayScene, frame: number): void {
  context.fillStyle = theme.warning;
  context.fillRect(Math.round(labelWidth + frameToX(view, frame)), tracksTop, 1, height - tracksTop);
}

/** A band on the ruler between in and out. */
function drawInOut(context: CanvasRenderingContext2D, { view, theme, inOut, picture }: OverlayScene): void {
  if (inOut.in === undefined && inOut.out === undefined) return;
  const clampX = (frame: number) => Math.min(view.widthPixels, Math.max(0, frameToX(view, frame)));
  const from = clampX(inOut.in ?? 0);
  const to = clampX(inOut.out ?? picture.contentFrames);
  context.globalAlpha = 0.22;
  context.fillStyle = theme.focus;
  context.fillRect(labelWidth + from, minimapHeight, to - from, headHeight - minimapHeight);
  context.globalAlpha = 1;
  for (const frame of [inOut.in, inOut.out]) {
    const x = frame === undefined ? -1 : frameToX(view, frame);
    if (x >= 0 && x <= view.widthPixels) {
      context.fillRect(Math.round(labelWidth + x), minimapHeight, 1.5, headHeight - minimapHeight);
    }
  }
}

function drawMarquee(
  context: CanvasRenderingContext2D,
  { theme }: OverlayScene,
  { from, to }: { readonly from: Point; readonly to: Point },
): void {
  const [x, y] = [Math.max(labelWidth, Math.min(from.x, to.x)), Math.max(tracksTop, Math.min(from.y, to.y))];
  const [right, bottom] = [Math.max(from.x, to.x), Math.max(from.y, to.y)];
  context.globalAlpha = 0.14;
  context.fillStyle = theme.focus;
  context.fillRect(x, y, right - x, bottom - y);
  context.globalAlpha = 1;
  context.strokeStyle = theme.focus;
  context.lineWidth = 1;
  context.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, right - x, bottom - y);
}

/** A sentence in the middle of the tracks, on a ground of its own. */
function drawRefusal(context: CanvasRenderingContext2D, scene: OverlayScene, refusal: string): void {
  const { view, theme, height, fitter } = scene;
  setTextFont(context, theme);
  const text = fitter.fit(refusal, view.widthPixels - 40);
  const width = context.measureText(text).width + 24;
  const x = Math.round(labelWidth + (view.widthPixels - width) / 2);
  const y = Math.round(tracksTop + (height - tracksTop) / 2 - 14);
  context.fillStyle = theme.labels;
  context.fillRect(x, y, width, 28);
  context.strokeStyle = theme.contrast ?? theme.danger;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, 27);
  context.fillStyle = theme.text;
  context.fillText(text, x + 12, y + 18);
}

function drawPlayhead(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  const { view, theme, playheadFrame, height } = scene;
  const x = Math.round(labelWidth + frameToX(view, playheadFrame));
  if (x < labelWidth - 1 || x > labelWidth + view.widthPixels) return;
  context.fillStyle = theme.playhead;
  context.fillRect(x, minimapHeight + 4, 1.5, Math.max(0, height - minimapHeight - 4));
  context.beginPath();
  context.moveTo(x - 5, minimapHeight + 2);
  context.lineTo(x + 6.5, minimapHeight + 2);
  context.lineTo(x + 0.75, headHeight - 10);
  context.fill();
}
