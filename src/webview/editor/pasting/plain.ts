/** Plain text that was laid out with spaces, as from a PDF or another program's page. Pure. */
import type { PastedParagraph } from './paragraph.ts';

/** Columns of an inch. */
const COLUMNS = 10;

/** What print adds between two pages. */
const furniture = /^\s{20,}(?:\d{1,3}\.?|\((?:MORE|MER|FORTS\.?|WEITER|SUITE)\))$/u;

/** Paragraphs of a text whose cues stand far in; undefined when it is not laid out so. */
export function paragraphsOfColumns(text: string): PastedParagraph[] | undefined {
  const lines = text.replace(/\r\n?/gu, '\n').replaceAll('\t', '    ').split('\n');
  const isLaidOut =
    lines.some((line) => /^\s{15,}\p{Lu}/u.test(line)) && lines.some((line) => /^\s{5,14}\S/u.test(line));
  if (!isLaidOut) return undefined;
  const paragraphs: PastedParagraph[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (furniture.test(line)) continue;
    const words = line.trim();
    const indent = (line.length - line.trimStart().length) / COLUMNS;
    const last = paragraphs.at(-1);
    // A parenthetical's second line hangs one column in.
    const goesOn = isOpen && last !== undefined && Math.abs((last.indent ?? 0) - indent) < 0.15;
    if (words === '') paragraphs.push({ text: '' });
    else if (goesOn) paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text} ${words}` };
    else paragraphs.push({ text: words, indent });
    isOpen = words !== '';
  }
  return paragraphs;
}
