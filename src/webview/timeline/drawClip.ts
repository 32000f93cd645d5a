/** Draws clips and the places of unvoiced lines. Detail falls with the width on screen, so that ten thousand of them stay cheap. */
import { drawPicture, pictureText } from './drawPicture.ts';
import { isPinned } from './editing/sheet.ts';
import type { TextFitter } from './fitText.ts';
import { loudest, peaksPerSecond } from './peaks.ts';
import type { TimelineItem } from './protocol.ts';
import type { ClipColours, Theme } from './theme.ts';

/** What drawing one canvas needs besides the item. */
export interface ClipPainter {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly fitter: TextFitter;
  readonly frameRate: number;
  /** Left and right end of the tracks on the canvas. */
  readonly left: number;
  readonly right: number;
  /** The shape of a sound, when it is known. */
  readonly peaksOf: (soundId: string) => Uint8Array | undefined;
  readonly pictureOf: (uri: string) => ImageBitmap | undefined;
  /** What is written on an item. */
  readonly nameOf: (item: TimelineItem) => string;
}

/** A rectangle on the canvas in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Narrower than this a clip is a plain bar; narrower than `blockFrom`, a stroke. */
const fullFrom = 24;
const blockFrom = 4;
const labelHeight = 16;
const waveStep = 2;
const waveWidth = 1;

/** Where an item's box is inside its lane. */
export function itemBox(x: number, width: number, laneTop: number, laneHeight: number): Box {
  return { x: x + 1, y: laneTop + 3, width: Math.max(1, width - 2), height: laneHeight - 6 };
}

/** Draws one item; `missing` marks a clip whose file is gone. */
export function drawItem(painter: ClipPainter, item: TimelineItem, box: Box, colours: ClipColours): void {
  if (box.width < blockFrom) drawStroke(painter, item, box, colours);
  else if (isPicture(painter, item)) drawPicture(painter, item, box);
  else if (item.state === 'unvoiced') drawGhost(painter, box, colours);
  else drawBody(painter, item, box, colours);
  if (box.width < fullFrom) return;
  drawFades(painter, item, box);
  drawLabel(painter, item, box);
  drawState(painter, item, box);
  if (isPinned(item)) drawPin(painter, item, box);
}

/** In high contrast a picture is drawn as any other clip. */
function isPicture({ theme }: ClipPainter, item: TimelineItem): boolean {
  return item.state === 'media' && item.soundId === undefined && !theme.contrast;
}

function drawStroke({ context }: ClipPainter, item: TimelineItem, box: Box, colours: ClipColours): void {
  context.fillStyle = item.state === 'unvoiced' ? colours.body : colours.wave;
  context.fillRect(Math.round(box.x), box.y, Math.max(1, Math.round(box.width)), box.height);
}

function drawBody(painter: ClipPainter, item: TimelineItem, box: Box, colours: ClipColours): void {
  const { context, theme } = painter;
  const isMissing = item.state === 'missing';
  context.fillStyle = isMissing ? theme.tracks : colours.body;
  context.strokeStyle = isMissing ? theme.danger : (theme.contrast ?? theme.line);
  if (box.width < fullFrom) {
    context.fillRect(box.x, box.y, box.width, box.height);
    if (theme.contrast) context.strokeRect(box.x + 0.5, box.y + 0.5, Math.max(1, box.width - 1), box.height - 1);
  } else {
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 3);
    context.fill();
    if (isMissing || theme.contrast) outline(context, box);
  }
  context.fillStyle = isMissing ? theme.danger : colours.bar;
  context.fillRect(box.x, box.y, 3, box.height);
  if (!isMissing && box.width >= fullFrom) drawWave(painter, item, box, colours);
}

function outline(context: CanvasRenderingContext2D, box: Box): void {
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 3);
  context.stroke();
}

