/** How large the sheet is drawn in an editor of a given width. Pure. */

/** The smallest scale at which 12 point Courier is comfortable to read; a still narrower editor scrolls sideways. */
export const MIN_SCALE = 0.75;

/** How little of the paper's side margins may show before the text gets smaller, and at the very least. */
const COMFORTABLE_MARGINS = 0.55;
const MIN_MARGINS = 0.3;

/** `scale` of everything; `margins` is the part of the paper's side margins that is drawn; `voices` and `notes` say where the voice marks and the notes go. */
export interface PageFit {
  readonly scale: number;
  readonly margins: number;
  readonly voices: 'beside' | 'compact';
  readonly notes: 'beside' | 'within';
}

/** The widths, in px at scale 1, that the sheet is made of. `voices`: the column to its right; `notes`: the one to its left. */
export interface SheetWidths {
  readonly text: number;
  readonly margins: number;
  readonly voices: number;
  readonly compactVoices: number;
  readonly notes: number;
}

/**
 * Fits the sheet with its voice marks into `available` px: first the notes go into the text, then the marks lose their words, then the
 * margins shrink, then the text, then the margins again.
 */
export function fitPage(available: number, widths: SheetWidths): PageFit {
  const { text, margins, voices, compactVoices } = widths;
  if (available >= text + margins + voices) {
    const notes = available >= text + margins + voices + widths.notes ? 'beside' : 'within';
    return { scale: 1, margins: 1, voices: 'beside', notes };
  }
  const sheet = available - compactVoices;
  const shown = (sheet - text) / margins;
  if (shown >= COMFORTABLE_MARGINS) return compact(1, Math.min(1, shown));
  const scale = sheet / (text + margins * COMFORTABLE_MARGINS);
  if (scale >= MIN_SCALE) return compact(scale, COMFORTABLE_MARGINS);
  return compact(MIN_SCALE, Math.max(MIN_MARGINS, (sheet / MIN_SCALE - text) / margins));
}

function compact(scale: number, margins: number): PageFit {
  return { scale, margins, voices: 'compact', notes: 'within' };
}
