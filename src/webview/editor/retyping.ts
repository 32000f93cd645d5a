/** Automatic change of type while typing: `INT. ` makes a heading, Fountain's forcing marks make what they mean. Pure. */
import type { ElementType } from '../../language/document.ts';

/** What an element becomes. `text` is its new text, `offset` the caret in it. */
export interface Retyping {
  readonly type: ElementType;
  readonly text: string;
  readonly offset: number;
  readonly sceneNumber?: string;
  readonly dual?: boolean;
  readonly depth?: number;
}

/** The element as it stands before `typed` is put in at `offset`. */
export interface TypedInto {
  readonly type: ElementType;
  readonly text: string;
  readonly offset: number;
  readonly typed: string;
  readonly dual: boolean;
  readonly depth: number;
}

/** Marks that make a type at once when typed first in an action. */
const leadingMarks: Readonly<Record<string, ElementType>> = {
  '@': 'character',
  '>': 'transition',
  '~': 'lyrics',
};

/** What only the words of the languages tell; see `headingTyping.ts`. */
export interface WordTyping {
  readonly retypeAsHeading: (before: string, after: string) => Retyping | undefined;
  readonly retypeAsTransition: (before: string) => Retyping | undefined;
}

/** Decides on one typed text; missing when it is ordinary text. Headings and transitions wait for their words to be loaded. */
export function findRetyping(into: TypedInto, words: WordTyping | undefined): Retyping | undefined {
  const { type } = into;
  if (type === 'action') return retypeAction(into, words);
  if ((type === 'sceneHeading' || type === 'transition') && into.text === '' && leadingMarks[into.typed]) {
    return retypeAction(into, words);
  }
  if (type === 'dialogue') return retypeDialogue(into);
  if (type === 'character' && into.typed === '^' && into.offset === into.text.length) {
    return { type, text: into.text.trimEnd(), offset: into.text.trimEnd().length, dual: !into.dual };
  }
  if (type === 'transition' && into.typed === '<' && into.offset === into.text.length && into.text !== '') {
    return { type: 'centered', text: into.text.trim(), offset: into.text.trim().length };
  }
  if (type === 'section' && into.typed === '#' && into.offset === 0) {
    return { type, text: into.text, offset: 0, depth: Math.min(6, into.depth + 1) };
  }
  return undefined;
}

function retypeDialogue({ text, offset, typed }: TypedInto): Retyping | undefined {
  if (typed !== '(' || offset !== 0 || text !== '') return undefined;
  return { type: 'parenthetical', text: '()', offset: 1 };
}

function retypeAction(into: TypedInto, words: WordTyping | undefined): Retyping | undefined {
  const { text, offset, typed } = into;
  const before = text.slice(0, offset) + typed;
  const after = text.slice(offset);
  const marked = leadingMarks[before];
  if (marked) return { type: marked, text: after, offset: 0 };
  if (before === '# ') return { type: 'section', text: after, offset: 0, depth: 1 };
  if (/^#{2,6} $/u.test(before)) return { type: 'section', text: after, offset: 0, depth: before.length - 1 };
  if (before === '= ') return { type: 'synopsis', text: after, offset: 0 };
  if (before === '[[') return { type: 'note', text: after.replace(/\]\]$/u, ''), offset: 0 };
  if (before === '/*') return { type: 'boneyard', text: after.replace(/\*\/$/u, ''), offset: 0 };
  if (before === '===' && after === '') return { type: 'pageBreak', text: '===', offset: 3 };
  if (/^\.[\p{L}\p{N}]$/u.test(before)) return { type: 'sceneHeading', text: typed + after, offset: typed.length };
  if (typed === ' ') return words?.retypeAsHeading(before, after);
  return typed === ':' && after === '' ? words?.retypeAsTransition(before) : undefined;
}
