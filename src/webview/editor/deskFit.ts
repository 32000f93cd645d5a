import { fitPage, type PageFit, type SheetWidths } from './fitPage.ts';
import { type Paper, papers } from './paper.ts';

/** px of a column and of an inch at scale 1. */
const COLUMN = 9.6;
const INCH = 96;

/** px that the voice marks take beside the sheet, in words and as signs. */
const VOICES = 132;
const COMPACT_VOICES = 36;

/** px that notes take beside the sheet. */
const NOTES = 176;

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

/** How many pages lead from the script's beginning to below a view that is scrolled to a {@link scrollPlace}; what is not printed makes them fewer. */
export function pagesThrough(desk: HTMLElement, place: number): number {
  const { heightInches } = paperOf(desk);
  return Math.ceil((place + desk.clientHeight / scaleOf(desk)) / (heightInches * INCH)) + 1;
}

const paperOf = (desk: HTMLElement) => papers[desk.dataset['paper'] === 'letter' ? 'letter' : 'a4'];

/** At a zoom of 1 the sheet is as large as on paper. */
function widthsFor({ columns, widthInches }: Paper, zoom: number): SheetWidths {
  // The pixel more keeps a full line from wrapping when the browser rounds.
  const text = columns * COLUMN + 1;
  return {
    text: text * zoom,
    margins: (widthInches * INCH - text) * zoom,
    voices: VOICES + DESK,
    compactVoices: COMPACT_VOICES + DESK,
    notes: NOTES,
  };
}

/** Draws the sheet as large as the desk allows, now and whenever its width its paper (`data-paper`) or its zoom (`data-zoom`) changes. */
export function installDeskFit(desk: HTMLElement, onFit: (fit: PageFit) => void): void {
  let shown = '';
  const fit = () => {
    const paper = paperOf(desk);
    const zoom = Number(desk.dataset['zoom']) || 1;
    const fitted = fitPage(desk.clientWidth, widthsFor(paper, zoom));
    const next = JSON.stringify([paper.size, zoom, fitted]);
    // Every change here has the whole script laid out anew.
    if (next === shown) return;
    const place = shown === '' ? undefined : scrollPlace(desk);
    shown = next;
    desk.style.setProperty('--scale', String(fitted.scale * zoom));
    desk.style.setProperty('--margins', String(fitted.margins));
    desk.dataset['notes'] = fitted.notes;
    desk.dataset['voices'] = fitted.voices;
    if (place !== undefined && place !== scrollPlace(desk)) scrollToPlace(desk, place);
    onFit(fitted);
  };
  new ResizeObserver(fit).observe(desk);
  new MutationObserver(fit).observe(desk, { attributeFilter: ['data-paper', 'data-zoom'] });
  fit();
}
