/**
 * Scrolling that stays in the desk: `Element.scrollIntoView` also scrolls what is around the page, and moves the workbench by the pixels
 * that it hides.
 */

/** px of desk that stay free above and below what is brought into view. */
const ROOM = 32;

/** The element that scrolls around a part of the page. */
function deskOf(part: HTMLElement): HTMLElement | undefined {
  const desk = part.closest('.desk');
  return desk instanceof HTMLElement ? desk : undefined;
}

/** Puts a part of the page into the middle of the view. */
export function scrollToMiddle(part: HTMLElement): void {
  const desk = deskOf(part);
  if (!desk) return;
  const { top, height } = part.getBoundingClientRect();
  const middle = desk.getBoundingClientRect().top + desk.clientHeight / 2;
  desk.scrollTop += top + height / 2 - middle;
}

/** Scrolls as little as brings a part of the page into view. */
export function scrollToNearest(part: HTMLElement): void {
  const desk = deskOf(part);
  if (!desk) return;
  const view = desk.getBoundingClientRect().top;
  const { top, bottom } = part.getBoundingClientRect();
  const above = top - ROOM - view;
  const below = bottom + ROOM - (view + desk.clientHeight);
  if (above < 0) desk.scrollTop += above;
  else if (below > 0) desk.scrollTop += Math.min(above, below);
}
