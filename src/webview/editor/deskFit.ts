import { fitPage, type PageFit, type SheetWidths } from './fitPage.ts';
import { type Paper, papers } from './paper.ts';

/** px of a column and of an inch at scale 1. */
const COLUMN = 9.6;
const INCH = 96;

/** px that the voice marks take beside the sheet, in words and as signs. */
const VOICES = 132;
const COMPACT_VOICES = 36;

/** px of desk that always shows around the sheet. */
const DESK = 32;

/** px of desk above the first sheet, at any scale. */
const ABOVE = 22;

const scaleOf = (desk: HTMLElement) => Number(desk.style.getPropertyValue('--scale')) || 1;

/** What stands at the top of the view, as the scroll position that it has at scale 1: the same in an editor of another width. */
export function scrollPlace(desk: HTMLElement): number {
  return (desk.scrollTop - ABOVE) / scaleOf(desk) + ABOVE;
}

/** Scrolls to what {@link scrollPlace} told. */
export function scrollToPlace(desk: HTMLElement, place: number): void {
  desk.scrollTop = Math.round((place - ABOVE) * scaleOf(desk) + ABOVE);
}

function widthsFor({ columns, widthInches }: Paper): SheetWidths {
  // The pixel more keeps a full line from wrapping when the browser rounds.
  const text = columns * COLUMN + 1;
  return { text, margins: widthInches * INCH - text, voices: VOICES + DESK, compactVoices: COMPACT_VOICES + DESK };
}

/** Draws the sheet as large as the desk allows, now and whenever its width or its paper (`data-paper`) changes. */
export function installDeskFit(desk: HTMLElement, onFit: (fit: PageFit) => void): void {
  const fit = () => {
    const size = desk.dataset['paper'] === 'letter' ? 'letter' : 'a4';
    const fitted = fitPage(desk.clientWidth, widthsFor(papers[size]));
    const place = scrollPlace(desk);
    desk.style.setProperty('--scale', String(fitted.scale));
    desk.style.setProperty('--margins', String(fitted.margins));
    desk.dataset['voices'] = fitted.voices;
    if (place !== scrollPlace(desk)) scrollToPlace(desk, place);
    onFit(fitted);
  };
  new ResizeObserver(fit).observe(desk);
  new MutationObserver(fit).observe(desk, { attributeFilter: ['data-paper'] });
  fit();
}
