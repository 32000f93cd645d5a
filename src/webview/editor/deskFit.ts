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
    desk.style.setProperty('--scale', String(fitted.scale));
    desk.style.setProperty('--margins', String(fitted.margins));
    desk.dataset['voices'] = fitted.voices;
    onFit(fitted);
  };
  new ResizeObserver(fit).observe(desk);
  new MutationObserver(fit).observe(desk, { attributeFilter: ['data-paper'] });
  fit();
}
