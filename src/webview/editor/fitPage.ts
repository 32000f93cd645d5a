/** How large the sheet is drawn in an editor of a given width. Pure. */

/** The smallest scale at which 12 point Courier is comfortable to read; a narrower editor loses paper margin, then scrolls. */
export const MIN_SCALE = 0.75;

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

/** Fits the sheet with its voice marks into `available` px. First the marks lose their words, then the sheet shrinks, then its margins. */
export function fitPage(available: number, widths: SheetWidths): PageFit {
  const sheet = widths.text + widths.margins;
  if (available >= sheet + widths.voices) return { scale: 1, margins: 1, voices: 'beside' };
  const compact = available - widths.compactVoices;
  const scale = compact / sheet;
  if (scale >= MIN_SCALE) return { scale: Math.min(1, scale), margins: 1, voices: 'compact' };
  const margins = (compact / MIN_SCALE - widths.text) / widths.margins;
  return { scale: MIN_SCALE, margins: Math.min(1, Math.max(0.3, margins)), voices: 'compact' };
}
