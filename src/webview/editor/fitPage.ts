/** How large the sheet is drawn in an editor of a given width. Pure. */

/** The smallest scale at which 12 point Courier is comfortable to read; a still narrower editor scrolls sideways. */
export const MIN_SCALE = 0.75;

/** How little of the paper's side margins may show before the text gets smaller, and at the very least. */
const COMFORTABLE_MARGINS = 0.55;
const MIN_MARGINS = 0.3;

/** `scale` of everything; `margins` is the part of the paper's side margins that is drawn; `voices` says where the voice marks go. */
export interface PageFit {
  readonly scale: number;
  readonly margins: number;
  readonly voices: 'beside' | 'compact';
}

/** The widths, in px at scale 1, that the sheet is made of. `voices`: the column to its right. */
export interface SheetWidths {
  readonly text: number;
  readonly margins: number;
  readonly voices: number;
  readonly compactVoices: number;
}

/** Fits the sheet with its voice marks into `available` px: first the marks lose their words, then the margins shrink, then the text, then the margins again. */
export function fitPage(available: number, { text, margins, voices, compactVoices }: SheetWidths): PageFit {
  if (available >= text + margins + voices) return { scale: 1, margins: 1, voices: 'beside' };
  const sheet = available - compactVoices;
  const shown = (sheet - text) / margins;
  if (shown >= COMFORTABLE_MARGINS) return { scale: 1, margins: Math.min(1, shown), voices: 'compact' };
  const scale = sheet / (text + margins * COMFORTABLE_MARGINS);
  if (scale >= MIN_SCALE) return { scale, margins: COMFORTABLE_MARGINS, voices: 'compact' };
  const left = (sheet / MIN_SCALE - text) / margins;
  return { scale: MIN_SCALE, margins: Math.max(MIN_MARGINS, left), voices: 'compact' };
}
