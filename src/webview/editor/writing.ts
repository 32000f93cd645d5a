/** What the page needs of the languages' words: loaded when its text is on screen, long before anyone has typed. */
export { parse } from '../../language/parse.ts';
export { createCompletionBox } from './completionBox.ts';
export { retypeAsHeading, retypeAsTransition, retypeWhole } from './headingTyping.ts';
export { readPasted } from './pasting/pasted.ts';
