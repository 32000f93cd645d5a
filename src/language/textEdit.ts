/** Splices of elements as edits of the text: one small replacement that leaves alone what the writer has written around it. */
import type { Splice, TitlePageEntry } from './document.ts';
import { sameContents } from './edits.ts';
import { withLineFeeds } from './lines.ts';
import { changedRange } from './mergeText.ts';
import { parseLike, type ReadWith } from './parse.ts';
import { contentOf, type PlacedElement } from './placedElements.ts';
import { type GapChoice, printSplice, type SpliceWindow, windowOf } from './spliceSource.ts';

/** `source.slice(start, end)` is to be replaced by `text`, whose line ends are `\n` whatever the document's are. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its elements as they were read from it. */
export interface PlacedScript extends ReadWith {
  readonly source: string;
  readonly titlePage: readonly TitlePageEntry[];
  readonly elements: readonly PlacedElement[];
}

/**
 * The one edit that makes the text say `splice`, or missing when the text stays as it is. Elements that stay keep the writer's spacing
 * and marks; common beginnings and ends are trimmed and surrogate pairs are whole. Where Fountain cannot say what the splice says (see
 * {@link printElement}) the text says the nearest, and reading it back tells the difference.
 */
export function textEditFor(script: PlacedScript, splice: Splice): TextEdit | undefined {
  const window = windowOf(script, splice);
  const kept = printSplice(window, 'kept');
  const text = saysSplice(script, splice, window, kept) ? kept : (firstThatSays(script, splice, window) ?? kept);
  return minimalEdit(script.source, window, text);
}

const otherChoices: readonly GapChoice[] = ['fitting', 'usual'];

function firstThatSays(script: PlacedScript, splice: Splice, window: SpliceWindow): string | undefined {
  return otherChoices
    .map((choice) => printSplice(window, choice))
    .find((text) => saysSplice(script, splice, window, text));
}

/** Whether the text around the splice, with the window's new text, reads as the elements that shall stand there. */
function saysSplice(script: PlacedScript, splice: Splice, window: SpliceWindow, text: string): boolean {
  const { source, elements } = script;
  const first = blockStart(script, window.first);
  const last = blockEnd(script, window.last);
  const from = elements[first]?.start ?? window.start;
  const to = elements[last]?.end ?? window.end;
  const isTop = first <= 0 && script.titlePage.length === 0;
  const lead = isTop ? source.slice(0, from) : '!x\n\n';
  const around = source.slice(from, Math.max(from, window.start));
  const found = parseLike(script, lead + around + text + source.slice(Math.min(to, window.end), to)).elements;
  const wanted = [
    ...elements.slice(Math.max(0, first), splice.start),
    ...splice.inserted,
    ...elements.slice(splice.start + splice.deleteCount, last + 1),
  ];
  return sameContents((isTop ? found : found.slice(1)).map(contentOf), wanted);
}

/** The first element at or before `index` that reads the same whatever stands above it. */
function blockStart({ source, elements }: PlacedScript, index: number): number {
  for (let at = index; at > 0; at--) {
    const element = elements[at];
    if (element && isApart(source, elements[at - 1], element)) return at;
  }
  return 0;
}

/** The last element from `index` on before a blank line. */
function blockEnd({ source, elements }: PlacedScript, index: number): number {
  for (let at = Math.max(0, index); at < elements.length - 1; at++) {
    const next = elements[at + 1];
    if (next && isApart(source, elements[at], next)) return at;
  }
  return elements.length - 1;
}

function isApart(source: string, above: PlacedElement | undefined, below: PlacedElement): boolean {
  if (!above) return true;
  return withLineFeeds(source.slice(above.end, below.start)).split('\n').length > 2;
}

function minimalEdit(source: string, window: SpliceWindow, text: string): TextEdit | undefined {
  const raw = source.slice(window.start, window.end);
  const before = withLineFeeds(raw);
  if (before === text) return undefined;
  const { start, aEnd, bEnd } = changedRange(before, text);
  return {
    start: window.start + rawOffset(raw, start),
    end: window.start + rawOffset(raw, aEnd),
    text: text.slice(start, bEnd),
  };
}

/** An offset into a text with `\n` line ends as an offset into the same text with `\r\n` ones. */
export function rawOffset(raw: string, offset: number): number {
  let at = 0;
  for (let count = 0; count < offset; count++) at += raw.startsWith('\r\n', at) ? 2 : 1;
  return at;
}
