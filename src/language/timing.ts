/**
 * How long a script lasts, in seconds, before anything has been recorded. Estimates for planning: speech by its letters and pauses, the
 * rest by the room it takes on a page, by the trade's rule that a page is about a minute.
 */
import type { Element, Screenplay } from './document.ts';
import { withoutEmphasis } from './emphasis.ts';
import { withoutHidden } from './hiddenText.ts';
import { linesOfPage, linesPerPage, type PaperSize } from './pageLines.ts';

/** Together 2.4 to 2.8 words a second, by how long the words are. */
const secondsPerWord = 0.2;
const secondsPerLetter = 0.042;
const secondsPerDigit = 0.22;
/** A sign of a script that writes a syllable or word with one. */
const secondsPerSyllableSign = 0.2;
const shortPauseSeconds = 0.18;
const longPauseSeconds = 0.4;
const shortestSpeechSeconds = 0.4;
/** From the end of a line to the next speaker's first word. */
export const turnSeconds = 0.5;
const headingSeconds = 1.5;
const secondsPerPage = 60;

const syllableSigns = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const wordPattern = /[\p{L}\p{M}\p{N}'’]+/gu;
const shortPause = /[,;:–—、，]|\s-\s/gu;
const longPause = /(?:\.{2,}|[.!?…。！？]+)(?=\s)/gu;

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * What a voice says of a dialogue's text: without notes, boneyards, emphasis marks and directions in parentheses, in one line.
 * Empty when nothing is to be said.
 */
export function spokenText(dialogueText: string): string {
  const words = withoutEmphasis(withoutHidden(dialogueText)).replace(/\([^()]*\)/g, ' ');
  return words
    .replace(/\s+/g, ' ')
    .replace(/ (?=[,.!?…])/g, '')
    .trim();
}

const hidesSpeech = /[([]|\/\*/;
const readWord = /[\p{L}\p{N}]\S*/gu;

/** Words by white space; what has neither letter nor digit, such as a dash, is none. */
export function countWords(text: string): number {
  return countOf(text, readWord);
}

/** Words that a voice says of a dialogue's text; see {@link spokenText}. */
export function countSpokenWords(dialogueText: string): number {
  return countWords(hidesSpeech.test(dialogueText) ? spokenText(dialogueText) : dialogueText);
}

/** Seconds that a dialogue takes to say, pauses at punctuation included; 0 when nothing of it is spoken. */
export function estimateDialogueSeconds(text: string): number {
  const spoken = spokenText(text);
  const signs = countOf(spoken, syllableSigns);
  const words = spoken.replace(syllableSigns, ' ').match(wordPattern) ?? [];
  if (signs === 0 && words.length === 0) return 0;
  let seconds = signs * secondsPerSyllableSign;
  for (const word of words) {
    const digits = countOf(word, /\p{N}/gu);
    seconds += secondsPerWord + (word.length - digits) * secondsPerLetter + digits * secondsPerDigit;
  }
  seconds += countOf(spoken, shortPause) * shortPauseSeconds + countOf(spoken, longPause) * longPauseSeconds;
  return Math.max(shortestSpeechSeconds, seconds);
}

/** Seconds that action takes on screen, by the lines it fills on a page with the blank line after it; 0 for no words. */
export function estimateActionSeconds(text: string): number {
  const lines = linesOfPage('action', text, 'letter');
  return lines === 0 ? 0 : ((lines + 1) * secondsPerPage) / linesPerPage.letter;
}

/**
 * Estimated seconds on screen of each element, by its index: dialogue with the turn before it, action, headings; 0 for everything else.
 * Of two speeches said at once the second counts only as far as it is longer.
 */
export function elementSeconds(elements: readonly Element[]): readonly number[] {
  let speech = 0;
  let before = 0;
  let overlap = 0;
  return elements.map((element) => {
    switch (element.type) {
      case 'character':
        before = speech;
        speech = 0;
        overlap = element.cue?.dual ? before : 0;
        return 0;
      case 'dialogue':
      case 'lyrics': {
        const said = estimateDialogueSeconds(element.text);
        const seconds = said === 0 ? 0 : said + turnSeconds;
        const hidden = Math.min(overlap, seconds);
        overlap -= hidden;
        speech += seconds;
        return seconds - hidden;
      }
      case 'action':
        speech = 0;
        return estimateActionSeconds(element.text);
      case 'sceneHeading':
        speech = 0;
        return headingSeconds;
      default:
        return 0;
    }
  });
}

/** Estimated running time of a script in seconds. */
export function runningSeconds({ elements }: Pick<Screenplay, 'elements'>): number {
  return elementSeconds(elements).reduce((sum, seconds) => sum + seconds, 0);
}

const eighths = 8;

function startsBlock(element: Element): boolean {
  return element.type !== 'dialogue' && element.type !== 'parenthetical' && element.type !== 'lyrics';
}

/** Lines that an element fills in print; see {@link linesOfPage}. */
export function printedLines({ type, text }: Element, paper: PaperSize): number {
  return linesOfPage(type, text, paper);
}

/**
 * Length of a script in print in eighths of a page, as productions count; a begun eighth counts, a page break ends its page.
 * `rooms` are the elements' {@link printedLines}, for who knows them already.
 */
export function pageEighths(
  { elements }: Pick<Screenplay, 'elements'>,
  paper: PaperSize = 'letter',
  rooms: readonly number[] = elements.map((element) => printedLines(element, paper)),
): number {
  const perPage = linesPerPage[paper];
  let lines = 0;
  elements.forEach((element, index) => {
    if (element.type === 'pageBreak') lines = Math.ceil(lines / perPage) * perPage;
    const room = rooms[index] ?? 0;
    if (room === 0) return;
    const isAtTop = lines % perPage === 0;
    lines += room + (startsBlock(element) && !isAtTop ? 1 : 0);
  });
  return Math.ceil((lines * eighths) / perPage);
}
