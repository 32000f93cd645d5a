/** Puts values into a sentence's places `{0}`, `{1}` …. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** The beginning of a line, to name it by. */
export function beginningOf(words: string): string {
  return words.length <= 40 ? words : `${words.slice(0, 38).trimEnd()}…`;
}
