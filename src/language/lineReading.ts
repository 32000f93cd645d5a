/** What one line of a screenplay is. Rules: https://fountain.io/syntax. Leading white space counts in action only. */
import { type CueLine, isCue } from './cues.ts';
import type { Cue, ElementType, Heading } from './document.ts';
import { readForcedHeading, readHeading } from './headings.ts';
import type { HiddenKind } from './hiddenText.ts';
import { isSpace } from './lines.ts';
import type { ScriptLine } from './scriptLines.ts';
import { isTransition } from './transitions.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** An element that has not got its place yet, and that the next line may still join. It becomes the element, as there are thousands. */
export interface Draft {
  readonly type: ElementType;
  text: string;
  start: number;
  end: number;
  readonly heading?: Heading;
  readonly cue?: Cue;
  readonly depth?: number;
}

/** What stands around a line. */
export interface Around {
  /** White space at the start of the line, as it stands. */
  indentOf(line: ScriptLine): string;
  /** A blank line, or something that a reader does not see, stands before; true at the top. */
  readonly blankBefore: boolean;
  /** A cue stands above and no blank line since. */
  readonly dialogueOpen: boolean;
  /** The next line is text, or the two spaces of an empty line of dialogue. */
  isFollowed(line: ScriptLine): boolean;
  /** The next line is blank or a note. */
  isFree(line: ScriptLine): boolean;
  /** What words mean. */
  readonly words: WordIndex;
  /** What a cue says; the same few come again and again. */
  readCue(line: string): CueLine;
}

function draftOf(type: ElementType, text: string): Draft {
  return { type, text, start: 0, end: 0 };
}

function headingDraft({ text, heading }: { readonly text: string; readonly heading: Heading }): Draft {
  return { type: 'sceneHeading', text, start: 0, end: 0, heading };
}

function cueDraft({ text, cue }: CueLine): Draft {
  return { type: 'character', text, start: 0, end: 0, cue };
}

const pageBreak = /^={3,}\s*$/;
const letterOrDigit = /^[\p{L}\p{N}]/u;

/** The words between two marks. Where white space follows the first mark, one white-space character before the second belongs to it. */
function between(content: string, open: number, close: number): string {
  const inner = content.slice(open, content.trimEnd().length - close);
  const words = inner.trimStart();
  return words !== inner && isTrailingPad(words) ? words.slice(0, -1) : words;
}

function isTrailingPad(words: string): boolean {
  const last = words.charCodeAt(words.length - 1);
  return last === 0x0a || isSpace(last);
}

function readHidden(kind: HiddenKind, content: string): Draft {
  const text = between(content, 2, 2);
  if (kind === 'boneyard' || !text.includes('\n')) return draftOf(kind, text);
  const lines = text.split('\n').map((line) => (line === '  ' ? '' : line));
  return draftOf(kind, lines.join('\n'));
}

function readAction(words: string): Draft {
  return draftOf('action', words.includes('\t') ? words.replaceAll('\t', '    ') : words);
}

function readMarkedWithGreater(content: string): Draft {
  const isCentered = content.length > 1 && content.trimEnd().endsWith('<');
  if (isCentered) return draftOf('centered', between(content, 1, 1));
  return draftOf('transition', content.slice(1).trimStart());
}

function readSection(content: string): Draft {
  let depth = 1;
  while (content.charCodeAt(depth) === 0x23) depth++;
  return { type: 'section', text: content.slice(depth).trimStart(), start: 0, end: 0, depth };
}

/** A forced heading; a dot with at most a scene number after it is an empty one, other dots are action (`...`). */
function readDotted(words: string, index: WordIndex): Draft | undefined {
  if (letterOrDigit.test(words)) return headingDraft(readForcedHeading(words, index));
  const heading = readForcedHeading(words.trimStart(), index);
  return heading.text === '' ? headingDraft(heading) : undefined;
}

/** A line whose first character says what it is; a mark alone is an empty element. */
function readMarked(content: string, around: Around): Draft | undefined {
  switch (content.charCodeAt(0)) {
    case 0x21:
      return readAction(content.slice(1));
    case 0x40:
      return cueDraft(around.readCue(content.slice(1).trimStart()));
    case 0x2e:
      return readDotted(content.slice(1), around.words);
    case 0x3e:
      return readMarkedWithGreater(content);
    case 0x7e:
      return draftOf('lyrics', content.slice(1).trimStart());
    case 0x23:
      return readSection(content);
    case 0x3d:
      return content.charCodeAt(1) === 0x3d ? undefined : draftOf('synopsis', content.slice(1).trimStart());
    default:
      return undefined;
  }
}

/** A line after a blank one that is recognised by its words. A heading may be followed by anything; a cue must be. */
function readByWords(line: ScriptLine, around: Around): Draft | undefined {
  const heading = readHeading(line.content, line.shown, around.words);
  if (heading && !(heading.mayBeCue && isCue(line.shown) && around.isFollowed(line))) {
    return headingDraft(heading);
  }
  if (isTransition(line.shown.trimEnd(), around.words) && around.isFree(line))
    return draftOf('transition', line.content);
  if (isCue(line.shown) && around.isFollowed(line)) return cueDraft(around.readCue(line.content));
  return undefined;
}

/** `( … )` whose first parenthesis is the one that the last one closes. */
function isParenthetical(shown: string): boolean {
  if (shown.charCodeAt(0) !== 0x28) return false;
  const words = shown.trimEnd();
  if (!words.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < words.length; at++) {
    const code = words.charCodeAt(at);
    if (code === 0x28) depth++;
    else if (code === 0x29 && --depth === 0) return at === words.length - 1;
  }
  return true;
}

function readDialogue(line: ScriptLine): Draft {
  if (isParenthetical(line.shown)) return draftOf('parenthetical', line.content);
  if (line.content.charCodeAt(0) === 0x7e) return draftOf('lyrics', line.content.slice(1).trimStart());
  return draftOf('dialogue', line.content);
}

/** Reads a line that is not blank, or the two spaces of an empty line of open dialogue. */
export function readLine(line: ScriptLine, around: Around): Draft {
  if (line.hidden) return readHidden(line.hidden, line.content);
  if (line.content.charCodeAt(0) === 0x3d && pageBreak.test(line.content)) return draftOf('pageBreak', '');
  if (around.dialogueOpen) return readDialogue(line);
  const draft = readMarked(line.content, around) ?? (around.blankBefore ? readByWords(line, around) : undefined);
  return draft ?? readAction(around.indentOf(line) + line.content);
}
