/** Draws what stands still while the timeline plays: ruler, scenes, lanes and clips. The playhead and marks are drawn above it. */
import { type ClipPainter, drawItem, itemBox } from './drawClip.ts';
import type { TextFitter } from './fitText.ts';
import { type LabelPart, labelMarks } from './hitTest.ts';
import { headHeight, type Lane, labelWidth, minimapHeight, rulerHeight, scenesLane, tracksTop } from './lanes.ts';
import { frameToX, type Viewport, visibleFrames } from './layout.ts';
import type { Picture } from './model.ts';
import { isHeard } from './playback.ts';
import type { ItemState, TimelineItem, TimelineTrack } from './protocol.ts';
import { rulerTicks } from './ruler.ts';
import { type ClipColours, coloursOf, type Theme } from './theme.ts';

/** Everything that one drawing of the stage shows. `view.widthPixels` is the width of the tracks without their labels. */
export interface StageScene {
  readonly picture: Picture;
  readonly view: Viewport;
  readonly topPixels: number;
  /** Height of the canvas in CSS pixels. */
  readonly height: number;
  readonly theme: Theme;
  readonly peaksOf: (soundId: string) => Uint8Array | undefined;
  readonly pictureOf: (uri: string) => ImageBitmap | undefined;
  readonly nameOf: (item: TimelineItem) => string;
  /** The track whose label is chosen. */
  readonly trackInHand: string | undefined;
  /** Shortens texts in the font of {@link setTextFont}. */
  readonly fitter: TextFitter;
  readonly scenesLabel: string;
  /** The state to show, which the page may know better than the model (a file that did not load). */
  readonly stateOf: (item: TimelineItem) => ItemState;
}

export const fontPixels = 11;
/** From the codicon font. */
const glyphs = { muted: '\ueb24', heard: '\ueb75', locked: '\uea75', open: '\ueb74', hide: '\uea70' } as const;

export function setTextFont(context: CanvasRenderingContext2D, theme: Theme): void {
  context.font = `${fontPixels}px ${theme.fontFamily}`;
  context.textBaseline = 'alphabetic';
}

export function drawStage(context: CanvasRenderingContext2D, scene: StageScene): void {
  const { view, theme, height } = scene;
  const width = labelWidth + view.widthPixels;
  setTextFont(context, theme);
  context.fillStyle = theme.tracks;
  context.fillRect(0, 0, width, height);
  drawTracks(context, scene, width);
  context.fillStyle = theme.labels;
  context.fillRect(0, 0, width, minimapHeight);
  context.fillStyle = theme.tracks;
  context.fillRect(0, minimapHeight, width, tracksTop - minimapHeight);
  drawRuler(context, scene);
  drawScenes(context, scene, width);
  drawHeadLabels(context, scene, width);
}

function drawRuler(context: CanvasRenderingContext2D, { picture, view, theme }: StageScene): void {
  context.save();
  context.beginPath();
  context.rect(labelWidth, minimapHeight, view.widthPixels, rulerHeight);
  context.clip();
  context.fillStyle = theme.dim;
  for (const { x, label } of rulerTicks(view, picture.frameRate)) {
    const at = Math.round(labelWidth + x);
    const tall = label === undefined ? 5 : rulerHeight - 4;
    context.fillRect(at, headHeight - tall, 1, tall);
    if (label !== undefined) context.fillText(label, at + 4, minimapHeight + 13);
  }
  context.restore();
}

function drawScenes(context: CanvasRenderingContext2D, scene: StageScene, width: number): void {
  const { picture, view, theme, fitter } = scene;
  const { top, height } = scenesLane;
  context.save();
  context.beginPath();
  context.rect(labelWidth, top, view.widthPixels, height);
  context.clip();
  picture.scenes.visit(view.leftFrame, view.leftFrame + visibleFrames(view), (block) => {
    const box = itemBox(
      labelWidth + frameToX(view, block.startFrame),
      block.durationFrames * view.pixelsPerFrame,
      top,
      height,
    );
    context.fillStyle = theme.scene;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.fillStyle = theme.sceneBar;
    context.fillRect(box.x, box.y, Math.min(3, box.width), box.height);
    if (box.width < 28) return;
    const start = Math.max(box.x, labelWidth) + 8;
    context.fillStyle = theme.text;
    context.fillText(fitter.fit(block.label, Math.min(box.x + box.width, width) - 4 - start), start, box.y + 14);
  });
  context.restore();
}

