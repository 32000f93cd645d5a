/** Emphasis marks: `*italic*`, `**bold**`, `_underlined_`, never across a line break; a backslash takes a mark's meaning away. */

interface MarkRun {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || character.trim() === '';
}

/** Runs of `*` or `_` that may open or close emphasis: not between blanks, and `_` not within a word. */
function findMarks(line: string): readonly MarkRun[] {
  const runs: MarkRun[] = [];
  for (let at = 0; at < line.length; at++) {
    const mark = line.charAt(at);
    if (mark === '\\') at++;
    if (mark !== '*' && mark !== '_') continue;
    let end = at + 1;
    while (line.charAt(end) === mark) end++;
    const before = at === 0 ? undefined : line.charAt(at - 1);
    const after = end === line.length ? undefined : line.charAt(end);
    const isWithinWord = mark === '_' && isWordCharacter(before) && isWordCharacter(after);
    if (!isWithinWord && !(isBlank(before) && isBlank(after))) runs.push({ start: at, end, mark });
    at = end - 1;
  }
  return runs;
}

function withoutEmphasisInLine(line: string): string {
  if (!/[*_\\]/.test(line)) return line;
  const runs = findMarks(line);
  const isPaired = (wanted: string): boolean =>
    runs.find(({ mark }) => mark === wanted) !== runs.findLast(({ mark }) => mark === wanted);
  const paired = new Set(['*', '_'].filter(isPaired));
  let plain = '';
  let at = 0;
  for (const { start, end, mark } of runs) {
    if (!paired.has(mark)) continue;
    plain += line.slice(at, start);
    at = end;
  }
  return (plain + line.slice(at)).replace(/\\([*_\\])/g, '$1');
}

/** The text as it is read, without emphasis marks and the backslashes before marks that are meant. */
export function withoutEmphasis(text: string): string {
  return text.split('\n').map(withoutEmphasisInLine).join('\n');
}
