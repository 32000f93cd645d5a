/** How a text is said: what is spoken, and which part of the written text each part of it says. */

/** `said` (UTF-16 offsets) says what is written at `start`..`end`; an empty written range says nothing that is written. */
export interface ReadingSpan {
  readonly saidStart: number;
  readonly saidEnd: number;
  readonly start: number;
  readonly end: number;
}

export interface Reading {
  readonly said: string;
  /** In order, without gaps in `said`. A span of equal lengths says its text letter by letter. */
  readonly spans: readonly ReadingSpan[];
}

/** A part of the written text that is said in other words. */
export interface Respelling {
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

/** The written text with some parts said in other words; of parts that overlap, the one that begins first, then the one given first, counts. */
export function respell(written: string, respellings: readonly Respelling[]): Reading {
  const spans: ReadingSpan[] = [];
  let said = '';
  let at = 0;
  const add = (text: string, start: number, end: number) => {
    if (text !== '' || end > start)
      spans.push({ saidStart: said.length, saidEnd: said.length + text.length, start, end });
    said += text;
  };
  for (const { start, end, said: words } of respellings.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    add(written.slice(at, start), at, start);
    add(words, start, end);
    at = end;
  }
  add(written.slice(at), at, written.length);
  return { said, spans };
}

/** The same, with words in front that nobody wrote: a direction for the voice. */
export function withLead(lead: string, { said, spans }: Reading): Reading {
  if (lead === '') return { said, spans };
  const moved = spans.map((span) => ({
    ...span,
    saidStart: span.saidStart + lead.length,
    saidEnd: span.saidEnd + lead.length,
  }));
  return { said: lead + said, spans: [{ saidStart: 0, saidEnd: lead.length, start: 0, end: 0 }, ...moved] };
}

/** The written range that a place in what is said belongs to; undefined for a place that says nothing written. */
export function writtenAt(
  { spans }: Reading,
  saidOffset: number,
): { readonly start: number; readonly end: number } | undefined {
  const span = spans.find(({ saidStart, saidEnd }) => saidOffset >= saidStart && saidOffset < saidEnd);
  if (!span || span.end <= span.start) return undefined;
  if (span.end - span.start !== span.saidEnd - span.saidStart) return { start: span.start, end: span.end };
  const start = span.start + saidOffset - span.saidStart;
  return { start, end: start + 1 };
}

/** Words, as the writer's list of pronunciations means them: whole, in either case, longest first. */
export function pronounced(written: string, list: Readonly<Record<string, string>>): readonly Respelling[] {
  const words = Object.keys(list)
    .filter((word) => word.trim() !== '')
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return [];
  const byWord = new Map(words.map((word) => [word.normalize('NFC').toLowerCase(), list[word] ?? '']));
  const pattern = words.map((word) => word.normalize('NFC').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const wholeWords = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${pattern})(?![\\p{L}\\p{M}\\p{N}])`, 'giu');
  return [...written.matchAll(wholeWords)].flatMap((found) => {
    const said = byWord.get(found[0].toLowerCase());
    return said === undefined ? [] : [{ start: found.index, end: found.index + found[0].length, said }];
  });
}
