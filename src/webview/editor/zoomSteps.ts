/** The sizes that the page is zoomed to, in percent. Pure. */
const steps = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The next larger (`by` 1) or smaller (-1) size. */
export function zoomStep(zoom: number, by: 1 | -1): number {
  const next = by > 0 ? steps.find((step) => step > zoom + 0.5) : steps.findLast((step) => step < zoom - 0.5);
  return next ?? zoom;
}
