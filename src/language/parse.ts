/** Text to screenplay: Fountain 1.1 (https://fountain.io/syntax) and the extensions named at the readers it calls. */
import { keepsDialogueOpen } from './dialogueFlow.ts';
import type { Cue, Element, ElementType, Heading, Screenplay } from './document.ts';
import { type Around, type Draft, readLine } from './lineReading.ts';
import { isHeldOpen } from './lines.ts';
import { createScriptLines, type ScriptLine, type ScriptLines } from './scriptLines.ts';
import { readTitlePage } from './titlePage.ts';

export type { Cue, Element, ElementType, Heading, Screenplay, TitlePageEntry } from './document.ts';

/** How to read a text. `language`, a BCP 47 code, changes nothing so far: no word means different things in two of the languages. */
export interface ParseOptions {
  readonly language?: string;
}

/** An element that the next line may still join. */
interface OpenElement {
  readonly type: ElementType;
  text: string;
  readonly start: number;
  end: number;
  readonly heading?: Heading;
  readonly cue?: Cue;
  readonly depth?: number;
}

/** What the parser knows between two lines. */
interface State extends Around {
  blankBefore: boolean;
  dialogueOpen: boolean;
  /** The element on the line above, when action or dialogue may go on. */
  open: OpenElement | undefined;
}

function startState(text: string, lines: ScriptLines): State {
  return {
    blankBefore: true,
    dialogueOpen: false,
    open: undefined,
    indentOf: ({ start, from }) => (from === start ? '' : text.slice(start, from)),
    isFollowed: ({ next }) => lines.isDialogueLine(next),
    isFree: ({ next }) => lines.isOpenSpace(next),
  };
}

/** After these a cue or heading needs no blank line: they are structure that a reader does not see, or white space themselves. */
function countsAsBlank(type: ElementType): boolean {
  return type === 'note' || type === 'boneyard' || type === 'section' || type === 'synopsis' || type === 'pageBreak';
}

function elementOf({ type, text, heading, cue, depth }: Draft, start: number, end: number): OpenElement {
  // Written out, as spreading costs a third of the whole parse.
  if (heading) return { type, text, start, end, heading };
  if (cue) return { type, text, start, end, cue };
  return depth === undefined ? { type, text, start, end } : { type, text, start, end, depth };
}

/** Adds a line's draft to the elements: as a further line of the open action or dialogue, else as an element of its own. */
function add(elements: OpenElement[], draft: Draft, line: ScriptLine, state: State): void {
  const { open } = state;
  if (open && open.type === draft.type) {
    open.text += `\n${draft.text}`;
    open.end = line.end;
    return;
  }
  const element = elementOf(draft, line.start, line.end);
  elements.push(element);
  state.open = draft.type === 'action' || draft.type === 'dialogue' ? element : undefined;
  state.dialogueOpen = keepsDialogueOpen(draft.type, state.dialogueOpen);
  state.blankBefore = countsAsBlank(draft.type);
}

function parseElements(text: string, from: number): readonly Element[] {
  const elements: OpenElement[] = [];
  const lines = createScriptLines(text);
  const state = startState(text, lines);
  for (let at = from; at < text.length; ) {
    const line = lines.at(at);
    at = line.next;
    if (line.content !== '' || (state.dialogueOpen && isHeldOpen(text, line.start, line.end))) {
      add(elements, readLine(line, state), line, state);
    } else {
      state.blankBefore = true;
      state.dialogueOpen = false;
      state.open = undefined;
    }
  }
  return elements;
}

/**
 * Reads a whole text. Never throws, whatever the text is; takes time linear in its length. Elements come in the order of the text
 * and begin and end at line ends; blank lines belong to none. Element text is described at {@link Element}; a parenthetical keeps
 * its parentheses. Marks without words are empty elements: `!` action, `@` cue, `.` heading, `>` transition, `~` lyrics, `#` section,
 * `=` synopsis, `()` parenthetical, `[[]]` note, and a line of two spaces after a cue an empty dialogue.
 */
export function parse(text: string, _options?: ParseOptions): Screenplay {
  const titlePage = readTitlePage(text);
  return { titlePage: titlePage.entries, elements: parseElements(text, titlePage.end), source: text };
}
