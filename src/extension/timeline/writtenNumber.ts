/** Numbers as writers write them, with a point or a comma. Pure. */

export function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

/** The whole number nearest to what was written, and whether that was another: a timeline counts 29.97 frames a second as 30. */
export function readWhole(
  text: string,
  least: number,
  most: number,
): { readonly value: number; readonly isRounded: boolean } | undefined {
  const written = readNumber(text);
  const value = Math.round(written);
  return value >= least && value <= most ? { value, isRounded: value !== written } : undefined;
}
