/** Draws what moves: the minimap's window, the caret's line, selection, what is being spoken, and the playhead. */
import { itemBox } from './drawClip.ts';
import { headHeight, labelWidth, minimapHeight, tracksTop } from './lanes.ts';
import { frameToX, minimapWindow, type Viewport } from './layout.ts';
import type { Picture } from './model.ts';
import type { TimelineItem } from './protocol.ts';
import type { Theme } from './theme.ts';

export interface OverlayScene {
  readonly picture: Picture;
  readonly view: Viewport;
  readonly topPixels: number;
  readonly height: number;
  readonly theme: Theme;
  readonly playheadFrame: number;
  readonly selected: TimelineItem | undefined;
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
  for (const item of scene.speaking) drawSpeaking(context, scene, item);
  if (scene.atCaret) drawCaretMark(context, scene, scene.atCaret);
  if (scene.selected) drawRing(context, scene, scene.selected);
  context.restore();
  drawPlayhead(context, scene);
}

function boxOf({ picture, view, topPixels }: OverlayScene, item: TimelineItem) {
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
