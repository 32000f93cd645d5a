/** Reads a text's elements line by line, from any place where a paragraph begins. */
import { createCueReader } from './cues.ts';
import { keepsDialogueOpen } from './dialogueFlow.ts';
import type { Element, ElementType } from './document.ts';
import { type Around, type Draft, readLine } from './lineReading.ts';
import { isHeldOpen } from './lines.ts';
import { type CutText, createScriptLines, type ScriptLine, type ScriptLines, slicedText } from './scriptLines.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** What is known between two lines. */
interface State extends Around {
  blankBefore: boolean;
  dialogueOpen: boolean;
  /** The element on the line above, when action or dialogue may go on. */
  open: Draft | undefined;
}

/** Reads on from where it stands; ask in order. */
export interface ElementReader {
  /** What has been read so far, in order; the last may still grow. */
  readonly elements: readonly Element[];
  /** Where the next line starts; at the text's end the text's length. */
  readonly offset: number;
  /** Whether what follows reads the same whatever stands above: at the start and after a blank line. */
  readonly isFresh: boolean;
  /** Reads the lines that start before an offset; further when a note or boneyard runs over it. */
  readTo(end: number): void;
}

function startState(text: string, lines: ScriptLines, words: WordIndex, cut: CutText): State {
  return {
    blankBefore: true,
    dialogueOpen: false,
    open: undefined,
    indentOf: ({ start, from }) => (from === start ? '' : cut(text, start, from)),
    isFollowed: ({ next }) => lines.isDialogueLine(next),
    isFree: ({ next }) => lines.isOpenSpace(next),
    words,
    readCue: createCueReader(),
  };
}

/** After these a cue or heading needs no blank line: they are structure that a reader does not see, or white space themselves. */
function countsAsBlank(type: ElementType): boolean {
  return type === 'note' || type === 'boneyard' || type === 'section' || type === 'synopsis' || type === 'pageBreak';
}

/** Adds a line's draft to the elements: as a further line of the open action or dialogue, else as an element of its own. */
function add(elements: Draft[], draft: Draft, line: ScriptLine, state: State): void {
  const { open } = state;
  if (open && open.type === draft.type) {
    open.text += `\n${draft.text}`;
    open.end = line.end;
    return;
  }
  draft.start = line.start;
  draft.end = line.end;
  elements.push(draft);
  state.open = draft.type === 'action' || draft.type === 'dialogue' ? draft : undefined;
  state.dialogueOpen = keepsDialogueOpen(draft.type, state.dialogueOpen);
  state.blankBefore = countsAsBlank(draft.type);
}

/**
 * `from` is the start of the script, or of a line with a blank one above it that no note or boneyard holds. `cut` is how elements get
 * their words.
 */
export function createElementReader(
  text: string,
  from: number,
  words: WordIndex,
  cut: CutText = slicedText,
): ElementReader {
  const elements: Draft[] = [];
  const lines = createScriptLines(text, cut);
  const state = startState(text, lines, words, cut);
  let at = from;
  return {
    elements,
    get offset() {
      return at;
    },
    get isFresh() {
      return state.blankBefore && !state.dialogueOpen && !state.open;
    },
    readTo(end) {
      while (at < end) {
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
    },
  };
}
