/** Upper and lower case as screenplays need it: any alphabet, composed and decomposed accents alike. */

/** ß has no capital in most German keyboards' reach, so a line of capitals may hold it. */
const sharpS = 0xdf;

function caseOfOther(code: number): -1 | 0 | 1 {
  if (code === sharpS || (code >= 0x300 && code <= 0x36f)) return 0;
  const letter = String.fromCodePoint(code);
  if (letter.toLowerCase() !== letter) return 1;
  return letter.toUpperCase() === letter ? 0 : -1;
}

/** 1 for an upper- or title-case letter, -1 for a lower-case one, 0 for anything else (digits, marks, caseless letters, ß). */
export function caseOf(codePoint: number): -1 | 0 | 1 {
  if (codePoint < 0x80) {
    if (codePoint >= 0x61 && codePoint <= 0x7a) return -1;
    return codePoint >= 0x41 && codePoint <= 0x5a ? 1 : 0;
  }
  return caseOfOther(codePoint);
}

/**
 * Whether a line is in capitals, as a cue or transition must be: at least one capital letter and no small one.
 * What stands in parentheses does not count (`TOMMY (on the radio)` is). Scripts without case have no capitals.
 */
export function isAllCapitals(line: string): boolean {
  let capitals = false;
  let hasClose = true;
  for (let at = 0; at < line.length; at++) {
    const code = line.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code === 0x28 && hasClose) {
      const close = line.indexOf(')', at);
      if (close !== -1) at = close;
      hasClose = close !== -1;
      continue;
    }
    const letterCase = caseOf(code);
    if (letterCase === -1) return false;
    if (letterCase === 1) capitals = true;
  }
  return capitals;
}
