/** What the page needs of the languages' words: loaded when its text is on screen, long before anyone has typed. */
import { parseLike } from '../../language/parse.ts';
import type { ReadingSettings } from '../../language/readingSettings.ts';
import { createWordLookup } from '../../language/words/wordIndex.ts';
import { createCompletionBox } from './completionBox.ts';
import { dropElements } from './dropElements.ts';
import { planEmphasis } from './emphasisPlan.ts';
import { retypeAsHeading, retypeAsTransition, retypeWhole } from './headingTyping.ts';
import { readPasted } from './pasting/pasted.ts';

/** Reading as the writer's settings say at each moment. */
export function createWriting(reading: () => ReadingSettings) {
  const lookUp = createWordLookup();
  const words = () => lookUp(reading());
  return {
    createCompletionBox,
    dropElements,
    planEmphasis,
    readPasted,
    parse: (text: string) => parseLike({ words: words() }, text),
    retypeAsHeading: (before: string, after: string) => retypeAsHeading(before, after, words()),
    retypeAsTransition: (before: string) => retypeAsTransition(before, words()),
    retypeWhole: (text: string, offset: number) => retypeWhole(text, offset, words()),
  };
}
