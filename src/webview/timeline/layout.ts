/** Which frames are on screen, and how frames and pixels map. Pixels are CSS pixels from the left edge of the tracks. */

/** `leftFrame` (fractional) is at pixel 0. */
export interface Viewport {
  readonly pixelsPerFrame: number;
  readonly leftFrame: number;
  readonly widthPixels: number;
}

/** Closest view: one frame is this wide. */
const maxPixelsPerFrame = 24;
/** Free room after the end when the whole timeline is shown, as a part of its length. */
const tailRoom = 0.02;

export function frameToX(view: Viewport, frame: number): number {
  return (frame - view.leftFrame) * view.pixelsPerFrame;
}

export function xToFrame(view: Viewport, x: number): number {
  return view.leftFrame + x / view.pixelsPerFrame;
}

/** How many frames the view spans. */
export function visibleFrames(view: Viewport): number {
  return view.widthPixels / view.pixelsPerFrame;
}

/** The widest view: all of `contentFrames` with a little room after it. */
export function fitViewport(widthPixels: number, contentFrames: number): Viewport {
  const frames = Math.max(1, contentFrames) * (1 + tailRoom);
  return { pixelsPerFrame: Math.min(maxPixelsPerFrame, Math.max(1, widthPixels) / frames), leftFrame: 0, widthPixels };
}

/** The nearest allowed view: not wider than {@link fitViewport}, not closer than 24 pixels a frame, not scrolled past either end. */
export function clampViewport(view: Viewport, contentFrames: number): Viewport {
  const widest = fitViewport(view.widthPixels, contentFrames).pixelsPerFrame;
  const pixelsPerFrame = Math.min(maxPixelsPerFrame, Math.max(widest, view.pixelsPerFrame));
  const last = Math.max(0, contentFrames * (1 + tailRoom) - view.widthPixels / pixelsPerFrame);
  return { ...view, pixelsPerFrame, leftFrame: Math.min(last, Math.max(0, view.leftFrame)) };
}

/** Zooms by `factor` (above 1 is closer); the frame under `x` stays under it as long as the ends allow. */
export function zoomAt(view: Viewport, factor: number, x: number, contentFrames: number): Viewport {
  const frame = xToFrame(view, x);
  const { pixelsPerFrame } = clampViewport({ ...view, pixelsPerFrame: view.pixelsPerFrame * factor }, contentFrames);
  return clampViewport({ ...view, pixelsPerFrame, leftFrame: frame - x / pixelsPerFrame }, contentFrames);
}

export function panBy(view: Viewport, pixels: number, contentFrames: number): Viewport {
  return clampViewport({ ...view, leftFrame: view.leftFrame + pixels / view.pixelsPerFrame }, contentFrames);
}

/** Scrolls only when the stretch is not on screen; then it comes to a quarter from the left, or its start does when it is too long. */
export function scrollToFrames(view: Viewport, startFrame: number, endFrame: number, contentFrames: number): Viewport {
  const span = visibleFrames(view);
  if (startFrame >= view.leftFrame && endFrame <= view.leftFrame + span) return view;
  if (startFrame <= view.leftFrame && endFrame >= view.leftFrame + span) return view;
  return clampViewport({ ...view, leftFrame: startFrame - span / 4 }, contentFrames);
}

/** Keeps a playing playhead in sight: turns the page when it comes to the last tenth or is out of view. */
export function followFrame(view: Viewport, frame: number, contentFrames: number): Viewport {
  const span = visibleFrames(view);
  if (frame >= view.leftFrame && frame <= view.leftFrame + span * 0.9) return view;
  return clampViewport({ ...view, leftFrame: frame - span * 0.1 }, contentFrames);
}

/** The part of the minimap that the view covers, in pixels of a strip `stripPixels` wide that shows all of `contentFrames`. */
export function minimapWindow(
  view: Viewport,
  contentFrames: number,
  stripPixels: number,
): { readonly left: number; readonly width: number } {
  const scale = fitViewport(stripPixels, contentFrames).pixelsPerFrame;
  const left = view.leftFrame * scale;
  return { left, width: Math.max(8, Math.min(stripPixels - left, visibleFrames(view) * scale)) };
}
