/** Shortening names to the room they have. */

/** Width of a text in pixels, in the font it will be drawn in. */
export type Measure = (text: string) => number;

/** Shortens texts with an ellipsis and remembers what it measured; forget all of it when the font changes. */
export interface TextFitter {
  /** `text`, or its longest beginning with `…` that is at most `maxPixels` wide; empty when not even one letter has room. */
  fit(text: string, maxPixels: number): string;
}

/** Above this many remembered answers the memory starts over. */
const maxRemembered = 4000;

export function createTextFitter(measure: Measure): TextFitter {
  const widths = new Map<string, number>();
  const widthOf = (text: string) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (widths.size > maxRemembered) widths.clear();
    const width = measure(text);
    widths.set(text, width);
    return width;
  };

  return {
    fit(text, maxPixels) {
      if (widthOf(text) <= maxPixels) return text;
      const letters = [...text];
      let low = 0;
      let high = letters.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (widthOf(`${letters.slice(0, middle).join('')}…`) <= maxPixels) low = middle;
        else high = middle - 1;
      }
      return low === 0 ? '' : `${letters.slice(0, low).join('').trimEnd()}…`;
    },
  };
}