/** Small rectangles, one for each column: one long path would be much slower. The label's strip stays free. */
function drawWave(painter: ClipPainter, item: TimelineItem, box: Box, colours: ClipColours): void {
  const peaks = item.soundId === undefined ? undefined : painter.peaksOf(item.soundId);
  if (!peaks || peaks.length === 0) return;
  const { context } = painter;
  const top = box.y + labelHeight;
  const room = box.height - labelHeight - 3;
  const middle = Math.round(top + room / 2);
  const perPixel = ((item.durationFrames / painter.frameRate) * peaksPerSecond) / box.width;
  const first = (item.offsetFrames / painter.frameRate) * peaksPerSecond;
  // On whole pixels: nothing to smooth, so it is both sharper and quicker.
  const x = Math.round(box.x);
  const from = Math.max(6, Math.ceil((painter.left - box.x) / waveStep) * waveStep);
  const to = Math.min(box.width - 3, painter.right - box.x);
  context.fillStyle = colours.wave;
  for (let column = from; column < to; column += waveStep) {
    const at = first + column * perPixel;
    const level = Math.min(1, loudest(peaks, at, at + waveStep * perPixel) * item.volume);
    const half = Math.max(0.5, (level * room) / 2);
    context.fillRect(x + column, Math.round(middle - half), waveWidth, Math.round(half * 2));
  }
}

/** Too narrow for dashes a place is a plain tint, weaker than a voiced clip but to be seen. */
function drawGhost({ context, theme }: ClipPainter, box: Box, colours: ClipColours): void {
  const isOutlined = box.width >= fullFrom / 2;
  context.fillStyle = isOutlined ? colours.ghost : theme.contrast ? colours.bar : colours.body;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (!isOutlined) return;
  context.setLineDash([4, 3]);
  context.strokeStyle = theme.contrast ? colours.bar : colours.wave;
  context.lineWidth = 1;
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  context.setLineDash([]);
}

/** The name stays in sight while any of the clip is. */
function drawLabel(painter: ClipPainter, item: TimelineItem, box: Box): void {
  const { context, theme, fitter, left, right } = painter;
  const start = Math.max(box.x, left) + 8;
  const end = Math.min(box.x + box.width, right) - (isPinned(item) ? 18 : 4);
  const text = fitter.fit(painter.nameOf(item), end - start);
  if (!text) return;
  const ink = item.state === 'unvoiced' ? theme.dim : theme.text;
  context.fillStyle = isPicture(painter, item) ? pictureText : ink;
  context.fillText(text, start, box.y + 12);
}

/** What a fade takes away is cut off the corner. */
function drawFades({ context, theme }: ClipPainter, item: TimelineItem, box: Box): void {
  const { fadeInFrames = 0, fadeOutFrames = 0, durationFrames } = item;
  if (fadeInFrames === 0 && fadeOutFrames === 0) return;
  const length = (frames: number) => (frames / durationFrames) * box.width;
  context.fillStyle = theme.tracks;
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  const bottom = box.y + box.height;
  const right = box.x + box.width;
  drawWedge(context, [box.x, bottom], [box.x, box.y], [box.x + length(fadeInFrames), box.y], fadeInFrames > 0);
  drawWedge(context, [right, bottom], [right, box.y], [right - length(fadeOutFrames), box.y], fadeOutFrames > 0);
}

type Corner = readonly [x: number, y: number];

function drawWedge(
  context: CanvasRenderingContext2D,
  from: Corner,
  corner: Corner,
  to: Corner,
  isThere: boolean,
): void {
  if (!isThere) return;
  context.globalAlpha *= 0.7;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...corner);
  context.lineTo(...to);
  context.fill();
  context.globalAlpha /= 0.7;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/** From the codicon font: it stays where the writer put it, whatever the script does. */
const pinGlyph = '\ueba0';

function drawPin(painter: ClipPainter, item: TimelineItem, box: Box): void {
  const { context, theme, right } = painter;
  const x = Math.min(box.x + box.width, right) - 15;
  if (x < box.x + 4) return;
  const font = context.font;
  context.font = '11px codicon';
  context.fillStyle = isPicture(painter, item) ? pictureText : theme.dim;
  context.fillText(pinGlyph, x, box.y + 13);
  context.font = font;
}

/** A dot on a changed line, three on one whose voice is being made. */
function drawState({ context, theme }: ClipPainter, item: TimelineItem, box: Box): void {
  const dots = item.state === 'stale' ? 1 : item.state === 'generating' ? 3 : 0;
  const colour = item.state === 'stale' ? theme.warning : theme.text;
  for (let dot = 0; dot < dots; dot++) {
    const x = box.x + box.width - 8 - dot * 8;
    const y = box.y + box.height - 8;
    context.fillStyle = theme.tracks;
    context.beginPath();
    context.arc(x, y, 4.5, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, dots === 1 ? 3.5 : 2.5, 0, Math.PI * 2);
    context.fill();
  }
}
