/** Lines as the parser reads them: physical lines, made longer where a note or boneyard runs over their end. */
import { createHiddenText, type HiddenKind, type HiddenText } from './hiddenText.ts';
import { createLineEnds, isHeldOpen, type LineEnds, skipSpace, withLineFeeds } from './lines.ts';

/** One line, or several when a note or boneyard that opens on it closes further down. */
export interface ScriptLine {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  /** Where the first character stands that is not white space. */
  readonly from: number;
  /** The rest of the line; line ends within are `\n`. Empty on a blank line. */
  readonly content: string;
  /** `content` without notes and boneyards. */
  readonly shown: string;
  /** What the line consists of, when it is notes or boneyards alone; `undefined` for mixed ones. */
  readonly hidden: HiddenKind | undefined;
}

interface Shown {
  readonly end: number;
  readonly shown: string;
  readonly hidden: HiddenKind | undefined;
}

/** Follows the notes and boneyards that open at or after `from`, each time to the end of the line that they close on. */
function readShown(
  text: string,
  lines: LineEnds,
  hidden: HiddenText,
  from: number,
  firstEnd: number,
): Shown | undefined {
  let span = hidden.first(from, firstEnd);
  if (!span) return undefined;
  const kinds = new Set<HiddenKind>();
  let shown = '';
  let at = from;
  let end = firstEnd;
  while (span) {
    kinds.add(span.kind);
    shown += text.slice(at, span.start);
    at = span.end;
    if (at > end) end = lines.endOf(at);
    span = hidden.first(at, end);
  }
  shown += text.slice(at, end);
  const isAllHidden = skipSpace(shown, 0, shown.length) === shown.length && kinds.size === 1;
  return { end, shown, hidden: isAllHidden ? [...kinds][0] : undefined };
}

/** Reads the lines of one text; to be asked with ascending offsets. */
export interface ScriptLines {
  /** The line that starts at an offset. */
  at(start: number): ScriptLine;
  /** Whether the physical line at an offset has words, or is the line of two spaces that stands for an empty line of dialogue. */
  isDialogueLine(start: number): boolean;
  /** Whether the physical line at an offset is blank, or begins with a note or boneyard. The end of the text is blank. */
  isOpenSpace(start: number): boolean;
}

/** How the words of a line are cut out of the text: by default as a slice, which keeps the whole text in memory as long as it lives. */
export type CutText = (text: string, start: number, end: number) => string;

export const slicedText: CutText = (text, start, end) => text.slice(start, end);

/** Cuts words that may outlive their text. A slice of a joined string refers to the joined one, which is as short as the words. */
export const copiedText: CutText = (text, start, end) => ` ${text.slice(start, end)}`.slice(1);

export function createScriptLines(text: string, cut: CutText = slicedText): ScriptLines {
  const lines = createLineEnds(text);
  const hidden = createHiddenText(text);
  return {
    at(start) {
      const firstEnd = lines.endOf(start);
      const from = skipSpace(text, start, firstEnd);
      const found = from === firstEnd ? undefined : readShown(text, lines, hidden, from, firstEnd);
      const end = found?.end ?? firstEnd;
      const raw = cut(text, from, end);
      const content = found ? withLineFeeds(raw) : raw;
      return {
        start,
        end,
        next: lines.after(end),
        from,
        content,
        shown: found ? withLineFeeds(found.shown).trimStart() : content,
        hidden: found?.hidden,
      };
    },
    isDialogueLine(start) {
      const end = lines.endOf(start);
      return skipSpace(text, start, end) < end || isHeldOpen(text, start, end);
    },
    isOpenSpace(start) {
      const end = lines.endOf(start);
      const from = skipSpace(text, start, end);
      return from === end || text.startsWith('[[', from) || text.startsWith('/*', from);
    },
  };
}
