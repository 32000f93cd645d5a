/** Shortening names to the room they have. */
import { firstAbove } from './rangeIndex.ts';

/** Width of a text in pixels, in the font it will be drawn in. */
export type Measure = (text: string) => number;

/** Shortens texts with an ellipsis and remembers what it measured; forget all of it when the font changes. */
export interface TextFitter {
  /** `text`, or its longest beginning with `…` that is at most `maxPixels` wide; empty when not even one letter has room. */
  fit(text: string, maxPixels: number): string;
}

/** Above this many remembered texts the memory starts over. */
const maxRemembered = 2000;

/** A text's beginnings with an ellipsis, shortest first, each with its width; the last is the text itself. */
interface Measured {
  readonly texts: readonly string[];
  readonly widths: readonly number[];
}

export function createTextFitter(measure: Measure): TextFitter {
  const known = new Map<string, Measured>();

  function measured(text: string): Measured {
    const before = known.get(text);
    if (before) return before;
    if (known.size > maxRemembered) known.clear();
    const letters = [...text];
    const shortened = letters.slice(1).map(
      (_, index) =>
        `${letters
          .slice(0, index + 1)
          .join('')
          .trimEnd()}…`,
    );
    const texts = [...shortened, text];
    const made = { texts, widths: texts.map(measure) };
    known.set(text, made);
    return made;
  }

  return {
    fit(text, maxPixels) {
      const { texts, widths } = measured(text);
      if ((widths.at(-1) ?? 0) <= maxPixels) return text;
      return texts[firstAbove(widths, maxPixels) - 1] ?? '';
    },
  };
}
