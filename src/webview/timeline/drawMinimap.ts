/** The strip at the top that shows the whole timeline at once. Drawn only when the model, the theme or the width changes. */
import { minimapHeight } from './lanes.ts';
import { fitViewport } from './layout.ts';
import type { Picture } from './model.ts';
import { coloursOf, type Theme } from './theme.ts';

/** Draws all items into `context`, from its left edge, `widthPixels` wide. */
export function drawMinimap(
  context: OffscreenCanvasRenderingContext2D,
  picture: Picture,
  theme: Theme,
  widthPixels: number,
): void {
  const view = fitViewport(widthPixels, picture.contentFrames);
  const room = minimapHeight - 4;
  const rows = Math.max(3, picture.lanes.length);
  const rowHeight = Math.max(1, Math.min(3, room / rows - 1));
  context.fillStyle = theme.labels;
  context.fillRect(0, 0, widthPixels, minimapHeight);
  context.globalAlpha = theme.contrast ? 1 : 0.55;
  picture.lanes.forEach((lane, row) => {
    const y = 2 + (row * room) / rows;
    let drawnTo = Number.NEGATIVE_INFINITY;
    for (const item of picture.itemsOf.get(lane.track.id)?.sorted ?? []) {
      const x = Math.max(drawnTo, item.startFrame * view.pixelsPerFrame);
      const end = Math.max(x + 0.5, (item.startFrame + item.durationFrames) * view.pixelsPerFrame - 0.5);
      if (end - drawnTo < 1) continue;
      context.fillStyle = coloursOf(theme, item).bar;
      context.fillRect(x, y, end - x, rowHeight);
      drawnTo = end;
    }
  });
  context.globalAlpha = 1;
}
