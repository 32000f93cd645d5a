/** The strip at the top that shows the whole timeline at once. */
import { minimapHeight } from './lanes.ts';
import { fitViewport } from './layout.ts';
import type { Picture } from './model.ts';
import { coloursOf, type Theme } from './theme.ts';

/** The ground below all lanes, from the left edge of `context`, `widthPixels` wide. */
export function drawMinimapGround(context: OffscreenCanvasRenderingContext2D, theme: Theme, widthPixels: number): void {
  context.fillStyle = theme.labels;
  context.fillRect(0, 0, widthPixels, minimapHeight);
}

/** The items of the lanes `from` to `to`, which is not one of them; there may be fewer. */
export function drawMinimapLanes(
  context: OffscreenCanvasRenderingContext2D,
  {
    picture,
    theme,
    widthPixels,
    from,
    to,
  }: {
    readonly picture: Picture;
    readonly theme: Theme;
    readonly widthPixels: number;
    readonly from: number;
    readonly to: number;
  },
): void {
  const view = fitViewport(widthPixels, picture.contentFrames);
  const room = minimapHeight - 4;
  const rows = Math.max(3, picture.lanes.length);
  const rowHeight = Math.max(1, Math.min(3, room / rows - 1));
  context.globalAlpha = theme.contrast ? 1 : 0.55;
  for (const [index, lane] of picture.lanes.slice(from, to).entries()) {
    const y = 2 + ((from + index) * room) / rows;
    let drawnTo = Number.NEGATIVE_INFINITY;
    for (const item of picture.itemsOf.get(lane.track.id)?.sorted ?? []) {
      const x = Math.max(drawnTo, item.startFrame * view.pixelsPerFrame);
      const end = Math.max(x + 0.5, (item.startFrame + item.durationFrames) * view.pixelsPerFrame - 0.5);
      if (end - drawnTo < 1) continue;
      context.fillStyle = coloursOf(theme, item).bar;
      context.fillRect(x, y, end - x, rowHeight);
      drawnTo = end;
    }
  }
  context.globalAlpha = 1;
}
