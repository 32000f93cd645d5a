/** The title page: `Key: value` from the first line of the file to the first blank line (https://fountain.io/syntax#section-titlepage). */
import type { TitlePageEntry } from './document.ts';
import { readHeading } from './headings.ts';
import { isAllCapitals } from './letterCase.ts';
import { createLineEnds, skipSpace } from './lines.ts';
import { knownTitleKeys, titleKey } from './words/titleKeys.ts';
import { anyLanguage, type WordIndex } from './words/wordIndex.ts';

const longestKey = 40;

export interface TitlePage {
  readonly entries: readonly TitlePageEntry[];
  /** Offset where the script itself begins: 0 without a title page, or after a byte order mark. */
  readonly end: number;
}

interface OpenEntry {
  readonly key: string;
  readonly values: string[];
  readonly start: number;
  end: number;
}

/** A value's further lines are indented by three spaces or a tab. */
function isContinuation(text: string, start: number): boolean {
  return text.startsWith('   ', start) || text.startsWith('\t', start);
}

function readEntry(text: string, start: number, end: number): OpenEntry | undefined {
  const reach = text.slice(start, Math.min(end, start + longestKey + 1));
  const colon = reach.indexOf(':');
  if (colon < 1 || !/^[\p{L}\p{N}]/u.test(reach)) return undefined;
  const value = text.slice(start + colon + 1, end).trim();
  return { key: reach.slice(0, colon).trim(), values: value === '' ? [] : [value], start, end };
}

/** Unknown keys alone may just as well be a line of the script (`FADE IN:`, `On the table: a lamp.`): they must be several, with values. */
function isTitlePage(entries: readonly OpenEntry[]): boolean {
  if (entries.some((entry) => knownTitleKeys.has(titleKey(entry.key)))) return true;
  return entries.length > 1 && entries.every((entry) => entry.values.length > 0 && !isAllCapitals(entry.key));
}

/** Reads the title page, if the text opens with one. */
export function readTitlePage(text: string, index: WordIndex = anyLanguage): TitlePage {
  const top = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const lines = createLineEnds(text);
  const open: OpenEntry[] = [];
  let start = top;
  while (start < text.length) {
    const end = lines.endOf(start);
    const from = skipSpace(text, start, end);
    if (from === end) break;
    const last = open.at(-1);
    const isNext = from === start && !(start === top && readHeading(text.slice(start, end), undefined, index));
    const entry = isNext ? readEntry(text, start, end) : undefined;
    if (entry) open.push(entry);
    else if (last && isContinuation(text, start)) {
      last.values.push(text.slice(from, end).trimEnd());
      last.end = end;
    } else break;
    start = lines.after(end);
  }
  if (!isTitlePage(open)) return { entries: [], end: top };
  const entries = open.map((entry) => ({
    key: entry.key,
    value: entry.values.join('\n'),
    start: entry.start,
    end: entry.end,
  }));
  return { entries, end: start };
}