function drawHeadLabels(context: CanvasRenderingContext2D, { theme, scenesLabel }: StageScene, width: number): void {
  context.fillStyle = theme.labels;
  context.fillRect(0, minimapHeight, labelWidth, tracksTop - minimapHeight);
  context.fillStyle = theme.text;
  context.fillText(scenesLabel, 10, scenesLane.top + scenesLane.height / 2 + 4);
  context.fillStyle = theme.line;
  context.fillRect(0, tracksTop - 1, width, 1);
  if (theme.contrast) context.fillRect(labelWidth - 1, minimapHeight, 1, tracksTop - minimapHeight);
}

function drawTracks(context: CanvasRenderingContext2D, scene: StageScene, width: number): void {
  const { picture, view, theme, topPixels, height } = scene;
  const painter: ClipPainter = {
    context,
    theme,
    fitter: scene.fitter,
    frameRate: picture.frameRate,
    left: labelWidth,
    right: width,
    peaksOf: scene.peaksOf,
    pictureOf: scene.pictureOf,
    nameOf: scene.nameOf,
  };
  for (const lane of picture.lanes) {
    const top = tracksTop + lane.top - topPixels;
    if (top + lane.height < tracksTop || top > height) continue;
    context.save();
    context.beginPath();
    context.rect(labelWidth, Math.max(tracksTop, top), view.widthPixels, lane.height);
    context.clip();
    const isSilent = lane.track.type === 'audio' && !isHeard(lane.track, picture.tracks);
    if (isSilent) context.globalAlpha = 0.4;
    else if (lane.track.locked) context.globalAlpha = 0.65;
    drawLane(painter, scene, lane, top);
    context.restore();
    drawLaneLabel(context, scene, lane, top, width);
  }
}

/** Clips thinner than a pixel share its column: the column is drawn once for each colour. */
function drawLane(painter: ClipPainter, scene: StageScene, lane: Lane, top: number): void {
  const { picture, view, theme, stateOf } = scene;
  let lastColumn = Number.NEGATIVE_INFINITY;
  let lastColours: ClipColours | undefined;
  picture.itemsOf.get(lane.track.id)?.visit(view.leftFrame, view.leftFrame + visibleFrames(view), (item) => {
    const x = labelWidth + frameToX(view, item.startFrame);
    const width = item.durationFrames * view.pixelsPerFrame;
    const colours = coloursOf(theme, item);
    if (width < 3) {
      const column = Math.round(x);
      if (column === lastColumn && colours === lastColours) return;
      lastColumn = column;
      lastColours = colours;
    }
    const state = stateOf(item);
    drawItem(painter, state === item.state ? item : { ...item, state }, itemBox(x, width, top, lane.height), colours);
  });
}

function drawLaneLabel(
  context: CanvasRenderingContext2D,
  scene: StageScene,
  lane: Lane,
  top: number,
  width: number,
): void {
  const { theme } = scene;
  const { track } = lane;
  const isInHand = track.id === scene.trackInHand;
  context.fillStyle = isInHand ? theme.scene : theme.labels;
  context.fillRect(0, top, labelWidth, lane.height);
  if (isInHand) {
    context.fillStyle = theme.focus;
    context.fillRect(0, top, 2, lane.height);
  }
  const marks = labelMarks(lane);
  const room = (marks[0]?.x ?? labelWidth) - 14;
  context.fillStyle = track.muted || track.isPlanned ? theme.dim : theme.text;
  context.fillText(scene.fitter.fit(track.name, room), 10, top + lane.height / 2 + 4);
  for (const { part, x } of marks) drawMark(context, scene, track, part, { x, y: top + lane.height / 2 });
  context.fillStyle = theme.line;
  context.fillRect(0, top + lane.height, width, 1);
  if (theme.contrast) context.fillRect(labelWidth - 1, top, 1, lane.height);
}

/** Marks that are on stand out in shape and colour; those that are off are quiet. */
function drawMark(
  context: CanvasRenderingContext2D,
  { theme }: StageScene,
  track: TimelineTrack,
  part: LabelPart,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const isOn = { mute: track.muted, solo: track.solo, lock: track.locked, hide: false, name: false, edge: false }[part];
  context.fillStyle = isOn ? theme.warning : theme.dim;
  if (part === 'solo') {
    if (isOn) {
      context.beginPath();
      context.roundRect(x - 1, y - 7, 14, 14, 3);
      context.fill();
      context.fillStyle = theme.tracks;
    }
    context.fillText('S', x + 2.5, y + 4);
    return;
  }
  context.font = '13px codicon';
  const mute = track.muted ? glyphs.muted : glyphs.heard;
  const lock = track.locked ? glyphs.locked : glyphs.open;
  context.fillText(part === 'mute' ? mute : part === 'lock' ? lock : glyphs.hide, x, y + 6);
  setTextFont(context, theme);
}
