/** Screenplay to text. What a writer has written stays as it stands; what is new gets the plainest form that reads back as it was meant. */
import { keepsDialogueOpen } from './dialogueFlow.ts';
import type { ElementType, Screenplay } from './document.ts';
import {
  isDialogueOpen,
  type PrintableElement,
  readBack,
  readsAs,
  type Surroundings,
  sourcesOf,
  writable,
} from './elementSources.ts';
import { reprintSource } from './reprint.ts';

export type { PrintableElement, Surroundings } from './elementSources.ts';

/** The text of a screenplay: `print(parse(text)) === text`, byte for byte. Made of each entry's and element's source and the gaps between. */
export function print(screenplay: Screenplay): string {
  const { source, titlePage, elements } = screenplay;
  let text = '';
  let at = 0;
  for (const { start, end } of [...titlePage, ...elements]) {
    text += source.slice(at, start) + source.slice(start, end);
    at = end;
  }
  return text + source.slice(at);
}

/** A number that the words of a heading hold (`27. INT. KÖK`) is recognised when it is read, which is what its writer means. */
function readsAsNumbered(source: string, element: PrintableElement, around: Surroundings): boolean {
  if (element.type !== 'sceneHeading' || element.sceneNumber !== undefined) return false;
  const found = readBack(source, around);
  return found?.type === 'sceneHeading' && found.heading?.sceneNumber !== undefined;
}

/**
 * The Fountain source of one element, with `\n` within and no line end after it. In its surroundings it reads back as exactly that
 * element: without marks where the words say it, else forced (`!`, `@`, `.`, `>`).
 *
 * What Fountain cannot hold is written as the nearest thing that it can, and no word is lost: dialogue that has no cue above is
 * written as action; dialogue of the form `( … )` reads back as a parenthetical and dialogue that starts with `~` as lyrics; a
 * heading with words that no dot can force is written as action; line breaks in types of one line become spaces. A blank line in
 * action is kept with a `!` and in dialogue with two spaces. Two actions, or two dialogues, with no blank line between are one when read.
 */
export function printElement(element: PrintableElement, around: Surroundings): string {
  const wanted = writable(element);
  if (wanted.type === 'dialogue' || wanted.type === 'parenthetical') {
    if (!isDialogueOpen(around)) return printElement({ type: 'action', text: wanted.text }, around);
  }
  const sources = sourcesOf(wanted, around.words);
  const plain = sources[0] ?? wanted.text;
  for (const source of sources) {
    if (readsAs(source, wanted, around) || readsAsNumbered(source, wanted, around)) return source;
  }
  if (wanted.type === 'sceneHeading' || wanted.type === 'transition') {
    return (
      sourcesOf({ type: 'action', text: plain }).find((source) => readBack(source, around)?.type === 'action') ?? plain
    );
  }
  return sources.at(-1) ?? plain;
}

/**
 * Like {@link printElement}, for an element that already stands in the text as `oldSource` (with `\n` within) and said `oldElement`:
 * keeps the writer's own forcing mark, indentation, spacing and number form (`27. INT. …`) where the new words allow it.
 */
export function reprintElement(
  oldSource: string,
  oldElement: PrintableElement,
  newElement: PrintableElement,
  around: Surroundings,
): string {
  const wanted = writable(newElement);
  const kept = reprintSource(oldSource, oldElement, wanted);
  // The @ that an empty cue needed is not the writer's: it goes when the words and the dialogue below do without it.
  const plain = kept?.replace(/^(\s*)@\s*/, '$1');
  if (plain !== undefined && plain !== kept && readsAs(plain, wanted, around)) return plain;
  return kept !== undefined && readsAs(kept, wanted, around) ? kept : printElement(newElement, around);
}

const withinDialogue: ReadonlySet<ElementType> = new Set(['dialogue', 'parenthetical', 'lyrics', 'note', 'boneyard']);

/** How many blank lines to put between two elements when the writer has not said: none within dialogue and between lines of a song. */
export function blankLinesBetween(previous: ElementType, next: ElementType): 0 | 1 {
  if (previous === 'lyrics' || previous === 'note' || previous === 'boneyard') {
    return next === 'dialogue' || next === 'parenthetical' || (previous === 'lyrics' && next === 'lyrics') ? 0 : 1;
  }
  return keepsDialogueOpen(previous, false) && withinDialogue.has(next) ? 0 : 1;
}

/** A whole script written anew, with `\n` line ends and one at the end; empty for no elements. */
export function printElements(elements: readonly PrintableElement[]): string {
  let text = '';
  let previous: ElementType | undefined;
  let wasOpen = false;
  elements.forEach((element, index) => {
    const next = elements[index + 1];
    const blank = previous ? blankLinesBetween(previous, element.type) : 0;
    const adjacent = previous !== undefined && blank === 0;
    const followed = next !== undefined && blankLinesBetween(element.type, next.type) === 0;
    const around = { ...(previous && { previous }), adjacent, followed, dialogueOpen: adjacent && wasOpen };
    text += `${previous ? '\n'.repeat(blank + 1) : ''}${printElement(element, around)}`;
    wasOpen = keepsDialogueOpen(element.type, adjacent && wasOpen);
    previous = element.type;
  });
  return text === '' ? '' : `${text}\n`;
}
